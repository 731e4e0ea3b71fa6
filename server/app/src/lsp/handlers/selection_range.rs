//! `textDocument/selectionRange`

use tower_lsp::lsp_types::{Position, SelectionRange, SelectionRangeParams};

use crate::host::Document;
use crate::lsp::limits::SELECTION_STEPS;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::{from_proto, to_proto};
use base::FileId;
use ide;

/// For each position what to select around it, step by step.
pub(in crate::lsp) fn handle(
    snapshot: &Snapshot,
    params: &SelectionRangeParams,
) -> Option<Vec<SelectionRange>> {
    let document = snapshot.document(&params.text_document.uri)?;
    let (schema, file) = snapshot.schema_of(document)?;
    let around = |&position: &Position| around(snapshot, document, schema.analysis(), file, position);
    params.positions.iter().map(around).collect()
}

fn around(
    snapshot: &Snapshot,
    document: &Document,
    analysis: &ide::Analysis,
    file: FileId,
    position: Position,
) -> Option<SelectionRange> {
    let (source, encoding) = (document.source(), snapshot.session.encoding);
    let mut spans = ide::selection(analysis, file, from_proto::offset(source, position, encoding));
    // The answer nests as the ranges do. Of many, those next to the position stay, and the widest ones.
    if spans.len() > SELECTION_STEPS {
        spans.drain(SELECTION_STEPS / 2..spans.len() - SELECTION_STEPS / 2);
    }
    spans.into_iter().rev().fold(None, |parent, span| {
        let range = to_proto::range(source, span, encoding);
        Some(SelectionRange { range, parent: parent.map(Box::new) })
    })
}
