//! How a file is cut into blocks.

use expect_test::{Expect, expect};
use syntax::SourceFile;

/// Draws the cuts as lines, and the state of each block behind its text.
fn check(text: &str, expected: Expect) {
    let file = SourceFile::parse(text);
    let mut drawn = String::new();
    for (index, block) in file.blocks().iter().enumerate() {
        let state = if block.is_settled() { "settled" } else { "open" };
        drawn.push_str(&format!("{:?} {state}\n", file.block_text(index)));
    }
    expected.assert_eq(&drawn);
}

#[test]
fn an_empty_file_has_no_blocks() {
    check("", expect![[""]]);
}

#[test]
fn comments_belong_to_the_block_behind_them() {
    check(
        "// head\n\n/// doc\nmodel A {\n}\n// tail\n",
        expect![[r#"
            "// head\n\n/// doc\nmodel A {\n}\n" settled
            "// tail\n" open
        "#]],
    );
}

#[test]
fn a_lost_brace_costs_one_block() {
    check(
        "model A {\n  id Int\n\n/// doc of B\nmodel B {\n}\n",
        expect![[r#"
            "model A {\n  id Int\n\n" open
            "/// doc of B\nmodel B {\n}\n" settled
        "#]],
    );
}

#[test]
fn block_comments_hide_what_is_in_them() {
    check(
        "/* model A {\n}\n*/ model B { // {\n /* } */\n  s String @default(\"/*\")\n}\nmodel C {\n}",
        expect![[r#"
            "/* model A {\n}\n*/ model B { // {\n /* } */\n  s String @default(\"/*\")\n}\n" settled
            "model C {\n}" settled
        "#]],
    );
}

#[test]
fn an_unclosed_block_comment_hides_nothing() {
    check(
        "/* model A {\nmodel B {\n}\n",
        expect![[r#"
            "/* model A {\nmodel B {\n}\n" settled
        "#]],
    );
}

#[test]
fn two_blocks_may_share_a_line() {
    check(
        "model A {}model B {\r\n} model C {\r\n}\r\n",
        expect![[r#"
            "model A {}" open
            "model B {\r\n}" open
            " model C {\r\n}\r\n" settled
        "#]],
    );
}

#[test]
fn namespaces_hold_blocks() {
    check(
        "namespace n {\n  model A {\n  }\n  enum B {\n  }\n}\nmodel C {\n}\n",
        expect![[r#"
            "namespace n {\n  model A {\n  }\n  enum B {\n  }\n}\n" settled
            "model C {\n}\n" settled
        "#]],
    );
}

#[test]
fn fields_named_like_keywords_open_nothing() {
    check(
        "model A {\n  model Int\n  type String\n  enum B {\n}\n",
        expect![[r#"
            "model A {\n  model Int\n  type String\n" open
            "  enum B {\n}\n" settled
        "#]],
    );
}

#[test]
fn half_typed_heads_end_with_their_line() {
    check(
        "model\nmodel A\nenum B {\n}\nstray line\n",
        expect![[r#"
            "model\n" settled
            "model A\n" settled
            "enum B {\n}\n" settled
            "stray line\n" open
        "#]],
    );
}

#[test]
fn blocks_of_prisma_8_end_with_their_brace() {
    check(
        "// use prisma-8\nmodel A\n{\n  a Int @x({\n    a: 1\n  }) @y(sql`\n}\n`)\n} // c\n\nenum E { A B } role r {}\nnamespace n { model B {\n}\nmodel C {\n} }\n",
        expect![[r#"
            "// use prisma-8\nmodel A\n{\n  a Int @x({\n    a: 1\n  }) @y(sql`\n}\n`)\n} // c\n" settled
            "\nenum E { A B }" open
            " role r {}\n" settled
            "namespace n {" open
            " model B {\n}\n" settled
            "model C {\n}" open
            " }\n" settled
        "#]],
    );
}

#[test]
fn a_lost_brace_costs_one_block_in_prisma_8() {
    check(
        "// use prisma-8\nmodel A {\n  id Int @x({\n\n/// doc of B\nmodel B {\n}\nnamespace n {\n  model C {\n  model D {\n  }\n// o\n\n// p\nnamespace o {\n}\n}\nx\n",
        expect![[r#"
            "// use prisma-8\nmodel A {\n  id Int @x({\n\n" open
            "/// doc of B\nmodel B {\n}\n" settled
            "namespace n {\n" settled
            "  model C {\n" open
            "  model D {\n  }\n" settled
            "// o\n\n" open
            "// p\nnamespace o {\n" settled
            "}\n" settled
            "}\nx\n" open
        "#]],
    );
}
