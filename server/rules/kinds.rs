//! Kinds of model, derived from shape and name, by which rules exempt models.

use crate::rules::{ModelRef, words};
use crate::schema::item::{Arity, CommentPlace, Item, KeyKind};
use crate::schema::{FieldId, Schema};

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

/// The last words of the names of models whose rows are written once.
const APPEND_ONLY: &[&str] = &["version", "snapshot", "history"];

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
pub fn kinds_of(schema: &Schema, model: ModelRef<'_>) -> ModelKinds {
    let scalars: Vec<usize> = (0..model.model.fields.len())
        .filter(|&index| schema.field_type(FieldId::new(model.id, index)).is_scalar_like())
        .collect();
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
    let bare = |index: &usize| {
        model.model.fields.get(*index).is_some_and(|field| {
            let bound = in_key(&field.name.text) || in_id(&field.name.text);
            bound || field.arity() != Arity::Required || field.has("default") || field.has("updatedAt")
        })
    };
    let others = scalars
        .iter()
        .filter(|&&index| model.model.fields.get(index).is_some_and(|field| !in_id(&field.name.text)))
        .count();
    ModelKinds {
        is_join_table: owning.len() >= 2 && scalars.iter().all(bare),
        is_append_only: is_append_only(model),
        is_log: is_log(model),
        is_lookup: owning.is_empty() && others <= 2,
        is_external_auth: is_external_auth(model),
    }
}

/// Whether a comment above the model says that it is a view.
pub(super) fn is_marked_as_view(item: &Item) -> bool {
    let above = item.comments.iter().filter(|comment| comment.place == CommentPlace::Above);
    above
        .filter_map(|comment| comment.text.trim_start_matches('/').split_whitespace().next())
        .any(|word| VIEW_MARKS.contains(&word.to_ascii_lowercase().as_str()))
}

fn is_log(model: ModelRef<'_>) -> bool {
    let parts = words(model.item.name());
    match last_of(&parts, LOGS) {
        Some("event") => {
            let times = model.model.fields.iter().flat_map(|field| words(&field.name.text));
            times.into_iter().all(|word| !PLANNED.contains(&word.as_str()))
        }
        // The list of migrations that a migration tool keeps.
        Some(_) => !parts.iter().any(|part| matches!(part.as_str(), "schema" | "migration" | "migrations")),
        None => parts.iter().any(|part| part == "audit"),
    }
}

/// Which of `nouns` a name ends with, in the singular or plural.
fn last_of(parts: &[String], nouns: &[&'static str]) -> Option<&'static str> {
    let last = parts.last()?;
    nouns.iter().find(|noun| last == **noun || last.strip_suffix('s') == Some(noun)).copied()
}

fn is_append_only(model: ModelRef<'_>) -> bool {
    if is_log(model) || last_of(&words(model.item.name()), APPEND_ONLY).is_some() {
        return true;
    }
    // `@@unique([documentId, version])` numbers the versions of something.
    model.model.keys.iter().any(|key| {
        let names: Vec<&str> = key.field_names().collect();
        key.is_unique() && names.len() > 1 && names.last() == Some(&"version")
    })
}

fn is_external_auth(model: ModelRef<'_>) -> bool {
    let name = words(model.item.name()).concat();
    let name = name.strip_suffix('s').unwrap_or(&name);
    EXTERNAL_AUTH.iter().any(|(known, fields)| {
        *known == name && fields.iter().all(|field| model.model.field(field).is_some())
    })
}
