//! Tables, enum types and indexes by name.

use std::sync::Arc;

use model::catalog::Provider;
use model::database::{EnumType, Index, QualifiedName, Table};
use smol_str::SmolStr;

use super::Replay;
use super::places::{Places, folded, key};
use crate::sql::name::ObjectName;

impl Replay {
    /// Makes lookups by name possible, before statements are applied.
    pub(super) fn find_places(&mut self) {
        if !self.places.is_complete {
            self.places = Places::of(&self.database);
        }
    }

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
        self.places.tables.get(&key(name, self.database.provider)).copied()
    }

    /// The table of this name, to change it.
    pub(super) fn table_mut(&mut self, name: &QualifiedName) -> Option<&mut Table> {
        let index = self.table_index(name)?;
        if self.places.changed.last() != Some(&index) {
            self.places.changed.push(index);
        }
        self.database.tables.get_mut(index).map(Arc::make_mut)
    }

    /// Adds an index to the table of this name.
    pub(super) fn push_index(&mut self, table: &QualifiedName, index: impl FnOnce(&Table) -> Index) {
        let Some(at) = self.table_index(table) else { return };
        let Some(table) = self.database.tables.get_mut(at).map(Arc::make_mut) else { return };
        let index = index(table);
        // The other indexes of the table keep their names, so only this one is noted.
        self.places.add_index(&index.name, self.database.provider, at);
        table.indexes.push(index);
    }

    /// The tables that `wanted` accepts, to change them. Their own names and those of their indexes have to stay.
    pub(super) fn tables_where(
        &mut self,
        mut wanted: impl FnMut(&Table) -> bool,
    ) -> impl Iterator<Item = &mut Table> {
        // The others stay shared with earlier states of the database.
        self.database.tables.iter_mut().filter(move |table| wanted(table)).map(Arc::make_mut)
    }

    /// Adds a table.
    pub(super) fn push_table(&mut self, table: Table) {
        let at = self.database.tables.len();
        self.places.tables.insert(key(&table.name, self.database.provider), at);
        self.places.changed.push(at);
        self.database.tables.push(Arc::new(table));
    }

    /// Removes the table at a place. The last one takes its place: the order is that of the names in the end.
    pub(super) fn remove_table(&mut self, at: usize) {
        let provider = self.database.provider;
        let removed = self.database.tables.swap_remove(at);
        self.places.tables.remove(&key(&removed.name, provider));
        if let Some(moved) = self.database.tables.get(at) {
            self.places.tables.insert(key(&moved.name, provider), at);
            self.places.changed.push(at);
        }
    }

    /// Gives a table another name.
    pub(super) fn readdress_table(&mut self, from: &QualifiedName, to: &QualifiedName) {
        let provider = self.database.provider;
        let Some(at) = self.places.tables.remove(&key(from, provider)) else { return };
        self.places.tables.insert(key(to, provider), at);
        if let Some(table) = self.database.tables.get_mut(at).map(Arc::make_mut) {
            table.name = to.clone();
        }
    }

    /// Keeps only what is in the database schemas that `wanted` accepts.
    pub(super) fn retain_namespaces(&mut self, wanted: impl Fn(Option<&str>) -> bool) {
        let provider = self.database.provider;
        self.database.tables.retain(|table| wanted(table.name.key(provider).0));
        self.database.enums.retain(|value| wanted(value.name.key(provider).0));
        self.places = Places::of(&self.database);
    }

    /// The places of the tables with an index of this name, in order.
    pub(super) fn tables_of_index(&mut self, name: &str) -> Vec<usize> {
        let provider = self.database.provider;
        for at in std::mem::take(&mut self.places.changed) {
            let indexes = self.database.tables.get(at).into_iter().flat_map(|table| &table.indexes);
            for index in indexes {
                self.places.add_index(&index.name, provider, at);
            }
        }
        let candidates = self.places.indexes.get(&folded(name, provider)).map_or(&[][..], Vec::as_slice);
        let has_it = |at: &usize| {
            let table = self.database.tables.get(*at);
            table.is_some_and(|table| table.indexes.iter().any(|index| self.is_same(&index.name, name)))
        };
        let mut places: Vec<usize> = candidates.iter().copied().filter(has_it).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The enum type of this name.
    pub(super) fn enumeration(&self, name: &QualifiedName) -> Option<&Arc<EnumType>> {
        let at = *self.places.enums.get(&key(name, self.database.provider))?;
        self.database.enums.get(at)
    }

    /// The enum type of this name, to change it. Its name has to stay.
    pub(super) fn enumeration_mut(&mut self, name: &QualifiedName) -> Option<&mut EnumType> {
        let at = *self.places.enums.get(&key(name, self.database.provider))?;
        self.database.enums.get_mut(at).map(Arc::make_mut)
    }

    /// Adds an enum type.
    pub(super) fn push_enumeration(&mut self, value: EnumType) {
        self.places.enums.insert(key(&value.name, self.database.provider), self.database.enums.len());
        self.database.enums.push(Arc::new(value));
    }

    /// Removes an enum type. Returns whether there was one.
    pub(super) fn remove_enumeration(&mut self, name: &QualifiedName) -> bool {
        let provider = self.database.provider;
        let Some(at) = self.places.enums.remove(&key(name, provider)) else { return false };
        self.database.enums.swap_remove(at);
        if let Some(moved) = self.database.enums.get(at) {
            self.places.enums.insert(key(&moved.name, provider), at);
        }
        true
    }

    /// Gives an enum type another name.
    pub(super) fn readdress_enumeration(&mut self, from: &QualifiedName, to: &QualifiedName) {
        let provider = self.database.provider;
        let Some(at) = self.places.enums.remove(&key(from, provider)) else { return };
        self.places.enums.insert(key(to, provider), at);
        if let Some(value) = self.database.enums.get_mut(at).map(Arc::make_mut) {
            value.name = to.clone();
        }
    }

    /// Notes that a table exists of which nothing else is known.
    pub(super) fn shadow(&mut self, name: &ObjectName) {
        self.shadows.insert(SmolStr::new(name.name.text.to_lowercase()));
    }

    /// Whether nothing is known of a table but that it exists.
    pub(super) fn is_shadow(&self, name: &QualifiedName) -> bool {
        self.shadows.contains(name.name.to_lowercase().as_str())
    }

    /// Whether there are names, and the table has a column of each. If not, notes the failure.
    pub(super) fn has_columns<'a>(
        &mut self,
        table: &QualifiedName,
        names: impl Iterator<Item = &'a SmolStr>,
    ) -> bool {
        let mut names = names.peekable();
        if names.peek().is_none() {
            self.fail(format!("a key or an index of table `{table}` names no columns"));
            return false;
        }
        let Some(found) = self.table_index(table).and_then(|index| self.database.tables.get(index)) else {
            return false;
        };
        let is_missing =
            |name: &&SmolStr| !found.columns.iter().any(|column| self.is_same(&column.name, name));
        // A table that is known without its columns has any.
        let missing = names.find(|name| !found.columns.is_empty() && is_missing(name));
        if let Some(name) = missing {
            self.fail(format!("column `{name}` of table `{table}` does not exist"));
        }
        missing.is_none()
    }

    /// Notes why a change could not be made.
    pub(super) fn fail(&mut self, why: impl Into<String>) {
        self.failure.get_or_insert(why.into());
    }
}
