//! What is wrong, as the protocol has it.
//!
//! A client either has diagnostics pushed to it (`push`) or asks for them (`pull`, and the handlers), never both. Both
//! ways tell of the schemas that have a file open: of all their files, and of the configuration files that say what holds
//! for them.

mod cache;
mod code;
mod code_lists;
mod convert;
mod list;
mod list_writer;
mod pull;
mod push;
mod worker;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;
use tower_lsp::lsp_types::Diagnostic;

use crate::host::{Document, DocumentKind, LoadedSchema, settings_file_problems};
use crate::lsp::limits::DIAGNOSTICS;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::uri;
use base::text::Source;
use base::{FileId, Finding};
use model::project::Files;

pub use cache::{DiagnosticCache, DiagnosticCaches};
pub use code_lists::CodeLists;
pub use convert::{Scope, complete_diagnostic, diagnostic_in_file};
pub use list::{DiagnosticList, Fingerprint};
pub use pull::PullState;
pub(super) use worker::run;

use list_writer::{file_left_out_note, left_out_note};

/// What is wrong in one file; nothing, where the list is empty.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file.
    pub path: Arc<Path>,
    /// The URI that the client has for it.
    pub uri: Arc<str>,
    /// The open document that this is about.
    pub document: Option<Arc<Document>>,
    /// What is wrong.
    pub list: DiagnosticList,
}

impl Report {
    /// The client's number for the state of the text that this is about.
    pub fn version(&self) -> Option<i32> {
        self.document.as_ref().map(|document| document.version)
    }
}

/// What there is to say: about every open document, every file of an open schema, and every configuration file in which
/// something is wrong. In the order of paths, each file once.
pub fn all(snapshot: &Snapshot) -> Vec<Report> {
    let schemas = snapshot.open_schemas();
    let mut reports: Vec<Report> =
        schemas.iter().flat_map(|schema| of_schema_files(snapshot, schema)).collect();
    reports.extend(of_configurations(snapshot, &schemas));
    // A configuration file is code too, and may name a client: what is said of it as a configuration counts.
    let known: FxHashSet<&Path> = reports.iter().map(|report| &*report.path).collect();
    let of_code = code::lists(snapshot, &schemas).into_iter().filter(|(path, _)| !known.contains(&**path));
    let of_code: Vec<Report> = of_code.filter_map(|(path, list)| report(snapshot, &path, list)).collect();
    reports.extend(of_code);
    let known: FxHashSet<&Path> = reports.iter().map(|report| &*report.path).collect();
    let others = snapshot.documents.iter().filter(|document| !known.contains(&*document.path));
    let about_other = |document: &Arc<Document>| {
        let list = match document.is_settings() {
            true => of_configuration(snapshot, &schemas, &document.path),
            false => of_migration(snapshot, document),
        };
        report(snapshot, &document.path, list)
    };
    let others: Vec<Report> = others.filter_map(about_other).collect();
    reports.extend(others);
    reports.sort_by(|a, b| a.path.cmp(&b.path));
    each_once(snapshot, &mut reports);
    limit(&mut reports);
    reports
}

/// Keeps one report for each file. A file is in two schemas where a configuration names only a part of a folder; the report of an
/// open document is then that of the schema it belongs to.
fn each_once(snapshot: &Snapshot, reports: &mut Vec<Report>) {
    reports.dedup_by(|other, report| {
        let is_same = other.path == report.path;
        if let Some(document) = report.document.as_ref().filter(|_| is_same) {
            report.list = of_document(snapshot, document);
        }
        is_same
    });
}

/// Leaves out the lists of files for which there is no room in one answer, in the order of the reports. Open documents keep theirs:
/// the user looks at them.
fn limit(reports: &mut [Report]) {
    let mut room = DIAGNOSTICS;
    for report in reports.iter_mut().filter(|report| report.document.is_none()) {
        let count = report.list.len();
        match room.checked_sub(count) {
            Some(left) => room = left,
            None => report.list = DiagnosticList::of(&[file_left_out_note(count, DIAGNOSTICS)]),
        }
    }
}

/// What there is to say about one open document.
pub fn of_document(snapshot: &Snapshot, document: &Document) -> DiagnosticList {
    match snapshot.schema_of(document) {
        Some((schema, file)) => of_file(&lists(snapshot, &schema), file),
        None if document.kind == DocumentKind::Sql => of_migration(snapshot, document),
        None if document.kind == DocumentKind::TypeScript => code::list_of(snapshot, &document.path),
        None => of_configuration(snapshot, &snapshot.open_schemas(), &document.path),
    }
}

/// What the rules over migrations find in an open document; nothing, if it is no migration.
fn of_migration(snapshot: &Snapshot, document: &Document) -> DiagnosticList {
    list_in_file(snapshot, document.source(), &snapshot.findings_in_migration(document))
}

/// The list of findings in a file outside the schema, which are in the order of places. Of too many the most severe find room.
fn list_in_file(snapshot: &Snapshot, source: &Source, found: &[Finding]) -> DiagnosticList {
    let most = snapshot.settings.max_diagnostics();
    let mut shown: Vec<&Finding> = found.iter().collect();
    if shown.len() > most {
        shown.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        shown.truncate(most);
        shown.sort_by_key(|finding| finding.anchor.span());
    }
    let items = shown.iter().map(|finding| diagnostic_in_file(&snapshot.session, source, finding));
    let mut items: Vec<Diagnostic> = items.collect();
    if found.len() > most {
        items.push(left_out_note(found.len() - most, most));
    }
    DiagnosticList::of(&items)
}

/// What there is to say about the schema of an open document: about each of its files, and about each configuration file
/// in which something is wrong for it.
pub fn of_schema(snapshot: &Snapshot, schema: &Arc<LoadedSchema>) -> Vec<Report> {
    let mut reports: Vec<Report> = of_schema_files(snapshot, schema).collect();
    let paths = paths_of_problems(std::slice::from_ref(schema));
    // The same file may be worth complaints because of other schemas as well.
    let schemas = if paths.is_empty() { Vec::new() } else { snapshot.open_schemas() };
    for path in paths {
        reports.extend(report(snapshot, &path, of_configuration(snapshot, &schemas, &path)));
    }
    limit(&mut reports);
    reports
}

fn of_schema_files(snapshot: &Snapshot, schema: &Arc<LoadedSchema>) -> impl Iterator<Item = Report> {
    let lists = lists(snapshot, schema);
    schema.files().filter_map(move |(file, path, _)| report(snapshot, path, of_file(&lists, file)))
}

fn lists(snapshot: &Snapshot, schema: &Arc<LoadedSchema>) -> Arc<Vec<DiagnosticList>> {
    let uri_of = |file| snapshot.uri_of(schema.path(file)?);
    let most = snapshot.settings.max_diagnostics();
    snapshot.diagnostics.lists(&snapshot.session, schema, most, &uri_of)
}

fn of_file(lists: &[DiagnosticList], file: FileId) -> DiagnosticList {
    lists.get(file.0 as usize).cloned().unwrap_or_default()
}

fn of_configurations(snapshot: &Snapshot, schemas: &[Arc<LoadedSchema>]) -> Vec<Report> {
    let about = |path: PathBuf| report(snapshot, &path, of_configuration(snapshot, schemas, &path));
    paths_of_problems(schemas).into_iter().filter_map(about).collect()
}

fn of_configuration(snapshot: &Snapshot, schemas: &[Arc<LoadedSchema>], path: &Path) -> DiagnosticList {
    let own = problems_in(snapshot, schemas, path);
    if own.is_empty() {
        return DiagnosticList::default();
    }
    let source = Source::new(&snapshot.files.read(path).unwrap_or_default());
    list_in_file(snapshot, &source, &own)
}

/// What is wrong in a configuration file, in the order of places: for these schemas, and in an open `prisma-lens.toml` whatever
/// schemas there are.
pub fn problems_in(snapshot: &Snapshot, schemas: &[Arc<LoadedSchema>], path: &Path) -> Vec<Finding> {
    let is_open = snapshot.documents.get(path).is_some_and(|document| document.is_settings());
    let mut own = if is_open { settings_file_problems(&snapshot.files, path) } else { Vec::new() };
    let problems = schemas.iter().flat_map(|schema| &schema.project.problems);
    // Schemas that share a configuration file complain of the same.
    for problem in problems.filter(|problem| problem.anchor.path() == Some(path)) {
        if !own.contains(problem) {
            own.push(problem.clone());
        }
    }
    own.sort_by_key(|problem| problem.anchor.span());
    own
}

fn paths_of_problems(schemas: &[Arc<LoadedSchema>]) -> Vec<PathBuf> {
    let problems = schemas.iter().flat_map(|schema| &schema.project.problems);
    let mut paths: Vec<PathBuf> =
        problems.filter_map(|problem| Some(problem.anchor.path()?.to_owned())).collect();
    paths.sort();
    paths.dedup();
    paths
}

fn report(snapshot: &Snapshot, path: &Path, list: DiagnosticList) -> Option<Report> {
    let document = snapshot.documents.get(path).cloned();
    let (path, uri) = match &document {
        Some(document) => (document.path.clone(), document.name.clone()),
        None => (path.into(), uri::from_path(path)?.as_str().into()),
    };
    Some(Report { path, uri, document, list })
}
