//! The attributes of blocks.

use crate::catalog::attributes::params::{
    CLIENT_NAME, CLUSTERED, INDEX_FIELDS, INDEX_MAP, PRIMARY_KEY_MAP, WHERE,
};
use crate::catalog::attributes::{Attribute, AttributeParam, FieldNeeds, Place, ValueKind};
use crate::catalog::provider::{Provider, ProviderSet};
use crate::catalog::release::Release;

/// Block attributes stand on no field.
const NO_FIELD: FieldNeeds = FieldNeeds { kinds: &[], scalars: &[], optional: true, list: true };

pub(super) static ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: "@@id",
        docs: "Defines a compound primary key. All its fields have to be required. Its index also serves queries \
             by its leading fields, but not by later ones alone.",
        example: "@@id([userId, projectId])",
        places: &[Place::Model],
        views_until: Some(Release::new(6, 13)),
        fields: NO_FIELD,
        providers: ProviderSet::SQL,
        preview: None,
        repeatable: false,
        params: &[INDEX_FIELDS, CLIENT_NAME, PRIMARY_KEY_MAP, CLUSTERED],
    },
    Attribute {
        name: "@@unique",
        docs: "Defines a compound unique constraint, by which Prisma Client can find a row. Most databases do not \
             apply it to rows in which one of the fields is NULL.",
        example: "@@unique([organizationId, slug])",
        places: &[Place::Model, Place::View],
        views_until: None,
        fields: NO_FIELD,
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: true,
        params: &[INDEX_FIELDS, CLIENT_NAME, INDEX_MAP, CLUSTERED, WHERE],
    },
    Attribute {
        name: "@@index",
        docs: "Defines an index, with which the database finds and sorts rows by these fields, or by any prefix of \
             the list, without scanning the table. Each index slows down writes a little.",
        example: "@@index([authorId, createdAt(sort: Desc)])",
        places: &[Place::Model],
        views_until: Some(Release::new(6, 13)),
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
                    "Deprecated name of `map`. Use `map` instead; both together are rejected.",
                )
            },
            AttributeParam::new(
                "type",
                ValueKind::IndexType,
                "The index type, `BTree` by default. The other types are for PostgreSQL; CockroachDB also has `Gin`.",
            ),
            CLUSTERED,
            WHERE,
        ],
    },
    Attribute {
        name: "@@fulltext",
        docs: "Defines a full-text index over `String` fields, which the `search` filter of Prisma Client requires \
             on MySQL. Fields that are searched together have to be indexed together. PostgreSQL requires no index.",
        example: "@@fulltext([title, content])",
        places: &[Place::Model],
        views_until: Some(Release::new(6, 13)),
        fields: NO_FIELD,
        providers: ProviderSet::of(&[Provider::Mysql, Provider::Mongodb]),
        preview: Some("fullTextIndex"),
        repeatable: true,
        params: &[INDEX_FIELDS, INDEX_MAP],
    },
    Attribute {
        name: "@@map",
        docs: "The name of the table, view, collection or enum in the database, if it differs from the name in the \
             schema. Renaming the block and adding it leaves the database unchanged.",
        example: "@@map(\"blog_posts\")",
        places: &[Place::Model, Place::View, Place::Enum],
        views_until: None,
        fields: NO_FIELD,
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: false,
        params: &[AttributeParam::new("name", ValueKind::Text, "The name in the database.").leading()],
    },
    Attribute {
        name: "@@schema",
        docs: "The database schema of the table, view or enum. It has to be listed in `schemas` of the datasource; \
             with that list, every block requires a `@@schema`.",
        example: "@@schema(\"billing\")",
        places: &[Place::Model, Place::View, Place::Enum],
        views_until: None,
        fields: NO_FIELD,
        providers: ProviderSet::of(&[Provider::Postgresql, Provider::Sqlserver, Provider::Cockroachdb]),
        preview: Some("multiSchema"),
        repeatable: false,
        params: &[
            AttributeParam::new("map", ValueKind::SchemaName, "The name of the database schema.").leading()
        ],
    },
    Attribute {
        name: "@@ignore",
        docs: "Excludes the model or view from Prisma Client; migrations still manage the table. Introspection \
             adds it to tables without a unique identifier.",
        example: "@@ignore",
        places: &[Place::Model, Place::View],
        views_until: None,
        fields: NO_FIELD,
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: false,
        params: &[],
    },
    Attribute {
        name: "@@shardKey",
        docs: "Defines the compound key by which PlanetScale distributes the table over shards. A model has \
             `@@shardKey` or `@shardKey`, not both. Requires the preview feature `shardKeys`.",
        example: "@@shardKey([country, customerId])",
        places: &[Place::Model, Place::View],
        views_until: None,
        fields: NO_FIELD,
        providers: ProviderSet::of(&[Provider::Mysql]),
        preview: Some("shardKeys"),
        repeatable: false,
        params: &[AttributeParam::new(
            "fields",
            ValueKind::Fields,
            "The fields of the key, which have to be required.",
        )
        .leading()],
    },
];
