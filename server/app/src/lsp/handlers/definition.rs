//! `textDocument/definition`, `textDocument/declaration` and `textDocument/typeDefinition`: names in a schema have one
//! declaration each, so that all three lead to the same place.

use tower_lsp::lsp_types::{GotoDefinitionParams, GotoDefinitionResponse, Location, LocationLink};

use crate::lsp::limits::{PLACES, cut};
use crate::lsp::snapshot::{PlaceInSchema, Snapshot};
use crate::lsp::to_proto;
use ide::{self, Target};

/// Where the name under the cursor is defined.
pub(in crate::lsp) fn definition(
    snapshot: &Snapshot,
    params: &GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    answer(snapshot, params, snapshot.session.links_definitions())
}

/// Where the name under the cursor is declared.
pub(in crate::lsp) fn declaration(
    snapshot: &Snapshot,
    params: &GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    answer(snapshot, params, snapshot.session.links_declarations())
}

/// Where the type that the name under the cursor stands for is defined.
pub(in crate::lsp) fn type_definition(
    snapshot: &Snapshot,
    params: &GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    answer(snapshot, params, snapshot.session.links_type_definitions())
}

fn answer(snapshot: &Snapshot, params: &GotoDefinitionParams, links: bool) -> Option<GotoDefinitionResponse> {
    let at = snapshot.place(&params.text_document_position_params)?;
    let found = cut(ide::definition(at.schema.analysis(), at.file, at.offset), PLACES, "definitions");
    let found: Vec<LocationLink> =
        found.into_iter().filter_map(|target| link(snapshot, &at, target)).collect();
    if found.is_empty() {
        return None;
    }
    if links {
        return Some(GotoDefinitionResponse::Link(found));
    }
    let location = |link: LocationLink| Location { uri: link.target_uri, range: link.target_selection_range };
    Some(GotoDefinitionResponse::Array(found.into_iter().map(location).collect()))
}

fn link(snapshot: &Snapshot, at: &PlaceInSchema, target: Target) -> Option<LocationLink> {
    let encoding = snapshot.session.encoding;
    let file = at.schema.analysis().schema.file(target.file)?;
    let source = file.content.source().source();
    Some(LocationLink {
        origin_selection_range: Some(to_proto::range(at.source(), target.origin, encoding)),
        target_uri: snapshot.uri_of(at.schema.path(target.file)?)?,
        target_range: to_proto::range(source, target.full, encoding),
        target_selection_range: to_proto::range(source, target.focus, encoding),
    })
}
