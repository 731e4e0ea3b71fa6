//! `textDocument/linkedEditingRange`

use tower_lsp::lsp_types::{LinkedEditingRangeParams, LinkedEditingRanges};

use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use ide;

/// What can stand in the name of a relation without an escape.
const NAME: &str = r#"[^"\\\r\n]*"#;

/// The places that are typed together with the one under the cursor.
pub(in crate::lsp) fn handle(
    snapshot: &Snapshot,
    params: &LinkedEditingRangeParams,
) -> Option<LinkedEditingRanges> {
    let at = snapshot.place(&params.text_document_position_params)?;
    let found = ide::linked_editing(at.schema.analysis(), at.file, at.offset)?;
    let range = |span| to_proto::range(at.source(), span, snapshot.session.encoding);
    Some(LinkedEditingRanges {
        ranges: found.into_iter().map(range).collect(),
        word_pattern: Some(NAME.to_owned()),
    })
}
