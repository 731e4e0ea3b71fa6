//! Moves, splits and merges of the Prisma 8 dialect keep the contract: recorded and real schemas.

use std::process::Command;

use base::FileId;
use ide::Analysis;
use model::database::Database;
use model::project::{Dialect, PrismaVersion};
use serde_json::{Value, json};
use support::corpus::{real_schemas, recorded};
use syntax::format::Options;

use super::{after, errors, offered};
use crate::analysis_of;

const PRISMA_8: PrismaVersion = PrismaVersion::new(8, 0, 0);

/// Recorded schemas that Prisma 8 accepts, and real ones that are converted to it.
fn accepted() -> Vec<(String, Vec<(String, String)>)> {
    let recorded = recorded("prisma8.json").into_iter().filter(|case| case["expect"] == json!([]));
    let mut all: Vec<(String, Vec<(String, String)>)> = recorded
        .filter(|case| case["unlocated"].as_array().is_none_or(Vec::is_empty))
        .map(|case| (case["id"].to_string(), serde_json::from_value(case["files"].clone()).unwrap()))
        .collect();
    let options = Options { dialect: Dialect::PrismaNext, ..Options::default() };
    for real in real_schemas() {
        let files = real.files();
        let texts = files.iter().map(|(name, text)| (name.clone(), &**text));
        let before = analysis_of(texts, real.accepted_by().unwrap_or_default());
        let converted = ide::convert(&before.schema, &options).files;
        let name_of = |file| before.schema.file(file).unwrap().name.to_string();
        let files = converted.into_iter().map(|(file, text)| (name_of(file), text)).collect::<Vec<_>>();
        if !files.is_empty() {
            all.push((real.name, files));
        }
    }
    all
}

/// The tables and enums that a schema makes, in the order of names.
fn database(analysis: &Analysis) -> Option<Database> {
    let mut database = Database::of(&analysis.schema)?;
    database.tables.sort_by_key(|table| table.name.to_string());
    database.enums.sort_by_key(|one| one.name.to_string());
    Some(database)
}

/// Every move, split and merge keeps what Prisma 8 makes of a schema: the texts before and after each.
fn moves() -> Vec<(String, [Vec<String>; 2])> {
    let mut found = Vec::new();
    for (at, (name, texts)) in accepted().into_iter().enumerate() {
        let before = analysis_of(texts.iter().map(|(name, text)| (name.clone(), &**text)), PRISMA_8);
        if before.dialect != Dialect::PrismaNext || !errors(&before).is_empty() {
            continue;
        }
        let schema = &before.schema;
        let heads = schema.items().map(|(id, item)| (schema.file_of(id), schema.start(id) + item.span.start));
        let step = (schema.items().count() / 2).max(1);
        let heads = heads.skip(at % step).step_by(step);
        let directives = (0..).map(FileId).take(schema.files().len()).map(|file| (file, 1));
        for (file, offset) in directives.chain(heads.collect::<Vec<_>>()) {
            let moves = ["move-block", "split-schema", "merge-schema"];
            for one in offered(&before, file, offset).into_iter().filter(|it| moves.contains(&it.code)) {
                let files = after(&before, PRISMA_8, &one);
                let moved = analysis_of(files.iter().map(|(name, text)| (name.clone(), &**text)), PRISMA_8);
                assert_eq!(database(&moved), database(&before), "{name}: {}", one.title);
                let directive = |text: &str| model::project::directive(text).is_some();
                assert!(files.iter().all(|(_, text)| directive(text)), "{name}: {}", one.title);
                let texts = [&texts, &files].map(|it| it.iter().map(|(_, text)| text.clone()).collect());
                found.push((format!("{name}: {}", one.title), texts));
            }
        }
    }
    found
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn moves_keep_the_database() {
    let moves = moves();
    assert!(moves.len() > 100, "{}", moves.len());
}

#[test]
#[cfg_attr(not(all(has_shared, has_prisma8)), ignore = "needs ../shared, and Prisma 8 in tests/prisma8")]
fn moves_keep_the_contract_of_prisma_8() {
    let moves = moves();
    let texts: Vec<&Vec<String>> = moves.iter().flat_map(|(_, texts)| texts).collect();
    let folder = std::env::temp_dir().join(format!("prisma-lens-moves-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("schemas.json");
    std::fs::write(&file, serde_json::to_vec(&texts).unwrap()).unwrap();
    let mut node = Command::new(std::env::var("NODE").unwrap_or_else(|_| "node".into()));
    let output =
        node.arg("contracts.mjs").arg(&file).current_dir(support::root().join("tests/prisma8")).output();
    std::fs::remove_dir_all(&folder).unwrap();
    let contracts: Vec<Value> = serde_json::from_slice(&output.unwrap().stdout).unwrap();
    let mut compared = 0;
    for ((title, [_, after]), contract) in moves.iter().zip(contracts.chunks(2)) {
        // Some recorded schemas need extensions that are not known here.
        if contract[0].is_null() {
            continue;
        }
        compared += 1;
        assert!(contract[0] == contract[1], "{title}: another contract\n{}", after.join("\n//-\n"));
    }
    println!("{compared} of {} moves compared", moves.len());
    assert!(compared > 100, "{compared}");
}
