//! Converts a field that holds the id of another model to a relation.

use heck::{ToLowerCamelCase as _, ToSnakeCase as _, ToUpperCamelCase as _};

use crate::refactor::{Change, FileUse, Refactoring, RefactoringKind, Spot};
use base::{FileEdit, ItemId};
use checks::rules::{ColumnOrder, plural, serves_lookup, words};
use model::catalog::referential_actions::{refuses_cycles, refuses_multiple_paths};
use model::schema::edit::{self, FieldPlace};
use model::schema::item::{Arity, Field, Item, KeyKind, Model, ModelKind};
use model::schema::{FieldType, Schema};

/// The maximum number of models offered.
const MAX_TARGETS: usize = 4;

pub(super) fn offer<'a>(at: &Spot<'a>, found: &mut Vec<Refactoring<'a>>) {
    let (Some((_, field)), Some(model)) = (at.field, at.item.model()) else { return };
    let is_plain = matches!(at.schema.type_of(field), FieldType::Scalar(_)) && field.arity() != Arity::List;
    let is_taken = model
        .fields
        .iter()
        .filter_map(|it| it.relation.as_ref())
        .any(|relation| relation.field_names().any(|name| name == field.name.text));
    let name = relation_name(field);
    if !is_plain
        || is_taken
        || model.kind != ModelKind::Model
        || field.has("id")
        || model.field(&name).is_some()
    {
        return;
    }
    for target in targets(at, field, &name) {
        let Some(item) = at.schema.item(target) else { continue };
        let enforced =
            if at.schema.configuration().has_foreign_keys() { ", enforced by the database" } else { "" };
        let title = format!(
            "Add a relation to `{1}` with `{0}` as the foreign key{enforced}",
            field.name.text,
            item.name()
        );
        let (at, name) = (*at, name.clone());
        found.push(Refactoring {
            code: "scalar-to-relation",
            title,
            kind: RefactoringKind::Rewrite,
            files: FileUse::Kept,
            change: Box::new(move || change(&at, field, &name, target).map(Change::from)),
        });
    }
}

/// `author` for `authorId` and `author_id`; with the suffix `Row` if the field has no such ending.
fn relation_name(field: &Field) -> String {
    let name = field.name.text.as_str();
    let endings = ["_id", "Id", "ID", "_uuid", "Uuid", "_ref", "Ref"];
    let short = endings.iter().find_map(|ending| name.strip_suffix(ending)).filter(|short| !short.is_empty());
    short.map_or_else(|| format!("{name}Row"), str::to_owned)
}

/// The models that the field may reference: the one with its name, else the most frequently referenced ones.
fn targets(at: &Spot<'_>, field: &Field, name: &str) -> Vec<ItemId> {
    let schema = at.schema;
    let text = schema.text(at.id);
    let native = field.native_type().map(|it| it.span.of(&text).to_owned());
    let fits = |id: ItemId, model: &Model| {
        // The text of a block is read last, since most blocks are rejected earlier.
        let Some(key) = single_id(model).filter(|key| key.type_name() == field.type_name()) else {
            return false;
        };
        let theirs = key.native_type().map(|it| it.span.of(&schema.text(id)).to_owned());
        theirs == native && id != at.id
    };
    let candidates: Vec<(ItemId, &Item)> = schema
        .models()
        .filter(|(id, item, model)| {
            item.namespace == at.item.namespace
                && schema.is_first_of_name(*id)
                && fits(*id, model)
                && !model.is_ignored()
        })
        .map(|(id, item, _)| (id, item))
        .collect();
    let wanted = words(name);
    let same = candidates.iter().find(|(_, item)| words(item.name()) == wanted);
    // `postAuthorId` may reference an `Author`.
    let last = candidates.iter().find(|(_, item)| wanted.end_with(&words(item.name())));
    if let Some((id, _)) = same.or(last) {
        return vec![*id];
    }
    if relation_name(field).ends_with("Row") {
        return Vec::new();
    }
    let mut ranked: Vec<(usize, ItemId)> =
        candidates.iter().map(|(id, _)| (schema.fields_to(*id).count(), *id)).collect();
    ranked.sort_by_key(|(uses, id)| (std::cmp::Reverse(*uses), schema.position(*id)));
    ranked.into_iter().take(MAX_TARGETS).map(|(_, id)| id).collect()
}

fn single_id(model: &Model) -> Option<&Field> {
    let key = model.keys.iter().find(|key| key.kind == KeyKind::Id)?;
    match &*key.columns {
        [column] => model.field(&column.path.text),
        _ => None,
    }
}

fn change(at: &Spot<'_>, field: &Field, name: &str, target: ItemId) -> Option<Vec<FileEdit>> {
    let (schema, model) = (at.schema, at.item.model()?);
    let (target_item, target_model) = (schema.item(target)?, schema.model(target)?);
    let own = at.item.name();
    let key = field.name.text.as_str();
    let is_unique = model.keys.iter().any(|it| it.is_unique() && it.is_over(&[key]));
    let is_related = |from: &Model, to: &str| from.fields.iter().any(|field| field.type_name() == to);
    let needs_name = is_related(model, target_item.name()) || is_related(target_model, own);
    let relation = needs_name.then(|| format!("{own}{}", name.to_upper_camel_case()));
    let label = relation.as_ref().map(|name| format!("{name:?}, ")).unwrap_or_default();
    let optional = if field.arity() == Arity::Optional { "?" } else { "" };
    let line = format!(
        "{name} {}{optional} @relation({label}fields: [{key}], references: [{}]{})",
        target_item.name(),
        single_id(target_model)?.name.text,
        actions(schema)
    );
    let mut edits = vec![edit::add_field(schema, at.id, FieldPlace::After(field), &[line])?];
    let order = ColumnOrder::of_foreign_keys(schema.configuration());
    // Prisma 8 makes the index of a relation by itself.
    let needs_index = !schema.configuration().is_next();
    if needs_index && !model.keys.iter().any(|it| serves_lookup(schema, model, it, &[key], order)) {
        edits.push(edit::add_block_attribute(schema, at.id, "index", &format!("@@index([{key}])"))?);
    }
    let is_snake = key.contains('_');
    let case = |text: &str| if is_snake { text.to_snake_case() } else { text.to_lower_camel_case() };
    let usual = if is_unique { case(own) } else { case(&plural(own)) };
    let other = free_name(target_model, &usual, &case(&format!("{usual} as {name}")));
    let back = relation.map(|name| format!(" @relation({name:?})")).unwrap_or_default();
    let arity = if is_unique { "?" } else { "[]" };
    edits.push(edit::add_field(schema, target, FieldPlace::Last, &[format!("{other} {own}{arity}{back}")])?);
    Some(edits)
}

/// The actions of a new relation: explicit ones if the defaults could close a cycle that the database rejects.
fn actions(schema: &Schema) -> &'static str {
    let configuration = schema.configuration();
    let mode = configuration.relation_mode;
    let refuses = |provider| refuses_cycles(provider, mode) || refuses_multiple_paths(provider, mode);
    if configuration.provider.is_some_and(refuses) { ", onDelete: NoAction, onUpdate: NoAction" } else { "" }
}

fn free_name(model: &Model, usual: &str, longer: &str) -> String {
    let is_free = |name: &str| model.field(name).is_none();
    if is_free(usual) {
        return usual.to_owned();
    }
    let numbered = (2_u32..100).map(|number| format!("{longer}{number}"));
    std::iter::once(longer.to_owned()).chain(numbered).find(|name| is_free(name)).unwrap_or_default()
}
