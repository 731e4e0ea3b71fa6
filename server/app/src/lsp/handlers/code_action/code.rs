//! Actions about findings in code.

use tower_lsp::lsp_types::{CodeAction, CodeActionKind, CodeActionParams, Diagnostic};

use crate::host::Document;
use crate::lsp::diagnostics::diagnostic_in_file;
use crate::lsp::handlers::code_action::kinds::is_requested;
use crate::lsp::handlers::code_action::quick_fix::{explain, in_range, path_action, sent_or};
use crate::lsp::handlers::code_action::suppress;
use crate::lsp::snapshot::Snapshot;
use base::{Finding, Fix, PathEdit};
use checks::frame::Reach;
use queries::rules::suppress as suppressing_edit;

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
    let schemas = snapshot.open_schemas();
    let text = document.text();
    let found = schemas.iter().map(|it| (it, it.fixable_in_code(snapshot, &document.path, &text)));
    let Some((schema, found)) = found.into_iter().find(|(_, found)| !found.is_empty()) else {
        return Vec::new();
    };
    let here = in_range(snapshot, source, params, &found);
    let linked = |finding: &Finding| -> Vec<Diagnostic> {
        vec![sent_or(diagnostic_in_file(&snapshot.session, source, finding), params)]
    };
    let mut actions: Vec<CodeAction> = Vec::new();
    for finding in &here {
        actions.extend(finding.fixes.iter().filter_map(|fix| path_action(snapshot, fix, linked(finding))));
    }
    let mut comments: Vec<CodeAction> = Vec::new();
    for (reach, place) in [(Reach::Line, "for this statement"), (Reach::File, "in this file")] {
        let mut done: Vec<&str> = Vec::new();
        for finding in here.iter().filter(|finding| ide::registry().rule(finding.code).is_some()) {
            if done.contains(&finding.code) {
                continue;
            }
            done.push(finding.code);
            let edit = suppressing_edit(&document.path, &text, finding.anchor.span(), finding.code, reach);
            let edit = edit.map(|edit| PathEdit { path: document.path.clone(), edit });
            let title = format!("Suppress `{}` {place}", finding.code);
            let fix = edit.map(|edit| Fix::choice(title, Vec::new()).with_path_edits(vec![edit]));
            comments.extend(fix.and_then(|fix| path_action(snapshot, &fix, linked(finding))));
        }
    }
    // Levels are set where those of the schema are.
    let of_schema = schema.project.set.files.first().and_then(|file| snapshot.uri_of(file));
    let uri = of_schema.as_ref().unwrap_or(&params.text_document.uri);
    actions.extend(suppress::offered(snapshot, uri, &here, comments));
    actions.extend(explain(snapshot, &here, linked));
    actions
}
