//! The colours of text.

use expect_test::{Expect, expect};
use tree_sitter_prisma_schema as grammar;

use super::{MODEL, check_with};

fn check_colours(text: &str, expected: &Expect) {
    check_with(grammar::HIGHLIGHTS_QUERY, text, true, expected);
}

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
