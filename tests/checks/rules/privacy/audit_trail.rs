//! The log of what was done to the rows that need one.

use expect_test::expect;
use serde_json::json;

use crate::rules::drawn::{found, found_with};

#[test]
fn a_log_for_the_models_that_need_one() {
    let code = "audit-trail-missing";
    let options = || json!({ "models": ["Pay*"], "auditModel": "Trail" });
    let text =
        "model Payment {\n  id Int @id\n}\nmodel Other {\n  id Int @id\n}\nmodel Payout {\n  id Int @id\n}\n";
    let drawn = found_with(code, text, options());
    assert_eq!(drawn.places(), "warning Payment\nwarning Payout\n");
    assert_eq!(found(code, text).places(), "");
    let with = format!(
        "{text}model Trail {{\n  id Int @id\n  userId Int\n  action String\n  entity String\n  entityId Int\n}}\n"
    );
    expect![[r#"
        warning at `Trail`: `Trail` does not record when. Add a field such as `createdAt`.
        warning at `Trail`: `Trail` has no index to find the history of one row. Add `@@index([entity, entityId])`.
          Choice: Add `@@index([entity, entityId])`
    "#]]
    .assert_eq(&found_with(code, &with, options()).all());
    let timed = with.replace("  userId Int\n", "  userId Int\n  at DateTime\n");
    expect![[r"
        +
        +  @@index([entity, entityId, at])
    "]]
    .assert_eq(&found_with(code, &timed, options()).after_fix("Add `@@index([entity, entityId, at])`"));
}
