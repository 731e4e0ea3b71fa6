//! What Prisma itself would say, as text.

use std::fmt::Write as _;
use std::sync::Arc;

use prisma_lens::project::PrismaVersion;
use prisma_lens::schema::{Finding, Fix, Safety, Schema, SchemaFile};
use prisma_lens::syntax;
use prisma_lens::text::{TextEdit, apply_edits};
use prisma_lens::validate;

use crate::support::fixture::Fixture;

/// What is found in a schema of one or several files on a database, such as `sqlserver` or `mysql relationMode=prisma`:
/// a finding a line with its level, its place, its code, its message, and below it the titles of its fixes.
///
/// Prisma 6 and 7 have to say the same, with either kind of line end, and every fix is tried.
pub(super) fn found(database: &str, text: &str) -> String {
    let fixture = Fixture::parse(text);
    let drawn = draw(&schema(database, &fixture, "7.10.0"));
    let others = [
        ("Prisma 6", schema(database, &fixture, "6.19.0")),
        ("CRLF", schema(database, &fixture.with_crlf(), "7.10.0")),
    ];
    for (what, other) in others {
        assert_eq!(draw(&other), drawn, "{what} differs");
    }
    for end in ["\n", "\r\n"] {
        let fixture = if end == "\n" { fixture.clone() } else { fixture.with_crlf() };
        try_fixes(&schema(database, &fixture, "7.10.0"));
    }
    drawn
}

/// What is left of each file's lines after the fix of this title, those that changed marked `-` and `+`.
pub(super) fn after_fix(database: &str, text: &str, title: &str) -> String {
    let schema = schema(database, &Fixture::parse(text), "7.10.0");
    let findings = validate::check(&schema, true);
    let fix = findings.iter().flat_map(|finding| &finding.fixes).find(|fix| fix.title == title);
    let fix = fix.unwrap_or_else(|| panic!("no fix `{title}` in:\n{}", draw(&schema)));
    let mut out = String::new();
    for ((name, before), (_, after)) in texts(&schema).into_iter().zip(fixed(&schema, fix)) {
        if before == after {
            continue;
        }
        let _ = writeln!(out, "{name}");
        let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
        for line in old.iter().filter(|line| !new.contains(line)) {
            let _ = writeln!(out, "-{line}");
        }
        for line in new.iter().filter(|line| !old.contains(line)) {
            let _ = writeln!(out, "+{line}");
        }
    }
    out
}

/// The files of the fixture and one with the datasource.
fn schema(database: &str, fixture: &Fixture, version: &str) -> Schema {
    let mut parts = database.split(' ');
    let mut datasource = format!("datasource db {{\n  provider = \"{}\"\n", parts.next().unwrap_or_default());
    for (key, value) in parts.filter_map(|part| part.split_once('=')) {
        let value = match key {
            "schemas" => {
                format!("[{}]", value.split(',').map(|it| format!("{it:?}")).collect::<Vec<_>>().join(", "))
            }
            _ => format!("{value:?}"),
        };
        datasource.push_str(&format!("  {key} = {value}\n"));
    }
    if version.starts_with('6') {
        datasource.push_str("  url = \"file:x\"\n");
    }
    datasource.push_str("}\n\ngenerator g {\n  provider = \"x\"\n  previewFeatures = [\"views\"]\n}\n");
    let mut files = vec![("db.prisma".to_owned(), datasource)];
    files.extend(fixture.files.iter().map(|file| (file.path.display().to_string(), file.text.clone())));
    of(&files, version)
}

fn of(files: &[(String, String)], version: &str) -> Schema {
    let files = files.iter().map(|(name, text)| (name.as_str().into(), Arc::new(SchemaFile::new(text))));
    Schema::new(files.collect(), PrismaVersion::parse(version).unwrap())
}

fn draw(schema: &Schema) -> String {
    let mut out = String::new();
    for finding in validate::check(schema, true) {
        let text = schema.text(finding.place.item);
        let level = format!("{:?}", finding.level).to_lowercase();
        let place = finding.place.span.of(&text);
        let _ = writeln!(out, "{level} `{place}` [{}] {}", finding.code, finding.message);
        for fix in &finding.fixes {
            let _ = writeln!(out, "  {:?}: {}", fix.safety, fix.title);
        }
    }
    out
}

fn texts(schema: &Schema) -> Vec<(String, String)> {
    let files = schema.files().iter();
    files.map(|file| (file.name.to_string(), file.content.source().source().to_string())).collect()
}

fn fixed(schema: &Schema, fix: &Fix) -> Vec<(String, String)> {
    let mut texts = texts(schema);
    for (index, (_, text)) in texts.iter_mut().enumerate() {
        let edits: Vec<TextEdit> = fix
            .edits
            .iter()
            .filter(|edit| edit.file.0 as usize == index)
            .map(|edit| edit.edit.clone())
            .collect();
        *text = apply_edits(text, &edits);
    }
    texts
}

/// After each fix its finding is gone, unless it is a first step only, and nothing new is unreadable.
fn try_fixes(schema: &Schema) {
    let faults = |schema: &Schema| -> usize {
        let sources = schema.files().iter().map(|file| file.content.source());
        sources
            .flat_map(|source| {
                let blocks = source.blocks().iter().enumerate();
                blocks.map(|(index, block)| syntax::errors(block, || source.block_text(index)).len())
            })
            .sum()
    };
    let same = |all: &[Finding], one: &Finding| {
        all.iter().filter(|it| it.code == one.code && it.message == one.message).count()
    };
    let before = validate::check(schema, true);
    for finding in &before {
        for fix in &finding.fixes {
            let is_step = fix.safety == Safety::Step;
            let texts = fixed(schema, fix);
            let after = of(&texts, "7.10.0");
            let shown = texts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("--\n");
            assert!(faults(&after) <= faults(schema), "`{}` broke the text:\n{shown}", fix.title);
            let left = validate::check(&after, false);
            assert!(
                is_step || same(&left, finding) < same(&before, finding),
                "`{}` left the finding in place:\n{shown}\n{}",
                fix.title,
                draw(&after)
            );
        }
    }
}
