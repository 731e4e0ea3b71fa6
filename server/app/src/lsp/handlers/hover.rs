//! `textDocument/hover`

use tower_lsp::lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use crate::lsp::plain_text::plain_text;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use ide;

/// What is known of the thing under the cursor.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &HoverParams) -> Option<Hover> {
    let at = snapshot.place(&params.text_document_position_params)?;
    let found = ide::hover(at.schema.analysis(), at.file, at.offset)?;
    let (kind, value) = match snapshot.session.hovers_markdown() {
        true => (MarkupKind::Markdown, found.markdown),
        false => (MarkupKind::PlainText, plain_text(&found.markdown)),
    };
    let range = to_proto::range(at.source(), found.span, snapshot.session.encoding);
    Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range: Some(range) })
}
