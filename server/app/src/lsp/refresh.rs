//! Asking the client to ask again for what it shows in documents that have not changed themselves.
//!
//! What a client shows beside and in the text of one file depends on other files too: the colour of a type on whether a
//! model or an enum is declared by that name, a hint on the field at the other side of a relation, the count of a lens
//! on who names the block. Editors ask again for the document that changes, and for others only when they are told to.
//! That costs them an answer for each document in view, so they are told only where names, types or relations have
//! changed, and not before the typing has come to a rest.

use std::mem;
use std::ops::BitOrAssign;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::host::LoadedSchema;
use crate::lsp::editor_settings::LensKinds;
use crate::lsp::session::Session;
use crate::lsp::shared::Shared;
use crate::lsp::snapshot::Snapshot;
use ide::{Analysis, HintKinds};
use model::schema::item::{Arity, Item, ModelKind};
use model::schema::{Changes, DependencyKey};

/// How long nothing may have changed before the client is asked.
const REST: Duration = Duration::from_millis(300);

/// What clients have been able to see of the open schemas, and what of it is outdated.
#[derive(Debug, Default)]
pub(super) struct Views {
    seen: Mutex<FxHashMap<PathBuf, Arc<Analysis>>>,
    outdated: Mutex<Outdated>,
}

/// What a client may show that is no longer so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Outdated {
    tokens: bool,
    hints: bool,
    lenses: bool,
}

impl Views {
    /// Whether the client can be asked at all.
    pub(super) fn matter_to(session: &Session) -> bool {
        session.refreshes_semantic_tokens()
            || session.refreshes_inlay_hints()
            || session.refreshes_code_lenses()
    }

    /// Records the state of the open schemas, and says what it has made outdated in documents that are the same
    /// as before.
    pub(super) fn compare(&self, snapshot: &Snapshot) -> Outdated {
        let mut seen = lock(&self.seen);
        let mut outdated = Outdated::default();
        let mut now = FxHashMap::default();
        for schema in snapshot.open_schemas() {
            let Some(key) = schema.project.set.files.first().cloned() else { continue };
            let after = schema.analysis().clone();
            if let Some(before) = seen.get(&key).filter(|before| !Arc::ptr_eq(before, &after))
                && shows_the_same_text(snapshot, &schema, before)
            {
                outdated |= between(before, &after);
            }
            now.insert(key, after);
        }
        *seen = now;
        let (session, shown) = (&snapshot.session, snapshot.settings.shown());
        Outdated {
            tokens: outdated.tokens && session.refreshes_semantic_tokens(),
            hints: outdated.hints && session.refreshes_inlay_hints() && shown.hints != HintKinds::default(),
            lenses: outdated.lenses
                && session.refreshes_code_lenses()
                && shown.lenses != LensKinds::default(),
        }
    }

    /// Asks the client for what is outdated as soon as nothing has changed for a while. This does not wait for the answer.
    pub(super) fn ask(self: &Arc<Views>, shared: &Arc<Shared>, outdated: Outdated) {
        let mut waiting = lock(&self.outdated);
        let is_waiting = *waiting != Outdated::default();
        *waiting |= outdated;
        if is_waiting || *waiting == Outdated::default() {
            return;
        }
        let (views, shared) = (self.clone(), shared.clone());
        tokio::spawn(async move {
            loop {
                let revision = shared.revision();
                tokio::time::sleep(REST).await;
                if shared.revision() == revision {
                    break;
                }
            }
            let outdated = mem::take(&mut *lock(&views.outdated));
            let (client, log) =
                (&shared.client, |error| tracing::debug!("the client did not refresh: {error}"));
            // A client that refuses shows what it has until it asks by itself.
            let tokens = async {
                if outdated.tokens {
                    client.semantic_tokens_refresh().await.unwrap_or_else(log);
                }
            };
            let hints = async {
                if outdated.hints {
                    client.inlay_hint_refresh().await.unwrap_or_else(log);
                }
            };
            let lenses = async {
                if outdated.lenses {
                    client.code_lens_refresh().await.unwrap_or_else(log);
                }
            };
            tokio::join!(tokens, hints, lenses);
        });
    }
}

impl BitOrAssign for Outdated {
    fn bitor_assign(&mut self, other: Outdated) {
        self.tokens |= other.tokens;
        self.hints |= other.hints;
        self.lenses |= other.lenses;
    }
}

/// Whether there is an open document whose text is the same as before.
fn shows_the_same_text(snapshot: &Snapshot, schema: &LoadedSchema, before: &Analysis) -> bool {
    schema
        .files()
        .filter(|(_, path, _)| snapshot.documents.contains(path))
        .any(|(_, _, content)| before.schema.files().iter().any(|file| Arc::ptr_eq(&file.content, content)))
}

fn between(before: &Analysis, after: &Analysis) -> Outdated {
    let changes = Changes::between(&before.schema, &after.schema);
    let names =
        changes.all || before.dialect != after.dialect || changes.keys.contains(&DependencyKey::names());
    let shapes = names
        || changes
            .items
            .iter()
            .chain(&changes.gone)
            .any(|id| shape(before.schema.item(*id)) != shape(after.schema.item(*id)));
    Outdated { tokens: names, hints: shapes, lenses: shapes }
}

/// A field as others see it: its name, its type, how many values, and the name of the relation.
type Shape<'i> = (&'i SmolStr, &'i str, Option<Arity>, Option<&'i str>);

/// What others can see of an item beyond its name.
fn shape(item: Option<&Arc<Item>>) -> Option<(ModelKind, Vec<Shape<'_>>)> {
    let model = item?.model()?;
    let fields = model.fields.iter().map(|field| {
        let relation = field.relation.as_ref().and_then(|relation| relation.name.as_ref());
        let arity = field.ty.as_ref().map(|ty| ty.arity);
        (&field.name.text, field.type_name(), arity, relation.map(|name| name.value.as_str()))
    });
    Some((model.kind, fields.collect()))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
