//! Relations, referential actions and database schemas.

mod actions;
mod arguments;
mod cascades;
mod database_schemas;
mod many_to_many;
mod one_to_one;
mod opposite;
mod referenced_fields;

use expect_test::Expect;

use super::drawn;

fn check(database: &str, text: &str, expected: Expect) {
    expected.assert_eq(&drawn::found(database, text));
}

/// Nothing is said, with either Prisma version.
fn fine(database: &str, text: &str) {
    assert_eq!(drawn::found(database, text), "", "{database}:\n{text}");
}

fn check_fix(database: &str, text: &str, title: &str, expected: Expect) {
    expected.assert_eq(&drawn::after_fix(database, text, title));
}

/// Two models, `A` and `B`, each with an id and these lines.
fn two(a: &str, b: &str) -> String {
    let id = "  id Int @id @map(\"_id\")";
    let lines = |lines: &str| -> String { lines.split(" ; ").map(|line| format!("  {line}\n")).collect() };
    format!("model A {{\n{id}\n{}}}\n\nmodel B {{\n{id}\n{}}}\n", lines(a), lines(b))
}
