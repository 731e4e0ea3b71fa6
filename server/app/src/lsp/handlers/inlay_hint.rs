//! `textDocument/inlayHint`

use tower_lsp::lsp_types::{
    InlayHint, InlayHintKind, InlayHintLabel, InlayHintLabelPart, InlayHintParams, InlayHintTooltip,
    Location, MarkupContent, MarkupKind,
};

use crate::host::LoadedSchema;
use crate::lsp::limits::{HINTS, cut};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::{from_proto, to_proto};
use base::text::Source;
use ide::{self, Hint, HintKind};

/// What is left unsaid in a range of a document, as far as the user wants to see it.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &InlayHintParams) -> Option<Vec<InlayHint>> {
    let wanted = snapshot.settings.shown().hints;
    if wanted == ide::HintKinds::default() {
        return None;
    }
    let document = snapshot.document(&params.text_document.uri)?;
    let (schema, file) = snapshot.schema_of(document)?;
    let source = document.source();
    let range = from_proto::span(source, params.range, snapshot.session.encoding);
    let hints = cut(ide::hints(schema.analysis(), file, range, wanted), HINTS, "inlay hints");
    Some(hints.into_iter().map(|hint| answer(snapshot, &schema, source, hint)).collect())
}

fn answer(snapshot: &Snapshot, schema: &LoadedSchema, source: &Source, hint: Hint) -> InlayHint {
    let encoding = snapshot.session.encoding;
    let is_apart = matches!(hint.kind, HintKind::NativeType | HintKind::OppositeField);
    let location = hint.target.and_then(|(file, span)| {
        let source = schema.analysis().schema.file(file)?.content.source().source();
        let range = to_proto::range(source, span, encoding);
        Some(Location { uri: snapshot.uri_of(schema.path(file)?)?, range })
    });
    let label = match location {
        Some(location) => InlayHintLabel::LabelParts(vec![InlayHintLabelPart {
            value: hint.label,
            location: Some(location),
            ..InlayHintLabelPart::default()
        }]),
        None => InlayHintLabel::String(hint.label),
    };
    InlayHint {
        position: to_proto::position(source, hint.offset, encoding),
        label,
        kind: match hint.kind {
            HintKind::NativeType => Some(InlayHintKind::TYPE),
            HintKind::ReferentialAction | HintKind::ConstraintName => Some(InlayHintKind::PARAMETER),
            HintKind::OppositeField => None,
        },
        text_edits: hint.edit.map(|edit| vec![to_proto::text_edit(source, &edit, encoding)]),
        tooltip: Some(InlayHintTooltip::MarkupContent(MarkupContent {
            kind: MarkupKind::Markdown,
            value: hint.markdown,
        })),
        padding_left: is_apart.then_some(true),
        padding_right: None,
        data: None,
    }
}
