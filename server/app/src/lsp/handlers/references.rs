//! `textDocument/references`

use tower_lsp::lsp_types::{Location, ReferenceParams};

use crate::lsp::code_locations;
use crate::lsp::limits::{PLACES, left_out};
use crate::lsp::snapshot::{PlaceInSchema, Snapshot};
use crate::lsp::to_proto;
use ide::{self, Occurrence, Role};

/// Every place in the schema and in the code that names what the name under the cursor stands for.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &ReferenceParams) -> Option<Vec<Location>> {
    let at = snapshot.place(&params.text_document_position)?;
    let mut found = ide::references(at.schema.analysis(), at.file, at.offset)?;
    if !params.context.include_declaration {
        found.retain(|occurrence| occurrence.role != Role::Declaration);
    }
    let mut in_code = ide::code_references(at.schema.analysis(), at.file, at.offset);
    let count = found.len() + in_code.len();
    if count > PLACES {
        left_out(count, PLACES, "references");
        found.truncate(PLACES);
        in_code.truncate(PLACES - found.len());
    }
    let in_schema = found.into_iter().filter_map(|occurrence| location(snapshot, &at, occurrence));
    let mut locations: Vec<Location> = in_schema.collect();
    locations.extend(code_locations::of(snapshot, &in_code));
    Some(locations)
}

fn location(snapshot: &Snapshot, at: &PlaceInSchema, occurrence: Occurrence) -> Option<Location> {
    let source = at.schema.analysis().schema.file(occurrence.file)?.content.source().source();
    Some(Location {
        uri: snapshot.uri_of(at.schema.path(occurrence.file)?)?,
        range: to_proto::range(source, occurrence.span, snapshot.session.encoding),
    })
}
