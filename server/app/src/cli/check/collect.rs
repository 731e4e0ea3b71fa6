//! Checks all schemas in parallel.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::cli::check::migrations;
use crate::cli::check::progress::Progress;
use crate::cli::check::report::{FileReport, Report, SchemaNote, ShownText, element};
use crate::cli::check::run::{CheckOptions, Collected};
use crate::cli::code_base::CodeBase;
use crate::cli::sources::{Failure, Sources};
use crate::cli::write::Change;
use crate::host::{LoadedFile, Project, ProjectOptions};
use ::migrations::history::History;
use base::text::Source;
use base::{Anchor, FileId, FileSpan, Finding, Origin};
use ide::{
    Analysis, diagnostics, diagnostics_with_titles, fix_all, fix_each, history_findings, query_findings,
};
use model::catalog::Provider;
use model::catalog::next::Target;
use model::database::Database;
use model::project::{Dialect, Files, MigrationScope, SchemaSet};
use model::schema::SchemaFile;
use queries::link::ProjectCode;

/// Checks all schemas, with the code that asks them.
pub(super) fn collect(
    sources: &Sources,
    wanted: &CheckOptions<'_>,
    code: Option<&CodeBase>,
    progress: &Progress,
) -> Collected {
    let each = sources.sets.par_iter().enumerate().map(|(at, set)| {
        let code = code.and_then(|base| base.code.get(at));
        let one = check(sources, set, wanted, code);
        progress.done(&sources.shown(&set.root));
        one
    });
    let each: Vec<Collected> = each.collect();
    let mut all = Collected::default();
    each.into_iter().for_each(|one| all.add(one));
    all
}

fn check(
    sources: &Sources,
    set: &SchemaSet,
    wanted: &CheckOptions<'_>,
    code: Option<&Arc<ProjectCode>>,
) -> Collected {
    let mut collected = Collected::default();
    let report = &mut collected.report;
    let project = Project::load(&sources.files, set.clone(), &wanted.options);
    let mut paths = Vec::new();
    let mut analysis = project.analysis(|path| match sources.files.read(path) {
        Some(text) => {
            paths.push(path.to_owned());
            let content = Arc::new(SchemaFile::new(&text));
            Some(LoadedFile { name: path.to_string_lossy().into(), content })
        }
        None => {
            let message = sources.files.why_not_read(path).unwrap_or_default();
            report.failures.push(Failure { shown: sources.shown(path), message });
            None
        }
    });
    analysis.code = code.filter(|_| project.settings.queries.is_linted()).cloned();
    let path_of = |file: FileId| paths.get(file.0 as usize).map(PathBuf::as_path).unwrap_or(Path::new(""));
    // Grouped by file, to look up settings once.
    let names: Vec<String> = paths.iter().map(|path| sources.shown(path)).collect();
    let named: Vec<bool> =
        paths.iter().map(|path| sources.is_named(path) && !project.is_excluded(path)).collect();
    let shown = |file: FileId| names.get(file.0 as usize).cloned().unwrap_or_default();
    let is_named = |file: FileId| named.get(file.0 as usize).copied().unwrap_or_default();
    let is_told = |analysis: &Analysis, finding: &Finding| {
        analysis.schema.file_of_anchor(&finding.anchor).is_some_and(&is_named)
            && finding.level >= wanted.show
            && is_chosen(&wanted.options, finding)
    };
    if wanted.fix {
        let is_new = |analysis: &Analysis, finding: &Finding| {
            let Some(place) = finding.anchor.place() else { return true };
            let file = path_of(analysis.schema.file_of(place.item));
            let element = || element(&analysis.schema, place);
            wanted.baseline.is_none_or(|known| !known.knows(file, finding.code, &element()))
        };
        let writable: Vec<bool> = paths.iter().map(|path| sources.may_write(path)).collect();
        let may_write = |file: FileId| writable.get(file.0 as usize).copied().unwrap_or_default();
        let is_wanted = |analysis: &Analysis, finding: &Finding| {
            is_told(analysis, finding)
                && is_new(analysis, finding)
                && analysis.schema.file_of_anchor(&finding.anchor).is_some_and(may_write)
        };
        let fixed = match wanted.takes_choices {
            true => fix_each(&analysis, is_wanted),
            false => fix_all(&analysis, is_wanted),
        };
        for file in fixed.changed.into_iter().filter(|file| may_write(*file)) {
            let path = path_of(file);
            let text =
                |of: &Analysis| of.schema.file(file).map(|it| it.content.source().source().to_string());
            if let (Some(before), Some(after)) = (text(&analysis), text(&fixed.analysis)) {
                collected.changes.push(Change { path: path.to_owned(), shown: shown(file), before, after });
            }
        }
        collected.fixed_findings = fixed.count;
        collected.locking_indexes = locking_indexes(&analysis, &fixed.analysis);
        if !wanted.reports_before {
            analysis = fixed.analysis;
        }
    }
    let checked = named.iter().filter(|is_named| **is_named).count();
    report.checked = checked;
    let is_other =
        analysis.dialect == Dialect::PrismaNext && analysis.facts.stack.target != Some(Target::Postgres);
    report.unknown_dialect = if is_other { checked } else { 0 };
    let texts: Vec<(Arc<Path>, Arc<ShownText>)> = paths
        .iter()
        .zip(analysis.schema.files())
        .zip(&names)
        .map(|((path, file), shown)| {
            let source = file.content.source().source().clone();
            (Arc::from(path.as_path()), Arc::new(ShownText { shown: shown.clone(), source }))
        })
        .collect();
    let text_path =
        |file: FileId| texts.get(file.0 as usize).map_or_else(|| Path::new("").into(), |it| it.0.clone());
    let found = match wanted.shows_edits {
        true => diagnostics(&analysis, true),
        false => diagnostics_with_titles(&analysis),
    };
    let of_history = match &project.migrations {
        Some(folder) if project.settings.migrations.scope() != MigrationScope::Off => {
            history_findings(&analysis.schema, &History::outline(&sources.files, folder))
        }
        _ => Vec::new(),
    };
    let of_code = analysis.code.as_ref().and_then(|_| Database::of(&analysis.schema));
    let of_code = of_code.map(|database| query_findings(&analysis, &database)).unwrap_or_default();
    for (file, ((path, text), mut found)) in (0..).map(FileId).zip(texts.iter().zip(found)) {
        let is_here = |it: &&Finding| analysis.schema.file_of_anchor(&it.anchor) == Some(file);
        found.retain(|finding| !of_code.replace(&analysis, finding));
        found.extend(of_history.iter().chain(&of_code.findings).filter(is_here).cloned());
        found.sort_by_key(|finding| analysis.schema.anchor_order(&finding.anchor));
        let reported = found.into_iter().filter(|finding| is_told(&analysis, finding)).map(|finding| {
            let element = finding.anchor.place().map(|place| element(&analysis.schema, place));
            (analysis.schema.resolve(finding, text_path), element.unwrap_or_default())
        });
        let findings: Vec<(Finding, String)> = reported.collect();
        if !findings.is_empty() {
            report.files.push(FileReport { path: path.clone(), text: text.clone(), findings });
        }
    }
    if !report.files.is_empty() {
        report.texts.extend(texts.iter().cloned());
    }
    let says_prisma = report.findings().any(|(_, finding)| finding.origin == Origin::Prisma);
    report.schemas.push(SchemaNote {
        shown: sources.shown(&set.root),
        version: project.version.version,
        is_guess: project.version.source.is_assumed(),
        version_source: project.version.source.name(),
        version_file: project.version.source.file().map(|path| sources.shown(path)),
        is_partial: set.is_partial,
        has_prisma_findings: says_prisma,
    });
    if checked > 0 {
        add_problems(sources, &project.problems, wanted, report);
    }
    let of_migrations = migrations::of_project(sources, &project, &analysis.schema, wanted);
    report.files.extend(of_migrations.report.files);
    report.texts.extend(of_migrations.report.texts);
    report.scripts.extend(of_migrations.report.scripts);
    collected.changes.extend(of_migrations.changes);
    collected.fixed_findings += of_migrations.fixed_findings;
    // Freeing a large schema takes as long as checking it, so it happens in the background.
    rayon::spawn(move || drop(analysis));
    collected
}

/// The number of indexes that models have after a change and did not have before, on a database that locks a table against
/// writes while it builds an index, unless the migration says otherwise.
fn locking_indexes(before: &Analysis, after: &Analysis) -> usize {
    let configuration = after.schema.configuration();
    if !matches!(configuration.provider, Some(Provider::Postgresql | Provider::Sqlserver)) {
        return 0;
    }
    let added = after.schema.models().filter_map(|(id, _, model)| {
        let old = before.schema.model(id)?;
        Some(model.keys.len().saturating_sub(old.keys.len()))
    });
    added.sum()
}

/// Whether `--select` and `--ignore` let the finding through. The checklist applies them itself; Prisma's findings are
/// filtered here.
fn is_chosen(options: &ProjectOptions<'_>, finding: &Finding) -> bool {
    let has = |codes: &[String]| codes.iter().any(|code| code == finding.code);
    (options.only.is_empty() || has(options.only)) && !has(options.without)
}

/// Adds problems in configuration files.
fn add_problems(sources: &Sources, problems: &[Finding], wanted: &CheckOptions<'_>, report: &mut Report) {
    for problem in problems.iter().filter(|it| it.level >= wanted.show) {
        if wanted.options.without.iter().any(|code| code == problem.code) {
            continue;
        }
        let Anchor::File(FileSpan { path, .. }) = &problem.anchor else { continue };
        let finding = (problem.clone(), String::new());
        match report.files.iter_mut().find(|file| file.path == *path) {
            Some(file) => file.findings.push(finding),
            None => {
                let source = Source::new(&sources.files.read(path).unwrap_or_default());
                let text = Arc::new(ShownText { shown: sources.shown(path), source });
                report.files.push(FileReport { path: path.clone(), text, findings: vec![finding] });
            }
        }
    }
}
