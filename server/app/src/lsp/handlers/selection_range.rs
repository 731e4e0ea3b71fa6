//! `textDocument/selectionRange`

use tower_lsp::lsp_types::{Position, Range, SelectionRange, SelectionRangeParams};

use crate::host::Document;
use crate::lsp::limits::{self, SELECTION_STEPS, SELECTIONS};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::{from_proto, to_proto};
use base::{FileId, cancel};
use ide;

/// For each position what to select around it, step by step.
pub(in crate::lsp) fn handle(
    snapshot: &Snapshot,
    params: &SelectionRangeParams,
) -> Option<Vec<SelectionRange>> {
    let document = snapshot.document(&params.text_document.uri)?;
    let (schema, file) = snapshot.schema_of(document)?;
    let around = |&position: &Position| around(snapshot, document, schema.analysis(), file, position);
    let positions = &params.positions;
    let (first, further) = positions.split_at(positions.len().min(SELECTIONS));
    if !further.is_empty() {
        limits::left_out(positions.len(), SELECTIONS, "positions of selection ranges");
    }
    // The answer must have a range for each position.
    let alone = further.iter().map(|at| Some(SelectionRange { range: Range::new(*at, *at), parent: None }));
    first.iter().map(around).chain(alone).collect()
}

fn around(
    snapshot: &Snapshot,
    document: &Document,
    analysis: &ide::Analysis,
    file: FileId,
    position: Position,
) -> Option<SelectionRange> {
    cancel::check();
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
