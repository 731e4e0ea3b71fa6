//! Histories against what Prisma's schema engine, having run them, still had to do for the schema.
//!
//! `SHOW=20 ONLY=name cargo test --test migrations drift -- --nocapture` prints what differs.

use std::sync::Arc;

use migrations::replay::{Note, Replay, Scope};
use migrations::{DiffOptions, diff, render};
use model::database::Database;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use serde_json::Value;

/// The migrations of a case: name and SQL.
fn history(case: &Value) -> Vec<(String, String)> {
    let history = &case["history"];
    let folder = support::shared().join(history["dir"].as_str().unwrap());
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.join("migration.sql").exists());
    names.sort();
    names.truncate(usize::try_from(history["first"].as_u64().unwrap()).unwrap());
    let read = |path: &std::path::PathBuf| {
        String::from_utf8_lossy(&std::fs::read(path.join("migration.sql")).unwrap()).into_owned()
    };
    let mut migrations: Vec<(String, String)> = names
        .iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), read(path)))
        .collect();
    let extra = history["extra"].as_str().unwrap_or_default();
    if !extra.is_empty() {
        migrations.push(("99999999999999_hand".into(), extra.into()));
    }
    migrations
}

/// What is left to do for the schema, and what is not sure.
fn script_of(case: &Value) -> (String, Vec<Note>) {
    let files = case["to"].as_array().unwrap().iter();
    let files = files
        .map(|file| (file[0].as_str().unwrap().into(), Arc::new(SchemaFile::new(file[1].as_str().unwrap()))));
    let schema = Schema::new(files.collect(), PrismaVersion::parse("7.10.1").unwrap());
    let to = Database::of(&schema).unwrap();
    let mut replay = Replay::new(to.provider, Scope::of(&schema));
    for (name, sql) in history(case) {
        replay.apply(&name, &sql);
    }
    let (from, notes) = replay.finish();
    (
        render::script(&diff(&from, &to, &DiffOptions { from_history: true, ..DiffOptions::default() }), &[]),
        notes,
    )
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn histories_leave_to_do_what_prisma_finds() {
    let path = support::shared().join("conformance/drift.json");
    let cases: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut show: usize = std::env::var("SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let (mut equal, mut all, mut silent) = (0, 0, Vec::new());
    for case in cases.as_array().unwrap() {
        let name = format!("{} {}", case["id"].as_str().unwrap(), case["name"].as_str().unwrap());
        if !name.contains(&only) || case["provider"] != "postgresql" {
            continue;
        }
        let (got, notes) = script_of(case);
        let expected = case["sql"].as_str().unwrap();
        let is_equal = got.trim_end_matches('\n') == expected.trim_end_matches('\n');
        equal += usize::from(is_equal);
        all += 1;
        if !is_equal && notes.is_empty() {
            silent.push(name.clone());
        }
        if !is_equal && show > 0 {
            show -= 1;
            println!("--- {name}\n+++ expected\n{expected}\n+++ got\n{got}\n+++ notes\n{notes:#?}\n");
        }
    }
    println!("{equal} of {all} equal");
    assert!(silent.is_empty(), "different, without a note: {silent:#?}");
    assert!(equal * 100 >= all * 92, "only {equal} of {all} equal");
}
