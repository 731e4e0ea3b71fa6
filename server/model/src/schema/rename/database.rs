//! The edits that keep_names database names when a definition is renamed.

use crate::catalog::Provider;
use crate::catalog::capabilities::EnumStorage;
use crate::database::implicit_relation_name;
use crate::schema::item::{Arity, Attribute, EnumStorage as Storage, Field, ItemKind, ModelKind};
use crate::schema::references::Definition;
use crate::schema::rename::error::RenameError;
use crate::schema::{Cardinality, FieldType, Schema, edit};
use base::text::Span;
use base::{FieldId, FileEdit, ItemId, Place};

/// How database names change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DatabaseNames {
    /// They stay: renamed elements are mapped to their old names.
    #[default]
    Keep,
    /// They change with the next migration.
    Follow,
}

/// The edits in addition to those of the name itself.
pub(super) fn keep_names(
    schema: &Schema,
    definition: &Definition,
    old: &str,
    new: &str,
) -> Result<Vec<FileEdit>, RenameError> {
    match definition {
        Definition::Item(id) => keep_item(schema, *id, old, new),
        Definition::Field(id) => keep_field(schema, *id, old, new),
        Definition::EnumValue(id) => keep_enum_value(schema, *id, old, new),
        Definition::RelationName { .. } | Definition::DatabaseSchema(_) | Definition::NativeType(_) => {
            Ok(Vec::new())
        }
    }
}

fn keep_item(schema: &Schema, id: ItemId, old: &str, new: &str) -> Result<Vec<FileEdit>, RenameError> {
    let Some(item) = schema.item(id) else { return Ok(Vec::new()) };
    let is_stored = match &item.kind {
        ItemKind::Model(model) => model.kind != ModelKind::Type && !item.shares_table(),
        ItemKind::Enum(value) if matches!(value.storage, Storage::Text | Storage::Integer) => false,
        // Elsewhere only Prisma knows the name of an enum.
        ItemKind::Enum(_) => schema
            .configuration()
            .provider
            .is_none_or(|provider| provider.capabilities().enums == EnumStorage::NativeType),
        _ => false,
    };
    if !is_stored {
        return Ok(Vec::new());
    }
    let mut edits = Vec::new();
    match item.attributes().iter().find(|attribute| attribute.name() == "map") {
        Some(map) if maps_to(map, new) => edits.push(edit::remove_block_attribute(schema, id, map)),
        Some(_) => {}
        None => {
            let text = format!("@@map(\"{old}\")");
            let added = edit::add_block_attribute(schema, id, "map", &text);
            edits.push(added.ok_or_else(|| RenameError::Unfinished(old.into()))?);
        }
    }
    edits.extend(name_join_tables(schema, id, old, new)?);
    Ok(edits)
}

fn keep_field(schema: &Schema, id: FieldId, old: &str, new: &str) -> Result<Vec<FileEdit>, RenameError> {
    let Some(field) = schema.field(id) else { return Ok(Vec::new()) };
    match schema.type_of(field) {
        FieldType::Model(_) => {
            keep_own_join_table(schema, id, old, new)?;
            return Ok(Vec::new());
        }
        // It is unknown whether it has a column.
        FieldType::Unknown | FieldType::Missing => return Ok(Vec::new()),
        _ => {}
    }
    if let Some(map) = field.attribute("map") {
        let is_needless = maps_to(map, new);
        return Ok(is_needless.then(|| edit::remove_attribute(schema, id.item, map)).into_iter().collect());
    }
    if is_open(&field.attributes) {
        return Err(RenameError::Unfinished(old.into()));
    }
    Ok(vec![edit::append_attribute(schema, id.item, field, &format!("@map(\"{old}\")"))])
}

fn keep_enum_value(schema: &Schema, id: FieldId, old: &str, new: &str) -> Result<Vec<FileEdit>, RenameError> {
    let Some(value) = schema.enum_value(id) else { return Ok(Vec::new()) };
    if value.stored.is_some() {
        return Ok(Vec::new());
    }
    if let Some(map) = value.attributes.iter().find(|attribute| attribute.name() == "map") {
        let is_needless = maps_to(map, new);
        return Ok(is_needless.then(|| edit::remove_attribute(schema, id.item, map)).into_iter().collect());
    }
    if is_open(&value.attributes) {
        return Err(RenameError::Unfinished(old.into()));
    }
    let declared = schema.enumeration(id.item);
    if declared.is_some_and(|declared| declared.storage != Storage::Provider) {
        // The Prisma 8 dialect gives the value itself.
        let place = Place::new(id.item, Span::at(value.name.span.end));
        return Ok(vec![edit::replace(schema, place, format!(" = \"{old}\""))]);
    }
    Ok(vec![edit::add_value_attribute(schema, id.item, value, &format!("@map(\"{old}\")"))])
}

/// Whether the last of these is incomplete, so that text added after it would become part of it.
fn is_open(attributes: &[Attribute]) -> bool {
    let arguments = attributes.last().and_then(|last| last.arguments.as_ref());
    arguments.is_some_and(|arguments| !arguments.closed)
}

fn maps_to(attribute: &Attribute, name: &str) -> bool {
    attribute.named_or_first("name").and_then(|value| value.as_str()) == Some(name)
}

/// Implicit many-to-many relations of a model have a table `_AToB`, named after both models unless the relation has a
/// name. A relation name that equals the generated table name is removed. The columns `A` and `B` are in alphabetical
/// order: `A` is the model that sorts first.
fn name_join_tables(schema: &Schema, id: ItemId, old: &str, new: &str) -> Result<Vec<FileEdit>, RenameError> {
    let mut edits = Vec::new();
    let count = schema.model(id).map_or(0, |model| model.fields.len());
    for field in (0..count).map(|index| FieldId::new(id, index)) {
        let Some((target, opposite)) = implicit_join(schema, field) else { continue };
        let other = schema.item(target).map_or("", |item| item.name());
        if target != id && (old < other) != (new < other) {
            return Err(RenameError::JoinColumns { name: new.into(), other: other.into() });
        }
        // A self-relation is found at both of its fields.
        if target == id && opposite.index < field.index {
            continue;
        }
        let (before, after) = match target == id {
            true => (implicit_relation_name(old, old), implicit_relation_name(new, new)),
            false => (implicit_relation_name(old, other), implicit_relation_name(new, other)),
        };
        let is_needless = is_named(schema, field, &after) && can_go_without_name(schema, field, target);
        for side in [field, opposite] {
            let Some(declared) = schema.field(side) else { continue };
            edits.extend(match is_needless {
                true => unname_relation(schema, side, declared),
                false => name_relation(schema, side, declared, &before),
            });
        }
    }
    Ok(edits)
}

fn is_named(schema: &Schema, field: FieldId, name: &str) -> bool {
    let relation = schema.field(field).and_then(|field| field.relation.as_ref());
    relation.and_then(|relation| relation.name.as_ref()).is_some_and(|it| it.value == name)
}

/// Whether the relation needs no name: it is not a self-relation, and every other relation between the two models has a
/// name.
fn can_go_without_name(schema: &Schema, field: FieldId, target: ItemId) -> bool {
    let fields = schema.model(field.item).map_or(&[][..], |model| &model.fields);
    let is_unnamed = |it: &Field| it.relation.as_ref().is_none_or(|relation| relation.name.is_none());
    let mut others = fields.iter().filter(|it| schema.type_of(it) == FieldType::Model(target));
    target != field.item && !others.any(is_unnamed)
}

/// In a many-to-many self-relation, the names of the two fields determine the columns.
fn keep_own_join_table(schema: &Schema, field: FieldId, old: &str, new: &str) -> Result<(), RenameError> {
    let Some((target, opposite)) = implicit_join(schema, field) else { return Ok(()) };
    if target != field.item || opposite == field {
        return Ok(());
    }
    let other = schema.field(opposite).map_or("", |field| field.name.as_str());
    if (old < other) != (new < other) {
        return Err(RenameError::JoinColumns { name: new.into(), other: other.into() });
    }
    Ok(())
}

/// The model and field on the other side of a relation with an implicit join table.
pub(super) fn implicit_join(schema: &Schema, field: FieldId) -> Option<(ItemId, FieldId)> {
    if schema.field(field)?.arity() != Arity::List
        || schema.configuration().provider == Some(Provider::Mongodb)
    {
        return None;
    }
    let relation = schema.relation(field)?;
    let opposite = relation.opposite?;
    (relation.cardinality == Cardinality::ManyToMany).then_some((relation.target, opposite))
}

/// Adds a name to the relation of a field, unless it has one.
fn name_relation(schema: &Schema, id: FieldId, field: &Field, name: &str) -> Option<FileEdit> {
    if field.relation.as_ref().is_some_and(|relation| relation.name.is_some()) {
        return None;
    }
    Some(match field.attribute("relation") {
        Some(attribute) => edit::add_argument(schema, id.item, attribute, &format!("name: \"{name}\"")),
        None => edit::add_attribute(schema, id.item, field, &format!("@relation(\"{name}\")")),
    })
}

/// Removes the name of a field's relation.
fn unname_relation(schema: &Schema, id: FieldId, field: &Field) -> Option<FileEdit> {
    let attribute = field.attribute("relation")?;
    let name = field.relation.as_ref()?.name.as_ref()?.span;
    let argument = attribute.arguments().iter().find(|it| it.span.encloses(name))?;
    Some(edit::remove_argument(schema, id.item, attribute, argument))
}
