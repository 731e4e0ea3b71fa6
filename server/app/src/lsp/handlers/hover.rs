//! `textDocument/hover`

use tower_lsp::lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use crate::lsp::from_proto;
use crate::lsp::limits::{HOVER, cut_markdown};
use crate::lsp::plain_text::plain_text;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use ide;

/// What is known of the thing under the cursor.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &HoverParams) -> Option<Hover> {
    let at = &params.text_document_position_params;
    let document = snapshot.document(&at.text_document.uri)?;
    let offset = from_proto::offset(document.source(), at.position, snapshot.session.encoding);
    let found = match snapshot.schema_of(document) {
        Some((schema, file)) => ide::hover(schema.analysis(), file, offset).or_else(|| {
            ide::comment_hover(schema.analysis(), file, offset, |item| schema.findings_in(item))
        })?,
        None if document.is_settings() => ide::settings_hover(&document.text(), offset)?,
        None => snapshot.with_migration(document, |it| ide::migration_hover(it.cx, offset))??,
    };
    let markdown = cut_markdown(found.markdown, HOVER);
    let (kind, value) = match snapshot.session.hovers_markdown() {
        true => (MarkupKind::Markdown, markdown),
        false => (MarkupKind::PlainText, plain_text(&markdown)),
    };
    let range = to_proto::range(document.source(), found.span, snapshot.session.encoding);
    Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range: Some(range) })
}
