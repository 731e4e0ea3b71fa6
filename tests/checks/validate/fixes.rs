//! Fixes against the recorded ones of the official server.

use base::text::{TextEdit, apply_edits};
use base::{FileEdit, Finding};
use checks::validate;
use model::project::PrismaVersion;
use model::schema::Schema;
use support::corpus::recorded;

/// The recorded results that no fix should lead to, each with the reason.
const REFUSED: &[(&str, &str, &str)] = &[
    (
        "2d32a0fa206b",
        "Add @db.ObjectId",
        "It makes an `Int` an ObjectId, which Prisma refuses, and leaves `auto()` at fault.",
    ),
    ("638ffcb5f754", "Change spelling to 'model'", "It changes nothing."),
    ("641a14d2c1eb", "Add schema to schemas", "It takes the closing quote of the provider away."),
    ("ac2fbc154cd5", "Add schema to schemas", "It takes the closing quote of the provider away."),
    ("840d65939eab", "Mark relation field as many `[]`", "It writes the brackets into the comment."),
    ("8624fd2292fd", "Mark relation field as many `[]`", "It writes the brackets into the comment."),
    ("e0fd41b19270", "Add missing relation field to model User", "It adds a second field of the same name."),
];

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
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn recorded_fixes_are_offered() {
    let (mut all, mut missing) = (0, Vec::new());
    for case in recorded("fixes.json") {
        let text = case["text"].as_str().unwrap();
        let id = case["id"].as_str().unwrap();
        let schema = Schema::single("a.prisma", text, PrismaVersion::parse("7.10.0").unwrap());
        let findings = validate::check(&schema, true);
        for fix in case["fixes"].as_array().unwrap() {
            let title = fix["title"].as_str().unwrap();
            let lines = fix["range"]["start"]["line"].as_u64().unwrap()
                ..=fix["range"]["end"]["line"].as_u64().unwrap();
            let is_near = |finding: &Finding| {
                let (_, span) = schema.locate_anchor(&finding.anchor).unwrap();
                lines.contains(&line(text, span.start)) || lines.contains(&line(text, span.end))
            };
            // Of errors elsewhere the first fix is offered as well.
            let offered = |finding: &Finding| if is_near(finding) { usize::MAX } else { 1 };
            let wanted = without_space(fix["result"].as_str().unwrap());
            let is_offered = findings
                .iter()
                .flat_map(|finding| finding.fixes.iter().take(offered(finding)))
                .any(|fix| without_space(&applied(text, &fix.edits)) == wanted);
            all += 1;
            if !is_offered {
                missing.push((id.to_owned(), title.to_owned()));
            }
        }
    }
    println!("{} of {all} recorded fixes are offered", all - missing.len());
    let refused: Vec<_> =
        REFUSED.iter().map(|(id, title, _)| ((*id).to_owned(), (*title).to_owned())).collect();
    missing.sort();
    let mut expected = refused;
    expected.sort();
    assert_eq!(missing, expected);
}
