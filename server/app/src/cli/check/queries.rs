//! Checks the code that uses Prisma Client.

use std::path::PathBuf;
use std::sync::Arc;

use base::text::{Source, Span};
use base::{Anchor, Finding};
use model::project::Files;
use model::schema::Schema;
use queries::link::{ProjectCode, Query, queries_of_file};
use queries::rules::{Context, active, lint};

use crate::cli::check::report::{FileReport, ShownText};
use crate::cli::check::run::{CheckOptions, Collected};
use crate::cli::code_base::CodeBase;
use crate::cli::sources::Sources;
use crate::host::code::facts_of;
use crate::host::{Project, rule_sets};

/// What the rules over code find in the folders that the user named. Nothing where only files were named: those are schemas.
pub(super) fn collect(sources: &Sources, wanted: &CheckOptions<'_>) -> Collected {
    let mut collected = Collected::default();
    let folders: Vec<PathBuf> = sources.named_folders().map(PathBuf::from).collect();
    if folders.is_empty() || sources.sets.is_empty() {
        return collected;
    }
    let code = CodeBase::read(sources, &folders, &wanted.options);
    for ((project, analysis), own) in code.schemas.iter().zip(&code.code) {
        if project.settings.queries.is_linted() {
            add(sources, wanted, project, &analysis.schema, own, &mut collected);
        }
    }
    collected
}

fn add(
    sources: &Sources,
    wanted: &CheckOptions<'_>,
    project: &Project,
    schema: &Schema,
    code: &ProjectCode,
    collected: &mut Collected,
) {
    let queries = code.queries(schema);
    for file in code.files().filter(|file| !project.is_excluded(&file.path)) {
        let folder = wanted.options.folder.unwrap_or(&project.set.root);
        let paths = [&*file.path].into_iter();
        let Some(rules) = rule_sets(&project.settings, paths, folder, &wanted.options).pop() else {
            continue;
        };
        let own = queries_of_file(&queries, file);
        let facts = facts_of(&sources.files, &file.path);
        let cx = Context { schema, application: code.application(), file, queries: own, facts: &facts };
        let mut found = lint(&cx, &active(&rules));
        found.retain(|finding| finding.level >= wanted.show);
        collected.report.code.push(file.path.clone());
        if found.is_empty() {
            continue;
        }
        let source = Source::new(&sources.files.read(&file.path).unwrap_or_default());
        let text = Arc::new(ShownText { shown: sources.shown(&file.path), source });
        collected.report.texts.insert(file.path.clone(), text.clone());
        let findings = found.into_iter().map(|finding| {
            let element = element(schema, own, finding.anchor.span());
            (resolved(schema, project, finding), element)
        });
        collected.report.files.push(FileReport {
            path: file.path.clone(),
            text,
            findings: findings.collect(),
        });
    }
}

/// The call that a finding is in, independent of line numbers.
fn element(schema: &Schema, queries: &[Query<'_>], span: Span) -> String {
    let call = queries.iter().rev().find(|query| query.call.span.encloses(span));
    call.map_or_else(String::new, |query| {
        let model = schema.item(query.model).map_or("", |item| item.name());
        format!("{model}.{}", query.call.operation.name())
    })
}

/// The finding with related places in the schema named by their files.
fn resolved(schema: &Schema, project: &Project, finding: Finding) -> Finding {
    debug_assert!(matches!(finding.anchor, Anchor::File(_)));
    schema.resolve(finding, |file| {
        project
            .set
            .files
            .get(file.0 as usize)
            .map_or_else(|| PathBuf::new().into(), |path| path.as_path().into())
    })
}
