//! What Prisma itself would say, as text.

use std::fmt::Write as _;
use std::sync::Arc;

use base::Fix;
use checks::validate;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};

use super::settling::{fixed, try_fix};
use support::fixture::Fixture;

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
    changed(&schema, fix)
}

/// All that can be done about what is found in a schema: each code with its fixes and the lines that these change. With
/// no database the text has a datasource of its own.
pub(super) fn mended(database: &str, text: &str) -> String {
    let fixture = Fixture::parse(text);
    let drawn = fixes(&schema(database, &fixture, "7.10.0"));
    for end in ["\n", "\r\n"] {
        let fixture = if end == "\n" { fixture.clone() } else { fixture.with_crlf() };
        let schema = schema(database, &fixture, "7.10.0");
        assert_eq!(fixes(&schema), drawn, "{end:?} differs");
        try_fixes(&schema);
        for (_, text) in validate::check(&schema, true)
            .iter()
            .flat_map(|it| &it.fixes)
            .flat_map(|fix| texts(&fixed(&schema, fix)))
        {
            let mixed = text.contains("\r\n") && text.replace("\r\n", "").contains('\n');
            assert!(!mixed, "a fix brought another line end:\n{text:?}");
        }
    }
    drawn
}

fn fixes(schema: &Schema) -> String {
    let mut out = String::new();
    for finding in validate::check(schema, true) {
        let _ = writeln!(out, "{}", finding.code);
        for fix in &finding.fixes {
            let _ = writeln!(out, "  {:?}: {}", fix.safety, fix.title);
            let changes = changed(schema, fix);
            for line in changes.lines().filter(|line| line.starts_with(['-', '+'])) {
                let _ = writeln!(out, "    {line}");
            }
        }
    }
    out
}

/// The lines of each file that a fix changes, marked `-` and `+`.
fn changed(schema: &Schema, fix: &Fix) -> String {
    let mut out = String::new();
    for ((name, before), (_, after)) in texts(schema).into_iter().zip(texts(&fixed(schema, fix))) {
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
    let config = (!database.is_empty()).then(|| ("db.prisma".to_owned(), datasource));
    let files = fixture.files.iter().map(|file| (file.path.display().to_string(), file.text.clone()));
    let files = config.into_iter().chain(files);
    let files = files.map(|(name, text)| (name.as_str().into(), Arc::new(SchemaFile::new(&text))));
    Schema::new(files.collect(), PrismaVersion::parse(version).unwrap())
}

fn draw(schema: &Schema) -> String {
    let mut out = String::new();
    for finding in validate::check(schema, true) {
        let text = schema.text(finding.item().unwrap());
        let level = format!("{:?}", finding.level).to_lowercase();
        let place = finding.anchor.span().of(&text);
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

/// Every fix does what one has to.
pub(super) fn try_fixes(schema: &Schema) {
    let before = validate::check(schema, true);
    for finding in &before {
        for fix in &finding.fixes {
            if let Err(what) = try_fix(schema, &before, finding, fix) {
                panic!("{}: {}\n`{}` {what}", finding.code, finding.message, fix.title);
            }
        }
    }
}
