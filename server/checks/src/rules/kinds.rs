//! Kinds of model, derived from shape and name, by which rules exempt models.

use crate::rules::{ModelRef, Words, joined_words, words};
use model::schema::FieldType;
use model::schema::item::{Arity, CommentPlace, Field, Item, KeyKind, Model};

/// What a model is, judged by its shape and name. Several may hold at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ModelKinds {
    /// It joins others: every required scalar field belongs to a foreign key or to the id, and there are at least two
    /// foreign keys.
    pub is_join_table: bool,
    /// Its rows are written once: logs, events, history, versions, snapshots.
    pub is_append_only: bool,
    /// Its rows say what happened and when, so it grows for ever: logs, events, history. Versions are none of these.
    pub is_log: bool,
    /// A list of values: an id, at most two more scalar fields, and no foreign key.
    pub is_lookup: bool,
    /// A table of an authentication library, whose columns that library decides.
    pub is_external_auth: bool,
}

/// The last words of the names of models whose rows are states of something at some time.
const VERSIONS: &[&str] = &["version", "snapshot", "history"];

/// The last words of the names of models whose rows say what happened; `h` is short for history.
const LOGS: &[&str] = &["log", "event", "history", "trail", "h"];

/// Words of the times of an event that is planned, such as a date in a calendar, rather than one that was logged.
const PLANNED: &[&str] = &["start", "starts", "begin", "begins", "end", "ends", "scheduled"];

/// What a comment above a model says where the database has a view of this name: older versions of Prisma know no `view`
/// blocks, and views with an `@id` are still written as models.
const VIEW_MARKS: &[&str] = &["@view", "@materializedview", "@materialized_view"];

/// Models of NextAuth (Auth.js) with fields by which they are known; its Prisma adapter's documentation lists them.
const EXTERNAL_AUTH: &[(&str, &[&str])] = &[
    ("account", &["provider", "providerAccountId"]),
    ("account", &["provider", "provider_account_id"]),
    ("session", &["sessionToken", "expires"]),
    ("session", &["session_token", "expires"]),
    ("verificationtoken", &["identifier", "token", "expires"]),
];

/// What kinds of model it is.
///
/// `types` are those of its fields.
pub(super) fn kinds_of(model: ModelRef<'_>, types: &[FieldType]) -> ModelKinds {
    let scalars = || {
        let fields = model.model.fields.iter().zip(types);
        fields.filter(|(_, ty)| ty.is_scalar_like()).map(|(field, _)| field)
    };
    let owning: Vec<_> = model
        .model
        .fields
        .iter()
        .filter_map(|field| field.relation.as_ref())
        .filter(|relation| relation.fields.as_ref().is_some_and(|fields| !fields.is_empty()))
        .collect();
    let in_key = |name: &str| owning.iter().any(|relation| relation.field_names().any(|key| key == name));
    let in_id = |name: &str| {
        let mut ids = model.model.keys.iter().filter(|key| key.kind == KeyKind::Id);
        ids.any(|key| key.field_names().any(|column| column == name))
    };
    let is_bare = |field: &Field| {
        let is_bound = || in_key(&field.name.text) || in_id(&field.name.text);
        field.arity() != Arity::Required || field.has("default") || field.has("updatedAt") || is_bound()
    };
    let holds_little = || scalars().filter(|field| !in_id(&field.name.text)).nth(2).is_none();
    let parts = words(model.item.name());
    let (is_log, is_version) = (is_log(model, &parts), is_version(model, &parts));
    ModelKinds {
        is_join_table: owning.len() >= 2 && scalars().all(is_bare),
        is_append_only: is_log || is_version,
        is_log,
        is_lookup: owning.is_empty() && holds_little(),
        is_external_auth: is_external_auth(model.item.name(), model.model),
    }
}

/// Whether a comment above the model says that it is a view.
pub(super) fn is_marked_as_view(item: &Item) -> bool {
    let above = item.comments.iter().filter(|comment| comment.place == CommentPlace::Above);
    above
        .filter_map(|comment| comment.text.trim_start_matches('/').split_whitespace().next())
        .any(|word| VIEW_MARKS.contains(&word.to_ascii_lowercase().as_str()))
}

fn is_log(model: ModelRef<'_>, parts: &Words) -> bool {
    match last_of(parts, LOGS) {
        Some("event") => {
            let mut fields = model.model.fields.iter();
            !fields.any(|field| words(&field.name.text).contain_any(PLANNED))
        }
        // The list of migrations that a migration tool keeps.
        Some(_) => !parts.contain_any(&["schema", "migration", "migrations"]),
        None => parts.contains("audit"),
    }
}

/// Which of `nouns` a name ends with, in the singular or plural.
fn last_of(parts: &Words, nouns: &[&'static str]) -> Option<&'static str> {
    let last = parts.last();
    nouns.iter().find(|noun| last == **noun || last.strip_suffix('s') == Some(noun)).copied()
}

fn is_version(model: ModelRef<'_>, parts: &Words) -> bool {
    if last_of(parts, VERSIONS).is_some() {
        return true;
    }
    // `@@unique([documentId, version])` numbers the versions of something.
    model.model.keys.iter().any(|key| {
        let names: Vec<&str> = key.field_names().collect();
        key.is_unique() && names.len() > 1 && names.last() == Some(&"version")
    })
}

/// Whether it is a table of an authentication library, whose columns that library decides.
pub fn is_external_auth(name: &str, model: &Model) -> bool {
    let name = joined_words(name, "");
    let name = name.strip_suffix('s').unwrap_or(&name);
    let has_fields = |fields: &[&str]| fields.iter().all(|field| model.field(field).is_some());
    EXTERNAL_AUTH.iter().any(|(known, fields)| *known == name && has_fields(fields))
}
