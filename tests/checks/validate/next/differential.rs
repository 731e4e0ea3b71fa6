//! Our errors against those of Prisma 8 itself, on schemas that are broken at random.
//!
//! It runs after `npm install` in `tests/prisma8`; `NODE` names a Node.js of 22.18 or newer, `MUTANTS` how many schemas, `SEED` which.

use std::process::Command;

use model::catalog::next::{PackSet, Target};
use model::project::{ControlStack, Extensions};

use super::{found_in, kinds, schema_of, targets};

/// What is put into a schema.
const PIECES: &[&str] = &[
    "@id",
    "@unique",
    "@default(now())",
    "@default(1)",
    "@default([1])",
    "@map(\"\")",
    "@@index([id])",
    "@@rls",
    "?",
    "[]",
    "Int",
    "String",
    "Jsonb",
    "VarChar(20)",
    "temporal.updatedAt()",
    "pg.enum(A)",
    "a.b",
    "space:A",
    "enum E {\n  A\n}\n",
    "model M {\n  id Int @id\n}\n",
    "namespace n {",
    "types {\n  T = Int\n}\n",
    "-1",
    "1.5",
    "{ a: 1 }",
    "`x`",
    "\"",
    "`",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "=",
    ":",
    ".",
    ",",
    "//",
    "@",
    "@@",
    "#",
    "é",
    "true",
    "\r\n",
    "\n",
];

/// Schemas with types and relations of extensions.
const WITH_EXTENSIONS: &[&str] = &[
    "model Doc {\n  id Int @id\n  a pgvector.Vector(1536)\n  b pgvector.Vector(length: 3)?\n  c postgis.Geometry(4326)\n}\ntypes {\n  Embedding = pgvector.Vector(8)\n}\n",
    "model Profile {\n  id Uuid @id\n  userId Uuid?\n  user supabase:auth.AuthUser? @relation(fields: [userId], references: [id])\n}\n",
    "model File {\n  id Uuid @id\n  name String\n  bucket supabase:storage.StorageBucket @relation(fields: [name], references: [id])\n  objects supabase:storage.StorageObject[] @relation(\"x\")\n  other pgvector:public.X @relation(fields: [id], references: [id])\n  nobody space:ns.X @relation(fields: [id], references: [id])\n}\n",
];

/// Numbers that look random.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

/// A text with a few of its words taken away, exchanged or added.
fn mutant(text: &str, random: &mut Random) -> String {
    let mut words: Vec<&str> = text.split_inclusive(|c: char| !c.is_alphanumeric()).collect();
    for _ in 0..=random.below(3) {
        let at = random.below(words.len());
        match random.below(4) {
            0 if words.len() > 1 => drop(words.remove(at)),
            1 => words.insert(at, PIECES[random.below(PIECES.len())]),
            2 => words[at] = PIECES[random.below(PIECES.len())],
            _ => {
                let other = random.below(words.len());
                words.swap(at, other);
            }
        }
    }
    format!("// use prisma-8\n{}", words.concat())
}

#[test]
#[cfg_attr(not(has_prisma8), ignore = "needs Prisma 8 in tests/prisma8")]
fn broken_schemas_have_the_errors_of_prisma_8_for_postgresql() {
    compare(ControlStack::of(Target::Postgres), "postgres");
}

#[test]
#[cfg_attr(not(has_prisma8), ignore = "needs Prisma 8 in tests/prisma8")]
fn broken_schemas_have_the_errors_of_prisma_8_with_extensions() {
    let mut packs = PackSet::NONE;
    for module in ["pgvector/control", "postgis/control", "supabase/pack"] {
        assert!(packs.add(&format!("@prisma/orm-extension-{module}")));
    }
    let stack = ControlStack { target: Some(Target::Postgres), extensions: Extensions::Known(packs) };
    compare(stack, "postgres+pgvector+postgis+supabase");
}

#[test]
#[cfg_attr(not(has_prisma8), ignore = "needs Prisma 8 in tests/prisma8")]
fn broken_schemas_have_the_errors_of_prisma_8_for_sqlite() {
    compare(ControlStack::of(Target::Sqlite), "sqlite");
}

#[test]
#[cfg_attr(not(has_prisma8), ignore = "needs Prisma 8 in tests/prisma8")]
fn broken_schemas_have_the_errors_of_prisma_8_for_mongodb() {
    compare(ControlStack::of(Target::Mongo), "mongo");
}

/// An error: its code, and its place in UTF-16 units. Prisma 8 has no place for some.
type Mark = (String, Option<(u64, u64)>);

fn compare(stack: ControlStack, name: &str) {
    let target = stack.target.unwrap();
    let number =
        |name: &str, usual: u64| std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(usual);
    let (count, mut random) = (number("MUTANTS", 300), Random(number("SEED", 8)));
    let mut all = targets::texts(target);
    if stack != ControlStack::of(target) {
        all.extend(WITH_EXTENSIONS.iter().map(|text| (*text).to_owned()));
    } else if target != Target::Mongo {
        all.extend(kinds::texts());
    } else {
        // Those of other targets are mostly wrong as they are.
        all.extend(kinds::texts().into_iter().step_by(4));
    }
    let mutants: Vec<String> =
        (0..count).map(|_| mutant(&all[random.below(all.len())], &mut random)).collect();
    let node = std::env::var("NODE").unwrap_or_else(|_| "node".into());
    let folder = std::env::temp_dir().join(format!("prisma-lens-prisma8-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("texts.json");
    std::fs::write(&file, serde_json::to_vec(&mutants).unwrap()).unwrap();
    let mut check = Command::new(node);
    let output = check
        .args(["check.mjs", name])
        .arg(&file)
        .current_dir(support::root().join("tests/prisma8"))
        .output();
    std::fs::remove_dir_all(&folder).unwrap();
    let output = output.unwrap();
    let theirs: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let (mut compared, mut wrong) = (0, Vec::new());
    for (text, theirs) in mutants.iter().zip(&theirs) {
        let Some(theirs) = theirs.as_array() else { continue };
        compared += 1;
        let units = |offset: u32| text[..offset as usize].encode_utf16().count() as u64;
        let schema = schema_of([("contract.prisma", text.as_str())]);
        let found = found_in(&schema, stack);
        let mut theirs: Vec<Mark> = theirs
            .iter()
            .map(|it| {
                let place = it["start"].as_u64().zip(it["end"].as_u64());
                (it["code"].as_str().unwrap().to_owned(), place)
            })
            .collect();
        let unplaced: Vec<String> =
            theirs.iter().filter(|(_, place)| place.is_none()).map(|(code, _)| code.clone()).collect();
        let mut ours: Vec<Mark> = found
            .iter()
            .map(|it| {
                let span = schema.locate_anchor(&it.anchor).unwrap().1;
                let code = it.code.replace('-', "_").to_uppercase();
                let place = (!unplaced.contains(&code)).then(|| (units(span.start), units(span.end)));
                (code, place)
            })
            .collect();
        for marks in [&mut ours, &mut theirs] {
            marks.sort();
            // Those without a place are counted for MongoDB, which has one for each model.
            marks.dedup_by(|a, b| a == b && (a.1.is_some() || target != Target::Mongo));
        }
        if ours != theirs {
            let lost: Vec<_> = theirs.iter().filter(|it| !ours.contains(it)).collect();
            let more: Vec<_> = ours.iter().filter(|it| !theirs.contains(it)).collect();
            wrong.push(format!("{text}\nmissed {lost:?}\nextra {more:?}"));
        }
    }
    println!("{name}: {compared} of {count} schemas compared, {} differ", wrong.len());
    if std::env::var("SHOW").is_ok() {
        println!("{}", wrong.join("\n=====\n"));
    }
    assert!(compared * 10 >= mutants.len() * 8, "Prisma answered {compared} of {count}");
    assert!(wrong.len() * 100 <= compared, "{}", wrong.join("\n=====\n"));
}
