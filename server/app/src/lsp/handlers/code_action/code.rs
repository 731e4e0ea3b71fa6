//! Actions about findings in code.

use tower_lsp::lsp_types::{CodeAction, CodeActionKind, CodeActionParams, Diagnostic, NumberOrString};

use crate::host::Document;
use crate::lsp::diagnostics::diagnostic_in_file;
use crate::lsp::from_proto;
use crate::lsp::handlers::code_action::kinds::is_requested;
use crate::lsp::handlers::code_action::quick_fix::{explain, sent_or};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::workspace_edit;
use base::{Finding, Fix, PathEdit};
use checks::frame::Reach;
use queries::rules::suppress;

/// What can be done about the findings in a range of a file of code: their fixes, and comments that suppress them.
pub(super) fn actions(
    snapshot: &Snapshot,
    document: &Document,
    params: &CodeActionParams,
) -> Vec<CodeAction> {
    if !is_requested(params, &CodeActionKind::QUICKFIX) {
        return Vec::new();
    }
    let source = document.source();
    let span = |range| from_proto::span(source, range, snapshot.session.encoding);
    let range = span(params.range);
    let is_sent = |finding: &Finding| {
        let code = Some(NumberOrString::String(finding.code.to_owned()));
        let mut sent = params.context.diagnostics.iter().filter(|it| it.code == code);
        sent.any(|it| span(it.range) == finding.anchor.span())
    };
    let schemas = snapshot.open_schemas();
    let mut files = schemas.iter().flat_map(|schema| schema.code_findings(snapshot));
    let Some((_, found)) = files.find(|(file, _)| *file.path == *document.path) else { return Vec::new() };
    let here: Vec<&Finding> =
        found.iter().filter(|it| it.anchor.span().overlaps(range) || is_sent(it)).collect();
    let linked = |finding: &Finding| -> Vec<Diagnostic> {
        vec![sent_or(diagnostic_in_file(&snapshot.session, source, finding), params)]
    };
    let mut actions: Vec<CodeAction> = Vec::new();
    for finding in &here {
        actions.extend(finding.fixes.iter().filter_map(|fix| action(snapshot, fix, linked(finding))));
    }
    let text = document.text();
    for (reach, place) in [(Reach::Line, "for this statement"), (Reach::File, "in this file")] {
        let mut done: Vec<&str> = Vec::new();
        for finding in here.iter().filter(|finding| ide::registry().rule(finding.code).is_some()) {
            if done.contains(&finding.code) {
                continue;
            }
            done.push(finding.code);
            let edit = suppress(&document.path, &text, finding.anchor.span(), finding.code, reach);
            let edit = edit.map(|edit| PathEdit { path: document.path.as_path().into(), edit });
            let title = format!("Suppress `{}` {place}", finding.code);
            let fix = edit.map(|edit| Fix::choice(title, Vec::new()).with_path_edits(vec![edit]));
            actions.extend(fix.and_then(|fix| action(snapshot, &fix, linked(finding))));
        }
    }
    actions.extend(explain(snapshot, &here, linked));
    actions
}

fn action(snapshot: &Snapshot, fix: &Fix, linked: Vec<Diagnostic>) -> Option<CodeAction> {
    Some(CodeAction {
        title: fix.title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(linked),
        edit: Some(workspace_edit::of_path_fix(snapshot, fix)?),
        ..CodeAction::default()
    })
}
