//! The preview features of generators: which exist, and in which releases.
//!
//! Source: what the validator of every minor release from 5.22 to 8.1 says of each name on each database.

use crate::catalog::provider::{Provider, ProviderSet};
use crate::catalog::release::{Availability, Release};

/// A preview feature.
#[derive(Debug)]
pub struct PreviewFeature {
    /// The name in schemas. Prisma compares it without regard to case.
    pub name: &'static str,
    /// The releases in which it is in preview: they accept it without a warning, and earlier ones reject it as unknown.
    pub preview: Availability,
    /// What holds after the last of these releases.
    pub ending: Ending,
    /// The releases that offer it: the others accept it, but do not list it.
    pub offered: Availability,
    /// The databases that accept it.
    pub providers: ProviderSet,
    /// What it turns on, in Markdown.
    pub docs: &'static str,
}

/// How the preview of a feature ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is generally available: accepted with a warning that the flag is not needed any more.
    Finished,
    /// Withdrawn: accepted with a warning in the releases before this one, and rejected as unknown from it on.
    Removed(Release),
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
    FEATURES.iter().filter(move |feature| {
        feature.preview.contains(release)
            && feature.offered.contains(release)
            && accepts(feature.providers, provider)
    })
}

/// What Prisma of this release says of a feature's name on this database.
pub fn verdict(name: &str, release: Release, provider: Option<Provider>) -> FeatureVerdict {
    let Some(feature) = preview_feature(name).filter(|it| accepts(it.providers, provider)) else {
        return FeatureVerdict::Unknown;
    };
    if feature.preview.contains(release) {
        return FeatureVerdict::Accepted;
    }
    if feature.preview.since.is_some_and(|first| release < first) {
        return FeatureVerdict::Unknown;
    }
    match feature.ending {
        Ending::Finished => match renamed(feature.name, provider) {
            Some(new) => FeatureVerdict::Renamed(new),
            None => FeatureVerdict::Finished,
        },
        Ending::Removed(end) if release < end => FeatureVerdict::Retiring,
        Ending::Removed(_) => FeatureVerdict::Unknown,
    }
}

/// Whether what a preview feature turns on needs no flag in this release.
pub fn is_generally_available(name: &str, release: Release) -> bool {
    preview_feature(name).is_some_and(|feature| {
        feature.ending == Ending::Finished && feature.preview.until.is_some_and(|first| release >= first)
    })
}

/// Whether this release knows a feature at all, in preview or generally available.
pub fn is_known(name: &str, release: Release) -> bool {
    preview_feature(name).is_some_and(|feature| feature.preview.since.is_none_or(|first| release >= first))
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

/// A release before all that the catalog describes.
const ANCIENT: Release = Release::new(0, 0);

/// In preview in every release that the catalog describes.
const fn active(name: &'static str, docs: &'static str) -> PreviewFeature {
    PreviewFeature {
        name,
        preview: Availability::ALWAYS,
        ending: Ending::Finished,
        offered: Availability::ALWAYS,
        providers: ProviderSet::ALL,
        docs,
    }
}

/// In preview before this release, and generally available from it on.
const fn finished_in(major: u16, minor: u16, name: &'static str, docs: &'static str) -> PreviewFeature {
    PreviewFeature { preview: Availability::until(Release::new(major, minor)), ..active(name, docs) }
}

/// Generally available in every release that the catalog describes.
const fn finished(name: &'static str, docs: &'static str) -> PreviewFeature {
    PreviewFeature { preview: Availability::until(ANCIENT), ..active(name, docs) }
}

/// Unknown to every release that the catalog describes.
const fn removed(name: &'static str, docs: &'static str) -> PreviewFeature {
    PreviewFeature { ending: Ending::Removed(ANCIENT), ..finished(name, docs) }
}

impl PreviewFeature {
    const fn since(self, major: u16, minor: u16) -> PreviewFeature {
        let preview = Availability { since: Some(Release::new(major, minor)), until: self.preview.until };
        PreviewFeature { preview, ..self }
    }
}

/// Every preview feature: those in force first, then the finished ones by name.
pub static FEATURES: &[PreviewFeature] = &[
    PreviewFeature {
        providers: ProviderSet::of(&[Provider::Postgresql]),
        ..active("fullTextSearchPostgres", "The `search` filter and ordering by relevance in Prisma Client on \
             PostgreSQL. On MySQL they require no flag.").since(6, 0)
    },
    active(
        "nativeDistinct",
        "`distinct` in the database (`DISTINCT ON`) instead of in Prisma Client, where possible.",
    ),
    active("partialIndexes", "`where:` on `@unique`, `@@unique` and `@@index`: partial indexes. Not on MySQL and \
         MongoDB.").since(7, 4),
    active(
        "postgresqlExtensions",
        "`extensions` in the datasource: migrations install PostgreSQL extensions, and introspection lists them.",
    ),
    active(
        "relationJoins",
        "`relationLoadStrategy` in Prisma Client: relations are read with one joined query instead of one query \
             per relation.",
    ),
    active(
        "schemaEngineDriverAdapters",
        "Migrations and introspection through the JavaScript driver that `adapter` in `prisma.config.ts` names.",
    ).since(6, 16),
    active("shardKeys", "`@shardKey` and `@@shardKey`: shard keys of PlanetScale, on MySQL.").since(6, 10),
    active(
        "strictUndefinedChecks",
        "Prisma Client throws if a value in a query is `undefined`, instead of ignoring the key; `Prisma.skip` \
             omits a key explicitly.",
    ),
    PreviewFeature { offered: Availability::since(Release::new(7, 9)), ..active("typedSql", "Typed functions for \
         SQL files in `prisma/sql`, generated by `prisma generate --sql`.") },
    active("views", "`view` blocks: read-only models of database views."),
    PreviewFeature { offered: Availability::until(ANCIENT), ..active("reactNative", "Prisma Client for React \
         Native and Expo, with a SQLite database on the device.") },
    PreviewFeature {
        ending: Ending::Removed(Release::V7),
        ..finished_in(6, 14, "metrics", "`$metrics` of Prisma Client. Removed in Prisma 7: use a client extension, \
             or metrics of the driver.")
    },
    removed("esm", "ECMAScript modules. Removed: use `moduleFormat` of the generator `prisma-client`."),
    removed("insensitiveFilters", "`mode: \"insensitive\"` in filters, part of Prisma Client since 2.8."),
    finished("aggregateApi", "`aggregate` in Prisma Client."),
    finished("atomicNumberOperations", "`increment`, `decrement`, `multiply` and `divide` in updates."),
    finished("clientExtensions", "`$extends` of Prisma Client."),
    finished("cockroachdb", "The provider `cockroachdb`."),
    finished("connectOrCreate", "`connectOrCreate` in nested writes."),
    finished("createMany", "`createMany` in Prisma Client."),
    finished("dataProxy", "Prisma Client through a proxy, now Prisma Accelerate."),
    finished_in(6, 8, "deno", "Prisma Client for Deno; the generator `prisma-client` has `runtime = \"deno\"`."),
    finished("distinct", "`distinct` in queries."),
    finished_in(6, 16, "driverAdapters", "JavaScript database drivers in Prisma Client, with `adapter`."),
    finished("extendedIndexes", "`sort`, `length`, `type`, `ops` and `clustered` of indexes."),
    finished(
        "extendedWhereUnique",
        "Non-unique filters in `where` of single-row queries, in addition to the unique field.",
    ),
    finished("fieldReference", "Comparison of two fields of a row in filters."),
    finished("filterJson", "Filters on the contents of `Json` fields."),
    finished("filteredRelationCount", "`where` inside `_count`."),
    finished_in(6, 0, "fullTextIndex", "`@@fulltext` on MySQL and MongoDB."),
    finished_in(6, 0,
        "fullTextSearch",
        "The `search` filter. MySQL requires no flag; on PostgreSQL the feature is now `fullTextSearchPostgres`.",
    ),
    finished("groupBy", "`groupBy` in Prisma Client."),
    finished("improvedQueryRaw", "Typed values from `$queryRaw`."),
    finished("interactiveTransactions", "`$transaction` with a function."),
    finished("jsonProtocol", "The JSON protocol between Prisma Client and its engine."),
    finished("microsoftSqlServer", "The provider `sqlserver`."),
    finished("middlewares", "`$use` of Prisma Client; replaced by client extensions."),
    finished("mongoDb", "The provider `mongodb`."),
    finished_in(6, 13, "multiSchema", "`schemas` in the datasource and `@@schema`, generally available since 6.13."),
    finished("nApi", "The query engine as a Node-API library."),
    finished("namedConstraints", "`map` for constraint names."),
    finished("nativeTypes", "Native column types, `@db.…`."),
    finished_in(6, 2, "omitApi", "`omit` in queries and in the client's options."),
    finished("orderByAggregateGroup", "Ordering of groups by an aggregate."),
    finished("orderByNulls", "`nulls: \"first\"` and `\"last\"` in `orderBy`."),
    finished("orderByRelation", "Ordering by a field of a relation, or by its count."),
    finished_in(6, 7, "prismaSchemaFolder", "A schema of several files in a folder."),
    finished_in(6, 16, "queryCompiler", "Prisma Client without the Rust engine, the only form since Prisma \
         7.").since(6, 7),
    finished("referentialActions", "`onDelete` and `onUpdate`."),
    finished("referentialIntegrity", "Relations without foreign keys, now `relationMode = \"prisma\"`."),
    finished("selectRelationCount", "`_count` in `select` and `include`."),
    finished_in(6, 1, "tracing", "OpenTelemetry spans, from the package `@prisma/instrumentation`."),
    finished("transactionApi", "`$transaction` with a list of queries."),
    finished("uncheckedScalarInputs", "Writing foreign keys directly, instead of through `connect`."),
];
