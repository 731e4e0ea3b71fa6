//! Names that a definition cannot have.

use std::fmt;

use smol_str::SmolStr;

use crate::catalog::reserved::{Reserved, refused_for_block, refused_for_composite_type};
use crate::schema::Schema;
use crate::schema::item::{ItemKind, Key, KeyKind, KeyOwner, ModelKind};
use crate::schema::references::{Definition, references};
use crate::schema::rename::DatabaseNames;
use crate::schema::rename::database::implicit_join;
use base::{FieldId, ItemId, Place};

/// Why something cannot have a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenameError {
    /// The text is no name.
    NoName(SmolStr),
    /// The name means something to Prisma.
    Reserved(SmolStr, Reserved),
    /// Something else bears it, declared there.
    Taken(SmolStr, Place),
    /// It would be the name that the client gives to a compound key of the model.
    TakenByKey(SmolStr, Place),
    /// Another relation between the same models bears it.
    TakenByRelation(SmolStr),
    /// A join table of Prisma's own is named after the relation.
    JoinTable(SmolStr),
    /// It is the database that gives this schema its name.
    DatabaseSchema(SmolStr),
    /// It is the database that gives this type its name.
    NativeType(SmolStr),
    /// The columns of a join table of Prisma's own would change places.
    JoinColumns {
        /// The name asked for.
        name: SmolStr,
        /// The model or field at the other side.
        other: SmolStr,
    },
    /// The line or block of this name is still being typed.
    Unfinished(SmolStr),
}

impl fmt::Display for RenameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RenameError::NoName(name) if name.is_empty() => write!(f, "A name cannot be empty."),
            RenameError::NoName(name) => write!(
                f,
                "`{name}` cannot be a name here: a name begins with a letter and goes on with letters, digits and `_`."
            ),
            RenameError::Reserved(name, Reserved::Scalar) => {
                write!(f, "`{name}` is a built-in type of Prisma. Choose another name.")
            }
            RenameError::Reserved(name, Reserved::Client) => {
                write!(
                    f,
                    "`{name}` is reserved: the generated client could not export it. Choose another name."
                )
            }
            RenameError::Taken(name, _) => write!(f, "`{name}` exists already. Choose another name."),
            RenameError::TakenByKey(name, _) => write!(
                f,
                "`{name}` would clash with the name that a compound key of this model has in the client. Give that key \
                 another one with `name:` first."
            ),
            RenameError::TakenByRelation(name) => {
                write!(f, "Another relation between these models is called `{name}` already.")
            }
            RenameError::JoinTable(name) => write!(
                f,
                "The join table of this many-to-many relation is called after it: as `{name}` the relation would lose its \
                 rows. Rename the table in a migration of your own, with `rename.keepDatabaseNames` turned off."
            ),
            RenameError::DatabaseSchema(name) => write!(
                f,
                "`{name}` is what this schema is called in the database, and nothing can map it. Rename it there, with \
                 `rename.keepDatabaseNames` turned off."
            ),
            RenameError::NativeType(name) => {
                write!(f, "`{name}` is a type of the database, which no schema renames.")
            }
            RenameError::JoinColumns { name, other } => write!(
                f,
                "In the join table of the many-to-many relation with `{other}` the columns `A` and `B` go by the alphabet, \
                 and with the name `{name}` they would change places. Choose a name on the same side of `{other}`, or turn \
                 `rename.keepDatabaseNames` off."
            ),
            RenameError::Unfinished(name) => {
                write!(f, "`{name}` is not complete yet: a bracket or brace is missing. Close it first.")
            }
        }
    }
}

impl std::error::Error for RenameError {}

/// Whether the definition can have the name.
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

/// Whether Prisma reads it as one name, and accepts it.
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
        _ => (refused_for_block(name), schema.find(name)),
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

/// What the client calls a compound key; `renamed` gives the new name of a column.
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

/// A name that stands between quotes.
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
