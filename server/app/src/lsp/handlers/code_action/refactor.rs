//! Refactorings: what they change is worked out when one is picked.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::lsp_types::{CodeAction, CodeActionDisabled, CodeActionParams, Url, WorkspaceEdit};

use crate::host::LoadedSchema;
use crate::lsp::handlers::code_action::kinds::{REFACTORINGS, is_requested, of_refactoring};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::workspace_edit;
use base::FileId;
use base::text::Span;
use ide::{self, FileUse};

/// A refactoring that was offered; the client hands it back when it is picked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PickedRefactoring {
    /// An open document of the schema.
    uri: Url,
    /// Where in it, in bytes.
    start: u32,
    /// Which refactoring.
    refactoring: String,
    /// Its title, which tells it from others of its name.
    title: String,
}

/// The refactorings at a range, those that the client can carry out.
pub(super) fn offered(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    file: FileId,
    range: Span,
    params: &CodeActionParams,
) -> Vec<CodeAction> {
    if !REFACTORINGS.iter().any(|kind| is_requested(params, kind)) {
        return Vec::new();
    }
    let session = &snapshot.session;
    let offered =
        ide::refactorings(schema.analysis(), lacks(schema, file), file, range).into_iter().filter(|it| {
            // Beside a buffer that was never saved there is no place for files.
            let is_saved = params.text_document.uri.scheme() == "file";
            let is_able = match it.files {
                FileUse::Kept => true,
                FileUse::Created => is_saved && session.creates_files(),
                FileUse::Deleted => is_saved && session.deletes_files() && session.edits_document_versions(),
            };
            is_able && is_requested(params, &of_refactoring(it.kind))
        });
    let offered = offered.map(|it| {
        let picked = PickedRefactoring {
            uri: params.text_document.uri.clone(),
            start: range.start,
            refactoring: it.code.to_owned(),
            title: it.title.clone(),
        };
        CodeAction {
            title: it.title,
            kind: Some(of_refactoring(it.kind)),
            data: serde_json::to_value(picked).ok(),
            ..CodeAction::default()
        }
    });
    offered.chain(unavailable(snapshot, schema, file, range, params)).collect()
}

/// What is not possible there, with the reason, where the client shows that.
fn unavailable(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    file: FileId,
    range: Span,
    params: &CodeActionParams,
) -> Vec<CodeAction> {
    if !snapshot.session.shows_disabled_actions() {
        return Vec::new();
    }
    let all = ide::unavailable_refactorings(schema.analysis(), file, range);
    let wanted = all.into_iter().filter(|it| is_requested(params, &of_refactoring(it.kind)));
    let action = |it: ide::Unavailable| CodeAction {
        title: it.title.to_owned(),
        kind: Some(of_refactoring(it.kind)),
        disabled: Some(CodeActionDisabled { reason: it.reason }),
        ..CodeAction::default()
    };
    wanted.map(action).collect()
}

/// How often relations lack something in a file.
fn lacks(schema: &LoadedSchema, file: FileId) -> usize {
    let count = |code: &&str| schema.count(code).get(file.0 as usize).copied().unwrap_or_default();
    ide::RELATION_LACKS.iter().map(count).sum()
}

impl PickedRefactoring {
    /// Reads what the client hands back; `None` where it is something else.
    pub(super) fn read(data: &Value) -> Option<PickedRefactoring> {
        PickedRefactoring::deserialize(data).ok()
    }

    /// The edit for the state that the documents have now; `None` where it can no longer be done.
    pub(super) fn edit(&self, snapshot: &Snapshot) -> Option<WorkspaceEdit> {
        let (schema, file) = snapshot.schema(&self.uri)?;
        let again = ide::refactorings(schema.analysis(), lacks(&schema, file), file, Span::at(self.start));
        let same = again.iter().find(|it| it.code == self.refactoring && it.title == self.title)?;
        workspace_edit::of_change(snapshot, &schema, &same.change()?)
    }
}
