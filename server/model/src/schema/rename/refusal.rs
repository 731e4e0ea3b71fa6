//! Validation of new names.

use smol_str::SmolStr;

use crate::catalog::reserved::{refused_for_block, refused_for_composite_type};
use crate::schema::Schema;
use crate::schema::item::{ItemKind, Key, KeyKind, KeyOwner, ModelKind};
use crate::schema::references::{Definition, references};
use crate::schema::rename::database::{DatabaseNames, implicit_join};
use crate::schema::rename::error::RenameError;
use base::{FieldId, ItemId, Place};

/// Checks that the definition can have the name.
pub(super) fn check(
    schema: &Schema,
    definition: &Definition,
    name: &str,
    database: DatabaseNames,
) -> Result<(), RenameError> {
    match definition {
        Definition::RelationName { models, .. } => {
            return check_relation(schema, definition, *models, name, database);
        }
        Definition::DatabaseSchema(old) => return check_database_schema(schema, old, name, database),
        Definition::NativeType(old) => return Err(RenameError::NativeType(old.clone())),
        _ if !is_name(name) => return Err(RenameError::NoName(name.into())),
        _ => {}
    }
    match definition {
        Definition::Item(id) => check_item(schema, *id, name),
        Definition::Field(id) => check_field(schema, *id, name),
        Definition::EnumValue(id) => {
            let declared = schema.enumeration(id.item).and_then(|it| it.value(name));
            taken(name, declared.map(|value| Place::new(id.item, value.name.span)))
        }
        Definition::RelationName { .. } | Definition::DatabaseSchema(_) | Definition::NativeType(_) => Ok(()),
    }
}

/// Whether it is a valid name in Prisma.
fn is_name(name: &str) -> bool {
    let is_inner = |c: char| c.is_alphabetic() || c.is_ascii_digit() || c == '_';
    name.starts_with(char::is_alphabetic) && name.chars().all(is_inner)
}

fn check_item(schema: &Schema, id: ItemId, name: &str) -> Result<(), RenameError> {
    let Some(item) = schema.item(id) else { return Ok(()) };
    let (reserved, clash) = match &item.kind {
        ItemKind::Datasource(_) | ItemKind::Generator(_) => {
            let same = |other: &ItemKind| std::mem::discriminant(other) == std::mem::discriminant(&item.kind);
            let mut all = schema.items();
            (None, all.find(|(_, other)| same(&other.kind) && other.name() == name).map(|(id, _)| id))
        }
        ItemKind::Model(model) if model.kind == ModelKind::Type => {
            (refused_for_composite_type(name), schema.find(name))
        }
        _ => (refused_for_block(name, schema.configuration().release()), schema.find(name)),
    };
    if let Some(reserved) = reserved {
        return Err(RenameError::Reserved(name.into(), reserved));
    }
    taken(name, clash.and_then(|id| Some(Place::new(id, schema.item(id)?.name.as_ref()?.span))))
}

fn check_field(schema: &Schema, id: FieldId, name: &str) -> Result<(), RenameError> {
    let Some(model) = schema.model(id.item) else { return Ok(()) };
    taken(name, model.field(name).map(|field| Place::new(id.item, field.name.span)))?;
    let Some(old) = schema.field(id).map(|field| field.name.as_str()) else { return Ok(()) };
    for key in &model.keys {
        let Some(before) = client_name(key, |column| column) else { continue };
        let Some(after) = client_name(key, |column| if column == old { name } else { column }) else {
            continue;
        };
        let meets_field = before != after && model.field(&after).is_some();
        if after == name || meets_field {
            return Err(RenameError::TakenByKey(after.into(), Place::new(id.item, key.span)));
        }
    }
    Ok(())
}

/// The client name of a compound key; `renamed` maps the names of its columns.
fn client_name<'k>(key: &'k Key, renamed: impl Fn(&'k str) -> &'k str) -> Option<String> {
    if !matches!(key.kind, KeyKind::Id | KeyKind::Unique) || !matches!(key.owner, KeyOwner::Block(_)) {
        return None;
    }
    if let Some(name) = &key.name {
        return Some(name.value.to_string());
    }
    let columns: Vec<&str> = key.field_names().map(renamed).collect();
    (columns.len() > 1).then(|| columns.join("_"))
}

fn check_relation(
    schema: &Schema,
    definition: &Definition,
    models: (ItemId, ItemId),
    name: &str,
    database: DatabaseNames,
) -> Result<(), RenameError> {
    check_text(name)?;
    if !references(schema, &Definition::relation_name(name, models.0, models.1)).is_empty() {
        return Err(RenameError::TakenByRelation(name.into()));
    }
    if database == DatabaseNames::Follow {
        return Ok(());
    }
    let sides = references(schema, definition);
    for side in sides {
        let Some(model) = schema.model(side.place.item) else { continue };
        let index = model.fields.iter().position(|field| field.span.encloses(side.place.span));
        if index.is_some_and(|index| implicit_join(schema, FieldId::new(side.place.item, index)).is_some()) {
            return Err(RenameError::JoinTable(name.into()));
        }
    }
    Ok(())
}

fn check_database_schema(
    schema: &Schema,
    old: &SmolStr,
    name: &str,
    database: DatabaseNames,
) -> Result<(), RenameError> {
    if database == DatabaseNames::Keep {
        return Err(RenameError::DatabaseSchema(old.clone()));
    }
    check_text(name)?;
    taken(name, Definition::DatabaseSchema(name.into()).declaration(schema))
}

/// Checks a name in a string literal.
fn check_text(name: &str) -> Result<(), RenameError> {
    if name.is_empty() || name.contains(char::is_control) {
        return Err(RenameError::NoName(name.into()));
    }
    Ok(())
}

fn taken(name: &str, by: Option<Place>) -> Result<(), RenameError> {
    match by {
        Some(place) => Err(RenameError::Taken(name.into(), place)),
        None => Ok(()),
    }
}
