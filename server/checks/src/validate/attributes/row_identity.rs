//! What tells the rows of a model apart: every model needs an id or a unique key, and at most one id.

use crate::validate::attributes::known;
use crate::validate::code::{Removal, codes};
use crate::validate::{ValidityContext, fixes, removal};
use base::{FileEdit, Fix, ItemId, Place};
use model::catalog::{Provider, Release};
use model::schema::item::{Arity, Attribute, Item, Key, KeyKind, KeyOwner, Model, ModelKind};
use model::schema::{FieldType, Schema, edit};

codes! {
    /// A model without an `@id` on MongoDB.
    ///
    /// Write `id String @id @default(auto()) @map("_id") @db.ObjectId`.
    MISSING_ID = "missing-id";

    /// A model without a unique identifier.
    ///
    /// Mark a required field with `@id` or `@unique`, or write `@@id` or `@@unique` over several.
    MISSING_UNIQUE_CRITERIA = "missing-unique-criteria";

    /// Several ids in a model.
    ///
    /// Keep one `@id`, or write one `@@id([…])` over several fields.
    #[removes(Attribute)]
    SEVERAL_IDS = "several-ids";
}

/// The first release that asks no view for an id or a unique key.
const VIEWS_WITHOUT_KEYS: Release = Release::new(6, 13);

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let Some(model) = item.model() else { return };
    match model.kind {
        ModelKind::Model => {
            one_id(cx, id, item, model);
            some(cx, id, item, model);
        }
        ModelKind::View if cx.release() < VIEWS_WITHOUT_KEYS => some(cx, id, item, model),
        ModelKind::View | ModelKind::Type => {}
    }
}

/// A model has one primary key at the most.
fn one_id(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, model: &Model) {
    let ids: Vec<&Key> = model.keys.iter().filter(|key| key.kind == KeyKind::Id).collect();
    let on_fields = ids.iter().filter(|key| matches!(key.owner, KeyOwner::Field(_))).count();
    let on_block = ids.len() - on_fields;
    if on_fields > 1 {
        let message = format!(
            "`{}` has {on_fields} `@id` fields. Keep one, or write one `@@id([…])` over all of them.",
            item.name()
        );
        let schema = cx.schema;
        for key in ids.iter().filter(|key| matches!(key.owner, KeyOwner::Field(_))).skip(1) {
            cx.error(&SEVERAL_IDS, id, key.span, message.as_str()).fix(|| {
                let removed = removal::fix(schema, Place::new(id, key.span), Removal::Attribute);
                removed.into_iter().chain(keep_one_id(schema, id, model, &ids))
            });
        }
    }
    if on_fields > 0 && on_block > 0 {
        let message = format!("`{}` has both `@id` and `@@id`. Keep one of them.", item.name());
        let schema = cx.schema;
        cx.error(&SEVERAL_IDS, id, item.head(), message).fix(|| keep_one_id(schema, id, model, &ids));
    }
}

/// A model has a primary key or a unique constraint over required fields; on MongoDB a primary key.
fn some(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, model: &Model) {
    // A line that cannot be read may be the field that is missing.
    if model.is_ignored() || item.open_brace.is_none() || cx.is_broken(id) {
        return;
    }
    if names_something_unknown(cx, model) || is_referenced_in_vain(cx, id, model) {
        return;
    }
    let is_required = |key: &&Key| {
        key.columns.iter().all(|column| {
            let field = column.path.segments().first().and_then(|name| model.field(&name.text));
            field.is_some_and(|field| {
                field.arity() != Arity::Optional && cx.schema.type_of(field) != FieldType::Unsupported
            })
        }) && !key.columns.is_empty()
    };
    // An id that is no column of a plain type tells nothing apart, while an optional one is refused for itself.
    let is_supported = |key: &&Key| {
        key.field_names().filter_map(|name| model.field(name)).all(|field| {
            cx.schema.type_of(field) != FieldType::Unsupported || field.arity() == Arity::Optional
        })
    };
    let has_id = model.keys.iter().filter(|key| key.kind == KeyKind::Id).any(|key| is_supported(&key));
    // Lists and indexes over some of the rows count for Prisma as well.
    if has_id || model.keys.iter().filter(|key| key.is_unique()).any(|key| is_required(&key)) {
        if !has_id && cx.configuration().provider == Some(Provider::Mongodb) {
            let message = format!(
                "`{}` has no `@id`, which MongoDB requires: `id String @id @map(\"_id\")`.",
                item.name()
            );
            let schema = cx.schema;
            cx.error(&MISSING_ID, id, item.head(), message).fix(|| fixes::add_id(schema, id, model));
        }
        return;
    }
    let message = format!(
        "`{}` has no unique identifier. Mark a required field with `@id` or `@unique`, or add `@@id([…])` or \
         `@@unique([…])` over required fields.",
        item.name()
    );
    let schema = cx.schema;
    cx.error(&MISSING_UNIQUE_CRITERIA, id, item.head(), message).fix(|| fixes::add_id(schema, id, model));
}

/// Whether an attribute of the model is unknown, or names a field that is not there: either may be, or hold, what tells
/// the rows apart, and is reported for itself.
fn names_something_unknown(cx: &ValidityContext<'_>, model: &Model) -> bool {
    let is_missing = |name: &str| model.field(name).is_none();
    let is_unknown = |is_block: bool, attribute: &Attribute| {
        attribute.native_type().is_none() && !known::is_known(is_block, attribute.name(), cx.release())
    };
    let keys = model.keys.iter().filter(|key| key.is_unique() || key.kind == KeyKind::Id);
    let mut columns = keys.flat_map(|key| &key.columns).filter_map(|column| column.path.segments().first());
    let relations = || model.fields.iter().filter_map(|field| field.relation.as_ref());
    columns.any(|name| is_missing(&name.text))
        || relations().any(|relation| relation.field_names().any(is_missing))
        || model.fields.iter().flat_map(|field| &field.attributes).any(|it| is_unknown(false, it))
        || model.attributes.iter().any(|it| is_unknown(true, it))
}

/// Whether a relation of another model references a field that is not there, and may be the id. It is reported there.
fn is_referenced_in_vain(cx: &ValidityContext<'_>, id: ItemId, model: &Model) -> bool {
    let sides = cx.schema.fields_to(id).filter_map(|id| cx.schema.field(id));
    let references = sides.filter_map(|field| field.relation.as_ref()?.references.as_ref());
    references.flatten().any(|path| model.field(&path.text).is_none())
}

/// The most columns of a primary key: 32 in PostgreSQL (its manual, "Limits"), fewer in MySQL.
const MOST_COLUMNS: usize = 32;

/// Joins the ids of a model into one, or keeps one of them; no fix for more than a primary key can have.
pub(super) fn keep_one_id(schema: &Schema, id: ItemId, model: &Model, ids: &[&Key]) -> Vec<Fix> {
    if ids.len() > MOST_COLUMNS {
        return Vec::new();
    }
    let on_fields = || ids.iter().filter(|key| matches!(key.owner, KeyOwner::Field(_)));
    let on_block = ids.iter().filter(|key| matches!(key.owner, KeyOwner::Block(_)));
    let marks: Vec<FileEdit> = on_fields()
        .filter_map(|key| model.key_attribute(key))
        .map(|attribute| edit::remove_attribute(schema, id, attribute))
        .collect();
    let blocks: Vec<&Attribute> = on_block.filter_map(|key| model.key_attribute(key)).collect();
    if let [block] = blocks.as_slice() {
        let text = block.span.of(&schema.text(id)).to_owned();
        let only_block = Fix::choice(format!("Keep `{text}`, and remove `@id`"), marks);
        let change = edit::remove_block_attribute(schema, id, block);
        return vec![only_block, Fix::choice(format!("Remove `{text}`"), vec![change])];
    }
    let mut names: Vec<&str> = on_fields().flat_map(|key| key.field_names()).collect();
    names.dedup();
    let are_apt = names.len() > 1
        && names.iter().all(|name| model.field(name).is_some_and(|field| field.arity() == Arity::Required));
    let has_compound = schema.configuration().provider.is_none_or(|it| it.capabilities().compound_ids);
    let text = format!("@@id([{}])", names.join(", "));
    let joined = has_compound.then(|| edit::add_block_attribute(schema, id, "id", &text)).flatten();
    let joined = joined.filter(|_| blocks.is_empty() && are_apt);
    joined
        .map(|added| {
            Fix::choice(format!("Replace with `{text}`"), marks.into_iter().chain([added]).collect())
        })
        .into_iter()
        .collect()
}
