//! What editors fold, indent and select.

use expect_test::expect;
use tree_sitter_prisma_schema as grammar;

use super::{MODEL, check};

#[test]
fn folds() {
    check(
        grammar::FOLDS_QUERY,
        MODEL,
        &expect![[r#"
            > /// A user.
                fold: /// A user.
            > model User {
                fold: {
            >   /// Its key.
                fold: /// Its key.
            >   id    Int     @id @default(autoincrement()) /* x */
                fold: /* x */
        "#]],
    );
}

#[test]
fn indents() {
    check(
        grammar::INDENTS_QUERY,
        "model A {\n  @@index(where: {})\n  a Int }\n}\nnamespace n {\n  enum B {\n}\n/* x\n */\n",
        &expect![[r#"
            > model A {
                indent.begin: {
            > }
                indent.branch: }
                indent.end: }
            > namespace n {
                indent.begin: {
            >   enum B {
                indent.begin: {
            > }
                indent.branch: }
                indent.end: }
            > /* x
                indent.auto: /* x
        "#]],
    );
}

#[test]
fn textobjects() {
    check(
        grammar::TEXTOBJECTS_QUERY,
        "// c\nmodel A {\n  a Int @default(f(1, 2))\n  @@id([a, b], map: \"x\")\n}\nenum E {}\ngenerator g {\n  x = 1\n}\n",
        &expect![[r#"
            > // c
                class.outer: // c
                comment.outer: // c
            >   a Int @default(f(1, 2))
                class.inner: a Int @default(f(1, 2))
                statement.outer: a Int @default(f(1, 2))
                attribute.outer: @default(f(1, 2))
                attribute.inner: default
                parameter.inner: f(1, 2)
                parameter.outer: f(1, 2)
                call.outer: f(1, 2)
                parameter.inner: 1
                parameter.outer: 1
                number.inner: 1
                parameter.outer: ,
                parameter.outer: ,
                parameter.inner: 2
                parameter.outer: 2
                number.inner: 2
            >   @@id([a, b], map: "x")
                class.inner: @@id([a, b], map: "x")
                statement.outer: @@id([a, b], map: "x")
                attribute.outer: @@id([a, b], map: "x")
                attribute.inner: id
                parameter.inner: [a, b]
                parameter.outer: [a, b]
                parameter.inner: a
                parameter.outer: a
                parameter.outer: ,
                parameter.outer: ,
                parameter.inner: b
                parameter.outer: b
                parameter.outer: ,
                parameter.outer: ,
                parameter.inner: map: "x"
                parameter.outer: map: "x"
            > enum E {}
                class.outer: enum E {}
            > generator g {
                class.outer: generator g {
            >   x = 1
                class.inner: x = 1
                statement.outer: x = 1
                assignment.outer: x = 1
                assignment.lhs: x
                assignment.rhs: 1
                assignment.inner: 1
                number.inner: 1
        "#]],
    );
}
