//! Our scripts against those that Prisma's schema engine wrote for the same changes, where the recordings are at hand.
//!
//! `CASES=/path.json` takes cases of one's own; `SHOW=20 ONLY=name cargo test --test migrations recorded -- --nocapture`
//! prints what differs.

use std::collections::BTreeMap;
use std::sync::Arc;

use migrations::{DiffOptions, diff, render};
use model::database::Database;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use serde_json::Value;

/// Equal ones and all, by provider.
type Scores = BTreeMap<String, (usize, usize)>;

fn schema_of(files: &Value) -> Option<Schema> {
    let files = files
        .as_array()?
        .iter()
        .map(|file| (file[0].as_str().unwrap().into(), Arc::new(SchemaFile::new(file[1].as_str().unwrap()))));
    Some(Schema::new(files.collect(), PrismaVersion::parse("7.10.1")?))
}

fn script_of(case: &Value) -> Option<String> {
    let side = |name: &str| schema_of(&case[name]).and_then(|schema| Database::of(&schema));
    let (from, to) = (side("from"), side("to"));
    let provider = to.as_ref().or(from.as_ref())?.provider;
    let empty = Database::empty(provider);
    let migration =
        diff(from.as_ref().unwrap_or(&empty), to.as_ref().unwrap_or(&empty), &DiffOptions::default());
    Some(render::script(&migration, &[]))
}

/// The statements without comments, white space folded, in order of text.
fn statements(sql: &str) -> Vec<String> {
    let blocks = regex::Regex::new(r"(?s)/\*.*?\*/").unwrap();
    let lines = regex::Regex::new(r"(?m)^\s*--.*$").unwrap();
    let sql = blocks.replace_all(&lines.replace_all(sql, ""), " ").into_owned();
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut all: Vec<String> = sql.split(';').map(folded).filter(|text| !text.is_empty()).collect();
    all.sort();
    all
}

fn check(file: &str, loose: bool) -> Option<Scores> {
    let path = std::env::var("CASES").map(Into::into);
    let path = path.unwrap_or_else(|_| support::shared().join("conformance").join(file));
    let cases: Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut show: usize = std::env::var("SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut scores = Scores::default();
    for case in cases.as_array()? {
        let name = format!("{} {} {}", case["id"], case["provider"], case["name"]);
        if !name.contains(&only) {
            continue;
        }
        let expected = case["sql"].as_str()?;
        let got = script_of(case).unwrap_or_default();
        let is_equal = if loose {
            statements(&got) == statements(expected)
        } else {
            got.trim_end_matches('\n') == expected.trim_end_matches('\n')
        };
        let score = scores.entry(case["provider"].as_str()?.to_owned()).or_default();
        score.0 += usize::from(is_equal);
        score.1 += 1;
        if !is_equal && show > 0 {
            show -= 1;
            println!("--- {name}\n+++ expected\n{expected}\n+++ got\n{got}");
        }
    }
    println!("{file}: {scores:?}");
    Some(scores)
}

fn at_least(scores: &Scores, provider: &str, share: f64) {
    let (equal, all) = scores.get(provider).copied().unwrap_or_default();
    #[allow(clippy::cast_precision_loss, reason = "the counts are small")]
    let reached = equal as f64 / all.max(1) as f64;
    assert!(reached >= share, "{provider}: {equal} of {all}");
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn scripts_are_those_of_prisma() {
    let scores = check("migrations.json", false).unwrap();
    for provider in ["postgresql", "cockroachdb", "sqlite"] {
        at_least(&scores, provider, 0.99);
    }
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn migrations_of_mysql_projects_are_found_again() {
    at_least(&check("history-mysql.json", true).unwrap(), "mysql", 0.75);
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn migrations_of_sql_server_projects_are_found_again() {
    at_least(&check("history-sqlserver.json", true).unwrap(), "sqlserver", 0.65);
}
