//! Semantic tokens.

mod fields;
mod sense;
mod token;

pub use token::{SemanticKind, SemanticToken, Traits};

use rayon::prelude::*;

use crate::Analysis;
use crate::semantic::sense::Sense;
use base::text::Span;
use base::{FileId, ItemId, cancel};

/// The number of blocks that one task reads: their trees have to be built for it.
const STRETCH: usize = 64;

/// The tokens of the blocks of a file that `range` touches, in order. `None` means the whole file.
pub(crate) fn semantic_tokens(analysis: &Analysis, file: FileId, range: Option<Span>) -> Vec<SemanticToken> {
    let schema = &analysis.schema;
    let Some(content) = schema.file(file).map(|file| &file.content) else { return Vec::new() };
    let touched = content.source().blocks_in(range.unwrap_or(Span::new(0, u32::MAX)));
    let items = schema.items_of(file).skip(touched.start).take(touched.len());
    let ids: Vec<ItemId> = items.map(|(id, _)| id).collect();
    let cancel = cancel::current();
    let read = |ids: &[ItemId]| {
        cancel.check();
        let mut sense = Sense::new(schema);
        let mut found = Vec::new();
        ids.iter().for_each(|id| sense.block(*id, &mut found));
        found
    };
    let mut found = match ids.len() {
        0..=STRETCH => read(&ids),
        _ => ids.par_chunks(STRETCH).map(read).collect::<Vec<_>>().concat(),
    };
    if let Some(range) = range {
        found.retain(|token| token.span.overlaps(range));
    }
    found
}
