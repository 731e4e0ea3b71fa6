//! Names, where they are defined and where they are used.

use expect_test::expect;
use tree_sitter_prisma_schema as grammar;

use super::check;

#[test]
fn locals() {
    check(
        grammar::LOCALS_QUERY,
        "model A {\n  b B @default(X)\n  @@index([b, c(sort: Desc)])\n}\nenum B {\n  X\n}\n",
        &expect![[r#"
            > model A {
                local.scope: model A {
                local.definition.type: A
                local.scope: {
            >   b B @default(X)
                local.definition.field: b
                local.reference: B
                local.reference: X
            >   @@index([b, c(sort: Desc)])
                local.reference: b
                local.reference: c
                local.reference: Desc
            > enum B {
                local.definition.enum: B
                local.scope: {
            >   X
                local.definition.constant: X
        "#]],
    );
}

#[test]
fn tags() {
    check(
        grammar::TAGS_QUERY,
        "/// A.\n/// More.\nmodel A {\n  /// Field.\n  b B\n}\nenum B {\n  X\n}\ntypes {\n}\nrole r {\n}\n",
        &expect![[r#"
            > /// A.
                definition.class: /// A.
                doc: /// A.
            > /// More.
                doc: /// More.
            > model A {
                name: A
            >   /// Field.
                definition.field: /// Field.
                doc: /// Field.
            >   b B
                name: b
                reference.class: B
                name: B
            > enum B {
                definition.enum: enum B {
                name: B
            >   X
                definition.constant: X
                name: X
            > role r {
                definition.type: role r {
                name: r
        "#]],
    );
}
