//! Tables, columns and keys by name.

use std::sync::Arc;

use model::catalog::Provider;
use model::database::{QualifiedName, Table};
use smol_str::SmolStr;

use super::Replay;
use crate::sql::name::ObjectName;

impl Replay {
    /// The name of an object as a database has it.
    pub(super) fn qualified(&self, name: &ObjectName) -> QualifiedName {
        let has_namespaces = !matches!(self.database.provider, Provider::Mysql | Provider::Sqlite);
        let namespace = name.schema.as_ref().filter(|_| has_namespaces);
        QualifiedName { namespace: namespace.map(|schema| schema.text.clone()), name: name.name.text.clone() }
    }

    /// Whether two names are the same to the database.
    pub(super) fn is_same(&self, a: &str, b: &str) -> bool {
        match self.database.provider {
            Provider::Postgresql | Provider::Cockroachdb => a == b,
            _ => a.eq_ignore_ascii_case(b),
        }
    }

    /// The place of the table of this name.
    pub(super) fn table_index(&self, name: &QualifiedName) -> Option<usize> {
        let provider = self.database.provider;
        let (namespace, table) = name.key(provider);
        self.database.tables.iter().position(|it| {
            let (other, name) = it.name.key(provider);
            namespace == other && self.is_same(table, name)
        })
    }

    /// The table of this name, to change it.
    pub(super) fn table_mut(&mut self, name: &QualifiedName) -> Option<&mut Table> {
        let index = self.table_index(name)?;
        self.database.tables.get_mut(index).map(Arc::make_mut)
    }

    /// All tables, to change them.
    pub(super) fn tables_mut(&mut self) -> impl Iterator<Item = &mut Table> {
        self.database.tables.iter_mut().map(Arc::make_mut)
    }

    /// Notes that a table exists of which nothing else is known.
    pub(super) fn shadow(&mut self, name: &ObjectName) {
        self.shadows.insert(SmolStr::new(name.name.text.to_lowercase()));
    }

    /// Whether nothing is known of a table but that it exists.
    pub(super) fn is_shadow(&self, name: &QualifiedName) -> bool {
        self.shadows.contains(name.name.to_lowercase().as_str())
    }

    /// Notes why a change could not be made.
    pub(super) fn fail(&mut self, why: impl Into<String>) {
        self.failure.get_or_insert(why.into());
    }
}
