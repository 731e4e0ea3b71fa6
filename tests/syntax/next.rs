//! The trees of the Prisma 8 dialect: what Prisma 8 accepts has its structure, however its lines are broken.

use expect_test::{Expect, expect};
use support::corpus::recorded;
use syntax::{Kind, Nesting, Node, SourceFile};

use crate::grammar::parse;

const DIRECTIVE: &str = "// use prisma-8\n\n";

type Drawn = (String, String, std::ops::Range<usize>);

/// The nodes of a tree, each with its role and place.
fn drawn(root: Node<'_>) -> Vec<Drawn> {
    let field = |node: Node<'_>| node.field_name().unwrap_or_default().to_owned();
    root.descendants().skip(1).map(|node| (field(node), node.kind().to_owned(), node.byte_range())).collect()
}

/// The nodes that the grammar gives for a block.
fn of_grammar(text: &str) -> Vec<Drawn> {
    let tree = parse(&format!("{DIRECTIVE}{text}"));
    let mut cursor = tree.walk();
    let mut drawn = Vec::new();
    loop {
        let node = cursor.node();
        if node.end_byte() > DIRECTIVE.len() {
            let range = node.start_byte().saturating_sub(DIRECTIVE.len())..node.end_byte() - DIRECTIVE.len();
            drawn.push((cursor.field_name().unwrap_or_default().to_owned(), node.kind().to_owned(), range));
        }
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return drawn.split_off(1);
            }
        }
    }
}

/// The files of the recorded cases that Prisma 8 can read, as they are and formatted.
fn readable() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for case in recorded("prisma8.json") {
        let Some(formatted) = case["formatted"].as_array() else { continue };
        for (file, formatted) in case["files"].as_array().unwrap().iter().zip(formatted) {
            texts.push((file[1].as_str().unwrap().to_owned(), formatted[1].as_str().unwrap().to_owned()));
        }
    }
    texts
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn lines_as_the_formatter_leaves_them_have_the_trees_of_the_grammar() {
    let mut blocks = 0;
    for (_, text) in readable() {
        let file = SourceFile::parse(&format!("{DIRECTIVE}{text}"));
        for (index, tree) in file.trees().enumerate() {
            let text = file.block_text(index);
            if matches!(file.blocks()[index].nesting(), Nesting::Head | Nesting::Tail) {
                // The grammar knows them together only.
                continue;
            }
            blocks += 1;
            let (ours, grammar) = (drawn(tree.root().unwrap()), of_grammar(&text));
            let differ = ours.iter().zip(&grammar).position(|(a, b)| a != b);
            let differ = differ.unwrap_or(ours.len().min(grammar.len()));
            assert_eq!(ours.get(differ), grammar.get(differ), "in {text}");
        }
    }
    println!("{blocks} blocks");
    assert!(blocks > 500, "{blocks}");
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn what_prisma_8_reads_has_no_broken_nodes() {
    for (text, _) in readable() {
        let file = SourceFile::parse(&format!("{DIRECTIVE}{text}"));
        for tree in file.trees() {
            for node in tree.root().unwrap().descendants() {
                let is_broken = matches!(node.kind_id(), Kind::Error | Kind::Unexpected | Kind::BrokenLine);
                assert!(!is_broken && !node.is_missing(), "{node:?} in {text}");
            }
        }
    }
}

fn check(text: &str, expected: Expect) {
    let file = SourceFile::parse(&format!("{DIRECTIVE}{text}"));
    let mut drawn = String::new();
    for tree in file.trees() {
        for node in tree.root().unwrap().descendants() {
            if !node.is_named() || node.kind_id() == Kind::SourceFile {
                continue;
            }
            let depth = std::iter::successors(node.parent(), |node| node.parent()).count() - 1;
            let field = node.field_name().map(|field| format!("{field}: ")).unwrap_or_default();
            drawn.push_str(&format!("{}{field}{}\n", "  ".repeat(depth), node.kind()));
        }
    }
    expected.assert_eq(&drawn);
}

#[test]
fn blocks_on_one_line() {
    check(
        "enum E { A B = \"b\" } model M { a Int @id b space:ns.X(1)[]? // c\n}\n",
        expect![[r#"
        comment_block
          comment
        enum_declaration
          name: identifier
          body: enum_body
            enum_value
              name: identifier
            enum_value
              name: identifier
              value: string
                string_content
        model_declaration
          name: identifier
          body: model_body
            field_declaration
              name: identifier
              type: field_type
                name: path
                  identifier
              attribute
                name: path
                  identifier
            field_declaration
              name: identifier
              type: field_type
                space: identifier
                name: path
                  identifier
                  identifier
                arguments: arguments
                  argument
                    value: number
                modifier: list_modifier
                modifier: optional_modifier
              comment: comment
    "#]],
    );
}

#[test]
fn a_field_over_lines() {
    check(
        "types { T = space:X( // a\n  1\n )[] ? }\nmodel\nM {\n  // b\n  a\n  Int\n  // c\n  @x(\n    sql`y`, [\n'z'\n ]\n  )\n}\n",
        expect![[r#"
            comment_block
              comment
            generic_declaration
              keyword: keyword
              body: generic_body
                key_value
                  key: identifier
                  space: identifier
                  value: call
                    name: path
                      identifier
                    arguments: arguments
                      comment
                      argument
                        value: number
                  modifier: list_modifier
                  modifier: optional_modifier
            model_declaration
              name: identifier
              body: model_body
                field_declaration
                  documentation: comment_block
                    comment
                  name: identifier
                  type: field_type
                    name: path
                      identifier
                  comment
                  attribute
                    name: path
                      identifier
                    arguments: arguments
                      argument
                        value: tagged_literal
                          name: path
                            identifier
                          value: string
                            string_content
                      argument
                        value: array
                          string
                            string_content
        "#]],
    );
}
