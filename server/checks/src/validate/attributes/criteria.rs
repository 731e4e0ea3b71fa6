//! By what the rows of a model are told apart: every model needs one, and not two.

use crate::validate::attributes::fixes;
use crate::validate::codes::Removal;
use crate::validate::{Context, mend, removal};
use base::{ItemId, Place};
use model::catalog::Provider;
use model::schema::FieldType;
use model::schema::item::{Arity, Item, Key, KeyKind, KeyOwner, Model, ModelKind};

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    let Some(model) = item.model() else { return };
    match model.kind {
        ModelKind::Model => {
            one_id(cx, id, item, model);
            some(cx, id, item, model);
        }
        ModelKind::View | ModelKind::Type => {}
    }
}

/// A model has one primary key at the most.
fn one_id(cx: &mut Context<'_>, id: ItemId, item: &Item, model: &Model) {
    let ids: Vec<&Key> = model.keys.iter().filter(|key| key.kind == KeyKind::Id).collect();
    let on_fields = ids.iter().filter(|key| matches!(key.owner, KeyOwner::Field(_))).count();
    let on_block = ids.len() - on_fields;
    if on_fields > 1 {
        let message = format!(
            "`{}` marks {on_fields} fields with `@id`. Keep one, or write one `@@id([…])` over all of them.",
            item.name()
        );
        let schema = cx.schema;
        for key in ids.iter().filter(|key| matches!(key.owner, KeyOwner::Field(_))).skip(1) {
            cx.error("several-ids", id, key.span, message.as_str()).fix(|| {
                let removed = removal::fix(schema, Place::new(id, key.span), Removal::Attribute);
                removed.into_iter().chain(fixes::keep_one_id(schema, id, model, &ids))
            });
        }
    }
    if on_fields > 0 && on_block > 0 {
        let message = format!("`{}` has both `@id` and `@@id`. Keep one of them.", item.name());
        let schema = cx.schema;
        cx.error("several-ids", id, item.head(), message).fix(|| fixes::keep_one_id(schema, id, model, &ids));
    }
}

/// A model has a primary key or a unique constraint over required fields; on MongoDB a primary key.
fn some(cx: &mut Context<'_>, id: ItemId, item: &Item, model: &Model) {
    // A line that cannot be read may be the field that is missing.
    if model.is_ignored() || item.open_brace.is_none() || cx.is_broken(id) {
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
                "`{}` has no `@id`, which MongoDB needs: `id String @id @map(\"_id\")`.",
                item.name()
            );
            let schema = cx.schema;
            cx.error("missing-id", id, item.head(), message).fix(|| mend::add_id(schema, id, model));
        }
        return;
    }
    let message = format!(
        "`{}` has nothing that tells its rows apart. Mark a required field with `@id` or `@unique`, or write \
         `@@id([…])` or `@@unique([…])` over required fields.",
        item.name()
    );
    let schema = cx.schema;
    cx.error("missing-unique-criteria", id, item.head(), message).fix(|| mend::add_id(schema, id, model));
}
