//! The errors that only SQLite or MongoDB have, and those that depend on extensions.
//!
//! The lines of a case are those of a model `M` with an id, unless they start with a keyword. `«…»` is what is marked.

use model::catalog::next::{PackSet, Target};
use model::project::{ControlStack, Extensions};

use super::kinds::marked;
use super::{found_in, schema_of};

const SQLITE: &[(&str, &str)] = &[
    ("scalar-list-unsupported-target", "«a String[]»"),
    ("check-unsupported-target", "«@@check(expression: \"true\", name: \"n\")»"),
    ("unsupported-namespace-block", "«namespace n {\n}»"),
    ("unsupported-model-attribute", "«@@rls»"),
    ("unsupported-model-attribute", "«@@fullTextIndex([id], name: \"n\")»"),
    ("unsupported-top-level-block", "«native_enum» A {\n  B = \"b\"\n}"),
    ("unresolved-reference", "a «Uuid»"),
    ("unresolved-reference", "a «Boolean»"),
    ("invalid-default-applicability", "a String @default(«uuid()»)"),
    ("default-type-incompatible", "a Int «@default(true)»"),
    ("extension-invalid-value", "enum A {\n  B = \"b\"\n  «@@type(\"pg/text@1\")»\n}"),
];

const MONGO: &[(&str, &str)] = &[
    ("missing-id-field", "model «N» {\n  a String\n}"),
    ("mongo-id-required", "model «N» {\n  id String @id\n}"),
    ("mongo-id-required", "model «N» {\n  id ObjectId @id\n}"),
    ("deprecated-scalar-name", "a «Int»"),
    ("deprecated-scalar-name", "a «DateTime»[]"),
    ("unsupported-namespace-block", "«namespace n {\n}»"),
    ("unsupported-field-type", "«a Uuid»"),
    ("unsupported-field-attribute", "a String «@default(\"x\")»"),
    ("unsupported-model-attribute", "«@@id([id])»"),
    ("unresolved-reference", "@@index([«nothing»])"),
    ("invalid-attribute-syntax", "@@index([«id(sort: Up)»])"),
    ("invalid-attribute-syntax", "@@index([id], type: «2»)"),
    ("invalid-attribute-syntax", "@@index([id], filter: «\"[]\"»)"),
    ("invalid-attribute-syntax", "@@textIndex([id], weights: { id: «0» })"),
    ("invalid-index", "«@@index([wildcard(), wildcard(id)])»"),
    ("invalid-index", "«@@unique([wildcard()])»"),
    ("invalid-index", "«@@textIndex([wildcard()])»"),
    ("invalid-index", "a String\n«@@index([id, a], type: \"hashed\")»"),
    ("invalid-index", "«@@index([wildcard()], expireAfterSeconds: 1)»"),
    ("invalid-index", "«@@index([id], include: [\"a\"])»"),
    ("invalid-index", "«@@index([id], collationStrength: 2)»"),
    ("invalid-index", "a String\n@@textIndex([a])\n«@@textIndex([a])»"),
    ("index-field-not-found", "m M? @relation(fields: [o], references: [id])\no ObjectId?\n«@@index([m])»"),
    ("preset-on-variant-field", "model V {\n  at «temporal.createdAt()»\n  @@base(B, \"v\")\n}\nBASE"),
    ("mongo-variant-separate-collection", "model V {\n  «@@base(B, \"v\")»\n  @@map(\"vs\")\n}\nBASE"),
    (
        "invalid-index",
        "model V {\n  «@@index([x], filter: \"{\\\"kind\\\": \\\"w\\\"}\")»\n  x String\n  @@base(B, \"v\")\n}\nBASE",
    ),
    (
        "discriminator-field-not-found",
        "model V {\n  @@base(B, \"v\")\n}\nmodel String {\n  id ObjectId @id @map(\"_id\")\n}\nmodel B {\n  id ObjectId @id @map(\"_id\")\n  x String\n  «@@discriminator(x)»\n}",
    ),
    (
        "preset-conflict",
        "model P {\n  id ObjectId @id @map(\"_id\")\n  at temporal.createdAt()\n  @@map(\"ps\")\n}\nmodel Q {\n  id ObjectId @id @map(\"_id\")\n  at «temporal.updatedAt()»\n  @@map(\"ps\")\n}",
    ),
];

const BASE: &str = "model B {\n  id ObjectId @id @map(\"_id\")\n  kind String\n  @@discriminator(kind)\n}";

/// The whole text of a case.
fn text_of(target: Target, lines: &str) -> String {
    let first = lines.trim_start_matches('«').split([' ', '\n', '»']).next().unwrap();
    if ["enum", "native_enum", "model", "types", "namespace"].contains(&first) {
        return format!("// use prisma-8\n{}\n", lines.replace("BASE", BASE));
    }
    let id = if target == Target::Mongo { "id ObjectId @id @map(\"_id\")" } else { "id Int @id" };
    format!("// use prisma-8\n// é\nmodel M {{\n  {id}\n  {}\n}}\n", lines.replace('\n', "\n  "))
}

/// The cases of a target, with their codes.
fn cases(target: Target) -> &'static [(&'static str, &'static str)] {
    match target {
        Target::Postgres => &[],
        Target::Sqlite => SQLITE,
        Target::Mongo => MONGO,
    }
}

/// The codes that have a case.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    let own = [SQLITE, MONGO].into_iter().flatten().map(|(code, _)| *code);
    own.chain(["unknown-cross-space-target"])
}

/// The texts of the cases of a target.
pub(super) fn texts(target: Target) -> Vec<String> {
    let texts = cases(target).iter().map(|(_, lines)| marked(&text_of(target, lines)).2);
    texts.map(|text| text.replace("// use prisma-8\n", "")).collect()
}

#[test]
fn each_target_has_its_own_errors() {
    let mut wrong = Vec::new();
    for target in [Target::Sqlite, Target::Mongo] {
        for (code, lines) in cases(target) {
            for newline in ["\n", "\r\n"] {
                let (start, end, text) = marked(&text_of(target, lines).replace('\n', newline));
                let schema = schema_of([("contract.prisma", text.as_str())]);
                let found = found_in(&schema, ControlStack::of(target));
                let places: Vec<_> = found
                    .iter()
                    .map(|it| {
                        (it.code.strip_prefix("psl-").unwrap(), schema.locate_anchor(&it.anchor).unwrap().1)
                    })
                    .collect();
                if !places.iter().any(|(it, span)| it == code && (span.start, span.end) == (start, end)) {
                    wrong.push(format!("{target:?}: {code} at {start}..{end} of {text:?}: {places:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_valid_for_a_target_is_accepted() {
    let accepted = |target: Target, text: &str| {
        let schema = schema_of([("contract.prisma", text)]);
        assert_eq!(found_in(&schema, ControlStack::of(target)), [], "{target:?} {text}");
    };
    accepted(
        Target::Sqlite,
        "// use prisma-8\nmodel User {\n  id id.uuidv7String()\n  email String @unique\n  at temporal.updatedAt()\n  n BigInt @default(9007199254740993)\n  r Float @default(1.5)\n  j Json @default(json`{}`)\n  s String @default(sqlite.sql`lower('A')`)\n  parts Part[]\n}\ntype Part {\n  name String\n}\nenum Role {\n  Admin = \"admin\"\n  @@type(\"sqlite/text@1\")\n}\n",
    );
    accepted(
        Target::Mongo,
        "// use prisma-8\nmodel User {\n  id ObjectId @id @map(\"_id\")\n  email String @unique\n  at temporal.updatedAt()\n  tags String[]\n  parts Part[]\n  role Role\n  posts Post[]\n  @@index([email(sort: Desc), wildcard(parts)], exclude: [\"parts.a\"])\n  @@textIndex([email], weights: { email: 10 }, language: \"english\")\n  @@map(\"users\")\n}\nmodel Post {\n  id ObjectId @id @map(\"_id\")\n  userId ObjectId\n  user User @relation(fields: [userId], references: [id])\n}\ntype Part {\n  name String\n  n Int32?\n}\nenum Role {\n  Admin = \"admin\"\n  User\n}\n",
    );
}

#[test]
fn without_a_target_only_syntax_and_names_are_checked() {
    let text = "// use prisma-8\nmodel M {\n  id Whatever @id @what\n  id Int\n}\n";
    let schema = schema_of([("contract.prisma", text)]);
    let found = found_in(&schema, ControlStack::UNKNOWN);
    assert_eq!(found.iter().map(|it| it.code).collect::<Vec<_>>(), ["psl-duplicate-declaration"]);
}

/// The codes for a model with these lines and extensions.
fn with_extensions(lines: &str, modules: &[&str]) -> Vec<&'static str> {
    let mut packs = PackSet::NONE;
    assert!(modules.iter().all(|module| packs.add(module)));
    let stack = ControlStack { target: Some(Target::Postgres), extensions: Extensions::Known(packs) };
    let text = format!("// use prisma-8\nmodel M {{\n  id Uuid @id\n  {lines}\n}}\n");
    let schema = schema_of([("contract.prisma", text.as_str())]);
    found_in(&schema, stack).iter().map(|it| it.code).collect()
}

#[test]
fn extensions_bring_types_and_contracts() {
    let vector = "@prisma/orm-extension-pgvector/control";
    let found = |lines: &str| with_extensions(lines, &[vector]);
    let none: [&str; 0] = [];
    assert_eq!(found("a pgvector.Vector(1536)"), none);
    assert_eq!(found("a pgvector.Vector(16001)"), ["psl-invalid-attribute-argument"]);
    assert_eq!(found("a pgvector.Vector()"), ["psl-invalid-attribute-argument"]);
    for (default, codes) in [
        ("[1, -2.5]", &[][..]),
        ("[1]", &["psl-invalid-default-literal"]),
        ("[]", &["psl-invalid-default-literal"]),
        ("[1, NaN]", &["psl-invalid-default-literal"]),
        ("[1, \"2\"]", &["psl-default-type-incompatible"]),
        ("\"[1,2]\"", &["psl-default-type-incompatible"]),
        ("[true, json`1`]", &["psl-default-type-incompatible"]),
    ] {
        for ty in ["Vector(2)", "Vector(length: 2)", "Vector(\"2\")?"] {
            assert_eq!(found(&format!("a pgvector.{ty} @default({default})")), codes, "{ty} {default}");
        }
    }
    assert_eq!(found("a pgvector.Vector(2)[] @default([])"), none);
    assert_eq!(found("a pgvector.Vector(2)[] @default([1, 2])"), ["psl-default-type-incompatible"]);
    assert_eq!(found("a postgis.Geometry(4326)"), ["psl-extension-namespace-not-composed"]);
    assert_eq!(with_extensions("a postgis.Geometry(4326)", &["@prisma/orm-extension-postgis/pack"]), none);
    let relation = |ty: &str| format!("a {ty} @relation(fields: [id], references: [id])");
    let supabase = |ty: &str| with_extensions(&relation(ty), &["@prisma/orm-extension-supabase/pack"]);
    assert_eq!(supabase("supabase:auth.AuthUser"), none);
    assert_eq!(supabase("supabase:auth.Nobody"), ["psl-unknown-cross-space-target"]);
    assert_eq!(supabase("supabase:AuthUser"), ["psl-unknown-cross-space-target"]);
    assert_eq!(supabase("supabase:auth.AuthUser?"), ["psl-relation-nullability-mismatch"]);
    assert_eq!(supabase("other:auth.AuthUser"), ["psl-unknown-contract-space"]);
    assert_eq!(found(&relation("supabase:auth.AuthUser")), ["psl-unknown-contract-space"]);
}
