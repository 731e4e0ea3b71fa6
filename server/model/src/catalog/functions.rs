//! The functions that may stand in `@default(…)`, in a datasource, and inside indexes.
//!
//! Source: Prisma's validator, asked for each function, type, argument and provider; the specifications of UUID
//! (RFC 9562), ULID and CUID for what the values look like.

use crate::catalog::provider::{Provider, ProviderSet};
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
    FunctionParam { name, named: true, required: false, value: FunctionValue::Integer, docs }
}

/// Every function, in the order in which they are offered.
pub static FUNCTIONS: &[Function] = &[
    Function {
        name: "autoincrement",
        context: FunctionContext::Default,
        scalars: &[ScalarType::Int, ScalarType::BigInt],
        enforced: true,
        providers: ProviderSet::SQL,
        in_database: true,
        params: &[],
        docs: "Counts up: each new row takes the next integer of a sequence in the database. Numbers are never used \
               twice, but gaps are normal. MySQL and SQLite allow one such field in a model, SQLite only as `@id`; \
               CockroachDB only with `BigInt`.",
        example: "id Int @id @default(autoincrement())",
    },
    Function {
        name: "uuid",
        context: FunctionContext::Default,
        scalars: &[ScalarType::String],
        enforced: true,
        providers: ProviderSet::ALL,
        in_database: false,
        params: &[FunctionParam {
            name: "version",
            named: false,
            required: false,
            value: FunctionValue::OneOf(&[4, 7]),
            docs: "4 (the default) is random; 7 starts with the time, so that new rows stay together in the index.",
        }],
        docs: "A UUID of 36 characters, made by Prisma Client. `uuid(4)`, the default, is random; `uuid(7)` sorts by \
               time of creation. On PostgreSQL add `@db.Uuid`, which halves its size.",
        example: "id String @id @default(uuid(7)) @db.Uuid",
    },
    Function {
        name: "cuid",
        context: FunctionContext::Default,
        scalars: &[ScalarType::String],
        enforced: true,
        providers: ProviderSet::ALL,
        in_database: false,
        params: &[FunctionParam {
            name: "version",
            named: false,
            required: false,
            value: FunctionValue::OneOf(&[1, 2]),
            docs: "1 (the default) sorts roughly by time; 2 cannot be guessed.",
        }],
        docs: "A collision-resistant identifier of about 25 letters and digits, made by Prisma Client. `cuid(2)` is \
               the version its authors maintain; the first one can be guessed.",
        example: "id String @id @default(cuid(2))",
    },
    Function {
        name: "ulid",
        context: FunctionContext::Default,
        scalars: &[ScalarType::String],
        enforced: true,
        providers: ProviderSet::ALL,
        in_database: false,
        params: &[],
        docs: "A ULID of 26 characters, made by Prisma Client: 48 bits of time, then 80 random ones, so that it sorts \
               by time of creation as text.",
        example: "id String @id @default(ulid())",
    },
    Function {
        name: "nanoid",
        context: FunctionContext::Default,
        scalars: &[ScalarType::String],
        enforced: true,
        providers: ProviderSet::ALL,
        in_database: false,
        params: &[FunctionParam {
            name: "length",
            named: false,
            required: false,
            value: FunctionValue::Between(2, 255),
            docs: "The number of characters, from 2 to 255; 21 if left out.",
        }],
        docs: "A random identifier of URL-safe characters, made by Prisma Client; 21 characters unless `nanoid(n)` \
               says otherwise, with n from 2 to 255.",
        example: "slug String @unique @default(nanoid(10))",
    },
    Function {
        name: "now",
        context: FunctionContext::Default,
        scalars: &[ScalarType::DateTime],
        enforced: true,
        providers: ProviderSet::ALL,
        in_database: true,
        params: &[],
        docs: "The time at which the row is created. It is the column's default in SQL databases \
               (`CURRENT_TIMESTAMP`), so that rows from other clients have it too. For the time of the last change \
               see `@updatedAt`.",
        example: "createdAt DateTime @default(now())",
    },
    Function {
        name: "dbgenerated",
        context: FunctionContext::Default,
        scalars: &[],
        enforced: false,
        providers: ProviderSet::SQL,
        in_database: true,
        params: &[FunctionParam {
            name: "expression",
            named: false,
            required: false,
            value: FunctionValue::Text,
            docs: "The default's SQL, copied into the migration as it is.",
        }],
        docs: "An SQL expression that the database evaluates, copied into the migration unread. Without argument it \
               says only that the column has some default that Prisma cannot express. The one default that \
               `Unsupported` fields take.",
        example: "id String @id @default(dbgenerated(\"gen_random_uuid()\")) @db.Uuid",
    },
    Function {
        name: "auto",
        context: FunctionContext::Default,
        scalars: &[ScalarType::String, ScalarType::Bytes],
        enforced: false,
        providers: ProviderSet::of(&[Provider::Mongodb]),
        in_database: true,
        params: &[],
        docs: "An `ObjectId` that MongoDB makes. Only on the `@id` field, with `@db.ObjectId`.",
        example: "id String @id @default(auto()) @map(\"_id\") @db.ObjectId",
    },
    Function {
        name: "sequence",
        context: FunctionContext::Default,
        scalars: &[ScalarType::Int, ScalarType::BigInt],
        enforced: false,
        providers: ProviderSet::of(&[Provider::Cockroachdb]),
        in_database: true,
        params: &[
            FunctionParam {
                name: "virtual",
                named: true,
                required: false,
                value: FunctionValue::Flag,
                docs: "Whether the sequence is virtual: it keeps no counter and gives numbers of `unique_rowid()`.",
            },
            sequence_param("minValue", "The smallest number."),
            sequence_param("maxValue", "The largest number."),
            sequence_param("cache", "How many numbers each node keeps in memory; 1 if left out."),
            sequence_param("increment", "The step from one number to the next; 1 if left out."),
            sequence_param("start", "The first number."),
        ],
        docs: "Numbers from a sequence of CockroachDB, for `Int` ids that stay small. Every row waits for the same \
               counter, so `autoincrement()` on a `BigInt`, or a `uuid()`, scales better.",
        example: "id Int @id @default(sequence(start: 100, cache: 20))",
    },
    Function {
        name: "env",
        context: FunctionContext::Configuration,
        scalars: &[],
        enforced: false,
        providers: ProviderSet::ALL,
        in_database: false,
        params: &[FunctionParam {
            name: "variable",
            named: false,
            required: true,
            value: FunctionValue::Text,
            docs: "The variable's name.",
        }],
        docs: "The value of an environment variable, read when Prisma runs. For `url` and its like up to Prisma 6; \
               from Prisma 7 on the URL stands in `prisma.config.ts`.",
        example: "url = env(\"DATABASE_URL\")",
    },
    Function {
        name: "raw",
        context: FunctionContext::Index,
        scalars: &[],
        enforced: false,
        providers: ProviderSet::SQL.without(Provider::Mysql),
        in_database: true,
        params: &[FunctionParam {
            name: "sql",
            named: false,
            required: true,
            value: FunctionValue::Text,
            docs: "The SQL, copied into the migration as it is.",
        }],
        docs: "SQL that Prisma copies unread: the name of an operator class in `ops:`, or the condition of a partial \
               index in `where:`, where columns have their names in the database.",
        example: "@@index([title(ops: raw(\"gin_trgm_ops\"))], type: Gin)",
    },
];
