//! `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls` and `callHierarchy/outgoingCalls`: relations, shown as
//! calls.

use std::sync::Arc;

use tower_lsp::lsp_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, Range,
    SymbolTag,
};

use crate::host::LoadedSchema;
use crate::lsp::limits::{CALLS, PLACES, cut, left_out};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::{from_proto, to_proto, uri};
use base::FileId;
use base::text::{Source, Span};
use ide::{self, HierarchyItem};

/// The block to begin with.
pub(in crate::lsp) fn prepare(
    snapshot: &Snapshot,
    params: &CallHierarchyPrepareParams,
) -> Option<Vec<CallHierarchyItem>> {
    let at = snapshot.place(&params.text_document_position_params)?;
    let found = ide::hierarchy_item_at(at.schema.analysis(), at.file, at.offset)?;
    Some(vec![item(snapshot, &at.schema, found, None)?])
}

/// The blocks that point at one.
pub(in crate::lsp) fn incoming(
    snapshot: &Snapshot,
    params: &CallHierarchyIncomingCallsParams,
) -> Option<Vec<CallHierarchyIncomingCall>> {
    let at = ItemPosition::find(snapshot, &params.item)?;
    let found = ide::incoming(at.schema.analysis(), at.file, at.offset, &params.item.name);
    let calls = cut(found, CALLS, "relations").into_iter().map(|pointer| {
        let from_ranges = ranges(snapshot, source(&at.schema, pointer.other.file)?, &pointer.places);
        let from = item(snapshot, &at.schema, pointer.other, Some(pointer.fields.join(", ")))?;
        Some(CallHierarchyIncomingCall { from, from_ranges })
    });
    Some(calls.flatten().collect())
}

/// The blocks that one points at.
pub(in crate::lsp) fn outgoing(
    snapshot: &Snapshot,
    params: &CallHierarchyOutgoingCallsParams,
) -> Option<Vec<CallHierarchyOutgoingCall>> {
    let at = ItemPosition::find(snapshot, &params.item)?;
    let found = ide::outgoing(at.schema.analysis(), at.file, at.offset, &params.item.name);
    let calls = cut(found, CALLS, "relations").into_iter().map(|pointer| {
        let from_ranges = ranges(snapshot, source(&at.schema, at.file)?, &pointer.places);
        let to = item(snapshot, &at.schema, pointer.other, Some(pointer.fields.join(", ")))?;
        Some(CallHierarchyOutgoingCall { to, from_ranges })
    });
    Some(calls.flatten().collect())
}

/// A block that the client was shown before.
struct ItemPosition {
    schema: Arc<LoadedSchema>,
    file: FileId,
    offset: u32,
}

impl ItemPosition {
    /// The file of the block need not be open itself: another one of its schema is.
    fn find(snapshot: &Snapshot, item: &CallHierarchyItem) -> Option<ItemPosition> {
        let path = uri::to_path(&item.uri);
        let schemas = snapshot.open_schemas().into_iter();
        let (schema, file) =
            schemas.filter_map(|schema| schema.file(&path).map(|file| (schema, file))).next()?;
        let start = item.selection_range.start;
        let offset = from_proto::offset(source(&schema, file)?, start, snapshot.session.encoding);
        Some(ItemPosition { schema, file, offset })
    }
}

fn item(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    block: HierarchyItem,
    detail: Option<String>,
) -> Option<CallHierarchyItem> {
    let source = source(schema, block.file)?;
    let range = |span| to_proto::range(source, span, snapshot.session.encoding);
    Some(CallHierarchyItem {
        kind: to_proto::symbol_kind(block.kind),
        tags: block.is_deprecated.then(|| vec![SymbolTag::DEPRECATED]),
        detail,
        uri: snapshot.uri_of(schema.path(block.file)?)?,
        range: range(block.full),
        selection_range: range(block.focus),
        name: block.name,
        data: None,
    })
}

fn ranges(snapshot: &Snapshot, source: &Source, spans: &[Span]) -> Vec<Range> {
    if spans.len() > PLACES {
        left_out(spans.len(), PLACES, "places of a relation");
    }
    spans.iter().take(PLACES).map(|&span| to_proto::range(source, span, snapshot.session.encoding)).collect()
}

fn source(schema: &LoadedSchema, file: FileId) -> Option<&Source> {
    Some(schema.analysis().schema.file(file)?.content.source().source())
}
