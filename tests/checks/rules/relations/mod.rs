//! Relations and foreign keys: cases beside the documented examples.

mod actions;
mod cascades;
mod indexes;
mod shape;

use expect_test::Expect;

use super::drawn::found;

pub(super) fn check(code: &str, text: &str, expected: Expect) {
    expected.assert_eq(&found(code, text).all());
}

/// A datasource with these lines.
pub(super) fn database(lines: &str) -> String {
    format!("datasource db {{\n{lines}\n}}\n\n")
}

/// A child of `Parent` with these lines beside its id and key, in the database of these lines.
pub(super) fn child(datasource: &str, lines: &str) -> String {
    let parent =
        "model Parent {\n  id Int @id\n  tenant Int\n  children Child[]\n\n  @@unique([tenant, id])\n}\n\n";
    format!("{}{parent}model Child {{\n{lines}\n}}\n", database(datasource))
}

pub(super) const POSTGRESQL: &str = "  provider = \"postgresql\"";

pub(super) const MYSQL: &str = "  provider = \"mysql\"";

pub(super) const PLAIN: &str =
    "  id Int @id\n  parentId Int\n  parent Parent @relation(fields: [parentId], references: [id])";

pub(super) const PAIR: &str = "  id Int @id\n  tenant Int\n  parentId Int\n  parent Parent @relation(fields: [tenant, parentId], references: [tenant, id])";
