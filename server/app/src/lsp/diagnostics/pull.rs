//! SchemaFingerprints of pull diagnostics: which result ids the client holds.
//!
//! A result id is the fingerprint of the list that it identifies. If the client supports related documents, a second
//! fingerprint follows, that of all lists of the schema: it identifies the lists of the other files at that time.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use tokio::sync::{Notify, watch};

use crate::host::{Document, OpenDocuments};
use crate::lsp::diagnostics::Fingerprint;

/// How many states of schemas are remembered. A client names the last one, or one a few answers back.
const STATES: usize = 32;

/// The fingerprints of all files of a schema.
pub(in crate::lsp) type SchemaFingerprints = FxHashMap<Arc<Path>, Fingerprint>;

/// The state of a document that was asked about, and the list that was sent.
type Answer = (Arc<Document>, Fingerprint);

/// Which answers the client holds.
#[derive(Debug, Default)]
pub struct PullState {
    answers: Mutex<FxHashMap<Arc<Path>, Answer>>,
    states: Mutex<VecDeque<(Fingerprint, Arc<SchemaFingerprints>)>>,
    /// How often the findings of the whole workspace were asked for.
    turns: watch::Sender<u64>,
    /// Wakes the task that compares sent answers with the current state.
    answer: Arc<Notify>,
}

impl PullState {
    /// Nothing was asked yet. `answer` is notified of each answer.
    pub(in crate::lsp) fn new(answer: Arc<Notify>) -> PullState {
        PullState { answer, ..PullState::default() }
    }

    /// Counts a request for the findings of the whole workspace, and gives the count as it goes on.
    pub(in crate::lsp) fn next_turn(&self) -> watch::Receiver<u64> {
        self.turns.send_modify(|turns| *turns += 1);
        self.turns.subscribe()
    }

    /// Records the answer sent for a document.
    pub(in crate::lsp) fn answered(&self, document: Arc<Document>, fingerprint: Fingerprint) {
        lock(&self.answers).insert(document.path.clone(), (document, fingerprint));
        // The state may have changed since the snapshot that the answer was made from.
        self.answer.notify_one();
    }

    /// Whether the diagnostics of a document that the client has not changed differ from those last sent. For one that it
    /// has changed, it asks by itself.
    pub(super) fn is_outdated(
        &self,
        documents: &OpenDocuments,
        list_of: impl Fn(&Document) -> Fingerprint,
    ) -> bool {
        let mut is_outdated = false;
        let mut answers = lock(&self.answers).clone();
        answers.retain(|path, (document, fingerprint)| {
            let is_current = documents.get(path).is_some_and(|now| Arc::ptr_eq(now, document));
            if is_current {
                let now = list_of(document);
                is_outdated |= now != *fingerprint;
                // A refresh is requested only once per change.
                *fingerprint = now;
            }
            is_current
        });
        let mut current = lock(&self.answers);
        current.retain(|path, _| documents.contains(path));
        for (path, (document, fingerprint)) in answers {
            if let Some(entry) = current.get_mut(&path).filter(|entry| Arc::ptr_eq(&entry.0, &document)) {
                entry.1 = fingerprint;
            }
        }
        is_outdated
    }

    /// The state that a result id stands for, if it is remembered.
    pub(in crate::lsp) fn state(&self, id: &str) -> Option<Arc<SchemaFingerprints>> {
        let wanted = Fingerprint::of_id(id, 1)?;
        lock(&self.states).iter().find(|(known, _)| *known == wanted).map(|(_, state)| state.clone())
    }

    /// Remembers the state of a schema, the lists of its files, and gives the part of a result id that stands for it.
    pub(in crate::lsp) fn remember(
        &self,
        lists: &[(Arc<Path>, Fingerprint)],
    ) -> (Arc<SchemaFingerprints>, String) {
        let state: SchemaFingerprints = lists.iter().cloned().collect();
        let all = lists.iter().map(|(path, list)| (path.as_os_str().as_encoded_bytes(), *list));
        let (whole, state) = (Fingerprint::of_all(all), Arc::new(state));
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
