//! `textDocument/prepareRename` and `textDocument/rename`

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{
    OneOf, PrepareRenameResponse, RenameOptions, RenameParams, TextDocumentPositionParams,
    WorkDoneProgressOptions, WorkspaceEdit,
};

use crate::lsp::limits::RENAMES;
use crate::lsp::session::Session;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::{to_proto, workspace_edit};
use ide::{self, Refusal};

/// The protocol's `RequestFailed`: the question was right, and its answer is no. Editors show the message.
const REQUEST_FAILED: i64 = -32803;

/// What we tell the client of this.
pub(in crate::lsp) fn capability(session: &Session) -> OneOf<bool, RenameOptions> {
    if !session.prepares_renames() {
        return OneOf::Left(true);
    }
    OneOf::Right(RenameOptions {
        prepare_provider: Some(true),
        work_done_progress_options: WorkDoneProgressOptions::default(),
    })
}

/// Whether the word under the cursor can have another name, and which one it has.
pub(in crate::lsp) fn prepare(
    snapshot: &Snapshot,
    params: &TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>> {
    let Some(at) = snapshot.place(params) else { return Ok(None) };
    let database = at.schema.project.renaming;
    let found = ide::prepare_rename(at.schema.analysis(), at.file, at.offset, database).map_err(refused)?;
    Ok(found.map(|it| PrepareRenameResponse::RangeWithPlaceholder {
        range: to_proto::range(at.source(), it.span, snapshot.session.encoding),
        placeholder: it.name,
    }))
}

/// The edit that gives the word under the cursor another name in all files of the schema.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &RenameParams) -> Result<Option<WorkspaceEdit>> {
    let Some(at) = snapshot.place(&params.text_document_position) else { return Ok(None) };
    let database = at.schema.project.renaming;
    let renaming = ide::rename(at.schema.analysis(), at.file, at.offset, &params.new_name, database);
    let renaming = renaming.map_err(refused)?;
    if let Some(renaming) = &renaming {
        let count = renaming.names.len() + renaming.kept.len();
        if count > RENAMES {
            let message = format!("This would change {count} places; a rename may change {RENAMES}");
            return Err(Error {
                code: ErrorCode::ServerError(REQUEST_FAILED),
                message: message.into(),
                data: None,
            });
        }
    }
    let uses = ide::code_references(at.schema.analysis(), at.file, at.offset);
    Ok(renaming.and_then(|renaming| workspace_edit::of_renaming(snapshot, &at.schema, renaming, &uses)))
}

fn refused(refusal: Refusal) -> Error {
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: refusal.to_string().into(), data: None }
}
