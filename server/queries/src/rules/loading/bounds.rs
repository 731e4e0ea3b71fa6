//! What keeps a list short, or is meant to read everything.

use checks::rules::{kinds_of, words};
use model::schema::Schema;
use model::schema::item::ModelRef;

use crate::code::Call;

/// Words in names of functions that are meant to read everything.
const EVERYTHING: [&str; 14] = [
    "all", "export", "csv", "download", "sitemap", "backup", "dump", "migrate", "sync", "reindex", "seed",
    "rebuild", "paths", "params",
];

/// Whether a table stays small: settings, a list of names, a lookup table.
pub(super) fn is_small(schema: &Schema, model: ModelRef<'_>) -> bool {
    let types: Vec<_> = model.model.fields.iter().map(|field| schema.type_of(field)).collect();
    let kinds = kinds_of(model, &types);
    kinds.is_lookup || kinds.is_name_list || kinds.is_settings
}

/// Whether the function around a call says by its name that it wants all rows.
pub(super) fn reads_everything(call: &Call) -> bool {
    let function = call.surroundings.function.as_deref().unwrap_or_default();
    words(function).contain_any(&EVERYTHING)
}
