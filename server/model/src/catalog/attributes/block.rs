//! The attributes of blocks.

use crate::catalog::attributes::params::{
    CLIENT_NAME, CLUSTERED, INDEX_FIELDS, INDEX_MAP, PRIMARY_KEY_MAP, WHERE,
};
use crate::catalog::attributes::{Attribute, AttributeParam, FieldNeeds, Place, ValueKind};
use crate::catalog::provider::{Provider, ProviderSet};

/// Block attributes stand on no field.
const NO_FIELD: FieldNeeds = FieldNeeds { kinds: &[], scalars: &[], optional: true, list: true };

pub(super) static ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: "@@id",
        docs: "Makes several fields together the primary key. All of them have to be required. The index behind it \
               also serves look-ups by its leading fields, but not by the later ones alone.",
        example: "@@id([userId, projectId])",
        places: &[Place::Model],
        fields: NO_FIELD,
        providers: ProviderSet::SQL,
        preview: None,
        repeatable: false,
        params: &[INDEX_FIELDS, CLIENT_NAME, PRIMARY_KEY_MAP, CLUSTERED],
    },
    Attribute {
        name: "@@unique",
        docs: "No two rows may agree in all of these fields, and Prisma Client can find a row by them. If one of the \
               fields has no value, most databases do not compare the row at all.",
        example: "@@unique([organizationId, slug])",
        places: &[Place::Model, Place::View],
        fields: NO_FIELD,
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: true,
        params: &[INDEX_FIELDS, CLIENT_NAME, INDEX_MAP, CLUSTERED, WHERE],
    },
    Attribute {
        name: "@@index",
        docs: "Keeps an index of these fields, so that the database finds and sorts rows by them, or by any leading \
               part of the list, without reading the table. Each index makes writing a little slower.",
        example: "@@index([authorId, createdAt(sort: Desc)])",
        places: &[Place::Model],
        fields: NO_FIELD,
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: true,
        params: &[
            INDEX_FIELDS,
            INDEX_MAP,
            AttributeParam {
                replaced_by: Some("map"),
                ..AttributeParam::new(
                    "name",
                    ValueKind::Text,
                    "An old spelling of `map`, which it cannot stand beside. Write `map`.",
                )
            },
            AttributeParam::new(
                "type",
                ValueKind::IndexType,
                "How the index is built, `BTree` if left out. The other kinds belong to PostgreSQL; CockroachDB has \
                 `Gin` too.",
            ),
            CLUSTERED,
            WHERE,
        ],
    },
    Attribute {
        name: "@@fulltext",
        docs: "Keeps a full-text index of these `String` fields, which Prisma Client's `search` filter needs on \
               MySQL. Fields that are searched together have to be indexed together. PostgreSQL searches without.",
        example: "@@fulltext([title, content])",
        places: &[Place::Model],
        fields: NO_FIELD,
        providers: ProviderSet::of(&[Provider::Mysql, Provider::Mongodb]),
        preview: None,
        repeatable: true,
        params: &[INDEX_FIELDS, INDEX_MAP],
    },
    Attribute {
        name: "@@map",
        docs: "The name of the table, view, collection or enum in the database, where it differs from the name in the \
               schema. Adding it while renaming the block leaves the database as it is.",
        example: "@@map(\"blog_posts\")",
        places: &[Place::Model, Place::View, Place::Enum],
        fields: NO_FIELD,
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: false,
        params: &[AttributeParam::new("name", ValueKind::Text, "The name in the database.").leading()],
    },
    Attribute {
        name: "@@schema",
        docs: "The database schema that holds the table, view or enum. It has to be one of `schemas` in the \
               datasource; as soon as that list is there, every block needs a `@@schema`.",
        example: "@@schema(\"billing\")",
        places: &[Place::Model, Place::View, Place::Enum],
        fields: NO_FIELD,
        providers: ProviderSet::of(&[Provider::Postgresql, Provider::Sqlserver, Provider::Cockroachdb]),
        preview: None,
        repeatable: false,
        params: &[
            AttributeParam::new("map", ValueKind::SchemaName, "The schema's name in the database.").leading()
        ],
    },
    Attribute {
        name: "@@ignore",
        docs: "Leaves the model or view out of Prisma Client; the table stays, and migrations go on managing it. \
               Introspection puts it on tables that have no unique identifier.",
        example: "@@ignore",
        places: &[Place::Model, Place::View],
        fields: NO_FIELD,
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: false,
        params: &[],
    },
    Attribute {
        name: "@@shardKey",
        docs: "Makes several fields together the key by which PlanetScale spreads the table over shards. A model has \
               `@@shardKey` or `@shardKey`, not both. Needs the preview feature `shardKeys`.",
        example: "@@shardKey([country, customerId])",
        places: &[Place::Model, Place::View],
        fields: NO_FIELD,
        providers: ProviderSet::of(&[Provider::Mysql]),
        preview: Some("shardKeys"),
        repeatable: false,
        params: &[AttributeParam::new("fields", ValueKind::Fields, "The fields of the key; each required.")
            .leading()],
    },
];
