//! The diagnostics of a file, as they are sent.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use tower_lsp::lsp_types::Diagnostic;

use crate::lsp::body::Body;
use crate::lsp::diagnostics::chunk::Chunk;

/// A longer list is better written once and sent as it is than read again by tower-lsp.
const LONG: usize = 20;

/// The diagnostics of a file, written in JSON. Lists of the same file share the chunks that they have in common.
#[derive(Clone, Debug, Default)]
pub struct List {
    chunks: Vec<Arc<Chunk>>,
}

/// What stands for a list: equal lists have equal ones, and others in practice do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(u64);

impl List {
    /// A list of diagnostics that are not kept.
    pub fn of(items: &[Diagnostic]) -> List {
        List { chunks: vec![Arc::new(Chunk::of(items))] }
    }

    /// A list in chunks.
    pub(super) fn of_chunks(chunks: Vec<Arc<Chunk>>) -> List {
        List { chunks }
    }

    /// How many diagnostics there are.
    pub fn len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.count()).sum()
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.chunks.iter().all(|chunk| chunk.count() == 0)
    }

    /// Whether it is sent as it is.
    pub fn is_long(&self) -> bool {
        self.len() > LONG
    }

    /// Adds the list to a message, brackets and all.
    pub fn write(&self, body: &mut Body) {
        body.push(b"[");
        for (at, chunk) in self.chunks.iter().filter(|chunk| chunk.count() > 0).enumerate() {
            if at > 0 {
                body.push(b",");
            }
            body.push_shared(chunk.text());
        }
        body.push(b"]");
    }

    /// What stands for the list. It depends on nothing but what is listed, so it holds for as long as a client cares to
    /// remember it. What it is made of is kept with the chunks.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut hasher = DefaultHasher::new();
        for hash in self.chunks.iter().flat_map(|chunk| chunk.hashes()) {
            hash.hash(&mut hasher);
        }
        Fingerprint(hasher.finish())
    }
}

impl PartialEq for List {
    fn eq(&self, other: &List) -> bool {
        let is_same = |(a, b): (&Arc<Chunk>, &Arc<Chunk>)| Arc::ptr_eq(a, b);
        if self.chunks.len() == other.chunks.len() && self.chunks.iter().zip(&other.chunks).all(is_same) {
            return true;
        }
        // The same may have been written in other chunks.
        self.chunks.iter().flat_map(|it| it.texts()).eq(other.chunks.iter().flat_map(|it| it.texts()))
    }
}

impl Fingerprint {
    /// What stands for these fingerprints together.
    pub(super) fn of_all<'p>(all: impl Iterator<Item = (&'p [u8], Fingerprint)>) -> Fingerprint {
        let mut hasher = DefaultHasher::new();
        all.for_each(|entry| entry.hash(&mut hasher));
        Fingerprint(hasher.finish())
    }

    /// The fingerprint that a result id has in this place.
    pub(in crate::lsp) fn of_id(id: &str, place: usize) -> Option<Fingerprint> {
        u64::from_str_radix(id.split('.').nth(place)?, 16).ok().map(Fingerprint)
    }

    /// The result id, or a part of one.
    pub(in crate::lsp) fn id(self) -> String {
        format!("{:016x}", self.0)
    }
}
