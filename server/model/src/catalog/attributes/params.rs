//! The arguments that several attributes share.

use crate::catalog::attributes::{AttributeParam, ValueKind};
use crate::catalog::provider::{Provider, ProviderSet};
use crate::catalog::release::{Availability, Release};

/// Databases whose primary keys have names.
pub(super) const NAMED_PRIMARY_KEYS: ProviderSet =
    ProviderSet::of(&[Provider::Postgresql, Provider::Sqlserver, Provider::Cockroachdb]);

const MYSQL: ProviderSet = ProviderSet::of(&[Provider::Mysql]);
const SQLSERVER: ProviderSet = ProviderSet::of(&[Provider::Sqlserver]);
const PARTIAL_INDEXES: ProviderSet =
    ProviderSet::of(&[Provider::Postgresql, Provider::Sqlite, Provider::Sqlserver, Provider::Cockroachdb]);

impl AttributeParam {
    /// An optional argument, on every database, to be given by name.
    pub(super) const fn new(name: &'static str, value: ValueKind, docs: &'static str) -> Self {
        AttributeParam {
            name,
            unnamed: false,
            required: false,
            value,
            providers: ProviderSet::ALL,
            replaced_by: None,
            preview: None,
            availability: Availability::ALWAYS,
            docs,
        }
    }

    /// It may stand first without its name, and has to be given.
    pub(super) const fn leading(self) -> Self {
        AttributeParam { unnamed: true, required: true, ..self }
    }

    /// It may stand first without its name.
    pub(super) const fn unnamed(self) -> Self {
        AttributeParam { unnamed: true, ..self }
    }

    /// Only these databases have it.
    pub(super) const fn on(self, providers: ProviderSet) -> Self {
        AttributeParam { providers, ..self }
    }
}

/// `fields` of an id, unique or index.
pub(super) const INDEX_FIELDS: AttributeParam = AttributeParam::new(
    "fields",
    ValueKind::IndexFields,
    "The fields, most selective or most often filtered first: the database can use any prefix of the list. On \
         MongoDB, a path such as `address.city` refers to a field of a composite type.",
)
.leading();

/// `map` of an index or unique.
pub(super) const INDEX_MAP: AttributeParam = AttributeParam::new(
    "map",
    ValueKind::Text,
    "The name in the database. Default: table and columns with a suffix (`_key`, `_idx`).",
);

/// `map` of an id.
pub(super) const PRIMARY_KEY_MAP: AttributeParam = AttributeParam::new(
    "map",
    ValueKind::Text,
    "The name of the primary key constraint in the database. Default: the table name with the suffix `_pkey`.",
)
.on(NAMED_PRIMARY_KEYS);

/// `name` of a compound id or unique.
pub(super) const CLIENT_NAME: AttributeParam = AttributeParam::new(
    "name",
    ValueKind::Text,
    "The name of the compound key in the `where` of Prisma Client. Default: the field names joined by `_`. It is \
         not a database name; see `map`.",
);

/// `clustered` of an id, unique or index.
pub(super) const CLUSTERED: AttributeParam = AttributeParam::new(
    "clustered",
    ValueKind::Flag,
    "Whether the index is clustered: table rows are stored in its order. A table has one clustered index, by \
         default its primary key.",
)
.on(SQLSERVER);

/// `where` of a unique or index.
pub(super) const WHERE: AttributeParam = AttributeParam {
    preview: Some("partialIndexes"),
    availability: Availability::since(Release::new(7, 4)),
    ..AttributeParam::new(
        "where",
        ValueKind::Predicate,
        "The predicate of a partial index: an object of conditions (`{ deletedAt: null }`, `{ status: { not: \
         \"done\" } }`) on fields of the model, or `raw(\"…\")` with SQL, which uses the database names of columns.",
    )
    .on(PARTIAL_INDEXES)
};

/// `sort` of a field attribute, or of a field inside a list.
pub(super) const SORT: AttributeParam = AttributeParam::new(
    "sort",
    ValueKind::Sort,
    "The sort order in the index, `Asc` by default. Relevant for queries that sort by several fields in different \
         directions. In a primary key only on SQL Server.",
);

/// `sort` of an id.
pub(super) const PRIMARY_KEY_SORT: AttributeParam = SORT.on(SQLSERVER);

/// `length` of a field attribute, or of a field inside a list.
pub(super) const LENGTH: AttributeParam = AttributeParam::new(
    "length",
    ValueKind::Number,
    "The length of the indexed prefix: characters of a `String`, bytes of a `Bytes` field. Required for `Text` and \
         `Blob` columns.",
)
.on(MYSQL);

/// The arguments that a field inside the list of an id, unique or index takes: `@@index([title(length: 100)])`.
pub const INDEX_FIELD_PARAMS: &[AttributeParam] = &[
    SORT,
    LENGTH,
    AttributeParam::new(
        "ops",
        ValueKind::OperatorClass,
        "The operator class: which operators the index serves for this field. One that Prisma has for the type, or \
             another one with `raw(\"gin_trgm_ops\")`. Only in `@@index`.",
    )
    .on(ProviderSet::of(&[Provider::Postgresql])),
];
