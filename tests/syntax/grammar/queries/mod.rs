//! The queries that editors load.

mod colours;
mod injections;
mod names;
mod structure;

use std::fmt::Write;

use expect_test::Expect;
use tree_sitter::{Node, Query, QueryCursor, StreamingIterator};
use tree_sitter_prisma_schema as grammar;

use super::parse;

/// One node that a query captured.
struct Captured<'t> {
    name: &'t str,
    node: Node<'t>,
}

/// Draws what a query captures, line by line: the names of the captures, each with the first line of its text. Where
/// `last_wins`, as editors colour text, only the last name of a node counts. Names with `_` are for the query itself.
fn check_with(query: &str, text: &str, last_wins: bool, expected: &Expect) {
    let query = Query::new(&grammar::LANGUAGE.into(), query).unwrap();
    let tree = parse(text);
    let mut found: Vec<(usize, Captured<'_>)> = Vec::new();
    let mut cursor = QueryCursor::new();
    let mut captures = cursor.captures(&query, tree.root_node(), text.as_bytes());
    while let Some((one, index)) = captures.next() {
        let capture = one.captures()[*index];
        let name = query.capture_names()[capture.index as usize];
        if !name.starts_with('_') && name != "spell" {
            found.push((one.pattern_index, Captured { name, node: capture.node }));
        }
    }
    if last_wins {
        found.sort_by_key(|(pattern, captured)| (captured.node.start_byte(), captured.node.id(), *pattern));
        found.reverse();
        found.dedup_by_key(|(_, captured)| captured.node.id());
        found.reverse();
    }

    let mut drawn = String::new();
    for (row, line) in text.lines().enumerate() {
        let mut here =
            found.iter().filter(|(_, captured)| captured.node.start_position().row == row).peekable();
        if here.peek().is_some() {
            writeln!(drawn, "> {line}").unwrap();
        }
        for (_, Captured { name, node }) in here {
            let text = text[node.byte_range()].lines().next().unwrap_or_default();
            writeln!(drawn, "    {name}: {text}").unwrap();
        }
    }
    expected.assert_eq(&drawn);
}

fn check(query: &str, text: &str, expected: &Expect) {
    check_with(query, text, false, expected);
}

const MODEL: &str = r#"/// A user.
// note
model User {
  /// Its key.
  id    Int     @id @default(autoincrement()) /* x */
  role  Role?   @default(ADMIN) @db.VarChar(10)
  posts Post[]  @relation("a\n", fields: [id], onDelete: Cascade)
  @@index([id(sort: Desc), role], where: { deleted: { not: null } })
}
"#;
