//! What `new-rule` writes. `CODE`, `NAME` and `CONSTANT` stand for the rule's code in kebab-case, snake_case and upper case.

/// A rule over schemas.
pub(crate) const SCHEMA_RULE: &str = r#"//! `CODE`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{Finding, Level};

rule! {
    /// TODO: what is reported, in one sentence that names the thing.
    ///
    /// TODO: why it matters, and what to do. The examples below are tested.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id Int @id
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id   Int    @id
    ///   name String
    /// }
    /// ```
    pub static RULE = Rule {
        code: "CODE",
        levels: Levels::new(Level::Off, Level::Warning),
        options: &[],
        check: Check::Model(check),
    };
}

// TODO: report with `found.push(cx.finding(model.id, span, message))`, and attach fixes with `cx.fix`.
fn check(_cx: &Context<'_>, _model: ModelRef<'_>, _found: &mut Vec<Finding>) {}
"#;

/// A rule over migrations.
pub(crate) const MIGRATION_RULE: &str = r#"//! `CODE`

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use base::Level;
use checks::frame::Levels;

rule! {
    /// TODO: what is reported, in one sentence that names the thing.
    ///
    /// TODO: why it matters, and what to do. The examples below are tested.
    ///
    /// ```sql flagged
    /// DROP TABLE "User";
    /// ```
    /// ```sql clean
    /// CREATE TABLE "User" ("id" INTEGER NOT NULL);
    /// ```
    pub static CONSTANT = Rule {
        code: "CODE",
        levels: Levels::new(Level::Off, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

// TODO: report with `report.add(span, message)`, and attach fixes with `.fix(title, edits)`.
fn check(_cx: &Context<'_>, _report: &mut Report<'_>) {}
"#;

/// The test of a rule over schemas. `FOUND` stands for the path of the function that runs it.
pub(crate) const SCHEMA_TEST: &str = r#"
#[test]
fn NAME() {
    // TODO: one case a line: several files, multi-byte text, every provider that matters. CRLF and fixes are tried for each.
    for (text, expected) in [
        ("model User {\n  id Int @id\n}\n", "TODO: level and text, as in `warning id`\n"),
        ("model User {\n  id Int @id\n  name String\n}\n", ""),
    ] {
        assert_eq!(FOUND("CODE", text).places(), expected, "{text}");
    }
}
"#;

/// The test of a rule over migrations, in a file of its own.
pub(crate) const MIGRATION_TEST: &str = r#"//! `CODE`: cases beside the documented examples.

use serde_json::Value;

use super::{find, only};

#[test]
fn NAME() {
    // TODO: one case a line, `-- next migration` between migrations.
    for (sql, expected) in
        [("DROP TABLE \"User\";\n", "TODO: the text of each finding, such as `DROP TABLE \"User\"`\n")]
    {
        let found = find(&only("CODE"), sql, &Value::Null);
        let places: String = found.iter().map(|it| format!("{}\n", it.anchor.span().of(sql))).collect();
        assert_eq!(places, expected, "{sql}");
    }
}
"#;
