//! Privacy and audit: cases beside the documented examples.

mod audit_trail;
mod encryption;
mod personal_data;
mod required_documentation;
mod retention;
mod secrets;
mod soft_delete;
mod words;

use expect_test::Expect;

use super::drawn::found;

fn check(code: &str, text: &str, expected: Expect) {
    expected.assert_eq(&found(code, text).all());
}

/// A model with an id and these lines, on this database.
fn on(provider: &str, lines: &str) -> String {
    format!("datasource db {{\n  provider = \"{provider}\"\n}}\n\nmodel M {{\n  id Int @id\n{lines}\n}}\n")
}

/// Which parts of the lines the rule finds, with levels.
fn places(code: &str, lines: &str, expected: &str) {
    assert_eq!(found(code, &on("postgresql", lines)).places(), expected, "{lines}");
}
