//! Queries of editors whose names for captures differ from the grammar's own.

use std::collections::BTreeMap;
use std::fs;

use expect_test::{Expect, expect};
use tree_sitter::{Parser, Query, QueryCursor, StreamingIterator};

const SCHEMA: &str = r#"/// A user
model User {
  id Int @id @default(autoincrement()) // key
  @@map("users")
}
enum Role {
  ADMIN
}
/* old */
datasource db {
  provider = "sqlite"
}
"#;

/// Runs a query over the schema and lists, by capture, the first line of each node's text.
fn check(path: &str, expected: &Expect) {
    let text = fs::read_to_string(support::root().join(path)).unwrap();
    let language = tree_sitter_prisma_schema::LANGUAGE.into();
    let query = Query::new(&language, &text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut parser = Parser::new();
    parser.set_language(&language).unwrap();
    let tree = parser.parse(SCHEMA, None).unwrap();

    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut cursor = QueryCursor::new();
    let mut matches = cursor.captures(&query, tree.root_node(), SCHEMA.as_bytes());
    while let Some((one, index)) = matches.next() {
        let capture = one.captures()[*index];
        let text = SCHEMA[capture.node.byte_range()].lines().next().unwrap_or_default();
        found.entry(query.capture_names()[capture.index as usize]).or_default().push(text);
    }
    let list = found.iter().map(|(name, texts)| format!("{name}: {}\n", texts.join(" | ")));
    expected.assert_eq(&list.collect::<String>());
}

#[test]
fn helix_highlights() {
    check(
        "editors/helix/queries/prisma/highlights.scm",
        &expect![[r#"
        attribute: @ | id | @ | default | @@ | map
        comment.block: /* old */
        comment.line: // key
        comment.line.documentation: /// A user
        function: autoincrement
        keyword: model | enum | datasource
        operator: =
        punctuation.bracket: { | ( | ( | ) | ) | ( | ) | } | { | } | { | }
        string: "users" | "sqlite"
        type: User | Int | Role
        type.builtin: Int
        type.enum.variant: ADMIN
        variable: db
        variable.other.member: id | provider
    "#]],
    );
}

#[test]
fn helix_indents() {
    check(
        "editors/helix/queries/prisma/indents.scm",
        &expect![[r#"
        indent: { | { | {
        outdent: } | } | }
    "#]],
    );
}

#[test]
fn helix_textobjects() {
    check(
        "editors/helix/queries/prisma/textobjects.scm",
        &expect![[r#"
        class.around: /// A user | enum Role { | datasource db {
        class.inside: { | { | {
        comment.around: /// A user | /* old */
        comment.inside: /// A user | // key | /* old */
        entry.around: id Int @id @default(autoincrement()) // key | ADMIN | provider = "sqlite"
        entry.inside: Int | ADMIN | "sqlite"
        parameter.inside: autoincrement() | "users"
    "#]],
    );
}

#[test]
fn zed_highlights() {
    check(
        "editors/zed/languages/prisma/highlights.scm",
        &expect![[r#"
        attribute: @ | id | @ | default | @@ | map
        comment: // key | /* old */
        comment.doc: /// A user
        function: autoincrement
        keyword: model | enum | datasource
        operator: =
        property: id | provider
        punctuation.bracket: { | ( | ( | ) | ) | ( | ) | } | { | } | { | }
        string: "users" | "sqlite"
        type: User | Int | Role
        type.builtin: Int
        variable: db
        variant: ADMIN
    "#]],
    );
}

#[test]
fn zed_outline() {
    check(
        "editors/zed/languages/prisma/outline.scm",
        &expect![[r#"
        annotation: /// A user
        context: model | Int | @@ | enum | datasource
        item: /// A user | id Int @id @default(autoincrement()) // key | @@map("users") | enum Role { | ADMIN | datasource db { | provider = "sqlite"
        name: User | id | map | Role | ADMIN | db | provider
    "#]],
    );
}

#[test]
fn zed_structure() {
    check(
        "editors/zed/languages/prisma/brackets.scm",
        &expect![[r#"
        close: ) | ) | " | ) | } | } | " | }
        open: { | ( | ( | ( | " | { | { | "
    "#]],
    );
    check(
        "editors/zed/languages/prisma/indents.scm",
        &expect![[r#"
        end: } | } | }
        indent: { | { | {
    "#]],
    );
    check(
        "editors/zed/languages/prisma/textobjects.scm",
        &expect![[r#"
        class.around: /// A user | enum Role { | datasource db {
        class.inside: id Int @id @default(autoincrement()) // key | id Int @id @default(autoincrement()) // key | @@map("users") | ADMIN | provider = "sqlite"
        comment.around: /// A user | /* old */
    "#]],
    );
}

/// Highlights, injections and the like mean the same in every editor, under each one's names.
#[test]
fn all_queries_fit_the_grammar() {
    let language = tree_sitter_prisma_schema::LANGUAGE.into();
    let mut count = 0;
    for folder in ["grammar/queries", "editors/helix/queries/prisma", "editors/zed/languages/prisma"] {
        for entry in fs::read_dir(support::root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "scm") {
                let text = fs::read_to_string(&path).unwrap();
                Query::new(&language, &text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                count += 1;
            }
        }
    }
    assert!(count > 15, "{count} queries");
}
