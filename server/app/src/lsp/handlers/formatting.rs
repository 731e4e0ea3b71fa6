//! `textDocument/formatting`, `textDocument/rangeFormatting` and `textDocument/onTypeFormatting`
//!
//! The editor's own width of a tab and its choice of tabs or spaces, which come with each request, are not followed: a
//! schema looks the same in every editor and as `prisma format` leaves it, unless `prismaLens.format` or `prisma-lens.toml`
//! says otherwise. Most editors send what they use for every language, so following them would undo that.

use std::sync::Arc;

use tower_lsp::lsp_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingOptions, DocumentOnTypeFormattingParams,
    DocumentRangeFormattingParams, TextEdit, Url,
};

use crate::host::Document;
use crate::lsp::limits::FORMAT_EDITS;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::{from_proto, to_proto};
use base::text::{Span, TextEdit as Edit, apply_edits};
use model::project::Dialect;
use syntax::format::{self, EndOfLine, Options};

/// What is typed to have a block formatted.
pub(in crate::lsp) fn on_type_capability() -> DocumentOnTypeFormattingOptions {
    DocumentOnTypeFormattingOptions {
        first_trigger_character: "}".into(),
        more_trigger_character: Some(vec!["\n".into()]),
    }
}

/// What is to be changed in a document.
///
/// Where nothing is set about line ends they become `\n`, as with `prisma format`: editors that keep the line ends of a
/// document beside its text take an edit's `\n` for theirs.
pub(in crate::lsp) fn document(
    snapshot: &Snapshot,
    params: &DocumentFormattingParams,
) -> Option<Vec<TextEdit>> {
    let (document, mut options, is_set) = formatted_document(snapshot, &params.text_document.uri)?;
    if !is_set {
        options.end_of_line = EndOfLine::Lf;
    }
    let text = document.source().to_string();
    let edits = format::join(&text, format::format(&text, &options));
    Some(to_proto::text_edits(&text, joined(&text, edits), snapshot.session.encoding))
}

/// What is to be changed in the lines of a range.
pub(in crate::lsp) fn range(
    snapshot: &Snapshot,
    params: &DocumentRangeFormattingParams,
) -> Option<Vec<TextEdit>> {
    let (document, options, _) = formatted_document(snapshot, &params.text_document.uri)?;
    let span = from_proto::span(document.source(), params.range, snapshot.session.encoding);
    let text = document.source().to_string();
    let edits = format::format_range(&text, span, &options);
    Some(to_proto::text_edits(&text, joined(&text, edits), snapshot.session.encoding))
}

/// What is to be changed in the block in which a line or a brace was typed.
pub(in crate::lsp) fn on_type(
    snapshot: &Snapshot,
    params: &DocumentOnTypeFormattingParams,
) -> Option<Vec<TextEdit>> {
    let at = &params.text_document_position;
    let (document, options, _) = formatted_document(snapshot, &at.text_document.uri)?;
    let file = document.schema()?.source();
    let offset = from_proto::offset(file.source(), at.position, snapshot.session.encoding);
    let edits = format::format_typed(file, offset, &options);
    Some(
        edits
            .iter()
            .map(|edit| to_proto::text_edit(file.source(), edit, snapshot.session.encoding))
            .collect(),
    )
}

/// The edits, or one in place of very many: an editor applies each by itself.
fn joined(text: &str, edits: Vec<Edit>) -> Vec<Edit> {
    let bounds = edits.first().zip(edits.last()).map(|(first, last)| (first.span.start, last.span.end));
    let Some((start, end)) = bounds.filter(|_| edits.len() > FORMAT_EDITS) else { return edits };
    let all = apply_edits(text, &edits);
    let tail = text.len() - (end as usize).min(text.len());
    let new = all.get(start as usize..all.len() - tail).unwrap_or_default();
    vec![Edit::replace(Span::new(start, end), new)]
}

/// A schema that is open, how it is to be formatted, and whether its line ends are set.
fn formatted_document<'s>(snapshot: &'s Snapshot, uri: &Url) -> Option<(&'s Arc<Document>, Options, bool)> {
    let document = snapshot.document(uri)?;
    let (schema, _) = snapshot.schema_of(document)?;
    let is_set = schema.project.settings.format.end_of_line.is_some();
    // Without a directive, a file is read as the whole schema is.
    let dialect = match document.dialect() {
        Dialect::PrismaNext => Dialect::PrismaNext,
        Dialect::Classic if schema.project.version.version.is_8_or_later() => schema.analysis().dialect,
        Dialect::Classic => Dialect::Classic,
    };
    Some((document, schema.project.formatting(dialect), is_set))
}
