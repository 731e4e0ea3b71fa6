//! The names that Prisma gives to keys, indexes and constraints, and to what the schema does not name.
//!
//! Source: the names in migrations that Prisma writes, and the clashes that its validator reports between a given
//! name and a generated one.

use smol_str::SmolStr;

use crate::catalog::Provider;
use crate::catalog::capabilities::ConstraintKind;
use crate::schema::item::{Field, Item, Key, KeyKind, Model, Path, Relation};
use crate::schema::{FieldType, RelationInfo, Schema};

/// The database name of a constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstraintName {
    /// The name in the database.
    pub text: String,
    /// Whether the schema sets it (`map:`); otherwise Prisma generates it.
    pub written: bool,
}

/// The suffix of the generated names of a kind of constraint.
const fn suffix(kind: ConstraintKind) -> &'static str {
    match kind {
        ConstraintKind::PrimaryKey => "_pkey",
        ConstraintKind::Index => "_idx",
        ConstraintKind::Unique => "_key",
        ConstraintKind::ForeignKey => "_fkey",
        ConstraintKind::Default => "_df",
    }
}

/// The name that Prisma generates for a constraint: table, columns and suffix, all by their database names. Where that is
/// longer than the database allows, the part before the suffix is truncated. A path into a composite type is given column
/// by column. Primary keys are named after their table alone, so their columns do not matter.
pub fn constraint_name(provider: Provider, kind: ConstraintKind, table: &str, columns: &[&str]) -> String {
    let length = columns.iter().map(|column| column.len() + 1).sum::<usize>();
    let mut name = String::with_capacity(table.len() + length + suffix(kind).len());
    name.push_str(table);
    if kind != ConstraintKind::PrimaryKey {
        for column in columns {
            name.push('_');
            name.push_str(column);
        }
    }
    let suffix = suffix(kind);
    if let Some(most) = provider.capabilities().max_constraint_name_bytes {
        let room = cut(&name, most.saturating_sub(suffix.len())).len();
        name.truncate(room);
    }
    name.push_str(suffix);
    name
}

/// The name of the foreign key of a relation that `model` holds, given the name of its table.
pub fn foreign_key_name(
    provider: Provider,
    table: &str,
    model: &Model,
    relation: &Relation,
) -> ConstraintName {
    if let Some(map) = &relation.map {
        return ConstraintName { text: map.value.to_string(), written: true };
    }
    let names = relation.field_names();
    let columns: Vec<&str> =
        names.map(|name| model.field(name).map_or(name, |field| field.database_name())).collect();
    let text = constraint_name(provider, ConstraintKind::ForeignKey, table, &columns);
    ConstraintName { text, written: false }
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
        let columns = if key.kind == KeyKind::Id { Vec::new() } else { self.key_columns(model, key) };
        // Without a known database, the longest limit applies.
        let provider = self.configuration().provider.unwrap_or(Provider::Sqlite);
        let text = constraint_name(provider, key.constraint_kind(), table, &columns);
        ConstraintName { text, written: false }
    }

    /// The database names of the columns of a key of the model. A path into a composite type is one name a segment.
    pub fn key_columns<'s>(&'s self, model: Option<&'s Model>, key: &'s Key) -> Vec<&'s str> {
        let mut columns = Vec::with_capacity(key.columns.len());
        for column in &key.columns {
            self.add_column_names(model, &column.path, &mut columns);
        }
        columns
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
    pub(super) fn foreign_key_name_of(
        &self,
        provider: Provider,
        info: &RelationInfo,
    ) -> Option<ConstraintName> {
        if info.key.is_empty() {
            return None;
        }
        let owner = if info.owns_key { info.field } else { info.opposite? };
        let item = self.item(owner.item)?;
        let relation = self.field(owner)?.relation.as_ref()?;
        Some(foreign_key_name(provider, item.database_name(), item.model()?, relation))
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

/// The database schema of a table that names none; `None` where the provider has no such thing.
pub const fn default_namespace(provider: Provider) -> Option<&'static str> {
    match provider {
        Provider::Postgresql | Provider::Cockroachdb => Some("public"),
        Provider::Sqlserver => Some("dbo"),
        Provider::Mysql | Provider::Sqlite | Provider::Mongodb => None,
    }
}

/// The name of a relation between two models that has no name in the schema.
pub fn implicit_relation_name(a: &str, b: &str) -> SmolStr {
    let (first, second) = if a < b { (a, b) } else { (b, a) };
    SmolStr::from(format!("{first}To{second}"))
}

/// The name of the table of an implicit many-to-many relation, given that of the relation.
pub fn join_table_name(provider: Provider, relation: &str) -> SmolStr {
    let most = provider.capabilities().max_constraint_name_bytes.unwrap_or(usize::MAX);
    take(&format!("_{relation}"), most).into()
}

/// The name of the index of the column `B` of that table, given the name of the relation.
pub fn join_table_index_name(provider: Provider, relation: &str) -> SmolStr {
    JoinTableNames::of(relation, provider).index
}

/// The names of the table of an implicit many-to-many relation, of its constraints and its index.
///
/// They are made differently from all others: the table's own name is shortened so that an ending always fits.
pub(super) struct JoinTableNames {
    /// The table.
    pub(super) table: SmolStr,
    /// The foreign keys of the columns `A` and `B`.
    pub(super) foreign_keys: [SmolStr; 2],
    /// The primary key over both columns.
    pub(super) primary_key: SmolStr,
    /// The unique index over both columns, on providers that have it in place of the primary key.
    pub(super) unique: SmolStr,
    /// The index of the column `B`.
    pub(super) index: SmolStr,
}

impl JoinTableNames {
    /// The names for a relation of this name.
    pub(super) fn of(relation: &str, provider: Provider) -> JoinTableNames {
        let most = provider.capabilities().max_constraint_name_bytes.unwrap_or(usize::MAX);
        let table = join_table_name(provider, relation);
        let with = |ending: &str| {
            let start = take(&table, most.saturating_sub(ending.len()));
            SmolStr::from(format!("{start}{ending}"))
        };
        // A table whose name leaves just enough room is shortened for `B` only, which changes nothing.
        let foreign_key = |column: &str| {
            let room = most.saturating_sub("_A_fkey".len());
            let start = if table.len() > room { cut(&table, room) } else { &table };
            SmolStr::from(format!("{start}_{column}_fkey"))
        };
        JoinTableNames {
            foreign_keys: [foreign_key("A"), foreign_key("B")],
            primary_key: with("_AB_pkey"),
            unique: with("_AB_unique"),
            index: with("_B_index"),
            table,
        }
    }
}

/// The first so many characters.
fn take(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// As many bytes from the beginning, less what would be a part of a character.
fn cut(text: &str, bytes: usize) -> &str {
    let mut bytes = bytes.min(text.len());
    while !text.is_char_boundary(bytes) {
        bytes -= 1;
    }
    text.get(..bytes).unwrap_or(text)
}
