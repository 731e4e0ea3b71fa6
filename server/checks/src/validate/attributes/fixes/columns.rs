//! The fields of keys, and which of several keys is kept.

use crate::validate::mend;
use base::text::Span;
use base::{FileEdit, Fix, ItemId, Place};
use model::schema::item::{Arity, Attribute, Expr, Item, Key, KeyKind, KeyOwner, Model};
use model::schema::{Schema, edit};

/// Lets one of several keys be the one in whose order the table is stored.
pub(in crate::validate::attributes) fn keep_clustered(
    schema: &Schema,
    id: ItemId,
    model: &Model,
    kept: &Key,
    all: &[&Key],
) -> Fix {
    let others = all.iter().filter(|key| key.span != kept.span).filter_map(|key| attribute_of(model, key));
    let changes = others.map(|attribute| edit::set_argument(schema, id, attribute, "clustered", "false"));
    Fix::choice("Keep this one clustered, with `clustered: false` at the others", changes.collect())
}

/// Joins the ids of a model into one, or keeps one of them.
pub(in crate::validate::attributes) fn keep_one_id(
    schema: &Schema,
    id: ItemId,
    model: &Model,
    ids: &[&Key],
) -> Vec<Fix> {
    let on_fields = || ids.iter().filter(|key| matches!(key.owner, KeyOwner::Field(_)));
    let on_block = ids.iter().filter(|key| matches!(key.owner, KeyOwner::Block(_)));
    let marks: Vec<FileEdit> = on_fields()
        .filter_map(|key| attribute_of(model, key))
        .map(|attribute| edit::remove_attribute(schema, id, attribute))
        .collect();
    let blocks: Vec<&Attribute> = on_block.filter_map(|key| attribute_of(model, key)).collect();
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
            Fix::choice(format!("Write `{text}` instead"), marks.into_iter().chain([added]).collect())
        })
        .into_iter()
        .collect()
}

/// Names the fields that hold the foreign key in the place of the relation field.
pub(in crate::validate::attributes) fn scalar_columns(
    schema: &Schema,
    id: ItemId,
    span: Span,
    names: &[&str],
    taken: &[&str],
) -> Option<Fix> {
    let is_new = names.iter().all(|name| !taken.contains(name));
    (!names.is_empty() && is_new).then(|| mend::change(schema, id, span, &names.join(", ")))
}

/// The fields of a full-text index with those that are sorted at its end.
pub(in crate::validate::attributes) fn reorder_sorted(
    schema: &Schema,
    id: ItemId,
    model: &Model,
    key: &Key,
) -> Option<Fix> {
    let value = attribute_of(model, key)?.named_or_first("fields")?;
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

/// The attribute that declares the key.
pub(super) fn attribute_of<'m>(model: &'m Model, key: &Key) -> Option<&'m Attribute> {
    match key.owner {
        KeyOwner::Field(at) => model.fields.get(at)?.attributes.iter().find(|it| it.span == key.span),
        KeyOwner::Block(at) => model.attributes.get(at),
    }
}

/// Whether the key says the same as another one of the model.
pub(super) fn twin(item: &Item, span: Span) -> Option<&Key> {
    let keys = || item.model().into_iter().flat_map(|model| &model.keys);
    let own = keys().find(|key| key.span.encloses(span))?;
    let fields = |key: &Key| key.columns.iter().map(|column| column.path.text.clone()).collect::<Vec<_>>();
    let is_like = |other: &&Key| {
        other.span != own.span
            && other.kind == own.kind
            && own.kind != KeyKind::Id
            && fields(other) == fields(own)
    };
    keys().find(is_like).map(|_| own)
}
