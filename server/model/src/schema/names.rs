//! Database names of tables, columns and constraints.

use crate::catalog::Provider;
use crate::catalog::capabilities::ConstraintKind;
use crate::catalog::constraint_names::default_name;
use crate::schema::item::{Field, Item, Key, KeyKind, Model, Path};
use crate::schema::{FieldType, RelationInfo, Schema};

/// The database name of a constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstraintName {
    /// The name in the database.
    pub text: String,
    /// Whether the schema sets it (`map:`); otherwise Prisma generates it.
    pub written: bool,
}

impl Item {
    /// The name of its table, view, collection or enum type: from `@@map`, else its own.
    pub fn database_name(&self) -> &str {
        let mapped = self.attributes().iter().find(|attribute| attribute.name() == "map");
        mapped.and_then(|attribute| attribute.named_or_first("name")?.as_str()).unwrap_or(self.name())
    }
}

impl Key {
    /// The kind of constraint that it becomes.
    pub fn constraint_kind(&self) -> ConstraintKind {
        match self.kind {
            KeyKind::Id => ConstraintKind::PrimaryKey,
            KeyKind::Unique => ConstraintKind::Unique,
            KeyKind::Index | KeyKind::Fulltext => ConstraintKind::Index,
        }
    }
}

impl Schema {
    /// The database name of a key. Primary keys on MySQL, MongoDB and SQLite have no name; for them this is the name
    /// that Prisma would generate.
    pub fn key_name(&self, item: &Item, key: &Key) -> ConstraintName {
        self.key_name_in(item.database_name(), item.model(), key)
    }

    /// Like [`Schema::key_name`], for several keys of a model with this table name.
    pub fn key_name_in(&self, table: &str, model: Option<&Model>, key: &Key) -> ConstraintName {
        if let Some(map) = key.written_name() {
            return ConstraintName { text: map.value.to_string(), written: true };
        }
        // A primary key is named after its table only.
        let mut columns = Vec::with_capacity(key.columns.len());
        for column in key.columns.iter().filter(|_| key.kind != KeyKind::Id) {
            self.add_column_names(model, &column.path, &mut columns);
        }
        // Without a known database, the longest limit applies.
        let provider = self.configuration().provider.unwrap_or(Provider::Sqlite);
        let text = default_name(provider, key.constraint_kind(), table, &columns);
        ConstraintName { text, written: false }
    }

    /// Whether the database stores a name for the key.
    pub fn has_key_name(&self, key: &Key) -> bool {
        let provider = self.configuration().provider;
        provider.is_some_and(|it| key.kind != KeyKind::Id || it.capabilities().named_primary_keys)
    }

    /// The database name of a relation's foreign key. `None` if the database has no foreign keys or no names for them,
    /// and if the relation has none.
    pub fn foreign_key_name(&self, info: &RelationInfo) -> Option<ConstraintName> {
        let configuration = self.configuration();
        let provider =
            configuration.provider.filter(|provider| provider.capabilities().named_foreign_keys)?;
        if !configuration.has_foreign_keys() {
            return None;
        }
        self.foreign_key_name_of(provider, info)
    }

    /// The name that Prisma generates for a relation's foreign key on this provider, whether or not the database stores
    /// it.
    pub(crate) fn foreign_key_name_of(
        &self,
        provider: Provider,
        info: &RelationInfo,
    ) -> Option<ConstraintName> {
        if info.key.is_empty() {
            return None;
        }
        let owner = if info.owns_key { info.field } else { info.opposite? };
        if let Some(map) = &self.field(owner)?.relation.as_ref()?.map {
            return Some(ConstraintName { text: map.value.to_string(), written: true });
        }
        let table = self.item(owner.item)?.database_name();
        let columns: Vec<&str> =
            info.key.iter().filter_map(|&id| Some(self.field(id)?.database_name())).collect();
        let text = default_name(provider, ConstraintKind::ForeignKey, table, &columns);
        Some(ConstraintName { text, written: false })
    }

    /// Adds the database names of the fields of a path: the first is a field of `model`, each further one of the
    /// composite type before it. An unknown field keeps its name.
    fn add_column_names<'s>(
        &'s self,
        mut model: Option<&'s Model>,
        path: &'s Path,
        names: &mut Vec<&'s str>,
    ) {
        let mut segments = path.segments().iter().peekable();
        while let Some(segment) = segments.next() {
            let field = model.and_then(|model| model.field(segment.as_str()));
            names.push(field.map_or(segment.as_str(), Field::database_name));
            if segments.peek().is_none() {
                return;
            }
            model = match field.map(|field| self.type_of(field)) {
                Some(FieldType::Composite(next)) => self.model(next),
                _ => None,
            };
        }
    }
}
