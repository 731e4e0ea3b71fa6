//! What a client that asks for diagnostics knows already.
//!
//! A result id is the fingerprint of the list that it stands for. Where the client takes the lists of related documents
//! along, a second fingerprint follows, that of all lists of the schema: it tells what the client knew of the others when
//! it was given the id.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use tower_lsp::lsp_types::Diagnostic;

use crate::lsp::diagnostics::{Report, of_document};
use crate::lsp::documents::Document;
use crate::lsp::snapshot::Snapshot;

/// How many states of schemas are remembered. A client names the last one, or one a few answers back.
const STATES: usize = 32;

/// What stands for a list of diagnostics: equal lists have equal ones, and others in practice do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(u64);

/// The fingerprints of all files of a schema.
pub(in crate::lsp) type State = FxHashMap<PathBuf, Fingerprint>;

/// What the client was told.
#[derive(Debug, Default)]
pub struct Pulled {
    answers: Mutex<FxHashMap<PathBuf, (Arc<Document>, Fingerprint)>>,
    states: Mutex<VecDeque<(Fingerprint, Arc<State>)>>,
}

impl Fingerprint {
    /// The fingerprint of a list.
    pub fn of(items: &[Diagnostic]) -> Fingerprint {
        // A diagnostic can always be written as JSON.
        Fingerprint::of_bytes(&serde_json::to_vec(items).unwrap_or_default())
    }

    /// The fingerprint that a result id begins with.
    pub(in crate::lsp) fn of_id(id: &str) -> Option<Fingerprint> {
        u64::from_str_radix(id.split('.').next()?, 16).ok().map(Fingerprint)
    }

    /// The result id of a list.
    pub(in crate::lsp) fn id(self) -> String {
        format!("{:016x}", self.0)
    }

    fn of_bytes(bytes: &[u8]) -> Fingerprint {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Fingerprint(hasher.finish())
    }
}

impl Pulled {
    /// Takes notice that the client was given this answer about a document.
    pub(in crate::lsp) fn answered(&self, document: Arc<Document>, fingerprint: Fingerprint) {
        lock(&self.answers).insert(document.path.clone(), (document, fingerprint));
    }

    /// Whether the client was told something else about a document that it has not changed since. Where it has, it will
    /// ask by itself.
    pub(super) fn is_outdated(&self, snapshot: &Snapshot) -> bool {
        let mut is_outdated = false;
        let mut answers = lock(&self.answers).clone();
        answers.retain(|path, (document, fingerprint)| {
            let is_current = snapshot.documents.get(path).is_some_and(|now| Arc::ptr_eq(now, document));
            if is_current {
                let now = Fingerprint::of(&of_document(snapshot, document));
                is_outdated |= now != *fingerprint;
                // It is asked once to ask again.
                *fingerprint = now;
            }
            is_current
        });
        let mut current = lock(&self.answers);
        current.retain(|path, _| snapshot.documents.contains_key(path));
        for (path, (document, fingerprint)) in answers {
            if let Some(entry) = current.get_mut(&path).filter(|entry| Arc::ptr_eq(&entry.0, &document)) {
                entry.1 = fingerprint;
            }
        }
        is_outdated
    }

    /// The state that a result id stands for, if it is remembered.
    pub(in crate::lsp) fn state(&self, id: &str) -> Option<Arc<State>> {
        let wanted = u64::from_str_radix(id.split('.').nth(1)?, 16).ok().map(Fingerprint)?;
        lock(&self.states).iter().find(|(known, _)| *known == wanted).map(|(_, state)| state.clone())
    }

    /// Remembers the state of a schema, and gives the part of a result id that stands for it.
    pub(in crate::lsp) fn remember(&self, reports: &[Report]) -> (Arc<State>, String) {
        let mut bytes = Vec::new();
        let mut state = State::default();
        for report in reports {
            let fingerprint = Fingerprint::of(&report.items);
            bytes.extend(report.path.as_os_str().as_encoded_bytes());
            bytes.extend(fingerprint.0.to_le_bytes());
            state.insert(report.path.clone(), fingerprint);
        }
        let (whole, state) = (Fingerprint::of_bytes(&bytes), Arc::new(state));
        let mut states = lock(&self.states);
        states.retain(|(known, _)| *known != whole);
        states.push_back((whole, state.clone()));
        if states.len() > STATES {
            states.pop_front();
        }
        (state, whole.id())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
