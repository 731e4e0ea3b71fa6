//! One table of facts a database. What most SQL databases have in common is written once, in [`SQL`].

use crate::catalog::capabilities::ConstraintKind::{
    Default as DefaultName, ForeignKey, Index, PrimaryKey, Unique,
};
use crate::catalog::capabilities::ConstraintReach::{Schema, Table};
use crate::catalog::capabilities::{
    Autoincrement, Capabilities, ConstraintScope, EnumStorage, NullsInUnique,
};
use crate::catalog::index_types::IndexType;
use crate::catalog::provider::Provider;
use crate::catalog::release::{Availability, Release};
use crate::catalog::scalars::ScalarType;

/// Any integer field, any number of them.
const AUTOINCREMENT_ANYWHERE: Autoincrement = Autoincrement {
    supported: true,
    types: &[ScalarType::Int, ScalarType::BigInt],
    outside_id: true,
    unindexed: true,
    several: true,
};

/// The common ground of the SQL databases; PostgreSQL departs from it least.
const SQL: Capabilities = Capabilities {
    provider: Provider::Postgresql,
    enums: EnumStorage::NativeType,
    enum_availability: Availability::ALWAYS,
    scalar_lists: false,
    json_lists: false,
    composite_types: false,
    compound_ids: true,
    id_required: false,
    autoincrement: AUTOINCREMENT_ANYWHERE,
    multi_schema: false,
    named_primary_keys: false,
    named_foreign_keys: true,
    named_defaults: false,
    max_constraint_name_bytes: Some(63),
    constraint_scopes: &[],
    index_types: &[IndexType::BTree],
    operator_classes: false,
    full_text_index: false,
    sort_in_full_text_index: false,
    sort_in_primary_key: false,
    length_prefix: false,
    clustered: false,
    partial_indexes: true,
    implicit_many_to_many: true,
    foreign_keys: true,
    indexes_foreign_keys: false,
    nulls_in_unique: NullsInUnique::Distinct,
    refuses_cascade_cycles: false,
    refuses_cascade_paths: false,
    references_in_order: false,
    joins_by_native_type: false,
    tolerates_set_null_on_required: false,
    shard_keys: false,
    extensions: false,
    refused_in_id: &[],
    migrations: true,
};

pub(super) static POSTGRESQL: Capabilities = Capabilities {
    scalar_lists: true,
    json_lists: true,
    multi_schema: true,
    named_primary_keys: true,
    constraint_scopes: &[
        ConstraintScope { reach: Schema, kinds: &[PrimaryKey, Index, Unique] },
        ConstraintScope { reach: Table, kinds: &[PrimaryKey, Index, Unique, ForeignKey] },
    ],
    index_types: &[
        IndexType::BTree,
        IndexType::Hash,
        IndexType::Gist,
        IndexType::Gin,
        IndexType::SpGist,
        IndexType::Brin,
    ],
    operator_classes: true,
    tolerates_set_null_on_required: true,
    extensions: true,
    ..SQL
};

pub(super) static MYSQL: Capabilities = Capabilities {
    provider: Provider::Mysql,
    enums: EnumStorage::InColumn,
    autoincrement: Autoincrement { unindexed: false, several: false, ..AUTOINCREMENT_ANYWHERE },
    max_constraint_name_bytes: Some(64),
    constraint_scopes: &[
        ConstraintScope { reach: Schema, kinds: &[ForeignKey] },
        ConstraintScope { reach: Table, kinds: &[Index, Unique] },
    ],
    full_text_index: true,
    length_prefix: true,
    partial_indexes: false,
    indexes_foreign_keys: true,
    shard_keys: true,
    ..SQL
};

pub(super) static SQLITE: Capabilities = Capabilities {
    provider: Provider::Sqlite,
    enums: EnumStorage::Text,
    enum_availability: Availability::since(Release::new(6, 2)),
    autoincrement: Autoincrement {
        outside_id: false,
        unindexed: false,
        several: false,
        ..AUTOINCREMENT_ANYWHERE
    },
    named_foreign_keys: false,
    max_constraint_name_bytes: None,
    constraint_scopes: &[ConstraintScope { reach: Schema, kinds: &[Index, Unique] }],
    ..SQL
};

pub(super) static SQLSERVER: Capabilities = Capabilities {
    provider: Provider::Sqlserver,
    enums: EnumStorage::None,
    multi_schema: true,
    named_primary_keys: true,
    named_defaults: true,
    max_constraint_name_bytes: Some(128),
    constraint_scopes: &[
        ConstraintScope { reach: Schema, kinds: &[PrimaryKey, ForeignKey, DefaultName] },
        ConstraintScope { reach: Table, kinds: &[PrimaryKey, Index, Unique] },
    ],
    sort_in_primary_key: true,
    clustered: true,
    nulls_in_unique: NullsInUnique::Equal,
    refuses_cascade_cycles: true,
    refuses_cascade_paths: true,
    references_in_order: true,
    refused_in_id: &[ScalarType::Bytes],
    ..SQL
};

pub(super) static MONGODB: Capabilities = Capabilities {
    provider: Provider::Mongodb,
    enums: EnumStorage::Text,
    scalar_lists: true,
    json_lists: true,
    composite_types: true,
    compound_ids: false,
    id_required: true,
    autoincrement: Autoincrement {
        supported: false,
        types: &[],
        outside_id: false,
        unindexed: false,
        several: false,
    },
    named_foreign_keys: false,
    max_constraint_name_bytes: Some(127),
    constraint_scopes: &[ConstraintScope { reach: Table, kinds: &[Index, Unique] }],
    full_text_index: true,
    sort_in_full_text_index: true,
    partial_indexes: false,
    implicit_many_to_many: false,
    foreign_keys: false,
    nulls_in_unique: NullsInUnique::Equal,
    refuses_cascade_cycles: true,
    joins_by_native_type: true,
    migrations: false,
    ..SQL
};

pub(super) static COCKROACHDB: Capabilities = Capabilities {
    provider: Provider::Cockroachdb,
    scalar_lists: true,
    autoincrement: Autoincrement { types: &[ScalarType::BigInt], ..AUTOINCREMENT_ANYWHERE },
    multi_schema: true,
    named_primary_keys: true,
    // Prisma compares primary keys and foreign keys with all others here, but never two indexes with each other.
    constraint_scopes: &[ConstraintScope { reach: Table, kinds: &[PrimaryKey, Index, Unique, ForeignKey] }],
    index_types: &[IndexType::BTree, IndexType::Gin],
    ..SQL
};
