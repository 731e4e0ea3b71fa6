//! Fixes against the recorded ones of the official server, where the recordings are at hand.
//!
//! `SHOW=20 cargo test --test suite validate::fixes -- --nocapture` prints what no fix of ours leads to.

use std::path::Path;

use prisma_lens::project::PrismaVersion;
use prisma_lens::schema::{FileEdit, Finding, Schema};
use prisma_lens::text::{TextEdit, apply_edits};
use prisma_lens::validate;
use serde_json::Value;

/// Titles of recorded fixes that our checks of relations and of database schemas answer to.
const OURS: &[&str] = &[
    "Add `@@schema` attribute",
    "Add an index for the relation's field(s)",
    "Add missing relation field",
    "Add relation attribute",
    "Add schema to schemas",
    "Make referenced field(s) unique",
    "Make referencing fields unique",
    "Mark relation field as many",
    "Replace SetDefault with NoAction",
];

/// The recorded results that no good fix leads to: most are no schemas, or leave the error where it was.
const UNMATCHED: usize = 25;

fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}

fn applied(text: &str, edits: &[FileEdit]) -> String {
    let edits: Vec<TextEdit> = edits.iter().map(|edit| edit.edit.clone()).collect();
    apply_edits(text, &edits)
}

fn line(text: &str, offset: u32) -> u64 {
    text[..offset as usize].matches('\n').count() as u64
}

#[test]
fn recorded_fixes_are_offered() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance/fixes.json");
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let cases: Value = serde_json::from_str(&text).unwrap();
    let mut show: usize = std::env::var("SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let (mut all, mut matched) = (0, 0);
    for case in cases.as_array().unwrap() {
        let text = case["text"].as_str().unwrap();
        let schema = Schema::single("a.prisma", text, PrismaVersion::parse("7.10.0").unwrap());
        let findings = validate::check(&schema, true);
        for fix in case["fixes"].as_array().unwrap() {
            let title = fix["title"].as_str().unwrap();
            if !OURS.iter().any(|ours| title.starts_with(ours)) {
                continue;
            }
            let lines = fix["range"]["start"]["line"].as_u64().unwrap()
                ..=fix["range"]["end"]["line"].as_u64().unwrap();
            let near = |finding: &&Finding| {
                let (_, span) = schema.locate(finding.place);
                lines.contains(&line(text, span.start)) || lines.contains(&line(text, span.end))
            };
            let results: Vec<(String, String)> = findings
                .iter()
                .filter(near)
                .flat_map(|finding| &finding.fixes)
                .map(|fix| (fix.title.clone(), applied(text, &fix.edits)))
                .collect();
            let wanted = without_space(fix["result"].as_str().unwrap());
            all += 1;
            if results.iter().any(|(_, result)| without_space(result) == wanted) {
                matched += 1;
            } else if show > 0 {
                show -= 1;
                println!(
                    "-- {} {title}: {:?}",
                    case["id"],
                    results.iter().map(|it| &it.0).collect::<Vec<_>>()
                );
            }
        }
    }
    println!("{matched} of {all} recorded fixes are offered");
    assert!(all - matched <= UNMATCHED, "{matched} of {all} recorded fixes are offered");
}
