//! What MongoDB asks of ids, names and indexes.

use crate::validate::code::codes;
use crate::validate::names::spelling::INVALID_NAME;
use crate::validate::{ValidityContext, fixes};
use base::{Fix, ItemId, Place};
use model::catalog::{Provider, ScalarType};
use model::schema::item::{Arity, Attribute, Expr, Field, Item, Key, KeyKind, Model, ModelKind, Sort};
use model::schema::{FieldType, Schema, edit};

codes! {
    /// `auto()` on a field that is not the id.
    ///
    /// MongoDB generates ObjectIds only for ids. Set the value in the application.
    #[removes(Attribute)]
    AUTO_OUTSIDE_ID = "auto-outside-id";

    /// `auto()` on a field that is not an ObjectId.
    ///
    /// Write `String @id @default(auto()) @map("_id") @db.ObjectId`.
    AUTO_WITHOUT_OBJECT_ID = "auto-without-object-id";

    /// Sorted fields between the others in a full-text index.
    ///
    /// MongoDB requires the text fields to be adjacent. Move the sorted ones to an end.
    FULLTEXT_ORDER = "fulltext-order";

    /// A unique attribute on the id.
    ///
    /// An id is unique already, and MongoDB rejects a second index on it.
    #[removes(Attribute)]
    ID_MADE_UNIQUE = "id-made-unique";

    /// An id that is not mapped to `_id`.
    ///
    /// The id of every MongoDB document is `_id`: add `@map("_id")` to the `@id` field.
    ID_NOT_MAPPED = "id-not-mapped";

    /// A duplicate index.
    ///
    /// MongoDB allows one index over the same fields. Remove one.
    #[removes(Attribute)]
    REPEATED_INDEX = "repeated-index";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    if cx.configuration().provider != Some(Provider::Mongodb) {
        return;
    }
    let Some(model) = item.model() else { return };
    for field in &model.fields {
        if model.kind != ModelKind::Type {
            names(cx, id, field);
        }
        object_id(cx, id, model, field);
    }
    if model.kind == ModelKind::Model {
        id_field(cx, id, model);
        same_indexes(cx, id, item, model);
        id_made_unique(cx, id, model);
        fulltext_order(cx, id, model);
    }
}

/// The `@id` field is called `_id` in the database, and nothing else is.
fn id_field(cx: &mut ValidityContext<'_>, id: ItemId, model: &Model) {
    let schema = cx.schema;
    for field in model.fields.iter().filter(|field| field.has("id")) {
        if field.database_name() == "_id" {
            continue;
        }
        let message =
            format!("The id of a MongoDB document is `_id`. Add `@map(\"_id\")` to `{}`.", field.name.text);
        cx.error(&ID_NOT_MAPPED, id, field.span, message).fix(|| {
            let change = match field.attribute("map") {
                None => edit::add_attribute(schema, id, field, "@map(\"_id\")"),
                Some(map) => edit::replace(schema, base::Place::new(id, map.span), "@map(\"_id\")"),
            };
            [Fix::safe("Add `@map(\"_id\")`", vec![change])]
        });
    }
}

fn names(cx: &mut ValidityContext<'_>, id: ItemId, field: &Field) {
    let Some(map) = field.attribute("map") else { return };
    let Some(name) = map.named_or_first("name").and_then(Expr::as_str) else { return };
    let schema = cx.schema;
    let allowed = name.trim_start_matches('$').replace('.', "_");
    let message = if name.starts_with('$') {
        "A MongoDB name cannot begin with `$`. Rename it."
    } else if name.contains('.') {
        "A MongoDB name cannot contain a dot. Rename it."
    } else {
        return;
    };
    cx.error(&INVALID_NAME, id, map.span, message).fix(|| {
        let text = format!("@map({allowed:?})");
        (!allowed.is_empty()).then(|| fixes::change(schema, id, map.span, &text))
    });
}

/// `auto()` makes ObjectIds, for ids only.
fn object_id(cx: &mut ValidityContext<'_>, id: ItemId, model: &Model, field: &Field) {
    let schema = cx.schema;
    let Some(attribute) = field.attribute("default") else { return };
    if !matches!(attribute.named_or_first("value").and_then(Expr::as_call), Some(("auto", _))) {
        return;
    }
    let native = field.native_type().and_then(Attribute::native_type).map(|(_, name)| name.as_str());
    let holds_text =
        matches!(schema.type_of(field), FieldType::Scalar(ScalarType::String | ScalarType::Bytes));
    if native != Some("ObjectId") {
        let datasource = cx.configuration().datasource_name.clone().unwrap_or_default();
        let message =
            format!("`auto()` requires an ObjectId. Add `@{datasource}.ObjectId` to `{}`.", field.name.text);
        let report = cx.error(&AUTO_WITHOUT_OBJECT_ID, id, field.span, message);
        report.fix(|| {
            let text = format!("@{datasource}.ObjectId");
            let added = edit::add_attribute(schema, id, field, &text);
            let title = format!("Add `{text}`");
            if let Some(other) = field.native_type() {
                let place = base::Place::new(id, other.span);
                let change = edit::replace(schema, place, text.as_str());
                let left = format!("{title} (then remove `@{}`)", other.name());
                return vec![
                    Fix::choice(format!("Change `@{}` to `{text}`", other.name()), vec![change]),
                    Fix::step(left, vec![added]),
                ];
            }
            // Where the field holds something else, more has to change than this.
            vec![if holds_text { Fix::safe(title, vec![added]) } else { Fix::choice(title, vec![added]) }]
        });
    }
    if !field.has("id") && model.kind != ModelKind::View {
        let message =
            format!("`auto()` is only allowed on the `@id` field, but `{}` is not the id.", field.name.text);
        cx.error(&AUTO_OUTSIDE_ID, id, field.span, message).fix(|| {
            let change = edit::remove_attribute(schema, id, attribute);
            let removed = Fix::choice("Remove `@default(auto())`", vec![change]);
            let has_id = model.keys.iter().any(|key| key.kind == KeyKind::Id);
            let is_apt =
                model.kind == ModelKind::Model && !has_id && holds_text && field.arity() == Arity::Required;
            let id = is_apt.then(|| {
                let text = if field.database_name() == "_id" { "@id" } else { "@id @map(\"_id\")" };
                (text, edit::add_attribute(schema, id, field, text))
            });
            let made = id.filter(|_| field.attribute("map").is_none() || field.database_name() == "_id");
            made.map(|(text, change)| Fix::choice(format!("Add `{text}`"), vec![change]))
                .into_iter()
                .chain([removed])
        });
    }
}

/// The id is unique already, and a further index on it is refused.
fn id_made_unique(cx: &mut ValidityContext<'_>, id: ItemId, model: &Model) {
    for key in model.keys.iter().filter(|key| key.kind == KeyKind::Unique && key.columns.len() == 1) {
        let field = key.field_names().next().and_then(|name| model.field(name));
        if field.is_some_and(|field| field.has("id")) {
            cx.error(&ID_MADE_UNIQUE, id, key.span, "The `@id` is already unique. Remove this key.");
        }
    }
}

/// MongoDB knows an index by its fields, so two cannot have the same.
fn same_indexes(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, model: &Model) {
    let shape = |key: &Key| -> Vec<(String, Option<Sort>)> {
        key.columns.iter().map(|column| (column.path.text.to_string(), column.sort)).collect()
    };
    let keys: Vec<&Key> = model.keys.iter().filter(|key| key.kind != KeyKind::Id).collect();
    for key in &keys {
        let twins = keys.iter().filter(|other| shape(other) == shape(key)).count();
        if twins > 1 {
            let message = format!(
                "`{}` has this index twice, but MongoDB allows one over the same fields. Remove one.",
                item.name()
            );
            cx.error(&REPEATED_INDEX, id, key.span, message);
        }
    }
}

/// In a full-text index the sorted fields stand at the ends, not between the searched ones.
fn fulltext_order(cx: &mut ValidityContext<'_>, id: ItemId, model: &Model) {
    for key in model.keys.iter().filter(|key| key.kind == KeyKind::Fulltext) {
        let sorted: Vec<bool> = key.columns.iter().map(|column| column.sort.is_some()).collect();
        let runs = sorted.iter().enumerate().filter(|(at, is_sorted)| {
            !**is_sorted && (*at == 0 || sorted.get(at - 1).copied().unwrap_or(false))
        });
        if runs.count() > 1 {
            let message =
                "In a full-text index the text fields must be adjacent. Move the sorted ones to an end.";
            let schema = cx.schema;
            cx.error(&FULLTEXT_ORDER, id, key.span, message).fix(|| reorder_sorted(schema, id, model, key));
        }
    }
}

/// The fields of a full-text index with those that are sorted at its end.
pub(super) fn reorder_sorted(schema: &Schema, id: ItemId, model: &Model, key: &Key) -> Option<Fix> {
    let value = model.key_attribute(key)?.named_or_first("fields")?;
    let Expr::Array { items, span, closed: true } = value else { return None };
    let block = schema.text(id);
    let (sorted, searched): (Vec<_>, Vec<_>) =
        items.iter().map(|item| item.span().of(&block)).partition(|text| text.contains("sort:"));
    let fields: Vec<&str> = searched.into_iter().chain(sorted).collect();
    let text = format!("[{}]", fields.join(", "));
    Some(Fix::choice(
        format!("Move the sorted fields to the end: `{text}`"),
        vec![edit::replace(schema, Place::new(id, *span), text)],
    ))
}
