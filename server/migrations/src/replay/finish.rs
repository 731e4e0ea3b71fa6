//! A replayed database as Prisma reads it from a database server: what is in its scope, in Prisma's order.

use std::sync::Arc;

use model::database::{Database, EnumType, QualifiedName, Table, default_namespace};

use crate::replay::{Note, Replay};

/// A table or an enum type.
trait Object {
    fn name(&self) -> &QualifiedName;

    /// The object as Prisma reads it.
    fn read(this: &Arc<Self>) -> Arc<Self>;
}

impl Object for Table {
    fn name(&self) -> &QualifiedName {
        &self.name
    }

    /// Indexes and foreign keys come by name.
    fn read(this: &Arc<Table>) -> Arc<Table> {
        let mut table = this.clone();
        if !table.indexes.is_sorted_by_key(|index| &index.name)
            || !table.foreign_keys.is_sorted_by_key(|key| &key.name)
        {
            let table = Arc::make_mut(&mut table);
            table.indexes.sort_by(|a, b| a.name.cmp(&b.name));
            table.foreign_keys.sort_by(|a, b| a.name.cmp(&b.name));
        }
        table
    }
}

impl Object for EnumType {
    fn name(&self) -> &QualifiedName {
        &self.name
    }

    fn read(this: &Arc<EnumType>) -> Arc<EnumType> {
        this.clone()
    }
}

impl Replay {
    /// The database as far as it came, and what is not sure of it.
    pub fn finish(self) -> (Database, Vec<Note>) {
        let (tables, enums) = (self.read(&self.database.tables), self.read(&self.database.enums));
        (Database { tables, enums, ..self.database }, self.notes)
    }

    /// The database that [`finish`](Self::finish) gives, made from the one that it gives for another replay of the same
    /// history: objects that both have are shared, and names are compared only where they differ.
    pub(crate) fn finished_near(&self, other: &Replay, finished: &Database) -> Database {
        let (own, others) = (&self.database, &other.database);
        Database {
            provider: own.provider,
            namespaces: own.namespaces.clone(),
            tables: self.read_near(&own.tables, &others.tables, &finished.tables),
            enums: self.read_near(&own.enums, &others.enums, &finished.enums),
            extensions: own.extensions.clone(),
        }
    }

    /// What of these objects is in the scope, by name.
    fn read<'o, T: Object + 'o>(&self, all: impl IntoIterator<Item = &'o Arc<T>>) -> Vec<Arc<T>> {
        let in_scope = all.into_iter().filter(|object| self.is_in_scope(object.name()));
        let mut objects: Vec<_> = in_scope.map(T::read).collect();
        objects.sort_by(|a, b| self.key(a).cmp(&self.key(b)));
        objects
    }

    /// The same, made from what it gives for other objects.
    fn read_near<T: Object>(&self, own: &[Arc<T>], others: &[Arc<T>], read: &[Arc<T>]) -> Vec<Arc<T>> {
        let added = self.read(only_in(own, others));
        let gone = only_in(others, own).filter(|object| self.is_in_scope(object.name()));
        let place = |object: &Arc<T>| read.partition_point(|it| self.key(it) < self.key(object));
        let mut changes: Vec<(usize, Option<Arc<T>>)> = gone.map(|object| (place(object), None)).collect();
        changes.extend(added.into_iter().map(|object| (place(&object), Some(object))));
        // What is added comes before what is at its place, and may go.
        changes.sort_by_key(|(place, added)| (*place, added.is_none()));
        let mut objects = Vec::with_capacity(read.len() + changes.len());
        let mut next = 0;
        for (place, added) in changes {
            objects.extend_from_slice(read.get(next..place).unwrap_or_default());
            next = if added.is_some() { place } else { place + 1 };
            objects.extend(added);
        }
        objects.extend_from_slice(read.get(next..).unwrap_or_default());
        objects
    }

    /// Whether Prisma looks at the database schema of a name.
    fn is_in_scope(&self, name: &QualifiedName) -> bool {
        let provider = self.database.provider;
        let (namespace, _) = name.key(provider);
        match self.scope.namespaces.as_slice() {
            [] => default_namespace(provider).is_none_or(|default| namespace == Some(default)),
            looked_at => namespace.is_none_or(|name| looked_at.iter().any(|it| it == name)),
        }
    }

    fn key<'o, T: Object>(&self, object: &'o Arc<T>) -> (Option<&'o str>, &'o str) {
        object.name().key(self.database.provider)
    }
}

/// The objects that are not at the same place in the other list. An object that only moved is in both results.
fn only_in<'o, T>(own: &'o [Arc<T>], others: &'o [Arc<T>]) -> impl Iterator<Item = &'o Arc<T>> {
    let mut others = others.iter();
    own.iter().filter(move |object| others.next().is_none_or(|other| !Arc::ptr_eq(object, other)))
}
