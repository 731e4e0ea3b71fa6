//! The keys of a `datasource`.

use super::{ConfigKey, ConfigValue, KnownValue, Requirement, known};
use crate::catalog::provider::{Provider, ProviderSet, RelationMode};
use crate::catalog::release::{Availability, Release};

const RELATION_MODES: &[KnownValue] = &[
    known(RelationMode::ForeignKeys.name(), RelationMode::ForeignKeys.docs()),
    known(RelationMode::Prisma.name(), RelationMode::Prisma.docs()),
];

const PROVIDERS: &[KnownValue] = &[
    known(Provider::Postgresql.name(), Provider::Postgresql.docs()),
    known(Provider::Mysql.name(), Provider::Mysql.docs()),
    known(Provider::Sqlite.name(), Provider::Sqlite.docs()),
    known(Provider::Sqlserver.name(), Provider::Sqlserver.docs()),
    known(Provider::Mongodb.name(), Provider::Mongodb.docs()),
    known(Provider::Cockroachdb.name(), Provider::Cockroachdb.docs()),
];

pub(super) static KEYS: &[ConfigKey] = &[
    ConfigKey {
        required: Requirement::Always,
        known: PROVIDERS,
        ..ConfigKey::new(
            "provider",
            ConfigValue::Text,
            "The kind of database. It determines the available types, attributes and functions, and cannot be read \
                 from the environment.",
            "provider = \"postgresql\"",
        )
    },
    ConfigKey {
        required: Requirement::Until(Release::V7),
        availability: Availability::until(Release::V7),
        ..ConfigKey::new(
            "url",
            ConfigValue::TextOrEnv,
            "The connection URL. Read it from the environment, because it contains the password. Since Prisma 7 it \
                 is in `prisma.config.ts` (`datasource.url`), and Prisma Client gets a driver `adapter` instead.",
            "url = env(\"DATABASE_URL\")",
        )
    },
    ConfigKey {
        availability: Availability::until(Release::V7),
        ..ConfigKey::new(
            "directUrl",
            ConfigValue::TextOrEnv,
            "A direct URL for migrations and introspection, if `url` connects through a pooler such as PgBouncer. \
                 Since Prisma 7, use `datasource.url` in `prisma.config.ts`.",
            "directUrl = env(\"DIRECT_URL\")",
        )
    },
    ConfigKey {
        availability: Availability::until(Release::V7),
        providers: ProviderSet::SQL,
        ..ConfigKey::new(
            "shadowDatabaseUrl",
            ConfigValue::TextOrEnv,
            "A temporary database in which `migrate dev` replays the migrations, if Prisma cannot create one \
                 itself. Its contents are deleted. Since Prisma 7 it is in `prisma.config.ts` \
             (`datasource.shadowDatabaseUrl`).",
            "shadowDatabaseUrl = env(\"SHADOW_DATABASE_URL\")",
        )
    },
    ConfigKey {
        known: RELATION_MODES,
        ..ConfigKey::new(
            "relationMode",
            ConfigValue::Text,
            "Who enforces relations: foreign keys in the database (`\"foreignKeys\"`, the default on SQL databases) \
             or Prisma Client (`\"prisma\"`, the only mode on MongoDB).",
            "relationMode = \"prisma\"",
        )
    },
    ConfigKey {
        known: RELATION_MODES,
        replaced_by: Some("relationMode"),
        ..ConfigKey::new(
            "referentialIntegrity",
            ConfigValue::Text,
            "Deprecated name of `relationMode`, accepted with a warning.",
            "referentialIntegrity = \"prisma\"",
        )
    },
    ConfigKey {
        providers: ProviderSet::of(&[Provider::Postgresql, Provider::Sqlserver, Provider::Cockroachdb]),
        preview: Some("multiSchema"),
        ..ConfigKey::new(
            "schemas",
            ConfigValue::TextList,
            "The database schemas of the tables. With this list, every model, view and enum requires a `@@schema`. \
                 The list cannot be empty.",
            "schemas = [\"auth\", \"billing\"]",
        )
    },
    ConfigKey {
        providers: ProviderSet::of(&[Provider::Postgresql]),
        preview: Some("postgresqlExtensions"),
        ..ConfigKey::new(
            "extensions",
            ConfigValue::Extensions,
            "The PostgreSQL extensions that migrations install. They are identifiers, not strings; use `map` if \
                 the database name is not a valid identifier, as in `uuid_ossp(map: \"uuid-ossp\")`. Requires the \
                 preview feature `postgresqlExtensions`.",
            "extensions = [pg_trgm, vector(schema: \"extensions\")]",
        )
    },
];
