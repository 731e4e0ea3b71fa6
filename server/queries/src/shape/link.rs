//! How the rows of two tables belong together.

use base::{FieldId, ItemId};
use model::catalog::Provider;
use model::database::{implicit_relation_name, join_table_name};
use model::schema::item::{Arity, KeyKind};
use model::schema::{Cardinality, RelationInfo, Schema};
use smol_str::SmolStr;

use crate::shape::Column;

/// A relation, as seen from one of its fields.
pub(super) struct Link {
    /// The model of the field's type.
    pub target: ItemId,
    /// Whether many rows of the target belong to one.
    pub is_list: bool,
    /// How their rows belong together.
    pub keys: Keys,
}

/// The columns that hold a relation together.
pub(super) enum Keys {
    /// Columns of both tables that are equal.
    Columns {
        /// Those of the model of the field.
        own: Vec<Column>,
        /// Those of the target.
        other: Vec<Column>,
        /// Whether the model of the field has the foreign key.
        owns_key: bool,
    },
    /// Rows of a join table.
    Through(Box<JoinTable>),
}

/// The table of an implicit many-to-many relation.
pub(super) struct JoinTable {
    /// Its name in the database.
    pub name: SmolStr,
    /// The id of the model of the field.
    pub own: Column,
    /// The column that refers to the model of the field.
    pub near: Column,
    /// The column that refers to the target.
    pub far: Column,
    /// The id of the target.
    pub other: Column,
}

/// The relation of a field; `None` where it is not complete.
pub(super) fn link(schema: &Schema, field: FieldId) -> Option<Link> {
    let relation = schema.relation(field)?;
    let is_list = schema.field(field)?.arity() == Arity::List;
    let (target, owns_key) = (relation.target, relation.owns_key);
    if relation.key.is_empty() {
        let keys = through(schema, &relation)?;
        return Some(Link { target, is_list, keys });
    }
    if relation.key.len() != relation.referenced.len() {
        return None;
    }
    let columns = |fields: &[FieldId]| fields.iter().filter_map(|id| column(schema, *id)).collect::<Vec<_>>();
    let (key, referenced) = (columns(&relation.key), columns(&relation.referenced));
    let (own, other) = if owns_key { (key, referenced) } else { (referenced, key) };
    Some(Link { target, is_list, keys: Keys::Columns { own, other, owns_key } })
}

/// The column of a field.
pub(super) fn column(schema: &Schema, id: FieldId) -> Option<Column> {
    let field = schema.field(id)?;
    Some(Column { field: Some(id), name: field.name.text.clone(), column: field.database_name().into() })
}

/// The columns of the id of a model; of its first unique key where it has none.
pub(super) fn id_columns(schema: &Schema, model: ItemId) -> Vec<Column> {
    let Some(item) = schema.model(model) else { return Vec::new() };
    let id = item.keys.iter().find(|key| key.kind == KeyKind::Id);
    let unique = || item.keys.iter().find(|key| key.is_unique() && key.predicate.is_none());
    let Some(key) = id.or_else(unique) else { return Vec::new() };
    let fields = key.field_names().filter_map(|name| schema.field_named(model, name));
    fields.filter_map(|field| column(schema, field)).collect()
}

/// The join table of a many-to-many relation without a foreign key.
fn through(schema: &Schema, relation: &RelationInfo) -> Option<Keys> {
    if relation.cardinality != Cardinality::ManyToMany {
        return None;
    }
    let model = relation.field.item;
    let field = schema.field(relation.field)?;
    let opposite = schema.field(relation.opposite?)?;
    let (name, target_name) = (schema.head(model)?.name(), schema.head(relation.target)?.name());
    let written = field.relation.as_ref().and_then(|it| it.name.as_ref()).map(|name| name.value.clone());
    let relation_name =
        written.unwrap_or_else(|| implicit_relation_name(name, target_name).to_string().into());
    let provider = schema.configuration().provider.unwrap_or(Provider::Postgresql);
    let is_first = match relation.target == model {
        true => field.name.text < opposite.name.text,
        false => name < target_name,
    };
    let side = |name: &str| Column { field: None, name: name.into(), column: name.into() };
    let (near, far) = if is_first { (side("A"), side("B")) } else { (side("B"), side("A")) };
    let id = |model| id_columns(schema, model).into_iter().next();
    let (own, other) = (id(model)?, id(relation.target)?);
    let name = join_table_name(provider, &relation_name);
    Some(Keys::Through(Box::new(JoinTable { name, own, near, far, other })))
}
