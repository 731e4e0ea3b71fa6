//! `workspace/symbol`

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use tower_lsp::lsp_types::{
    Location, OneOf, SymbolInformation, SymbolTag, WorkDoneProgressOptions, WorkspaceSymbolOptions,
    WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use crate::host::LoadedSchema;
use crate::lsp::limits::left_out;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use base::{FileId, cancel};
use ide::{self, FoundSymbol, SymbolQuery};

/// The most symbols in an answer. Another letter narrows the search, and with so few there is nothing to gain from
/// resolving their places later.
const MOST_SYMBOLS: usize = 256;

/// What is said of this method beforehand.
pub(in crate::lsp) fn capability() -> OneOf<bool, WorkspaceSymbolOptions> {
    let progress = WorkDoneProgressOptions { work_done_progress: Some(true) };
    OneOf::Right(WorkspaceSymbolOptions { work_done_progress_options: progress, resolve_provider: None })
}

/// What the schemas of the workspace declare by this name, or something like it: those below the opened folders, and
/// those of open documents wherever they lie.
pub(in crate::lsp) fn handle(
    snapshot: &Snapshot,
    params: &WorkspaceSymbolParams,
) -> Option<WorkspaceSymbolResponse> {
    let query = SymbolQuery::new(&params.query);
    let schemas = schemas(snapshot);
    let cancel = cancel::current();
    let in_schema = |schema: &Arc<LoadedSchema>| -> Vec<(FoundSymbol, (Arc<LoadedSchema>, FileId))> {
        cancel.check();
        let found = schema.files().flat_map(|(file, _, content)| {
            let symbols = ide::find_symbols(content, &query);
            symbols.into_iter().map(move |symbol| (symbol, (schema.clone(), file)))
        });
        found.collect()
    };
    let found: Vec<_> = schemas.par_iter().flat_map_iter(in_schema).collect();
    if found.len() > MOST_SYMBOLS {
        left_out(found.len(), MOST_SYMBOLS, "symbols that match");
    }
    let best = ide::best_symbols(found, MOST_SYMBOLS).into_iter();
    let found = best.filter_map(|(symbol, (schema, file))| {
        information(snapshot, qualified(symbol, &query), &schema, file)
    });
    Some(WorkspaceSymbolResponse::Flat(found.collect()))
}

/// Names a member as the query does. Editors match the typed text with the names in the answer once more, and would find no dot there.
fn qualified(symbol: FoundSymbol, query: &SymbolQuery) -> FoundSymbol {
    let name = query.separator().zip(symbol.container.as_ref());
    let name = name.map(|(separator, container)| format!("{container}{separator}{}", symbol.name));
    FoundSymbol { name: name.unwrap_or(symbol.name), ..symbol }
}

/// Each schema once.
fn schemas(snapshot: &Snapshot) -> Vec<Arc<LoadedSchema>> {
    let mut schemas = snapshot.open_schemas();
    let known: FxHashSet<_> = schemas.iter().flat_map(|schema| schema.project.set.files.clone()).collect();
    let others = snapshot.schemas.workspace(snapshot).into_iter();
    let is_new = |schema: &Arc<LoadedSchema>| !schema.project.set.files.iter().any(|it| known.contains(it));
    schemas.extend(others.filter(is_new));
    schemas
}

#[expect(deprecated, reason = "the member must be given, and older clients know nothing else")]
fn information(
    snapshot: &Snapshot,
    symbol: FoundSymbol,
    schema: &LoadedSchema,
    file: FileId,
) -> Option<SymbolInformation> {
    let (_, path, content) = schema.files().find(|(id, ..)| *id == file)?;
    let range = to_proto::range(content.source().source(), symbol.focus, snapshot.session.encoding);
    let tagged = symbol.is_deprecated && snapshot.session.tags_workspace_symbols();
    Some(SymbolInformation {
        name: symbol.name,
        kind: to_proto::symbol_kind(symbol.kind),
        tags: tagged.then(|| vec![SymbolTag::DEPRECATED]),
        deprecated: symbol.is_deprecated.then_some(true),
        location: Location { uri: snapshot.uri_of(path)?, range },
        container_name: symbol.container,
    })
}
