//! The queries that editors load.

use std::fmt::Write;

use expect_test::{Expect, expect};
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

fn check_colours(text: &str, expected: &Expect) {
    check_with(grammar::HIGHLIGHTS_QUERY, text, true, expected);
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

#[test]
fn colours_of_a_model() {
    check_colours(
        MODEL,
        &expect![[r#"
            > /// A user.
                comment.documentation: /// A user.
            > // note
                comment: // note
            > model User {
                keyword: model
                type: User
                punctuation.bracket: {
            >   /// Its key.
                comment.documentation: /// Its key.
            >   id    Int     @id @default(autoincrement()) /* x */
                variable.member: id
                type.builtin: Int
                attribute: @
                attribute: id
                attribute: @
                attribute: default
                punctuation.bracket: (
                function.call: autoincrement
                punctuation.bracket: (
                punctuation.bracket: )
                punctuation.bracket: )
                comment: /* x */
            >   role  Role?   @default(ADMIN) @db.VarChar(10)
                variable.member: role
                type: Role
                operator: ?
                attribute: @
                attribute: default
                punctuation.bracket: (
                constant: ADMIN
                punctuation.bracket: )
                attribute: @
                attribute: db
                punctuation.delimiter: .
                attribute: VarChar
                punctuation.bracket: (
                number: 10
                punctuation.bracket: )
            >   posts Post[]  @relation("a\n", fields: [id], onDelete: Cascade)
                variable.member: posts
                type: Post
                punctuation.bracket: [
                punctuation.bracket: ]
                attribute: @
                attribute: relation
                punctuation.bracket: (
                string: "a\n"
                string.escape: \n
                punctuation.delimiter: ,
                variable.parameter: fields
                punctuation.delimiter: :
                punctuation.bracket: [
                variable.member: id
                punctuation.bracket: ]
                punctuation.delimiter: ,
                variable.parameter: onDelete
                punctuation.delimiter: :
                constant: Cascade
                punctuation.bracket: )
            >   @@index([id(sort: Desc), role], where: { deleted: { not: null } })
                attribute: @@
                attribute: index
                punctuation.bracket: (
                punctuation.bracket: [
                variable.member: id
                punctuation.bracket: (
                variable.parameter: sort
                punctuation.delimiter: :
                constant: Desc
                punctuation.bracket: )
                punctuation.delimiter: ,
                variable.member: role
                punctuation.bracket: ]
                punctuation.delimiter: ,
                variable.parameter: where
                punctuation.delimiter: :
                punctuation.bracket: {
                property: deleted
                punctuation.delimiter: :
                punctuation.bracket: {
                property: not
                punctuation.delimiter: :
                constant.builtin: null
                punctuation.bracket: }
                punctuation.bracket: }
                punctuation.bracket: )
            > }
                punctuation.bracket: }
        "#]],
    );
}

#[test]
fn colours_of_other_blocks() {
    check_colours(
        r#"enum Role {
  ADMIN @map("a")
}
datasource db {
  provider = "postgresql"
  extensions = [pgcrypto, vector(map: "v")]
  relationMode = env("X")
}
namespace auth {
  types {
    Uuid = VarChar(10)
    Id = Uuid?
  }
  role anon {
    login = true
    of = Other
  }
}
type Old = Int
model M {
  a: [String!]
  b space:auth.User
  c pg.enum(Mood)
}
"#,
        &expect![[r#"
            > enum Role {
                keyword: enum
                type: Role
                punctuation.bracket: {
            >   ADMIN @map("a")
                constant: ADMIN
                attribute: @
                attribute: map
                punctuation.bracket: (
                string: "a"
                punctuation.bracket: )
            > }
                punctuation.bracket: }
            > datasource db {
                keyword: datasource
                variable: db
                punctuation.bracket: {
            >   provider = "postgresql"
                property: provider
                operator: =
                string: "postgresql"
            >   extensions = [pgcrypto, vector(map: "v")]
                property: extensions
                operator: =
                punctuation.bracket: [
                constant: pgcrypto
                punctuation.delimiter: ,
                function.call: vector
                punctuation.bracket: (
                variable.parameter: map
                punctuation.delimiter: :
                string: "v"
                punctuation.bracket: )
                punctuation.bracket: ]
            >   relationMode = env("X")
                property: relationMode
                operator: =
                function.call: env
                punctuation.bracket: (
                string: "X"
                punctuation.bracket: )
            > }
                punctuation.bracket: }
            > namespace auth {
                keyword: namespace
                module: auth
                punctuation.bracket: {
            >   types {
                keyword: types
                punctuation.bracket: {
            >     Uuid = VarChar(10)
                property: Uuid
                operator: =
                type: VarChar
                punctuation.bracket: (
                number: 10
                punctuation.bracket: )
            >     Id = Uuid?
                property: Id
                operator: =
                type: Uuid
                operator: ?
            >   }
                punctuation.bracket: }
            >   role anon {
                keyword: role
                type: anon
                punctuation.bracket: {
            >     login = true
                property: login
                operator: =
                boolean: true
            >     of = Other
                property: of
                operator: =
                constant: Other
            >   }
                punctuation.bracket: }
            > }
                punctuation.bracket: }
            > type Old = Int
                keyword: type
                type: Old
                operator: =
                type.builtin: Int
            > model M {
                keyword: model
                type: M
                punctuation.bracket: {
            >   a: [String!]
                variable.member: a
                punctuation.delimiter: :
                punctuation.bracket: [
                type.builtin: String
                operator: !
                punctuation.bracket: ]
            >   b space:auth.User
                variable.member: b
                module: space
                punctuation.delimiter: :
                type: auth
                punctuation.delimiter: .
                type: User
            >   c pg.enum(Mood)
                variable.member: c
                type: pg
                punctuation.delimiter: .
                type: enum
                punctuation.bracket: (
                constant: Mood
                punctuation.bracket: )
            > }
                punctuation.bracket: }
        "#]],
    );
}

/// While a line is typed, what is there already keeps its colour.
#[test]
fn colours_of_broken_lines() {
    check_colours(
        "model A {\n  a String @default(\"x\n  b Int @\n  @@index([a\n",
        &expect![[r#"
            > model A {
                keyword: model
                type: A
                punctuation.bracket: {
            >   a String @default("x
                variable.member: a
                type.builtin: String
                attribute: @
                attribute: default
                punctuation.bracket: (
                string: "x
            >   b Int @
                variable.member: b
                type.builtin: Int
                attribute: @
            >   @@index([a
                attribute: @@
                attribute: index
                punctuation.bracket: (
                punctuation.bracket: [
                variable.member: a
        "#]],
    );
}

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
fn injections() {
    check(
        grammar::INJECTIONS_QUERY,
        r#"model A {
  id String @default(dbgenerated("gen_random_uuid()")) // why
  a  String @default("gen_random_uuid()")
  b  String @default(dbgenerated("a\"b"))
  @@check("id > 0", name: "positive")
  @@map("check")
  @@index([a], where: raw("a IS NULL"))
}
policy_select p {
  using = "id = 1"
  target = "A"
}
"#,
        &expect![[r#"
            >   id String @default(dbgenerated("gen_random_uuid()")) // why
                injection.content: gen_random_uuid()
                injection.content: // why
            >   @@check("id > 0", name: "positive")
                injection.content: id > 0
            >   @@index([a], where: raw("a IS NULL"))
                injection.content: a IS NULL
            >   using = "id = 1"
                injection.content: id = 1
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
