//! At the start of a line of a model: missing fields, inferred from other fields.

use crate::completion::context::{CompletionContext, key_field};
use crate::completion::item::{Completion, CompletionKind, Rank, escaped};
use base::ItemId;
use base::text::{capitalized, uncapitalized};
use checks::rules::plural;
use model::catalog::Provider;
use model::schema::item::{Arity, Field, Item, Model, ModelKind};

/// The maximum number of suggestions of one kind.
const MOST: usize = 20;

/// Fields that the block under the cursor seems to lack.
pub(super) fn offers(cx: CompletionContext<'_>) -> Vec<Completion> {
    let (Some(item), Some(model)) = (cx.item(), cx.model()) else { return Vec::new() };
    if model.kind == ModelKind::Type {
        return Vec::new();
    }
    let mut found = foreign_keys(cx);
    found.extend(relations(cx));
    found.extend(opposites(cx, item));
    found.truncate(MOST);
    found.extend(usual(cx, model));
    found.retain(|offer| cx.siblings().all(|field| field.name.text != offer.label));
    found
}

/// A whole field, inserted for its name.
fn offer(name: &str, rest: &str, rank: Rank) -> Completion {
    Completion::new(CompletionKind::Field, name)
        .filling(escaped(&format!("{name} {rest}")))
        .detail(rest)
        .ranked(rank)
}

/// The missing foreign keys of relation fields: `authorId` beside `author User`.
fn foreign_keys(cx: CompletionContext<'_>) -> Vec<Completion> {
    let mut found = Vec::new();
    for field in cx.siblings().filter(|field| field.arity() != Arity::List && cx.is_relation(field)) {
        let Some((id, _, model)) = cx.target(field) else { continue };
        let named: Vec<&str> = field.relation.iter().flat_map(|relation| relation.field_names()).collect();
        let referenced: Vec<&str> =
            field.relation.iter().flat_map(|relation| relation.referenced_names()).collect();
        for (name, referenced) in named.iter().zip(&referenced) {
            if let Some(key) = model.field(referenced) {
                found.push(offer(name, &column_like(cx, id, key, field.arity()), Rank::Likely));
            }
        }
        if named.is_empty()
            && !holds_key(cx, model)
            && let Some(key) = key_field(model)
        {
            let name = format!("{}{}", field.name.text, capitalized(&key.name.text));
            found.push(offer(&name, &column_like(cx, id, key, field.arity()), Rank::Likely));
        }
    }
    found
}

/// Whether a field of the other model holds the foreign key of a relation with this one.
pub(super) fn holds_key(cx: CompletionContext<'_>, model: &Model) -> bool {
    let own = cx.item().map_or("", |item| item.name());
    model.fields.iter().any(|other| {
        other.type_name() == own && other.relation.as_ref().is_some_and(|it| it.fields.is_some())
    })
}

/// A column type with the same values as `key`.
pub(super) fn column_like(cx: CompletionContext<'_>, target: ItemId, key: &Field, arity: Arity) -> String {
    let mark = if arity == Arity::Optional { "?" } else { "" };
    let mut text = format!("{}{mark}", key.type_name());
    if let Some(native) = key.native_type() {
        text.push_str(&format!(" {}", native.span.of(&cx.schema.text(target))));
    }
    text
}

/// The missing relation fields of foreign keys: `author User @relation(…)` beside `authorId`.
fn relations(cx: CompletionContext<'_>) -> Vec<Completion> {
    let mut found = Vec::new();
    for field in cx.siblings().filter(|field| field.arity() != Arity::List) {
        let Some(stem) = field.name.text.strip_suffix("Id").or_else(|| field.name.text.strip_suffix("_id"))
        else {
            continue;
        };
        let is_used = cx.siblings().any(|other| {
            other
                .relation
                .as_ref()
                .is_some_and(|relation| relation.field_names().any(|it| it == field.name.text))
        });
        if is_used || stem.is_empty() {
            continue;
        }
        let Some((item, model)) = cx.model_called(stem) else { continue };
        let Some(key) = key_field(model) else { continue };
        if key.type_name() != field.type_name() {
            continue;
        }
        let mark = if field.arity() == Arity::Optional { "?" } else { "" };
        let rest = format!(
            "{}{mark} @relation(fields: [{}], references: [{}])",
            item.name(),
            field.name.text,
            key.name.text
        );
        found.push(offer(stem, &rest, Rank::Likely));
    }
    found
}

/// The missing opposite fields of relations to this model: `posts Post[]`.
fn opposites(cx: CompletionContext<'_>, item: &Item) -> Vec<Completion> {
    let mut found = Vec::new();
    for id in cx.schema.fields_of_type(item.name()) {
        let Some((field, other)) = cx.schema.field(id).zip(cx.schema.item(id.item)) else { continue };
        let is_model = other.model().is_some_and(|model| model.kind == ModelKind::Model);
        if !is_model || Some(id.item) == cx.cursor.item || has_opposite(cx, other, field) {
            continue;
        }
        let name = field.relation.as_ref().and_then(|relation| relation.name.as_ref());
        let name = name.map(|name| format!(" @relation(\"{}\")", name.value)).unwrap_or_default();
        let singular = uncapitalized(other.name());
        found.push(match is_alone(cx, id.item, field) {
            true => offer(&singular, &format!("{}?{name}", other.name()), Rank::Likely),
            false => offer(&plural(&singular), &format!("{}[]{name}", other.name()), Rank::Likely),
        });
    }
    found
}

/// Whether a field of this block, outside the line of the cursor, is the opposite of the relation field.
fn has_opposite(cx: CompletionContext<'_>, other: &Item, field: &Field) -> bool {
    let name = |field: &Field| {
        let name = field.relation.as_ref().and_then(|relation| relation.name.as_ref());
        name.map(|name| name.value.clone())
    };
    cx.siblings().any(|mine| mine.type_name() == other.name() && name(mine) == name(field))
}

/// Whether each row of this block has at most one row of the other: its foreign key is unique.
fn is_alone(cx: CompletionContext<'_>, other: ItemId, field: &Field) -> bool {
    let (Some(model), Some(relation)) = (cx.schema.model(other), field.relation.as_ref()) else {
        return false;
    };
    let key: Vec<&str> = relation.field_names().collect();
    !key.is_empty() && model.keys.iter().any(|it| it.is_unique() && it.is_over(&key))
}

/// Fields of most models.
fn usual(cx: CompletionContext<'_>, model: &Model) -> Vec<Completion> {
    if model.kind != ModelKind::Model || cx.is_next {
        return Vec::new();
    }
    let mut found = vec![
        offer("createdAt", "DateTime @default(now())", Rank::Usual),
        offer("updatedAt", "DateTime @updatedAt", Rank::Usual),
    ];
    if !cx.has_id() {
        found.push(offer("id", &own_id(cx), Rank::Usual));
    }
    found
}

/// An id like that of other models, else the usual one of the database.
fn own_id(cx: CompletionContext<'_>) -> String {
    let made = |key: &Field| key.has("id") && key.default().is_some();
    let other =
        cx.schema.models().find_map(|(id, _, model)| Some((id, key_field(model).filter(|key| made(key))?)));
    if let Some((id, key)) = other {
        let text = cx.schema.text(id);
        let attributes: Vec<&str> = key.attributes.iter().map(|attribute| attribute.span.of(&text)).collect();
        return format!("{} {}", key.type_name(), attributes.join(" "));
    }
    let usual = match cx.provider() {
        Some(Provider::Mongodb) => "String @id @default(auto()) @map(\"_id\") @db.ObjectId",
        Some(Provider::Cockroachdb) => "BigInt @id @default(autoincrement())",
        _ => "Int @id @default(autoincrement())",
    };
    usual.to_owned()
}
