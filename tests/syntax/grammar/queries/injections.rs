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
