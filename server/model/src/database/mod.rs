//! The database behind a schema: tables, columns, keys, indexes, foreign keys and enums as the provider has them, every
//! name as Prisma gives it.
//!
//! A [`Database`] is plain data. [`Database::of`] computes it from a schema, item by item ([`parts_of`]), so that a
//! [`DatabaseCache`] can keep the parts of items that stay the same. What reads migrations makes the same data from SQL.
//!
//! Sources: the migrations that Prisma writes for each provider; its schema engine, asked for each kind of declaration.

mod cache;
mod column_type;
mod compute;
mod default;
mod names;
mod table;

pub use cache::DatabaseCache;
pub use column_type::{ColumnType, Native, TypeArgument};
pub use compute::{Parts, column_type_of, join_tables_of, parts_of};
pub use default::{ColumnDefault, DateTime, DefaultValue, Literal, Sequence};
pub use names::{
    ConstraintName, constraint_name, default_namespace, foreign_key_name, implicit_relation_name,
    join_table_index_name, join_table_name,
};
pub use table::{
    Column, ForeignKey, Index, IndexColumn, IndexKind, Nullability, OperatorClass, PrimaryKey, Table,
};

use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::catalog::Provider;
use crate::schema::{Configuration, Schema};

/// A name in a database schema.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QualifiedName {
    /// The database schema, where one is named; `None` stands for the default one.
    pub namespace: Option<SmolStr>,
    /// The name in it.
    pub name: SmolStr,
}

/// An enum type of its own, as PostgreSQL and CockroachDB have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumType {
    /// Its name.
    pub name: QualifiedName,
    /// The values as the database stores them, in order.
    pub values: Vec<SmolStr>,
}

/// An extension of PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Its name in the database.
    pub name: SmolStr,
    /// The database schema that it is installed in; empty where that is open.
    pub schema: SmolStr,
    /// Its version; empty where that is open.
    pub version: SmolStr,
    /// Whether it can be moved to another database schema.
    pub relocatable: bool,
}

/// All that a schema, or a history of migrations, makes of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Database {
    /// Which database it is.
    pub provider: Provider,
    /// The database schemas, the default one included; none where the provider has no such thing.
    pub namespaces: Vec<SmolStr>,
    /// The tables, in the order of their declarations; those of implicit many-to-many relations come last.
    pub tables: Vec<Arc<Table>>,
    /// The enum types, in order.
    pub enums: Vec<Arc<EnumType>>,
    /// The extensions, in order.
    pub extensions: Vec<Extension>,
}

impl QualifiedName {
    /// A name in the default database schema.
    pub fn new(name: impl Into<SmolStr>) -> QualifiedName {
        QualifiedName { namespace: None, name: name.into() }
    }

    /// A name in this database schema.
    pub fn in_namespace(namespace: Option<&str>, name: &str) -> QualifiedName {
        QualifiedName { namespace: namespace.map(SmolStr::from), name: name.into() }
    }

    /// The same name with the default database schema written out, for comparing.
    pub fn key(&self, provider: Provider) -> (Option<&str>, &str) {
        (self.namespace.as_deref().or(default_namespace(provider)), &self.name)
    }
}

impl fmt::Display for QualifiedName {
    /// The two names with a dot between them, without quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{namespace}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

impl Database {
    /// A database without anything in it.
    pub fn empty(provider: Provider) -> Database {
        Database {
            provider,
            namespaces: Vec::new(),
            tables: Vec::new(),
            enums: Vec::new(),
            extensions: Vec::new(),
        }
    }

    /// What a schema makes of its database; `None` where it names no known provider.
    pub fn of(schema: &Schema) -> Option<Database> {
        let mut cache = DatabaseCache::default();
        cache.refresh(schema);
        cache.database(schema)
    }

    /// Puts the parts of all items together, given in the order of the items.
    fn assemble(provider: Provider, schema: &Schema, parts: &[&Parts]) -> Database {
        let of_models = parts.iter().filter_map(|part| part.table.clone());
        let tables = of_models.chain(parts.iter().flat_map(|part| part.join_tables.iter().cloned()));
        Database {
            provider,
            namespaces: namespaces(provider, schema.configuration()),
            tables: tables.collect(),
            enums: parts.iter().filter_map(|part| part.enumeration.clone()).collect(),
            extensions: compute::extensions(schema),
        }
    }

    /// The table of this name.
    pub fn table(&self, name: &QualifiedName) -> Option<&Arc<Table>> {
        let key = name.key(self.provider);
        self.tables.iter().find(|table| table.name.key(self.provider) == key)
    }

    /// The enum type of this name.
    pub fn enumeration(&self, name: &QualifiedName) -> Option<&Arc<EnumType>> {
        let key = name.key(self.provider);
        self.enums.iter().find(|value| value.name.key(self.provider) == key)
    }
}

/// The default database schema, then those that the datasource lists.
fn namespaces(provider: Provider, configuration: &Configuration) -> Vec<SmolStr> {
    let mut names: Vec<SmolStr> = configuration.schemas.clone();
    if let Some(default) = default_namespace(provider)
        && !names.iter().any(|name| name == default)
    {
        names.push(default.into());
    }
    names
}
