//! A broken line stays one broken line: every other member and block is as it was.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};
use tree_sitter::{Node, Tree};

use super::real::{Real, accepted_projects};
use super::{nodes, parse};

const SAMPLE: &str = r#"/// A user.
model User {
  /// The key.
  id    Int     @id @default(autoincrement())
  type  String? @map("kind") // why
  // kept
  posts Post[]  @relation("x")

  @@index([id, type(sort: Desc)])
}

enum Role {
  ADMIN @map("a")
  USER
}

datasource db {
  provider = "postgresql"
  url      = env("X")
}

model Post {
  id     Int  @id
  user   User @relation("x", fields: [userId], references: [id])
  userId Int
}
"#;

/// What garbage is made of. No newline, and no `/*`, which may hide all that follows it.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "model", "type", "Int", "String?", "é", "📅", " ", " ", " ", "\t", "{", "{", "}", "(", ")", "[", "]", "[]", "@",
    "@@", "@id", "@@index([", "@default(", "?", "!", ":", "=", ",", ".", "\"", "\"s\"", "\\", "1", "-", "/", "//", "///",
    "*/", "#", "$", "'", ";", "\0", "\u{c}", "\u{feff}", "fields: [", "where: { a: ", "true", "@relation(",
];

const KEYWORDS: &[&str] = &[
    "model",
    "view",
    "type",
    "enum",
    "datasource",
    "generator",
    "namespace",
    "native_enum",
    "types",
    "role",
];

/// A member of a block or the head of one: its node without its documentation, the span of that, and the documentation.
#[derive(Clone, Debug, PartialEq)]
struct Unit {
    start: usize,
    end: usize,
    /// Whether it is a block rather than a member: a block may hold the line that is changed.
    head: bool,
    tree: String,
    documentation: String,
}

struct Schema {
    name: String,
    text: String,
    units: Vec<Unit>,
    /// The lines between the braces of a block, without their newlines.
    lines: Vec<(usize, usize)>,
}

impl Schema {
    fn new(file: Real) -> Schema {
        let tree = parse(&file.text);
        let lines = member_lines(&file.text, &tree);
        Schema { units: units(&tree), lines, name: file.name, text: file.text }
    }

    /// Puts `line` in the place of the bytes from `start` to `end`, which are on one line, and compares all else.
    fn check(&self, start: usize, end: usize, line: &str) -> Result<(), TestCaseError> {
        let text = format!("{}{line}{}", &self.text[..start], &self.text[end..]);
        let moved = |offset: usize| if offset >= end { offset - end + start + line.len() } else { offset };
        let behind = start + line.len();
        let touches = |unit: &Unit, end: usize| unit.start < end && unit.end > start && !unit.head;

        let mut before: Vec<Unit> =
            self.units.iter().filter(|unit| !touches(unit, end.max(start + 1))).cloned().collect();
        let mut next = before.iter().position(|unit| unit.start >= end).unwrap_or(before.len());
        for unit in &mut before {
            (unit.start, unit.end) = (moved(unit.start), moved(unit.end));
        }
        let mut after = units(&parse(&text));
        after.retain(|unit| !touches(unit, behind));
        // The comments before a member are its documentation, so the line may add to those of the next one.
        for units in [&mut before, &mut after] {
            if let Some(unit) = units.get_mut(next) {
                unit.documentation.clear();
            }
        }
        next = before.iter().zip(&after).position(|(a, b)| a != b).unwrap_or(before.len().min(after.len()));
        prop_assert_eq!(before.get(next), after.get(next), "{:?} in {}", line, self.name);
        Ok(())
    }
}

fn units(tree: &Tree) -> Vec<Unit> {
    let mut units = Vec::new();
    for node in nodes(tree.root_node()) {
        if node.kind().ends_with("_body") {
            let mut cursor = node.walk();
            let members = node.named_children(&mut cursor).filter(|member| {
                let kind = member.kind();
                matches!(
                    kind,
                    "field_declaration" | "enum_value" | "key_value" | "block_attribute" | "broken_line"
                )
            });
            units.extend(members.map(member));
        } else if node.kind().ends_with("_declaration")
            && let Some(keyword) = node.child_by_field_name("keyword")
        {
            units.push(head(node, keyword));
        }
    }
    units
}

fn head(node: Node<'_>, keyword: Node<'_>) -> Unit {
    let start = keyword.start_byte();
    let name =
        node.child_by_field_name("name").map(|name| (name.start_byte() - start, name.end_byte() - start));
    let end = node.child_by_field_name("body").map_or(start, |body| body.end_byte());
    let tree = format!("{} {name:?}", node.kind());
    Unit { start, end, head: true, tree, documentation: documentation(node) }
}

fn member(node: Node<'_>) -> Unit {
    let mut cursor = node.walk();
    let mut parts = node.children(&mut cursor).filter(|part| part.kind() != "comment_block").peekable();
    let start = parts.peek().unwrap().start_byte();
    let tree = format!("{} {}", node.kind(), parts.map(|part| part.to_sexp()).collect::<Vec<_>>().join(" "));
    Unit { start, end: node.end_byte(), head: false, tree, documentation: documentation(node) }
}

fn documentation(node: Node<'_>) -> String {
    node.child_by_field_name("documentation").map(|comments| comments.to_sexp()).unwrap_or_default()
}

/// The lines between braces that no block comment touches: in one of those a line is no line.
fn member_lines(text: &str, tree: &Tree) -> Vec<(usize, usize)> {
    let comments: Vec<_> = nodes(tree.root_node())
        .filter(|node| node.kind() == "block_comment")
        .map(|node| node.byte_range())
        .collect();
    let mut lines = Vec::new();
    for body in nodes(tree.root_node()).filter(|node| node.kind().ends_with("_body")) {
        let mut start = body.start_byte();
        while let Some(newline) = text[start..body.end_byte()].find('\n') {
            start += newline + 1;
            let end = start + text[start..].find(['\r', '\n']).unwrap_or(text.len() - start);
            // The last one is that of the brace, before which garbage may stand but which is not to be cut.
            if !comments.iter().any(|comment| comment.start <= end && comment.end >= start) {
                lines.push((start, end));
            }
        }
    }
    lines
}

fn allowed(garbage: &str) -> bool {
    let start = garbage.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let word = start.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
    let opens = KEYWORDS.contains(&word) && start.contains('{');
    !opens && !start.starts_with('}') && !garbage.contains("/*")
}

fn samples() -> Vec<Schema> {
    let sample = Real { name: "the sample".to_owned(), text: SAMPLE.to_owned() };
    let windows = Real { name: "the sample with CRLF".to_owned(), text: SAMPLE.replace('\n', "\r\n") };
    vec![Schema::new(sample), Schema::new(windows)]
}

fn real_schemas() -> Vec<Schema> {
    let schemas = accepted_projects().into_iter().map(Schema::new);
    schemas.filter(|schema| !schema.lines.is_empty()).collect()
}

fn runner() -> TestRunner {
    TestRunner::new(Config {
        cases: 400,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(11),
        ..Config::default()
    })
}

#[test]
fn a_line_of_garbage_changes_no_other_line() {
    put_garbage_into(&samples());
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn a_line_of_garbage_changes_no_other_line_of_real_schemas() {
    put_garbage_into(&real_schemas());
}

#[test]
fn a_line_cut_short_changes_no_other_line() {
    cut_lines_of(&samples());
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn a_line_cut_short_changes_no_other_line_of_real_schemas() {
    cut_lines_of(&real_schemas());
}

fn put_garbage_into(schemas: &[Schema]) {
    let garbage = prop::collection::vec(prop::sample::select(PIECES), 0..8)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("is a line of a block", |line| allowed(line));
    let result = runner().run(&(any::<usize>(), any::<usize>(), garbage), |(schema, line, garbage)| {
        let schema = &schemas[schema % schemas.len()];
        let (start, _) = schema.lines[line % schema.lines.len()];
        schema.check(start, start, &format!("{garbage}\n"))
    });
    result.unwrap();
}

fn cut_lines_of(schemas: &[Schema]) {
    let result = runner().run(&(any::<usize>(), any::<usize>(), any::<usize>()), |(schema, line, keep)| {
        let schema = &schemas[schema % schemas.len()];
        let (start, end) = schema.lines[line % schema.lines.len()];
        let line = &schema.text[start..end];
        if line.trim_start().starts_with('}') {
            return Ok(());
        }
        let mut keep = keep % (line.len() + 1);
        while !line.is_char_boundary(keep) {
            keep -= 1;
        }
        schema.check(start, end, &line[..keep])
    });
    result.unwrap();
}
