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
            "The kind of database. It decides which types, attributes and functions the schema can use, and cannot \
             come from the environment.",
            "provider = \"postgresql\"",
        )
    },
    ConfigKey {
        required: Requirement::Until(Release::V7),
        availability: Availability::until(Release::V7),
        ..ConfigKey::new(
            "url",
            ConfigValue::TextOrEnv,
            "The connection URL. Keep it out of the file: it holds the password. From Prisma 7 on it stands in \
             `prisma.config.ts` (`datasource.url`), and Prisma Client gets a driver `adapter` instead.",
            "url = env(\"DATABASE_URL\")",
        )
    },
    ConfigKey {
        availability: Availability::until(Release::V7),
        ..ConfigKey::new(
            "directUrl",
            ConfigValue::TextOrEnv,
            "A URL past the connection pooler, for migrations and introspection, where `url` goes through one such \
             as PgBouncer. From Prisma 7 on give that URL as `datasource.url` in `prisma.config.ts`.",
            "directUrl = env(\"DIRECT_URL\")",
        )
    },
    ConfigKey {
        availability: Availability::until(Release::V7),
        providers: ProviderSet::SQL,
        ..ConfigKey::new(
            "shadowDatabaseUrl",
            ConfigValue::TextOrEnv,
            "A scratch database in which `migrate dev` replays the migrations, where Prisma may not create one \
             itself. Never the real one: it is emptied. From Prisma 7 on it stands in `prisma.config.ts` \
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
             or Prisma Client (`\"prisma\"`, the only way on MongoDB).",
            "relationMode = \"prisma\"",
        )
    },
    ConfigKey {
        known: RELATION_MODES,
        replaced_by: Some("relationMode"),
        ..ConfigKey::new(
            "referentialIntegrity",
            ConfigValue::Text,
            "The old name of `relationMode`. Prisma still reads it, with a warning.",
            "referentialIntegrity = \"prisma\"",
        )
    },
    ConfigKey {
        providers: ProviderSet::of(&[Provider::Postgresql, Provider::Sqlserver, Provider::Cockroachdb]),
        ..ConfigKey::new(
            "schemas",
            ConfigValue::TextList,
            "The database schemas that hold the tables. With it, every model, view and enum names its own with \
             `@@schema`. The list cannot be empty.",
            "schemas = [\"auth\", \"billing\"]",
        )
    },
    ConfigKey {
        providers: ProviderSet::of(&[Provider::Postgresql]),
        preview: Some("postgresqlExtensions"),
        ..ConfigKey::new(
            "extensions",
            ConfigValue::Extensions,
            "The PostgreSQL extensions that migrations install. They are names, not strings; `map` gives the one in \
             the database where it is no valid name here, as in `uuid_ossp(map: \"uuid-ossp\")`. Needs the preview \
             feature `postgresqlExtensions`.",
            "extensions = [pg_trgm, vector(schema: \"extensions\")]",
        )
    },
];
