//! Text in other languages.

use expect_test::expect;
use tree_sitter_prisma_schema as grammar;

use super::check;

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
fn tags_of_prisma_8() {
    check(
        grammar::INJECTIONS_QUERY,
        r#"// use prisma-8
model A {
  a Uuid  @default(sql`gen_random_uuid()`) @x(other`1`)
  b Jsonb @default(json`{"a": [1]}`) @y(pg.sql'now()')
}
"#,
        &expect![[r#"
            > // use prisma-8
                injection.content: // use prisma-8
            >   a Uuid  @default(sql`gen_random_uuid()`) @x(other`1`)
                injection.content: gen_random_uuid()
                injection.content: gen_random_uuid()
            >   b Jsonb @default(json`{"a": [1]}`) @y(pg.sql'now()')
                injection.content: {"a": [1]}
                injection.content: {"a": [1]}
                injection.content: now()
                injection.content: now()
        "#]],
    );
}
