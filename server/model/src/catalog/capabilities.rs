//! What each database can do, as far as the schema language is concerned.
//!
//! Sources: the manuals of the six databases for what they do with foreign keys, NULLs, identifiers and indexes;
//! Prisma's own validator, asked with one small schema a fact, for what it accepts of each.

use crate::catalog::index_types::IndexType;
use crate::catalog::provider::{Provider, ProviderSet};
use crate::catalog::release::{Availability, Release};
use crate::catalog::scalars::ScalarType;

mod tables;

/// The facts about one database.
#[derive(Debug)]
pub struct Capabilities {
    /// Whose facts these are.
    pub provider: Provider,
    /// Whether `enum` blocks may be used, and how they are stored.
    pub enums: EnumStorage,
    /// The releases that accept them; others refuse them.
    pub enum_availability: Availability,
    /// Whether fields of scalar and enum type may be lists.
    pub scalar_lists: bool,
    /// Whether `Json[]` is accepted as well.
    pub json_lists: bool,
    /// Whether `type` blocks (composite types) may be used.
    pub composite_types: bool,
    /// Whether a model may have an `@@id` over several fields.
    pub compound_ids: bool,
    /// Whether every model needs exactly one `@id` field; elsewhere a required unique suffices.
    pub id_required: bool,
    /// Where `@default(autoincrement())` may stand.
    pub autoincrement: Autoincrement,
    /// Whether `schemas` and `@@schema` are available.
    pub multi_schema: bool,
    /// Whether a primary key takes a constraint name (`@id(map: …)`).
    pub named_primary_keys: bool,
    /// Whether a foreign key takes a constraint name (`@relation(map: …)`).
    pub named_foreign_keys: bool,
    /// Whether a default takes a constraint name (`@default(…, map: …)`).
    pub named_defaults: bool,
    /// The most bytes a constraint name may have; `None` without limit.
    pub max_constraint_name_bytes: Option<usize>,
    /// In which sets of constraints a name must be unique.
    pub constraint_scopes: &'static [ConstraintScope],
    /// The values that `type:` of `@@index` accepts.
    pub index_types: &'static [IndexType],
    /// Whether `ops:` means anything. Elsewhere Prisma ignores it in a B-tree and refuses it in other index types.
    pub operator_classes: bool,
    /// Whether `@@fulltext` is available.
    pub full_text_index: bool,
    /// Whether a field in `@@fulltext` takes `sort:`.
    pub sort_in_full_text_index: bool,
    /// Whether a field in `@id` or `@@id` takes `sort:`.
    pub sort_in_primary_key: bool,
    /// Whether a field in an index, a unique or an id takes `length:`.
    pub length_prefix: bool,
    /// Whether ids, uniques and indexes take `clustered:`.
    pub clustered: bool,
    /// Whether `where:` is accepted on indexes and uniques (preview feature `partialIndexes`).
    pub partial_indexes: bool,
    /// Whether a many-to-many relation needs no explicit join model.
    pub implicit_many_to_many: bool,
    /// Whether the database itself can enforce relations.
    pub foreign_keys: bool,
    /// Whether the database adds an index for each foreign key by itself.
    pub indexes_foreign_keys: bool,
    /// How a unique index treats rows without a value.
    pub nulls_in_unique: NullsInUnique,
    /// Whether a cycle of cascading relations is refused even with foreign keys.
    pub refuses_cascade_cycles: bool,
    /// Whether foreign keys through which one row is reached on several cascading paths are refused.
    pub refuses_cascade_paths: bool,
    /// Whether `references:` has to name the fields of a compound key in the key's own order.
    pub references_in_order: bool,
    /// Whether rows are found over a relation only where both of its ends have the same native type.
    pub joins_by_native_type: bool,
    /// Whether `SetNull` on a required foreign key is only warned of when foreign keys enforce it.
    pub tolerates_set_null_on_required: bool,
    /// Whether `@@shardKey` and `@shardKey` are available (preview feature `shardKeys`).
    pub shard_keys: bool,
    /// Whether the `extensions` key of the datasource is known (preview feature `postgresqlExtensions`).
    pub extensions: bool,
    /// Scalar types that no `@id` or `@@id` may contain.
    pub refused_in_id: &'static [ScalarType],
    /// Whether Prisma Migrate manages its tables.
    pub migrations: bool,
}

impl Capabilities {
    /// How this release stores an `enum` block.
    pub fn enum_storage(&self, release: Release) -> EnumStorage {
        if self.enum_availability.contains(release) { self.enums } else { EnumStorage::None }
    }
}

/// How a database stores an `enum` block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumStorage {
    /// A type in the database.
    NativeType,
    /// A part of each column's type.
    InColumn,
    /// Text; only Prisma Client knows the values.
    Text,
    /// Refused.
    None,
}

/// Where `@default(autoincrement())` may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Autoincrement {
    /// Whether it is known at all.
    pub supported: bool,
    /// The field types that take it.
    pub types: &'static [ScalarType],
    /// Whether a field outside of a single-field id may have it.
    pub outside_id: bool,
    /// Whether the field may be without an index that starts with it.
    pub unindexed: bool,
    /// Whether several fields of a model may have it.
    pub several: bool,
}

/// How a unique index treats rows without a value in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NullsInUnique {
    /// Any number of such rows.
    Distinct,
    /// At most one such row.
    Equal,
}

/// Something of a model that has a name in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConstraintKind {
    /// The primary key.
    PrimaryKey,
    /// An index, full-text ones included.
    Index,
    /// A unique constraint or index.
    Unique,
    /// A foreign key.
    ForeignKey,
    /// A named default.
    Default,
}

/// A set of constraints whose names must differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConstraintScope {
    /// How far the set reaches.
    pub reach: ConstraintReach,
    /// The kinds that share it.
    pub kinds: &'static [ConstraintKind],
}

/// How far a set of constraint names reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstraintReach {
    /// All tables of one database schema (`@@schema`; the whole database where there are none).
    Schema,
    /// One table.
    Table,
}

impl Provider {
    /// What the database can do.
    pub fn capabilities(self) -> &'static Capabilities {
        match self {
            Provider::Postgresql => &tables::POSTGRESQL,
            Provider::Mysql => &tables::MYSQL,
            Provider::Sqlite => &tables::SQLITE,
            Provider::Sqlserver => &tables::SQLSERVER,
            Provider::Mongodb => &tables::MONGODB,
            Provider::Cockroachdb => &tables::COCKROACHDB,
        }
    }
}

impl IndexType {
    /// The databases that accept it.
    pub fn providers(self) -> ProviderSet {
        providers_where(|facts| facts.index_types.contains(&self))
    }

    /// Whether this database accepts it.
    pub fn is_supported(self, provider: Provider) -> bool {
        provider.capabilities().index_types.contains(&self)
    }
}

/// The providers for which a fact holds, such as `providers_where(|c| c.clustered)`.
pub fn providers_where(holds: impl Fn(&Capabilities) -> bool) -> ProviderSet {
    let mut set = ProviderSet::ALL;
    for provider in Provider::ALL {
        if !holds(provider.capabilities()) {
            set = set.without(provider);
        }
    }
    set
}
