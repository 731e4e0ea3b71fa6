//! Marks of soft-deleted rows, as calls look at them.

use base::ItemId;
use base::text::uncapitalized;
use checks::rules::soft_delete_field;
use model::schema::Schema;
use rustc_hash::{FxHashMap, FxHashSet};

use super::argument::{key, keys};
use crate::code::{Operation, Value};
use crate::link::Application;

/// Other fields that also tell rows that are gone from those that are there.
const FLAGS: [&str; 6] = ["deleted", "isDeleted", "is_deleted", "archived", "isArchived", "archivedAt"];
/// How deep filters are looked at.
const MAX_DEPTH: u32 = 6;

/// Whether a key of a filter is the mark of soft-deleted rows, or another field like it.
pub(super) fn is_mark(name: &str, mark: &str) -> bool {
    name == mark || FLAGS.contains(&name)
}

/// Whether the operation finds rows by any filter.
pub(super) fn finds_many(operation: Operation) -> bool {
    use Operation::*;
    matches!(operation, FindFirst | FindFirstOrThrow | FindMany | Count | Aggregate | GroupBy)
}

/// The models with a mark that at least half of the calls that find rows look at. With others the application means something else by
/// it.
pub(super) fn models_with_usual_mark(schema: &Schema, application: &Application) -> FxHashSet<ItemId> {
    let mut marked: FxHashMap<String, (ItemId, &str, i64)> = FxHashMap::default();
    for (id, item, model) in schema.models() {
        if let Some(mark) = soft_delete_field(schema, model) {
            marked.entry(uncapitalized(item.name())).or_insert((id, mark.name.as_str(), 0));
        }
    }
    if marked.is_empty() {
        return FxHashSet::default();
    }
    for call in application.files().iter().flat_map(|file| &file.calls) {
        let Some((_, mark, balance)) = marked.get_mut(call.delegate.text.as_str()) else { continue };
        if !finds_many(call.operation) {
            continue;
        }
        let filter = keys(call).and_then(|keys| key(keys, "where"));
        let is_named = filter.is_some_and(|filter| names(&filter.value.value, mark, MAX_DEPTH));
        *balance += if is_named { 1 } else { -1 };
    }
    marked.into_values().filter(|(_, _, balance)| *balance >= 0).map(|(id, _, _)| id).collect()
}

/// Whether a filter has a key that is a mark, also below `AND` and `OR`.
fn names(value: &Value, mark: &str, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match value {
        Value::Object(object) => object.entries.iter().any(|entry| {
            is_mark(&entry.key, mark)
                || matches!(entry.key.as_str(), "AND" | "OR" | "NOT")
                    && names(&entry.value.value, mark, depth)
        }),
        Value::List { items, .. } => items.iter().any(|item| names(&item.value, mark, depth)),
        Value::OneOf(several) => several.iter().any(|it| names(&it.value, mark, depth)),
        _ => false,
    }
}
