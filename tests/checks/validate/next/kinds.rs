//! One schema for each kind of error.
//!
//! The lines of a case are those of a model `M` with an id, unless they start with a keyword. `«…»` is what is marked.

use std::collections::BTreeSet;

use checks::validate::codes::codes;
use model::catalog::next::{PackSet, Target};
use model::project::{ControlStack, Extensions};

use super::{found_in, schema_of, targets};

/// Errors with their code, without the `psl-`.
const CASES: &[(&str, &str)] = &[
    ("unterminated-string", "a String @map(«\"a)»"),
    ("backtick-string-requires-tag", "a String @default(«`x`»)"),
    ("invalid-qualified-name", "a sql.\n«@@»map(\"m\")"),
    ("invalid-object-literal", "@@index([id], type: \"gin\", options: { a«» b: \"c\" })"),
    ("invalid-attribute-syntax", "a String «@map»"),
    ("invalid-namespace-block", "namespace a {\n«namespace» b {\n}\n}"),
    ("invalid-declaration", "«model» {\n}"),
    ("unterminated-block", "enum A «{»\n  B"),
    ("unsupported-top-level-block", "«datasource» db {\n}"),
    ("invalid-model-member", "«id»\n@@map(\"m\")"),
    ("invalid-types-member", "types {\n  «A» Int\n}"),
    ("invalid-extension-block-member", "enum A {\n  B = «@@»type(\"pg/text@1\")\n}"),
    ("no-opted-in-schema-files", "-«model A {»\n  id Int @id\n}"),
    ("duplicate-declaration", "a Int\n«a» Int"),
    ("invalid-qualified-type", "a «b.c.D»"),
    ("extension-duplicate-parameter", "enum A {\n  B\n  «B = \"c\"»\n}"),
    ("unresolved-reference", "@@index([«nothing»])"),
    ("unsupported-field-attribute", "a String «@db.VarChar(20)»"),
    ("unsupported-model-attribute", "«@@nothing»"),
    ("extension-namespace-not-composed", "a «vector.Vector(3)»"),
    ("extension-unknown-block-attribute", "role r {\n  «@@map(\"x\")»\n}"),
    (
        "invalid-extension-block-attribute",
        "enum A {\n  B\n  @@type(\"pg/text@1\")\n  «@@type(\"pg/text@1\")»\n}",
    ),
    ("extension-invalid-value", "native_enum A {\n  «B = 1»\n}"),
    (
        "policy-invalid-map",
        "policy_select p {\n  target = R\n  using = \"true\"\n  «@@map(\"\")»\n}\nmodel R {\n  id Int @id\n  @@rls\n}",
    ),
    (
        "reserved-namespace-name",
        "«namespace unbound {\n  model A {\n    id Int @id\n  }\n}»\nnamespace b {\n}",
    ),
    (
        "extension-target-model-missing-attribute",
        "policy_select p {\n  «target = R»\n  using = \"true\"\n}\nmodel R {\n  id Int @id\n}",
    ),
    ("extension-model-ref-unresolved", "policy_select p {\n  «target = Nothing»\n  using = \"true\"\n}"),
    (
        "rls-predicate-not-for-operation",
        "policy_insert p {\n  target = R\n  «using = \"true\"»\n}\nmodel R {\n  id Int @id\n  @@rls\n}",
    ),
    ("role-block-outside-unbound-namespace", "«role r {\n}»"),
    (
        "duplicate-extension-entity",
        "native_enum A {\n  B = \"b\"\n}\nnamespace public {\n  native_enum «A» {\n    B = \"b\"\n  }\n}",
    ),
    ("enum-namespace-not-supported", "namespace n {\n  «enum A {\n    B\n  }»\n}"),
    ("unsupported-enum-member-attribute", "enum A {\n  B «@map(\"b\")»\n}"),
    ("enum-cannot-infer-type", "«enum A {\n  B = 1\n  C = \"c\"\n}»"),
    ("enum-bare-member-non-string-codec", "enum A {\n  «B»\n  @@type(\"pg/int8@1\")\n}"),
    ("enum-duplicate-member-value", "enum A {\n  B = \"x\"\n  «C = \"x\"»\n}"),
    ("enum-missing-type", "«enum A {\n  @@type(\"pg/text@1\")\n}»"),
    ("native-enum-bare-member", "native_enum A {\n  «B»\n}"),
    ("native-enum-duplicate-member-value", "native_enum A {\n  B = \"x\"\n  «C = \"x\"»\n}"),
    ("native-enum-missing-members", "«native_enum A {\n}»"),
    (
        "value-set-name-collision",
        "enum «A» {\n  B\n}\nnamespace public {\n  native_enum A {\n    B = \"b\"\n  }\n}",
    ),
    ("unsupported-field-type", "«a Nothing»"),
    ("default-type-incompatible", "a Json «@default([json`{`])»"),
    ("invalid-attribute-argument", "a «VarChar(0)»"),
    ("invalid-attribute-argument", "a VarChar(3, «length:»)"),
    ("invalid-attribute-argument", "a VarChar(«length:», 3)"),
    ("invalid-attribute-argument", "a Numeric(precision:, «precision: 3»)"),
    ("invalid-attribute-argument", "a VarChar(«\"3»"),
    ("unknown-entity-ref", "a «pg.enum(Nothing)»"),
    ("unknown-field-preset", "a «temporal.nothing()»"),
    ("unsupported-named-type-attribute", "types {\n  A = Uuid «@db.Uuid»\n}"),
    ("unsupported-named-type-base", "types {\n  «A = Nothing»\n}"),
    ("unsupported-named-type-constructor", "types {\n  A = «Nothing(1)»\n}"),
    ("unsupported-named-type-constructor", "types {\n  A = «nothing.(1)»\n}"),
    ("preset-not-list", "«a temporal.createdAt()[]»"),
    ("preset-not-optional", "«a temporal.createdAt()?»"),
    ("preset-and-default-conflict", "a temporal.createdAt() «@default(now())»"),
    ("preset-and-id-conflict", "model P {\n  id uuidString() «@id»\n}"),
    ("list-autoincrement-unsupported", "a Int[] «@default(autoincrement())»"),
    ("list-execution-default-unsupported", "a String[] «@default(uuid())»"),
    ("invalid-default-function-argument", "a String? «@default(uuid())»"),
    ("list-id-unsupported", "model P {\n  id Int[] «@id»\n}"),
    ("unknown-default-function", "a String @default(«dbgenerated(\"x\")»)"),
    ("unknown-default-literal-tag", "a String @default(«text`x`»)"),
    ("default-type-incompatible", "a Int «@default(\"x\")»"),
    ("invalid-default-literal", "a Bytes «@default(\"x\")»"),
    ("invalid-json-literal", "a Json «@default(json`{`)»"),
    ("invalid-default-sql", "a Int @default(«sql`1; 2`»)"),
    ("tagged-literal-nul", "a String @default(«sql\"\\x00\"»)"),
    ("tagged-literal-too-large", "LONG"),
    ("invalid-default-applicability", "a Int @default(«uuid()»)"),
    ("duplicate-attribute", "@@rls\n«@@rls»"),
    ("index-fields-xor-expression", "«@@index([id], expression: \"a\", name: \"n\")»"),
    ("index-expression-requires-name", "«@@index(expression: \"a\")»"),
    ("index-name-xor-map", "«@@index([id], name: \"a\", map: \"b\")»"),
    ("check-expression-empty", "«@@check(expression: \" \", name: \"n\")»"),
    ("check-requires-name-or-map", "«@@check(expression: \"true\")»"),
    ("check-name-xor-map", "«@@check(expression: \"true\", name: \"a\", map: \"b\")»"),
    ("full-text-index-one-field", "a String\nb String\n«@@fullTextIndex([a, b], name: \"n\")»"),
    ("full-text-index-requires-name", "a String\n«@@fullTextIndex([a])»"),
    ("full-text-index-name-xor-map", "a String\n«@@fullTextIndex([a], name: \"a\", map: \"b\")»"),
    ("full-text-index-text-field", "«@@fullTextIndex([id], name: \"n\")»"),
    ("invalid-relation-target", "«a Int @relation(fields: [id], references: [id])»"),
    ("invalid-relation-attribute", "ms M[] «@relation(onDelete: Cascade)»"),
    ("relation-nullability-mismatch", "«m M? @relation(fields: [id], references: [id])»"),
    ("orphaned-backrelation", "«ms M[]»"),
    (
        "ambiguous-backrelation",
        "a Int\nb Int\nx M @relation(\"x\", fields: [a], references: [id])\ny M @relation(\"y\", fields: [b], references: [id])\n«ms M[]»",
    ),
    (
        "non-unique-backrelation",
        "a Int\nx M @relation(\"x\", fields: [a], references: [id])\n«y M? @relation(\"x\")»",
    ),
    (
        "required-one-to-one-backrelation",
        "a Int @unique\nx M @relation(\"x\", fields: [a], references: [id])\n«y M @relation(\"x\")»",
    ),
    (
        "junction-id-not-fk-covering",
        "model T {\n  id Int @id\n}\nmodel P {\n  id Int @id\n  «ts T[]»\n}\nmodel B {\n  id Int @id\n  t Int\n  p Int\n  tag T @relation(fields: [t], references: [id])\n  post P @relation(fields: [p], references: [id])\n}",
    ),
    (
        "junction-target-fk-not-id",
        "model T {\n  id Int @id\n  u Int @unique\n}\nmodel P {\n  id Int @id\n  «ts T[]»\n}\nmodel B {\n  t Int\n  p Int\n  tag T @relation(fields: [t], references: [u])\n  post P @relation(fields: [p], references: [id])\n  @@id([t, p])\n}",
    ),
    ("unsupported-cross-space-list", "«a space:Model[] @relation(\"x\")»"),
    ("unknown-contract-space", "«a space:Model @relation(fields: [id], references: [id])»"),
    (
        "check-on-sti-variant",
        "model V {\n  x Int\n  @@base(B, \"v\")\n  «@@check(expression: \"true\", name: \"n\")»\n}\nmodel B {\n  id Int @id\n  kind String\n  @@discriminator(kind)\n}",
    ),
    (
        "discriminator-and-base",
        "model V {\n  x String\n  «@@discriminator(x)»\n  @@base(B, \"v\")\n}\nmodel B {\n  id Int @id\n  kind String\n  @@discriminator(kind)\n}",
    ),
    (
        "duplicate-discriminator-value",
        "model V {\n  x Int\n  @@base(B, \"v\")\n}\nmodel W {\n  y Int\n  «@@base(B, \"v\")»\n}\nmodel B {\n  id Int @id\n  kind String\n  @@discriminator(kind)\n}",
    ),
    ("orphaned-discriminator", "model B {\n  id Int @id\n  kind String\n  «@@discriminator(kind)»\n}"),
    ("orphaned-base", "model V {\n  x Int\n  «@@base(B, \"v\")»\n}\nmodel B {\n  id Int @id\n}"),
];

/// The whole text of a case.
fn text_of(lines: &str) -> String {
    if lines == "LONG" {
        let long = "1 + ".repeat(20_000);
        return format!("// use prisma-8\nmodel M {{\n  id Int @id\n  a Int @default(«sql`{long}`»)\n}}\n");
    }
    if let Some(lines) = lines.strip_prefix('-') {
        return format!("{lines}\n");
    }
    let first = lines.trim_start_matches('«').split([' ', '\n', '»']).next().unwrap();
    let keywords = ["enum", "native_enum", "model", "types", "namespace", "role", "datasource"];
    if keywords.contains(&first) || first.starts_with("policy_") {
        return format!("// use prisma-8\n{lines}\n");
    }
    format!("// use prisma-8\n// é\nmodel M {{\n  id Int @id\n  {}\n}}\n", lines.replace('\n', "\n  "))
}

/// What is marked, and the text without marks.
pub(super) fn marked(text: &str) -> (u32, u32, String) {
    let start = text.find('«').unwrap();
    let text = text.replacen('«', "", 1);
    let end = text.find('»').unwrap();
    (u32::try_from(start).unwrap(), u32::try_from(end).unwrap(), text.replacen('»', "", 1))
}

/// The texts of all cases but the longest.
pub(super) fn texts() -> Vec<String> {
    let cases = CASES.iter().filter(|(_, lines)| *lines != "LONG");
    cases.map(|(_, lines)| marked(&text_of(lines)).2.replace("// use prisma-8\n", "")).collect()
}

#[test]
fn every_kind_of_error_at_its_place() {
    let mut wrong = Vec::new();
    for (code, lines) in CASES {
        for newline in ["\n", "\r\n"] {
            let (start, end, text) = marked(&text_of(lines).replace('\n', newline));
            let schema = schema_of([("contract.prisma", text.as_str())]);
            let found = found_in(&schema, ControlStack::of(Target::Postgres));
            let places: Vec<_> = found
                .iter()
                .map(|it| {
                    (it.code.strip_prefix("psl-").unwrap(), schema.locate_anchor(&it.anchor).unwrap().1)
                })
                .collect();
            if !places.iter().any(|(it, span)| it == code && (span.start, span.end) == (start, end)) {
                wrong.push(format!("{code} at {start}..{end} of {text:?}: {places:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let own = CASES.iter().map(|(code, _)| *code);
    let covered: BTreeSet<String> = own.chain(targets::codes()).map(|code| format!("psl-{code}")).collect();
    let all = codes().filter(|(topic, _)| *topic == "next").map(|(_, code)| code.metadata.code.to_owned());
    let missing: Vec<String> = all.filter(|code| !covered.contains(code)).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

#[test]
fn several_files_are_one_schema() {
    let schema = schema_of([
        ("a.prisma", "// use prisma-8\nmodel A {\n  id Int @id\n  bs B[]\n}\n"),
        (
            "b.prisma",
            "// use prisma-next\nmodel B {\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], references: [id])\n}\n",
        ),
        ("c.prisma", "model C {\n  nonsense\n}\n"),
    ]);
    assert_eq!(found_in(&schema, ControlStack::of(Target::Postgres)), []);
}

#[test]
fn what_extensions_may_have_is_left_alone() {
    let text = "// use prisma-8\nmodel M {\n  id Int @id\n  a vector.Vector(3)\n  b vector.Other\n  @@vector.index([id])\n  @@other\n  @other\n}\nother O {\n}\n";
    let codes = |extensions| {
        let stack = ControlStack { target: Some(Target::Postgres), extensions };
        let schema = schema_of([("contract.prisma", text)]);
        let mut codes: Vec<_> = found_in(&schema, stack).iter().map(|it| it.code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    assert_eq!(codes(Extensions::Partly(PackSet::NONE)), ["psl-invalid-model-member"]);
    assert!(codes(Extensions::Unconfigured).contains(&"psl-unsupported-top-level-block"));
    assert!(!codes(Extensions::Unconfigured).contains(&"psl-extension-namespace-not-composed"));
    assert!(codes(Extensions::Known(PackSet::NONE)).contains(&"psl-extension-namespace-not-composed"));
}

#[test]
fn fixes_leave_nothing_to_fix() {
    let fixed = |before: &str, title: &str| {
        let text = format!("// use prisma-8\nmodel User {{\n  id Int @id\n  {before}\n}}\n");
        let schema = schema_of([("contract.prisma", text.as_str())]);
        let found = found_in(&schema, ControlStack::of(Target::Postgres));
        let fix = found.iter().flat_map(|it| &it.fixes).find(|fix| fix.title == title);
        let edits: Vec<_> = fix.unwrap().edits.iter().map(|it| it.edit.clone()).collect();
        let after = base::text::apply_edits(&text, &edits);
        assert_eq!(
            found_in(&schema_of([("contract.prisma", after.as_str())]), ControlStack::of(Target::Postgres)),
            [],
            "{after}"
        );
        after.lines().nth(3).unwrap().trim().to_owned()
    };
    let native = fixed("name String? @db.VarChar(20) @map(\"n\")", "Change the type to `VarChar(20)`");
    assert_eq!(native, "name VarChar(20)? @map(\"n\")");
    assert_eq!(fixed("name String @db.Text", "Change the type to `String`"), "name String");
    assert_eq!(
        fixed("at DateTime @updatedAt", "Change the type to `temporal.updatedAt()`"),
        "at temporal.updatedAt()"
    );
    assert_eq!(fixed("name Strng", "Change to `String`"), "name String");
    assert_eq!(fixed("@@index([ide])", "Change to `id`"), "@@index([id])");
    assert_eq!(fixed("name String @nothing(1)", "Remove `@nothing`"), "name String");
}

#[test]
fn deep_and_broken_text_is_read_to_its_end() {
    for text in [
        "[",
        "{",
        "(",
        "namespace a {",
        "@default([",
        "model M { a ",
        "`",
        "\"\\",
        "a.",
        "a:",
        "é",
        "\u{feff}",
        "\0",
    ] {
        let text = format!("// use prisma-8\nmodel M {{\n  id Int @id @default({}\n", text.repeat(3000));
        found_in(&schema_of([("contract.prisma", text.as_str())]), ControlStack::of(Target::Postgres));
    }
}
