//! Our errors against those of Prisma 8 itself, on schemas that are broken at random.
//!
//! It runs after `npm install` in `tests/prisma8`; `NODE` names a Node.js of 22.18 or newer, `MUTANTS` how many schemas, `SEED` which.

use std::process::Command;

use model::project::Extensions;

use super::kinds::texts;
use super::{found_in, schema_of};

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
fn broken_schemas_have_the_errors_of_prisma_8() {
    let number =
        |name: &str, usual: u64| std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(usual);
    let (count, mut random) = (number("MUTANTS", 300), Random(number("SEED", 8)));
    let all = texts();
    let mutants: Vec<String> =
        (0..count).map(|_| mutant(&all[random.below(all.len())], &mut random)).collect();
    let node = std::env::var("NODE").unwrap_or_else(|_| "node".into());
    let folder = std::env::temp_dir().join(format!("prisma-lens-prisma8-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("texts.json");
    std::fs::write(&file, serde_json::to_vec(&mutants).unwrap()).unwrap();
    let mut check = Command::new(node);
    let output =
        check.arg("check.mjs").arg(&file).current_dir(support::root().join("tests/prisma8")).output();
    std::fs::remove_dir_all(&folder).unwrap();
    let output = output.unwrap();
    let theirs: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let (mut compared, mut wrong) = (0, Vec::new());
    for (text, theirs) in mutants.iter().zip(&theirs) {
        let Some(theirs) = theirs.as_array() else { continue };
        compared += 1;
        let units = |offset: u32| text[..offset as usize].encode_utf16().count() as u64;
        let schema = schema_of([("contract.prisma", text.as_str())]);
        let found = found_in(&schema, Extensions::None);
        let mut ours: Vec<(String, u64, u64)> = found
            .iter()
            .map(|it| {
                let span = schema.locate_anchor(&it.anchor).unwrap().1;
                (it.code.replace('-', "_").to_uppercase(), units(span.start), units(span.end))
            })
            .collect();
        let offset = |it: &serde_json::Value, key: &str| it[key].as_u64().unwrap();
        let mut theirs: Vec<(String, u64, u64)> = theirs
            .iter()
            .map(|it| (it["code"].as_str().unwrap().to_owned(), offset(it, "start"), offset(it, "end")))
            .collect();
        for marks in [&mut ours, &mut theirs] {
            marks.sort();
            marks.dedup();
        }
        if ours != theirs {
            let lost: Vec<_> = theirs.iter().filter(|it| !ours.contains(it)).collect();
            let more: Vec<_> = ours.iter().filter(|it| !theirs.contains(it)).collect();
            wrong.push(format!("{text}\nmissed {lost:?}\nextra {more:?}"));
        }
    }
    println!("{compared} of {count} schemas compared, {} differ", wrong.len());
    if std::env::var("SHOW").is_ok() {
        println!("{}", wrong.join("\n=====\n"));
    }
    assert!(compared * 10 >= mutants.len() * 8, "Prisma answered {compared} of {count}");
    assert!(wrong.len() * 100 <= compared, "{}", wrong.join("\n=====\n"));
}
