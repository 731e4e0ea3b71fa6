//! The attributes of fields and enum values.

use crate::catalog::attributes::params::{
    CLUSTERED, INDEX_MAP, LENGTH, PRIMARY_KEY_MAP, PRIMARY_KEY_SORT, SORT, WHERE,
};
use crate::catalog::attributes::{Attribute, AttributeParam, FieldKind, FieldNeeds, Place, ValueKind};
use crate::catalog::provider::{Provider, ProviderSet};
use crate::catalog::scalars::ScalarType;

const ANY_FIELD: FieldNeeds = FieldNeeds {
    kinds: &[
        FieldKind::Scalar,
        FieldKind::Enum,
        FieldKind::Composite,
        FieldKind::Relation,
        FieldKind::Unsupported,
    ],
    scalars: &[],
    optional: true,
    list: true,
};
const REQUIRED_VALUE: FieldNeeds = FieldNeeds {
    kinds: &[FieldKind::Scalar, FieldKind::Enum, FieldKind::Unsupported],
    optional: false,
    list: false,
    ..ANY_FIELD
};

pub(super) static ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: "@id",
        docs: "Makes the field the primary key of its model. It has to be required, and there can be one only; a \
               key over several fields is `@@id`. On MongoDB the field needs `@map(\"_id\")`.",
        example: "id Int @id @default(autoincrement())",
        places: &[Place::ModelField],
        fields: REQUIRED_VALUE,
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: false,
        params: &[PRIMARY_KEY_MAP, LENGTH, PRIMARY_KEY_SORT, CLUSTERED],
    },
    Attribute {
        name: "@unique",
        docs: "No two rows may have the same value, and Prisma Client can find a row by it. The database keeps an \
               index for it, so a further `@@index` on the field is waste. Rows without a value do not clash, \
               except on SQL Server and MongoDB.",
        example: "email String @unique",
        places: &[Place::ModelField, Place::ViewField],
        fields: FieldNeeds {
            kinds: &[FieldKind::Scalar, FieldKind::Enum, FieldKind::Composite, FieldKind::Unsupported],
            ..ANY_FIELD
        },
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: false,
        params: &[INDEX_MAP, LENGTH, SORT, CLUSTERED, WHERE],
    },
    Attribute {
        name: "@default",
        docs: "The value of a new row where none is given: a literal, a value of the enum, a list, or a function \
               such as `now()`. Literals, `autoincrement()`, `now()` and `dbgenerated()` become defaults of the \
               column; `uuid()`, `cuid()`, `ulid()` and `nanoid()` are made by Prisma Client.",
        example: "createdAt DateTime @default(now())",
        places: &[Place::ModelField, Place::ViewField, Place::CompositeField],
        fields: FieldNeeds {
            kinds: &[FieldKind::Scalar, FieldKind::Enum, FieldKind::Unsupported],
            ..ANY_FIELD
        },
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: false,
        params: &[
            AttributeParam::new(
                "value",
                ValueKind::Default,
                "The value: of the field's type, or a function that makes one.",
            )
            .leading(),
            AttributeParam::new("map", ValueKind::Text, "The name of the default constraint in the database.")
                .on(ProviderSet::of(&[Provider::Sqlserver])),
        ],
    },
    Attribute {
        name: "@updatedAt",
        docs: "Prisma Client sets the field to the current time at every `update`. Nothing in the database does: \
               raw SQL, triggers and other clients leave it as it was. Add `@default(now())` when the column comes \
               to a table with rows.",
        example: "updatedAt DateTime @updatedAt",
        places: &[Place::ModelField, Place::ViewField],
        fields: FieldNeeds {
            kinds: &[FieldKind::Scalar],
            scalars: &[ScalarType::DateTime],
            optional: true,
            list: false,
        },
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: false,
        params: &[],
    },
    Attribute {
        name: "@map",
        docs: "The name of the column, or of the enum value, in the database, where it differs from the name in the \
               schema. Changing it renames a column; adding it while renaming the field leaves the database as it \
               is. Relation fields have no column and take none.",
        example: "createdAt DateTime @default(now()) @map(\"created_at\")",
        places: &[Place::ModelField, Place::ViewField, Place::CompositeField, Place::EnumValue],
        fields: FieldNeeds {
            kinds: &[FieldKind::Scalar, FieldKind::Enum, FieldKind::Composite, FieldKind::Unsupported],
            ..ANY_FIELD
        },
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: false,
        params: &[AttributeParam::new("name", ValueKind::Text, "The name in the database.").leading()],
    },
    Attribute {
        name: "@relation",
        docs: "Says how a relation is stored. The side with `fields` holds the foreign key; the other side is its \
               mirror. A name tells several relations between the same two models apart, and stands on both sides.",
        example: "author User @relation(fields: [authorId], references: [id], onDelete: Cascade)",
        places: &[Place::ModelField, Place::ViewField],
        fields: FieldNeeds { kinds: &[FieldKind::Relation], ..ANY_FIELD },
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: false,
        params: &[
            AttributeParam::new(
                "name",
                ValueKind::Text,
                "The relation's name, the same on both sides. Needed where two models have several relations, and \
                 for a model that points at itself. An implicit many-to-many relation names its table by it.",
            )
            .unnamed(),
            AttributeParam::new(
                "fields",
                ValueKind::Fields,
                "The scalar fields of this model that hold the foreign key, in the order of `references`. Most \
                 databases keep no index for them: add an `@@index`.",
            ),
            AttributeParam::new(
                "references",
                ValueKind::References,
                "The fields of the other model that `fields` point at: its id, or a unique combination.",
            ),
            AttributeParam::new(
                "onDelete",
                ValueKind::Action,
                "What becomes of this row when the row it points at is deleted. Left out: `SetNull` if the foreign \
                 key is optional, else `Restrict` (`NoAction` on SQL Server).",
            ),
            AttributeParam::new(
                "onUpdate",
                ValueKind::Action,
                "What becomes of the foreign key when the key it points at changes. Left out: `Cascade`.",
            ),
            AttributeParam::new(
                "map",
                ValueKind::Text,
                "The name of the foreign key constraint in the database. Left out, it is made of table and columns \
                 and ends in `_fkey`.",
            )
            .on(ProviderSet::of(&[
                Provider::Postgresql,
                Provider::Mysql,
                Provider::Sqlserver,
                Provider::Cockroachdb,
            ])),
        ],
    },
    Attribute {
        name: "@db",
        docs: "Chooses the column type in the database, such as `@db.VarChar(80)`. The name before the dot is that of \
               the `datasource` block. It has to fit the scalar type of the field; SQLite has none.",
        example: "title String @db.VarChar(80)",
        places: &[Place::ModelField, Place::ViewField, Place::CompositeField],
        fields: FieldNeeds { kinds: &[FieldKind::Scalar], ..ANY_FIELD },
        providers: ProviderSet::ALL.without(Provider::Sqlite),
        preview: None,
        repeatable: false,
        params: &[],
    },
    Attribute {
        name: "@ignore",
        docs: "Leaves the field out of Prisma Client; the column stays. A required field needs a default then, or no \
               row can be created. On a relation field, put it on both sides.",
        example: "legacyCode String? @ignore",
        places: &[Place::ModelField, Place::ViewField],
        fields: FieldNeeds {
            kinds: &[FieldKind::Scalar, FieldKind::Enum, FieldKind::Composite, FieldKind::Relation],
            ..ANY_FIELD
        },
        providers: ProviderSet::ALL,
        preview: None,
        repeatable: false,
        params: &[],
    },
    Attribute {
        name: "@shardKey",
        docs: "Makes the field the key by which PlanetScale spreads the table over shards. The field has to be \
               required. Needs the preview feature `shardKeys`.",
        example: "region String @shardKey",
        places: &[Place::ModelField, Place::ViewField],
        fields: REQUIRED_VALUE,
        providers: ProviderSet::of(&[Provider::Mysql]),
        preview: Some("shardKeys"),
        repeatable: false,
        params: &[],
    },
];
