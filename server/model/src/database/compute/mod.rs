//! What one item of a schema contributes to its database.

mod columns;
mod defaults;
mod join_tables;
mod keys;
mod relations;

use std::sync::Arc;

use base::{FieldId, ItemId};
use smol_str::SmolStr;

use crate::catalog::Provider;
use crate::catalog::capabilities::EnumStorage;
use crate::database::{ColumnType, EnumType, Extension, QualifiedName, Table, default_namespace};
use crate::schema::Schema;
use crate::schema::item::{
    Arguments, Enum, EnumStorage as Storage, Expr, Field, Item, ItemKind, Model, ModelKind,
};

/// What one item contributes to the database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The table of a model.
    pub table: Option<Arc<Table>>,
    /// The enum type of an enum, where the provider has such types.
    pub enumeration: Option<Arc<EnumType>>,
    /// The tables of the implicit many-to-many relations of which the model is the side `A`.
    pub join_tables: Vec<Arc<Table>>,
}

/// What the item contributes to a database of this provider. Views, composite types and configuration contribute nothing.
pub fn parts_of(schema: &Schema, provider: Provider, id: ItemId) -> Parts {
    let Some(item) = schema.item(id) else { return Parts::default() };
    match &item.kind {
        ItemKind::Model(model) if model.kind == ModelKind::Model => {
            let cx = Computation { schema, provider, id, item, model };
            Parts {
                table: Some(Arc::new(cx.table())),
                enumeration: None,
                join_tables: join_tables::join_tables(&cx)
                    .into_iter()
                    .map(|(_, table)| Arc::new(table))
                    .collect(),
            }
        }
        ItemKind::Enum(value)
            if provider.capabilities().enums == EnumStorage::NativeType
                && matches!(value.storage, Storage::Provider | Storage::Native) =>
        {
            Parts { enumeration: Some(Arc::new(enum_type(provider, item, value))), ..Parts::default() }
        }
        _ => Parts::default(),
    }
}

/// The tables of the implicit many-to-many relations of which the item is the side `A`, each with the field of that side.
pub fn join_tables_of(schema: &Schema, provider: Provider, id: ItemId) -> Vec<(FieldId, Table)> {
    let Some(item) = schema.item(id) else { return Vec::new() };
    let Some(model) = item.model().filter(|model| model.kind == ModelKind::Model) else { return Vec::new() };
    let cx = Computation { schema, provider, id, item, model };
    join_tables::join_tables(&cx).into_iter().map(|(index, table)| (FieldId::new(id, index), table)).collect()
}

/// The type of the column of a field; `None` for fields without a column.
pub fn column_type_of(schema: &Schema, provider: Provider, field: &Field) -> Option<ColumnType> {
    columns::column_type(schema, provider, field, schema.type_of(field))
}

/// The model whose parts are computed, and what is read for that.
struct Computation<'s> {
    schema: &'s Schema,
    provider: Provider,
    id: ItemId,
    item: &'s Item,
    model: &'s Model,
}

impl Computation<'_> {
    fn table(&self) -> Table {
        Table {
            name: table_name(self.provider, self.item, self.model),
            columns: columns::columns(self),
            primary_key: keys::primary_key(self),
            indexes: keys::indexes(self),
            foreign_keys: relations::foreign_keys(self),
            comment: self.item.documentation.as_ref().map(|it| SmolStr::from(&*it.text)),
        }
    }
}

/// The name of the table of a model.
fn table_name(provider: Provider, item: &Item, model: &Model) -> QualifiedName {
    qualified(provider, model.database_schema(), item)
}

/// The name of an item in a database schema, which Prisma leaves out where it is the default one.
fn qualified(provider: Provider, namespace: Option<&str>, item: &Item) -> QualifiedName {
    let namespace = namespace.or(item.namespace.as_deref());
    let namespace = namespace.filter(|namespace| default_namespace(provider) != Some(namespace));
    QualifiedName::in_namespace(namespace, item.database_name())
}

fn enum_type(provider: Provider, item: &Item, value: &Enum) -> EnumType {
    EnumType {
        name: enum_name(provider, item, value),
        values: value.values.iter().map(|it| it.database_name().into()).collect(),
    }
}

/// The name of the enum type of an enum.
fn enum_name(provider: Provider, item: &Item, value: &Enum) -> QualifiedName {
    let namespace = value.attribute("schema").and_then(|it| it.named_or_first("map")?.as_str());
    qualified(provider, namespace, item)
}

/// The extensions that the datasource lists (preview feature `postgresqlExtensions`).
pub(super) fn extensions(schema: &Schema) -> Vec<Extension> {
    let configuration = schema.configuration();
    if !configuration.has_preview_feature("postgresqlExtensions") {
        return Vec::new();
    }
    let datasource = configuration.datasource.and_then(|id| schema.item(id)?.config());
    let list = datasource.and_then(|config| config.value("extensions")).map_or(&[][..], Expr::as_list);
    let mut found: Vec<Extension> = list.iter().filter_map(extension).collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// `pgcrypto`, `uuidOssp(map: "uuid-ossp")`, `postgis(schema: "public", version: "2.1")`
fn extension(expr: &Expr) -> Option<Extension> {
    let name = &expr.as_named()?.text;
    let arguments = expr.as_call().map(|(_, arguments)| arguments);
    let string = |key| arguments.and_then(|it: &Arguments| it.named(key)?.as_str()).map(SmolStr::from);
    Some(Extension {
        name: string("map").unwrap_or_else(|| name.clone()),
        schema: string("schema").unwrap_or_default(),
        version: string("version").unwrap_or_default(),
        relocatable: false,
    })
}
