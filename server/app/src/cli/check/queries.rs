//! Checks the code that uses Prisma Client.

use std::path::PathBuf;
use std::sync::Arc;

use base::text::{Source, Span};
use model::project::Files;
use model::schema::Schema;
use queries::link::Query;

use crate::cli::check::report::{FileReport, ShownText};
use crate::cli::check::run::{CheckOptions, Collected};
use crate::cli::code_base::CodeBase;
use crate::cli::sources::Sources;
use crate::host::code::lint_code;

/// The code in the folders that the user named. `None` where only files were named: those are schemas.
pub(super) fn read(sources: &Sources, wanted: &CheckOptions<'_>) -> Option<CodeBase> {
    let folders: Vec<PathBuf> = sources.named_folders().map(PathBuf::from).collect();
    let is_wanted = !folders.is_empty() && !sources.sets.is_empty();
    let base = is_wanted.then(|| CodeBase::read(sources, &folders, &wanted.options));
    base.filter(|base| !base.schemas.is_empty())
}

/// What the rules over code find in it.
pub(super) fn collect(sources: &Sources, base: &CodeBase, wanted: &CheckOptions<'_>) -> Collected {
    let mut collected = Collected::default();
    for ((project, analysis), code) in base.schemas.iter().zip(&base.code) {
        let schema = &*analysis.schema;
        collected.report.code.extend(code.files().map(|file| file.path.clone()));
        let found = lint_code(&sources.files, project, schema, code, &wanted.options, wanted.show);
        for (file, findings) in found {
            let path = file.file.path.clone();
            let source = Source::new(&sources.files.read(&path).unwrap_or_default());
            let text = Arc::new(ShownText { shown: sources.shown(&path), source });
            collected.report.texts.insert(path.clone(), text.clone());
            let findings = findings.into_iter().map(|finding| {
                let element = element(schema, &file.queries, finding.anchor.span());
                (finding, element)
            });
            collected.report.files.push(FileReport { path, text, findings: findings.collect() });
        }
    }
    collected
}

/// The call that a finding is in, independent of line numbers.
fn element(schema: &Schema, queries: &[Query<'_>], span: Span) -> String {
    let call = queries.iter().rev().find(|query| query.call.span.encloses(span));
    call.map_or_else(String::new, |query| {
        let model = schema.item(query.model).map_or("", |item| item.name());
        format!("{model}.{}", query.call.operation.name())
    })
}
