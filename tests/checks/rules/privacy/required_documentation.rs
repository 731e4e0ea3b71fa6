//! Models and fields that have to be documented.

use expect_test::expect;
use serde_json::json;

use crate::rules::drawn::{found, found_recommended, found_with};

#[test]
fn what_has_to_be_documented() {
    let code = "require-docs";
    let text = "/// Bills.\nmodel Bill {\n  id Int @id\n  ssn String\n  name String\n}\n// Not handed on.\nmodel Card {\n  id Int @id\n}\nenum Kind {\n  A\n}\n/// @view\nmodel Seen {\n  id Int @id\n}\nview V {\n  id Int\n}\nmodel Gone {\n  id Int\n  @@ignore\n}\n";
    assert_eq!(found(code, text).places(), "info ssn\ninfo Card\ninfo Kind\n");
    let options = json!({ "on": ["fields"] });
    assert_eq!(found_with(code, text, options).found.len(), 5);
    expect![[r"
        +  /// TODO
    "]]
    .assert_eq(&found(code, text).after_fix("Add `/// TODO`"));
    assert_eq!(found_recommended(code, text).places(), "");
}
