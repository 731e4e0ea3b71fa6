//! The functions that may stand in `@default(…)`, in a datasource, and inside indexes.
//!
//! Source: Prisma's validator, asked for each function, type, argument and provider; the specifications of UUID
//! (RFC 9562), ULID and CUID for what the values look like.

use crate::catalog::provider::{Provider, ProviderSet};
use crate::catalog::release::{Availability, Release};
use crate::catalog::scalars::ScalarType;

/// A function of the schema language.
#[derive(Debug)]
pub struct Function {
    /// The name before the parenthesis.
    pub name: &'static str,
    /// Where it may be called.
    pub context: FunctionContext,
    /// The types of field whose default it can be; empty for every type, enums and `Unsupported` included.
    pub scalars: &'static [ScalarType],
    /// Whether Prisma refuses it on other types; else only the database would.
    pub enforced: bool,
    /// The databases that have it.
    pub providers: ProviderSet,
    /// The releases that have it.
    pub availability: Availability,
    /// Whether the database makes the value, and not Prisma Client.
    pub in_database: bool,
    /// Its arguments.
    pub params: &'static [FunctionParam],
    /// What it gives, in Markdown.
    pub docs: &'static str,
    /// Lines of a schema that use it well.
    pub example: &'static str,
}

/// Where a function may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FunctionContext {
    /// In `@default(…)`.
    Default,
    /// As the value of a datasource or generator key.
    Configuration,
    /// As `where:` of an index, or as `ops:` of a field in it.
    Index,
}

/// An argument of a function.
#[derive(Clone, Copy, Debug)]
pub struct FunctionParam {
    /// The name before the colon; what it is called in texts where it has none.
    pub name: &'static str,
    /// Whether it is given by name.
    pub named: bool,
    /// Whether it has to be given.
    pub required: bool,
    /// What it accepts.
    pub value: FunctionValue,
    /// The releases that have it.
    pub availability: Availability,
    /// What it does, in Markdown.
    pub docs: &'static str,
}

/// What an argument of a function accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionValue {
    /// One of these numbers.
    OneOf(&'static [i64]),
    /// A number between these, both included.
    Between(i64, i64),
    /// Any 64-bit integer.
    Integer,
    /// `true` or `false`.
    Flag,
    /// A string that is not empty.
    Text,
}

impl Function {
    /// Whether it makes sense as default of a field of this type. Enums and `Unsupported` have no scalar.
    pub fn fits(&self, scalar: Option<ScalarType>) -> bool {
        self.scalars.is_empty() || scalar.is_some_and(|scalar| self.scalars.contains(&scalar))
    }

    /// What completion inserts: `name()`, or a hole for the argument that has to be given.
    pub fn snippet(&self) -> String {
        match self.params.first() {
            Some(FunctionParam { required: true, .. }) => format!("{}(\"$1\")", self.name),
            _ => format!("{}()", self.name),
        }
    }
}

/// The function of this name.
pub fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

/// The functions that may be the default of a field on this database. A field without a scalar type (`None`) is an
/// enum or `Unsupported`.
pub fn defaults_for(
    provider: Provider,
    scalar: Option<ScalarType>,
) -> impl Iterator<Item = &'static Function> {
    FUNCTIONS.iter().filter(move |function| {
        function.context == FunctionContext::Default
            && function.providers.contains(provider)
            && function.fits(scalar)
            && autoincrement_fits(function, provider, scalar)
    })
}

/// CockroachDB takes `autoincrement()` on `BigInt` only.
fn autoincrement_fits(function: &Function, provider: Provider, scalar: Option<ScalarType>) -> bool {
    function.name != "autoincrement"
        || scalar.is_some_and(|scalar| provider.capabilities().autoincrement.types.contains(&scalar))
}

const fn sequence_param(name: &'static str, docs: &'static str) -> FunctionParam {
    FunctionParam {
        name,
        named: true,
        required: false,
        value: FunctionValue::Integer,
        availability: Availability::ALWAYS,
        docs,
    }
}

/// Every function, in the order in which they are offered.
pub static FUNCTIONS: &[Function] = &[
    Function {
        name: "autoincrement",
        context: FunctionContext::Default,
        scalars: &[ScalarType::Int, ScalarType::BigInt],
        enforced: true,
        providers: ProviderSet::SQL,
        availability: Availability::ALWAYS,
        in_database: true,
        params: &[],
        docs: "An auto-incrementing integer: each new row gets the next value of a database sequence. Values are \
             unique, but gaps are normal. MySQL and SQLite allow one such field in a model, SQLite only as `@id`; \
               CockroachDB only with `BigInt`.",
        example: "id Int @id @default(autoincrement())",
    },
    Function {
        name: "uuid",
        context: FunctionContext::Default,
        scalars: &[ScalarType::String],
        enforced: true,
        providers: ProviderSet::ALL,
        availability: Availability::ALWAYS,
        in_database: false,
        params: &[FunctionParam {
            name: "version",
            named: false,
            required: false,
            value: FunctionValue::OneOf(&[4, 7]),
            availability: Availability::ALWAYS,
            docs: "4 (the default) is random; 7 begins with a timestamp, so that new rows are adjacent in the index.",
        }],
        docs: "A UUID of 36 characters, generated by Prisma Client. `uuid(4)`, the default, is random; `uuid(7)` \
             sorts by creation time. On PostgreSQL add `@db.Uuid`, which halves its size.",
        example: "id String @id @default(uuid(7)) @db.Uuid",
    },
    Function {
        name: "cuid",
        context: FunctionContext::Default,
        scalars: &[ScalarType::String],
        enforced: true,
        providers: ProviderSet::ALL,
        availability: Availability::ALWAYS,
        in_database: false,
        params: &[FunctionParam {
            name: "version",
            named: false,
            required: false,
            value: FunctionValue::OneOf(&[1, 2]),
            availability: Availability::since(Release::V6),
            docs: "1 (the default) sorts roughly by time; 2 cannot be guessed.",
        }],
        docs: "A collision-resistant identifier of about 25 letters and digits, generated by Prisma Client. \
             `cuid(2)` is the maintained version; the first version is guessable.",
        example: "id String @id @default(cuid(2))",
    },
    Function {
        name: "ulid",
        context: FunctionContext::Default,
        scalars: &[ScalarType::String],
        enforced: true,
        providers: ProviderSet::ALL,
        availability: Availability::since(Release::new(6, 2)),
        in_database: false,
        params: &[],
        docs: "A ULID of 26 characters, generated by Prisma Client: a 48-bit timestamp and 80 random bits, so that \
             it sorts by creation time as text.",
        example: "id String @id @default(ulid())",
    },
    Function {
        name: "nanoid",
        context: FunctionContext::Default,
        scalars: &[ScalarType::String],
        enforced: true,
        providers: ProviderSet::ALL,
        availability: Availability::ALWAYS,
        in_database: false,
        params: &[FunctionParam {
            name: "length",
            named: false,
            required: false,
            value: FunctionValue::Between(2, 255),
            availability: Availability::ALWAYS,
            docs: "The number of characters, from 2 to 255; 21 by default.",
        }],
        docs: "A random identifier of URL-safe characters, generated by Prisma Client: 21 characters, or n with \
             `nanoid(n)`, from 2 to 255.",
        example: "slug String @unique @default(nanoid(10))",
    },
    Function {
        name: "now",
        context: FunctionContext::Default,
        scalars: &[ScalarType::DateTime],
        enforced: true,
        providers: ProviderSet::ALL,
        availability: Availability::ALWAYS,
        in_database: true,
        params: &[],
        docs: "The time at which the row is created. SQL databases store it as the column default \
             (`CURRENT_TIMESTAMP`), which also applies to other clients. For the modification time, see `@updatedAt`.",
        example: "createdAt DateTime @default(now())",
    },
    Function {
        name: "dbgenerated",
        context: FunctionContext::Default,
        scalars: &[],
        enforced: false,
        providers: ProviderSet::SQL,
        availability: Availability::ALWAYS,
        in_database: true,
        params: &[FunctionParam {
            name: "expression",
            named: false,
            required: false,
            value: FunctionValue::Text,
            availability: Availability::ALWAYS,
            docs: "The SQL of the default, copied verbatim into the migration.",
        }],
        docs: "An SQL expression that the database evaluates, copied verbatim into the migration. Without an \
             argument, the column has a default that Prisma cannot express. The only default that `Unsupported` \
             fields accept.",
        example: "id String @id @default(dbgenerated(\"gen_random_uuid()\")) @db.Uuid",
    },
    Function {
        name: "auto",
        context: FunctionContext::Default,
        scalars: &[ScalarType::String, ScalarType::Bytes],
        enforced: false,
        providers: ProviderSet::of(&[Provider::Mongodb]),
        availability: Availability::ALWAYS,
        in_database: true,
        params: &[],
        docs: "An `ObjectId` generated by MongoDB. Only on the `@id` field, with `@db.ObjectId`.",
        example: "id String @id @default(auto()) @map(\"_id\") @db.ObjectId",
    },
    Function {
        name: "sequence",
        context: FunctionContext::Default,
        scalars: &[ScalarType::Int, ScalarType::BigInt],
        enforced: false,
        providers: ProviderSet::of(&[Provider::Cockroachdb]),
        availability: Availability::ALWAYS,
        in_database: true,
        params: &[
            FunctionParam {
                name: "virtual",
                named: true,
                required: false,
                value: FunctionValue::Flag,
                availability: Availability::ALWAYS,
                docs: "Whether the sequence is virtual: it has no counter and returns values of `unique_rowid()`.",
            },
            sequence_param("minValue", "The minimum value."),
            sequence_param("maxValue", "The maximum value."),
            sequence_param("cache", "How many values each node caches; 1 by default."),
            sequence_param("increment", "The increment between values; 1 by default."),
            sequence_param("start", "The first value."),
        ],
        docs: "Values of a CockroachDB sequence, for small `Int` ids. All inserts contend for one counter, so \
             `autoincrement()` on a `BigInt`, or `uuid()`, scales better.",
        example: "id Int @id @default(sequence(start: 100, cache: 20))",
    },
    Function {
        name: "env",
        context: FunctionContext::Configuration,
        scalars: &[],
        enforced: false,
        providers: ProviderSet::ALL,
        availability: Availability::ALWAYS,
        in_database: false,
        params: &[FunctionParam {
            name: "variable",
            named: false,
            required: true,
            value: FunctionValue::Text,
            availability: Availability::ALWAYS,
            docs: "The name of the variable.",
        }],
        docs: "The value of an environment variable, read when Prisma runs. For `url` and the other URLs up to \
             Prisma 6; since Prisma 7 they are in `prisma.config.ts`.",
        example: "url = env(\"DATABASE_URL\")",
    },
    Function {
        name: "raw",
        context: FunctionContext::Index,
        scalars: &[],
        enforced: false,
        providers: ProviderSet::SQL.without(Provider::Mysql),
        availability: Availability::ALWAYS,
        in_database: true,
        params: &[FunctionParam {
            name: "sql",
            named: false,
            required: true,
            value: FunctionValue::Text,
            availability: Availability::ALWAYS,
            docs: "The SQL, copied verbatim into the migration.",
        }],
        docs: "SQL that Prisma copies verbatim: an operator class in `ops:`, or the predicate of a partial index \
             in `where:`, with the database names of columns.",
        example: "@@index([title(ops: raw(\"gin_trgm_ops\"))], type: Gin)",
    },
];
