//! The preview features of generators: which exist, and in which releases.
//!
//! Sources: the lists and warnings of Prisma's validator, versions 6.19 and 8.1, for every name that was ever one;
//! Prisma's release notes for when a feature came or was finished.

use crate::catalog::provider::{Provider, ProviderSet};
use crate::catalog::release::{Availability, Release};

/// A preview feature.
#[derive(Debug)]
pub struct PreviewFeature {
    /// The name in schemas. Prisma compares it without regard to case.
    pub name: &'static str,
    /// How it stands, by release.
    pub state: FeatureState,
    /// What it turns on, in Markdown.
    pub docs: &'static str,
}

/// How a preview feature stands.
#[derive(Clone, Copy, Debug)]
pub enum FeatureState {
    /// Accepted in these releases, on these databases, and unknown otherwise.
    Active {
        /// The releases that accept it.
        availability: Availability,
        /// The first release that offers it, where that is later: until then it is accepted, but hidden.
        offered_since: Option<Release>,
        /// The databases that accept it.
        providers: ProviderSet,
    },
    /// Accepted, but never offered.
    Hidden,
    /// Accepted with a warning: what it turned on needs no flag any more.
    Finished,
    /// Accepted with a warning in the releases before this one, and refused as unknown from it on.
    Retired(Release),
    /// Refused as unknown: it was given up.
    Removed,
}

/// What Prisma says of a preview feature in a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeatureVerdict {
    /// Nothing.
    Accepted,
    /// A warning: it can go.
    Finished,
    /// A warning: a later release does not know it.
    Retiring,
    /// A warning: it has another name on this database.
    Renamed(&'static str),
    /// An error: there is no such feature here.
    Unknown,
}

/// The preview feature of this name, letters in any case.
pub fn preview_feature(name: &str) -> Option<&'static PreviewFeature> {
    FEATURES.iter().find(|feature| feature.name.eq_ignore_ascii_case(name))
}

/// The features to offer in this release on this database; without a database, those that every one accepts.
pub fn offered(
    release: Release,
    provider: Option<Provider>,
) -> impl Iterator<Item = &'static PreviewFeature> {
    FEATURES.iter().filter(move |feature| match feature.state {
        FeatureState::Active { availability, offered_since, providers } => {
            availability.contains(release)
                && offered_since.is_none_or(|first| release >= first)
                && accepts(providers, provider)
        }
        FeatureState::Hidden | FeatureState::Finished | FeatureState::Retired(_) | FeatureState::Removed => {
            false
        }
    })
}

/// What Prisma of this release says of a feature's name on this database.
pub fn verdict(name: &str, release: Release, provider: Option<Provider>) -> FeatureVerdict {
    let Some(feature) = preview_feature(name) else {
        return FeatureVerdict::Unknown;
    };
    match feature.state {
        FeatureState::Hidden => FeatureVerdict::Accepted,
        FeatureState::Retired(end) if release < end => FeatureVerdict::Retiring,
        FeatureState::Retired(_) | FeatureState::Removed => FeatureVerdict::Unknown,
        FeatureState::Finished => match renamed(feature.name, provider) {
            // The names changed with Prisma 6: before it the old one is the right one.
            Some(_) if release.major < 6 => FeatureVerdict::Accepted,
            Some(new) => FeatureVerdict::Renamed(new),
            None => FeatureVerdict::Finished,
        },
        FeatureState::Active { availability, providers, .. } => {
            if availability.contains(release) && accepts(providers, provider) {
                FeatureVerdict::Accepted
            } else {
                FeatureVerdict::Unknown
            }
        }
    }
}

/// The name that a finished feature goes by on this database.
fn renamed(name: &str, provider: Option<Provider>) -> Option<&'static str> {
    (name == "fullTextSearch" && provider == Some(Provider::Postgresql)).then_some("fullTextSearchPostgres")
}

fn accepts(providers: ProviderSet, provider: Option<Provider>) -> bool {
    match provider {
        Some(provider) => providers.contains(provider),
        None => providers == ProviderSet::ALL,
    }
}

const fn active(name: &'static str, docs: &'static str) -> PreviewFeature {
    let state = FeatureState::Active {
        availability: Availability::ALWAYS,
        offered_since: None,
        providers: ProviderSet::ALL,
    };
    PreviewFeature { name, state, docs }
}

const fn finished(name: &'static str, docs: &'static str) -> PreviewFeature {
    PreviewFeature { name, state: FeatureState::Finished, docs }
}

/// Every preview feature: those in force first, then the finished ones by name.
pub static FEATURES: &[PreviewFeature] = &[
    PreviewFeature {
        name: "fullTextSearchPostgres",
        state: FeatureState::Active {
            availability: Availability::ALWAYS,
            offered_since: None,
            providers: ProviderSet::of(&[Provider::Postgresql]),
        },
        docs: "The `search` filter and ordering by relevance in Prisma Client on PostgreSQL. On MySQL they need no \
               flag.",
    },
    active(
        "nativeDistinct",
        "`distinct` in the database (`DISTINCT ON`) instead of in Prisma Client, where it can be.",
    ),
    PreviewFeature {
        name: "partialIndexes",
        state: FeatureState::Active {
            availability: Availability::since(Release::new(7, 4)),
            offered_since: None,
            providers: ProviderSet::ALL,
        },
        docs: "`where:` on `@unique`, `@@unique` and `@@index`: indexes that hold only some of the rows. Not on MySQL \
               and MongoDB.",
    },
    active(
        "postgresqlExtensions",
        "`extensions` in the datasource: migrations install PostgreSQL extensions, and introspection lists them.",
    ),
    active(
        "relationJoins",
        "`relationLoadStrategy` in Prisma Client: relations are read with one query that joins, instead of one query \
         a relation.",
    ),
    active(
        "schemaEngineDriverAdapters",
        "Migrations and introspection through the JavaScript driver that `adapter` in `prisma.config.ts` names.",
    ),
    active("shardKeys", "`@shardKey` and `@@shardKey`: shard keys of PlanetScale, on MySQL."),
    active(
        "strictUndefinedChecks",
        "Prisma Client throws where a value in a query is `undefined`, instead of ignoring the key; `Prisma.skip` \
         leaves one out on purpose.",
    ),
    PreviewFeature {
        name: "typedSql",
        state: FeatureState::Active {
            availability: Availability::ALWAYS,
            offered_since: Some(Release::V7),
            providers: ProviderSet::ALL,
        },
        docs: "Typed functions for SQL files below `prisma/sql`, made by `prisma generate --sql`.",
    },
    active("views", "`view` blocks: read-only models of the views in the database."),
    PreviewFeature {
        name: "reactNative",
        state: FeatureState::Hidden,
        docs: "Prisma Client for React Native and Expo, with a SQLite database on the device.",
    },
    PreviewFeature {
        name: "metrics",
        state: FeatureState::Retired(Release::V7),
        docs: "`$metrics` of Prisma Client. Given up with Prisma 7: count in a client extension, or in the driver.",
    },
    PreviewFeature {
        name: "esm",
        state: FeatureState::Removed,
        docs: "ECMAScript modules. Given up: the generator `prisma-client` has `moduleFormat`.",
    },
    PreviewFeature {
        name: "insensitiveFilters",
        state: FeatureState::Removed,
        docs: "`mode: \"insensitive\"` in filters, part of Prisma Client since 2.8.",
    },
    finished("aggregateApi", "`aggregate` in Prisma Client."),
    finished("atomicNumberOperations", "`increment`, `decrement`, `multiply` and `divide` in updates."),
    finished("clientExtensions", "`$extends` of Prisma Client."),
    finished("cockroachdb", "The provider `cockroachdb`."),
    finished("connectOrCreate", "`connectOrCreate` in nested writes."),
    finished("createMany", "`createMany` in Prisma Client."),
    finished("dataProxy", "Prisma Client through a proxy, today Prisma Accelerate."),
    finished("deno", "Prisma Client for Deno; the generator `prisma-client` has `runtime = \"deno\"`."),
    finished("distinct", "`distinct` in queries."),
    finished("driverAdapters", "JavaScript database drivers in Prisma Client, given as `adapter`."),
    finished("extendedIndexes", "`sort`, `length`, `type`, `ops` and `clustered` of indexes."),
    finished(
        "extendedWhereUnique",
        "Further filters beside the unique field in `where` of single-row queries.",
    ),
    finished("fieldReference", "Comparison of two fields of a row in filters."),
    finished("filterJson", "Filters on the contents of `Json` fields."),
    finished("filteredRelationCount", "`where` inside `_count`."),
    finished("fullTextIndex", "`@@fulltext` on MySQL and MongoDB."),
    finished(
        "fullTextSearch",
        "The `search` filter. MySQL needs no flag; on PostgreSQL the feature is now `fullTextSearchPostgres`.",
    ),
    finished("groupBy", "`groupBy` in Prisma Client."),
    finished("improvedQueryRaw", "Typed values from `$queryRaw`."),
    finished("interactiveTransactions", "`$transaction` with a function."),
    finished("jsonProtocol", "The JSON protocol between Prisma Client and its engine."),
    finished("microsoftSqlServer", "The provider `sqlserver`."),
    finished("middlewares", "`$use` of Prisma Client; client extensions took its place."),
    finished("mongoDb", "The provider `mongodb`."),
    finished("multiSchema", "`schemas` in the datasource and `@@schema`, finished in 6.13."),
    finished("nApi", "The query engine as a Node-API library."),
    finished("namedConstraints", "`map` for constraint names."),
    finished("nativeTypes", "Native column types, `@db.…`."),
    finished("omitApi", "`omit` in queries and in the client's options."),
    finished("orderByAggregateGroup", "Ordering of groups by an aggregate."),
    finished("orderByNulls", "`nulls: \"first\"` and `\"last\"` in `orderBy`."),
    finished("orderByRelation", "Ordering by a field of a relation, or by its count."),
    finished("prismaSchemaFolder", "A schema of several files in a folder."),
    finished("queryCompiler", "Prisma Client without the Rust engine, the only form since Prisma 7."),
    finished("referentialActions", "`onDelete` and `onUpdate`."),
    finished("referentialIntegrity", "Relations without foreign keys, today `relationMode = \"prisma\"`."),
    finished("selectRelationCount", "`_count` in `select` and `include`."),
    finished("tracing", "OpenTelemetry spans, from the package `@prisma/instrumentation`."),
    finished("transactionApi", "`$transaction` with a list of queries."),
    finished("uncheckedScalarInputs", "Writing foreign keys directly, instead of through `connect`."),
];
