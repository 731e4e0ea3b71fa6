//! In comments.

use expect_test::expect;

use super::{accept, check};

#[test]
fn nothing_but_words_that_mean_something() {
    check(
        "model A {\n  // $0\n}",
        expect![[r#"
        usual: prisma-lens-ignore-file prisma-lens-ignore-block prisma-lens-ignore
    "#]],
    );
    check(
        "model A {\n  // a note on $0\n}",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n  x Int // $0\n}",
        expect![[r#"
        usual: prisma-lens-ignore-file prisma-lens-ignore-block prisma-lens-ignore
    "#]],
    );
    check(
        "model A {\n  /// $0\n}",
        expect![[r#"
        usual: @encrypted @hashed @pii @retention
    "#]],
    );
    check(
        "model A {\n  /// Whose @$0\n}",
        expect![[r#"
        usual: @encrypted @hashed @pii @retention
    "#]],
    );
    check(
        "model A {\n  /// Whose $0\n}",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "/* model $0 */\n",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "/*\n $0\n*/\nmodel A {\n}",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n  x String @map(\"//$0\")\n}",
        expect![[r#"
        usual: x
    "#]],
    );
}

#[test]
fn codes() {
    accept(
        "model A {\n  // prisma-lens-$0\n}",
        "prisma-lens-ignore",
        expect![[r#"
            |  // prisma-lens-ignore 
        "#]],
    );
    accept(
        "model A {\n  // prisma-lens-ignore fk-miss$0\n}",
        "fk-missing-index",
        expect![[r#"
            |  // prisma-lens-ignore fk-missing-index
        "#]],
    );
    accept(
        "// prisma-lens-ignore-file created-at-default, no$0",
        "fk-missing-index",
        expect![[r#"
            |// prisma-lens-ignore-file created-at-default, fk-missing-index
        "#]],
    );
    check(
        "model A {\n  // prisma-lens-ignore fk-missing-index: $0\n}",
        expect![[r#"
        nothing
    "#]],
    );
}
