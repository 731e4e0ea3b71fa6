//! The diagnostics of a file, as they are sent.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use tower_lsp::lsp_types::Diagnostic;

use crate::lsp::body::Body;

/// The diagnostics of a file as a JSON array. A copy is cheap.
#[derive(Clone, Debug, Default)]
pub struct DiagnosticList(Option<Arc<Json>>);

#[derive(Debug)]
struct Json {
    text: Arc<Vec<u8>>,
    count: usize,
    fingerprint: OnceLock<Fingerprint>,
}

/// What stands for a list: equal lists have equal ones, and others in practice do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(u64);

impl DiagnosticList {
    /// A list of these diagnostics.
    pub fn of(items: &[Diagnostic]) -> DiagnosticList {
        // A diagnostic can always be written as JSON.
        DiagnosticList::of_json(serde_json::to_vec(items).unwrap_or_default(), items.len())
    }

    /// The list that is written as this array of so many diagnostics.
    pub(super) fn of_json(text: Vec<u8>, count: usize) -> DiagnosticList {
        let json = Json { text: Arc::new(text), count, fingerprint: OnceLock::new() };
        DiagnosticList((count > 0).then(|| Arc::new(json)))
    }

    /// How many diagnostics there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |json| json.count)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// How long it is as JSON, in bytes.
    pub fn size(&self) -> usize {
        self.text().len()
    }

    /// Adds the list to a message, brackets and all.
    pub fn write(&self, body: &mut Body) {
        match &self.0 {
            Some(json) => body.push_shared(&json.text),
            None => body.push(b"[]"),
        }
    }

    /// What stands for the list. It depends on nothing but what is listed, so it holds for as long as a client cares to
    /// remember it.
    pub fn fingerprint(&self) -> Fingerprint {
        let of = |text: &[u8]| {
            let mut hasher = DefaultHasher::new();
            text.hash(&mut hasher);
            Fingerprint(hasher.finish())
        };
        self.0.as_ref().map_or_else(|| of(b"[]"), |json| *json.fingerprint.get_or_init(|| of(&json.text)))
    }

    fn text(&self) -> &[u8] {
        self.0.as_ref().map_or(b"[]", |json| json.text.as_slice())
    }
}

impl PartialEq for DiagnosticList {
    fn eq(&self, other: &DiagnosticList) -> bool {
        let is_same = |(a, b): (&Arc<Json>, &Arc<Json>)| Arc::ptr_eq(a, b);
        self.0.as_ref().zip(other.0.as_ref()).is_some_and(is_same) || self.text() == other.text()
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
