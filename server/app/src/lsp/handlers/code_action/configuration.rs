//! Actions about what is wrong in configuration files.

use tower_lsp::lsp_types::{CodeAction, CodeActionKind, CodeActionParams, Diagnostic};

use crate::host::Document;
use crate::lsp::diagnostics::{diagnostic_in_file, problems_in};
use crate::lsp::handlers::code_action::kinds::is_requested;
use crate::lsp::handlers::code_action::quick_fix::{in_range, path_action, sent_or};
use crate::lsp::snapshot::Snapshot;
use base::{Finding, Fix, PathEdit};

/// What can be done about the problems in a range of a configuration file: the name that was meant, and in a `prisma-lens.toml`
/// the removal of the entry.
pub(super) fn actions(
    snapshot: &Snapshot,
    document: &Document,
    params: &CodeActionParams,
) -> Vec<CodeAction> {
    if !is_requested(params, &CodeActionKind::QUICKFIX) {
        return Vec::new();
    }
    let source = document.source();
    let found = problems_in(snapshot, &snapshot.open_schemas(), &document.path);
    let linked = |finding: &Finding| -> Vec<Diagnostic> {
        vec![sent_or(diagnostic_in_file(&snapshot.session, source, finding), params)]
    };
    let mut actions = Vec::new();
    for finding in in_range(snapshot, source, params, &found) {
        for (at, fix) in finding.fixes.iter().enumerate() {
            let action = path_action(snapshot, fix, linked(finding));
            let is_preferred = (at == 0).then_some(true);
            actions.extend(action.map(|action| CodeAction { is_preferred, ..action }));
        }
        let removal = removal(document, finding);
        actions.extend(removal.and_then(|fix| path_action(snapshot, &fix, linked(finding))));
    }
    actions
}

/// The removal of the entry whose key is wrong.
fn removal(document: &Document, finding: &Finding) -> Option<Fix> {
    if !document.is_settings() {
        return None;
    }
    let (text, span) = (document.text(), finding.anchor.span());
    let edit = ide::remove_setting(&text, span)?;
    let title = format!("Remove `{}`", span.of(&text).trim_matches(['"', '\'']));
    let edit = PathEdit { path: document.path.clone(), edit };
    Some(Fix::choice(title, Vec::new()).with_path_edits(vec![edit]))
}
