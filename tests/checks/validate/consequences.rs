//! Errors that would only follow from another one are not reported.

use super::codes_of;

const HEAD: &str = "datasource db {\n  provider = \"postgresql\"\n}\n";

/// Asserts which errors a schema has, with either kind of line end.
#[track_caller]
fn check(blocks: &str, expected: &[&str]) {
    let text = format!("{HEAD}{blocks}");
    assert_eq!(codes_of(&text, "7.10.0"), expected, "{blocks}");
    assert_eq!(codes_of(&text.replace('\n', "\r\n"), "7.10.0"), expected, "CRLF: {blocks}");
}

/// Two models; `lines` are in the first one.
fn two(lines: &str) -> String {
    format!(
        "model A {{\n  id Int @id\n  {}\n}}\nmodel B {{\n  id Int @id\n}}\n",
        lines.replace(" ; ", "\n  ")
    )
}

#[test]
fn a_relation_field_that_is_used_as_a_column() {
    check(&two("b B @unique"), &["key-type"]);
    check(&two("b B @default(1)"), &["default-refused"]);
    check(
        &two("bId Int ; b B @relation(fields: [bId], references: [id]) @map(\"x\")"),
        &["misplaced-attribute"],
    );
    check(&two("bId Int ; b B @relation(fields: [bId], references: [id]) ; @@unique([b])"), &["key-type"]);
    // Another field is judged for itself.
    check(&two("b B @unique ; c B @relation(\"c\")"), &["key-type", "missing-opposite-field"]);
}

#[test]
fn arguments_of_a_relation_that_cannot_be_read() {
    check(&two("bId Int ; b B @relation(fields: [bId], references: [id],)"), &["trailing-comma"]);
    let split = |relation: &str| {
        format!(
            "model A {{\n  id Int @id\n  bId Int @unique\n  b B @relation({relation})\n}}\nmodel B {{\n  id Int @id\n  a \
             A?\n}}\n"
        )
    };
    check(&split("fields: [bId], reference: [id]"), &["unknown-argument"]);
    check(&split("fields: , references: [id]"), &["missing-value"]);
    check(&split("fields: [bId]"), &["missing-relation-arguments", "missing-relation-arguments"]);
}

#[test]
fn keys_that_cannot_be_read() {
    check("model A {\n  id Int @id\n  @@id([nope])\n}\n", &["unknown-field"]);
    check("model A {\n  id Int @id\n  @@id\n}\n", &["missing-argument"]);
    check("model A {\n  id Int @id\n  b Int\n  @@id([b])\n}\n", &["several-ids"]);
    check("model A {\n  b Int\n  @@unique(fields: )\n}\n", &["missing-value"]);
}

#[test]
fn an_id_that_is_gone_is_reported_where_it_is_referenced() {
    let models = |a: &str| {
        format!(
            "model A {{\n  {a}\n  b B[]\n}}\nmodel B {{\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], \
             references: [id])\n}}\n"
        )
    };
    check(&models("other Int"), &["unknown-relation-field"]);
    check(&models("id Int"), &["missing-unique-criteria", "reference-not-unique"]);
}

#[test]
fn a_block_whose_head_cannot_be_read() {
    check(
        "model A {\n  id Int @id\n  b B[]\n}\nmodel B\n  id Int @id\n  aId Int\n",
        &["missing-body", "unknown-block", "unknown-block"],
    );
}

#[test]
fn a_field_that_is_declared_twice() {
    let models = |key: &str| {
        format!(
            "model A {{\n  id Int @id\n  {key}\n  b B @relation(fields: [bId], references: [id])\n}}\nmodel B {{\n  id \
             String @id\n  a A[]\n}}\n"
        )
    };
    check(&models("bId Int\n  bId String"), &["duplicate-member"]);
    check(&models("bId Int"), &["relation-type-mismatch"]);
    // The first of them cannot be read.
    check("model A {\n  a b c d\n  a Int @id\n}\n", &["unexpected-text"]);
}

#[test]
fn an_argument_that_is_given_twice() {
    let relation =
        "bId Int ; b B @relation(onDelete: Nope, fields: [bId], references: [id], onDelete: Cascade)";
    check(&two(relation), &["repeated-argument"]);
}

#[test]
fn a_column_that_is_a_relation() {
    let models = "model A {\n  id Int @id\n  bId B\n  b B @relation(\"x\", fields: [bId], references: [id])\n}\nmodel B {\n  id \
                  Int @id\n  a A[] @relation(\"x\")\n}\n";
    check(models, &["relation-field-not-scalar"]);
    check(&two("b B @db.Text"), &["native-type-not-scalar"]);
}

#[test]
fn an_entry_of_the_configuration_that_is_given_twice() {
    let text = "datasource db {\n  provider = \"mysql\"\n  relationMode = \"nope\"\n  relationMode = \"prisma\"\n}\n";
    assert_eq!(codes_of(text, "7.10.0"), ["duplicate-member"]);
}

#[test]
fn a_native_type_of_an_unknown_type() {
    check("model A {\n  id Int @id\n  v Vector @test.vector(3)\n}\n", &["unknown-type"]);
    check("model A {\n  id Int @id\n  v String @test.Text\n}\n", &["native-type-prefix"]);
}

#[test]
fn independent_errors_of_one_block_are_all_reported() {
    check(
        "model A {\n  id Int @id\n  b Nope\n  c String @default(1)\n  @@index([something])\n  d B\n}\nmodel B {\n  id Int @id\n}\n",
        &["default-mismatch", "missing-opposite-field", "unknown-field", "unknown-type"],
    );
}
