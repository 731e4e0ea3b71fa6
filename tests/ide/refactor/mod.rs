//! Refactorings: what each makes of small schemas, and what none may do to any.

mod corpus;
mod files;
mod next;
mod next_contracts;
mod rewrite;

use base::text::{Span, TextEdit, apply_edits};
use base::{FileId, Level};
use expect_test::Expect;
use ide::{Analysis, Change, FileUse, Graph, RELATION_LACKS, Refactoring, diagnostics, refactorings};
use model::project::PrismaVersion;

use crate::{PRISMA_6, analysis, analysis_of, text_of};
use support::fixture::Fixture;

/// The files of a schema with a change applied, those that it made last.
fn applied(analysis: &Analysis, change: &Change) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (id, file) in (0..).map(FileId).zip(analysis.schema.files()) {
        let of_file: Vec<TextEdit> =
            change.edits.iter().filter(|edit| edit.file == id).map(|edit| edit.edit.clone()).collect();
        let after = apply_edits(&text_of(analysis, id), &of_file);
        if change.deleted.contains(&id) {
            assert_eq!(after.trim(), "", "nothing that is deleted holds text");
        } else {
            files.push((file.name.to_string(), after));
        }
    }
    files.extend(change.new_files.iter().cloned());
    files
}

/// The codes of all errors.
fn errors(analysis: &Analysis) -> Vec<&'static str> {
    let found = diagnostics(analysis, false);
    let errors = found.iter().flatten().filter(|finding| finding.level == Level::Error);
    let mut codes: Vec<&str> = errors.map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes
}

/// The tables with their columns, by name.
fn tables(analysis: &Analysis) -> Vec<String> {
    let graph = Graph::of(&analysis.schema);
    let mut tables: Vec<String> = graph
        .entities
        .iter()
        .map(|entity| {
            let rows: Vec<&str> = entity.rows.iter().map(|row| row.name.as_str()).collect();
            format!("{} {:?} {rows:?}", entity.name, entity.table)
        })
        .collect();
    tables.sort();
    tables
}

/// Refactorings after which the database is the same by their nature: they move or sort text, or add comments.
const KEEPING: [&str; 5] = ["move-block", "split-schema", "merge-schema", "sort-attributes", "document"];

/// The files after a refactoring, which must leave no error that was not there, nor touch tables that it has nothing to
/// do with.
fn after(before: &Analysis, version: PrismaVersion, one: &Refactoring<'_>) -> Vec<(String, String)> {
    let change = one.change().unwrap_or_else(|| panic!("{} does nothing", one.title));
    let makes = (!change.new_files.is_empty(), !change.deleted.is_empty());
    match one.files {
        FileUse::Kept => assert_eq!(makes, (false, false), "{}", one.title),
        FileUse::Created => assert!(makes.0 && !makes.1, "{}", one.title),
        FileUse::Deleted => assert!(makes.1, "{}", one.title),
    }
    let files = applied(before, &change);
    let analysis = analysis_of(files.iter().map(|(name, text)| (name.clone(), &**text)), version);
    let mut left = errors(&analysis);
    if one.code == "add-relation-fields" {
        // Where a relation is complete, more can be said of it than before.
        assert!(left.len() < errors(before).len(), "{}", one.title);
        left.clear();
    }
    for known in errors(before) {
        if let Some(at) = left.iter().position(|code| *code == known) {
            left.remove(at);
        }
    }
    let texts = || files.iter().map(|(name, text)| format!("//- {name}\n{text}")).collect::<String>();
    assert!(left.is_empty(), "{}: {left:?} in\n{}", one.title, texts());
    if KEEPING.contains(&one.code) {
        assert_eq!(tables(&analysis), tables(before), "{}", one.title);
    }
    files
}

/// The refactorings at the cursor.
fn offered(analysis: &Analysis, file: FileId, offset: u32) -> Vec<Refactoring<'_>> {
    let found = diagnostics(analysis, true);
    let lacks = found[file.0 as usize].iter().filter(|it| RELATION_LACKS.contains(&it.code)).count();
    refactorings(analysis, lacks, file, Span::at(offset))
}

/// The titles of what is offered at the cursor.
fn check_titles(fixture: &str, expected: Expect) {
    let (analysis, file, offset) = analysis(&Fixture::parse(fixture), PRISMA_6);
    let titles: Vec<String> =
        offered(&analysis, file, offset).iter().map(|it| format!("{}: {}\n", it.code, it.title)).collect();
    expected.assert_eq(&titles.concat());
}

/// The files that the refactoring whose title begins so changes, with either line end.
fn check(fixture: &str, title: &str, expected: Expect) {
    check_with(fixture, title, PRISMA_6, expected);
}

fn check_with(fixture: &str, title: &str, version: PrismaVersion, expected: Expect) {
    let fixture = Fixture::parse(fixture);
    let run = |fixture: &Fixture| {
        let (before, file, offset) = analysis(fixture, version);
        let all = offered(&before, file, offset);
        let titles: Vec<&str> = all.iter().map(|it| it.title.as_str()).collect();
        let one = all.iter().find(|it| it.title.starts_with(title)).unwrap_or_else(|| panic!("{titles:#?}"));
        let texts = after(&before, version, one);
        let is_new = |(name, text): &&(String, String)| {
            before.schema.file_named(name).is_none_or(|file| text_of(&before, file) != *text)
        };
        let changed = texts.iter().filter(is_new).map(|(name, text)| format!("//- {name}\n{text}"));
        format!("{}\n{}", one.title, changed.collect::<String>())
    };
    let plain = run(&fixture);
    let other = run(&fixture.with_crlf());
    assert!(!other.replace("\r\n", "").contains(['\r']), "{other:?}");
    let headers = |text: &str| text.lines().filter(|line| line.starts_with("//- ")).count();
    let bare = other.matches('\n').count() - other.matches("\r\n").count();
    assert_eq!(bare, 1 + headers(&plain), "all line ends are those of the file: {other:?}");
    assert_eq!(other.replace("\r\n", "\n"), plain);
    expected.assert_eq(&plain);
}
