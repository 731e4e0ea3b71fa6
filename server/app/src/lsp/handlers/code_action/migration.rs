//! Actions about findings in migrations.

use tower_lsp::lsp_types::{CodeAction, CodeActionKind, CodeActionParams, Diagnostic};

use crate::host::{Document, MigrationStatus};
use crate::lsp::diagnostics::diagnostic_in_file;
use crate::lsp::handlers::code_action::bulk;
use crate::lsp::handlers::code_action::kinds::{FIX_ALL, is_requested};
use crate::lsp::handlers::code_action::quick_fix::{explain, in_range, path_action, sent_or};
use crate::lsp::handlers::code_action::suppress;
use crate::lsp::snapshot::Snapshot;
use base::{Finding, Fix, PathEdit, Safety};
use checks::frame::Reach;
use migrations::rules::suppress as suppressing_edit;

/// What can be done about the findings in a range of a migration. Nothing that changes its text is offered once it was applied:
/// Prisma compares the text with what it has applied.
pub(super) fn actions(
    snapshot: &Snapshot,
    document: &Document,
    params: &CodeActionParams,
) -> Vec<CodeAction> {
    let wants_fixes = is_requested(params, &CodeActionKind::QUICKFIX);
    let wants_all = is_requested(params, &FIX_ALL);
    if !wants_fixes && !wants_all {
        return Vec::new();
    }
    let uri = &params.text_document.uri;
    let source = document.source();
    let found = snapshot.findings_in_migration(document);
    let here = in_range(snapshot, source, params, &found);
    let linked = |finding: &Finding| -> Vec<Diagnostic> {
        vec![sent_or(diagnostic_in_file(&snapshot.session, source, finding), params)]
    };
    let mut actions: Vec<CodeAction> = Vec::new();
    // Who asks for just this means the file, who asks for all that can be done a finding that it resolves.
    let is_offered = |finding: &Finding| params.context.only.is_some() || here.contains(&finding);
    if wants_all && found.iter().any(|it| is_offered(it) && it.fixes.iter().any(Fix::is_automatic)) {
        actions.extend(bulk::of_file(&found, uri));
    }
    if !wants_fixes {
        return actions;
    }
    for finding in &here {
        let preferred = finding.fixes.iter().position(|fix| fix.safety == Safety::Safe);
        for (at, fix) in finding.fixes.iter().enumerate() {
            let action = path_action(snapshot, fix, linked(finding));
            let is_preferred = (preferred == Some(at)).then_some(true);
            actions.extend(action.map(|action| CodeAction { is_preferred, ..action }));
        }
    }
    actions.extend(bulk::of_rules_in_migration(&here, &found, uri));
    let comments = suppressions(snapshot, document, &here).into_iter();
    let comments = comments.filter_map(|(finding, fix)| path_action(snapshot, &fix, linked(finding)));
    actions.extend(suppress::offered(snapshot, uri, &here, comments.collect()));
    actions.extend(explain(snapshot, &here, linked));
    actions
}

/// The comments that suppress each finding: in its statement, in the file, each comment once.
fn suppressions<'f>(
    snapshot: &Snapshot,
    document: &Document,
    found: &[&'f Finding],
) -> Vec<(&'f Finding, Fix)> {
    let fixes = snapshot.with_migration(document, |it| {
        let mut fixes: Vec<(&'f Finding, Fix)> = Vec::new();
        if it.status != MigrationStatus::New {
            return fixes;
        }
        for (reach, place) in [(Reach::Line, "for this statement"), (Reach::File, "in this file")] {
            for finding in found.iter().filter(|finding| ide::registry().rule(finding.code).is_some()) {
                let span = finding.anchor.span();
                let Some(edit) = suppressing_edit(it.cx.sql, it.cx.script, span, finding.code, reach) else {
                    continue;
                };
                let title = format!("Suppress `{}` {place}", finding.code);
                let edit = PathEdit { path: document.path.clone(), edit };
                let fix = Fix::choice(title, Vec::new()).with_path_edits(vec![edit]);
                if fixes.iter().all(|(_, known)| known.path_edits != fix.path_edits) {
                    fixes.push((finding, fix));
                }
            }
        }
        fixes
    });
    fixes.unwrap_or_default()
}
