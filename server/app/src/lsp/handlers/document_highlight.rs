//! `textDocument/documentHighlight`

use tower_lsp::lsp_types::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams};

use crate::lsp::limits::{PLACES, cut};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use ide::{self, Occurrence, Role};

/// The places in the document that name what the name under the cursor stands for. Declaring a name counts as writing
/// it, using it as reading. `None` where no name stands, so that an editor can mark equal words by itself.
pub(in crate::lsp) fn handle(
    snapshot: &Snapshot,
    params: &DocumentHighlightParams,
) -> Option<Vec<DocumentHighlight>> {
    let at = snapshot.place(&params.text_document_position_params)?;
    let found = cut(ide::highlights(at.schema.analysis(), at.file, at.offset)?, PLACES, "highlights");
    let highlight = |Occurrence { span, role, .. }| DocumentHighlight {
        range: to_proto::range(at.source(), span, snapshot.session.encoding),
        kind: Some(match role {
            Role::Declaration => DocumentHighlightKind::WRITE,
            Role::Use => DocumentHighlightKind::READ,
            Role::Twin => DocumentHighlightKind::TEXT,
        }),
    };
    Some(found.into_iter().map(highlight).collect())
}
