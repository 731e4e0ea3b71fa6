//! The keys of `datasource` and `generator` blocks.
//!
//! Sources: Prisma's validator for which datasource keys each release accepts; the documentation of the generators
//! `prisma-client` and `prisma-client-js` for theirs. Other generators have keys of their own.

use crate::catalog::provider::{Provider, ProviderSet};
use crate::catalog::release::{Availability, Release};

mod datasource;
mod generator;

/// A key of a configuration block.
#[derive(Debug)]
pub struct ConfigKey {
    /// The key.
    pub name: &'static str,
    /// What its value is.
    pub value: ConfigValue,
    /// The values to offer.
    pub known: &'static [KnownValue],
    /// Whether it has to be given.
    pub required: Requirement,
    /// The databases that have it.
    pub providers: ProviderSet,
    /// The preview feature that it needs, if any.
    pub preview: Option<&'static str>,
    /// The releases that accept it.
    pub availability: Availability,
    /// The generators that read it; empty for any.
    pub generators: &'static [&'static str],
    /// The key that took its place, if it should no longer be written.
    pub replaced_by: Option<&'static str>,
    /// What it does, in Markdown.
    pub docs: &'static str,
    /// A line that uses it well.
    pub example: &'static str,
}

/// What the value of a configuration key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigValue {
    /// A string.
    Text,
    /// A string or `env("…")`.
    TextOrEnv,
    /// A list of strings; one alone may stand without brackets.
    TextList,
    /// A list of strings, or `env("…")` with such a list.
    TextListOrEnv,
    /// A list of names, each with arguments if need be: `[pg_trgm, vector(map: "pgvector")]`.
    Extensions,
}

/// When a configuration key has to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// Never.
    Optional,
    /// In every block.
    Always,
    /// In releases before this one.
    Until(Release),
    /// With this generator.
    ForGenerator(&'static str),
}

/// A value to offer for a configuration key.
#[derive(Clone, Copy, Debug)]
pub struct KnownValue {
    /// The string, without quotes.
    pub value: &'static str,
    /// What it means, in Markdown.
    pub docs: &'static str,
}

impl ConfigKey {
    /// Whether this release accepts it on this database. A block whose provider is unknown has every key.
    pub fn accepted(&self, release: Release, provider: Option<Provider>) -> bool {
        self.availability.contains(release)
            && provider.is_none_or(|provider| self.providers.contains(provider))
    }

    /// Whether this generator reads it; unknown generators may read any.
    pub fn read_by(&self, generator: &str) -> bool {
        self.generators.is_empty() || self.generators.contains(&generator)
    }

    /// What is known of one of its values.
    pub fn known_value(&self, value: &str) -> Option<&'static KnownValue> {
        self.known.iter().find(|known| known.value == value)
    }
}

/// The keys of a `datasource`, in the order in which they are offered.
pub fn datasource_keys() -> &'static [ConfigKey] {
    datasource::KEYS
}

/// The keys of a `generator`, in the order in which they are offered.
pub fn generator_keys() -> &'static [ConfigKey] {
    generator::KEYS
}

/// The `datasource` key of this name.
pub fn datasource_key(name: &str) -> Option<&'static ConfigKey> {
    datasource::KEYS.iter().find(|key| key.name == name)
}

/// The `generator` key of this name.
pub fn generator_key(name: &str) -> Option<&'static ConfigKey> {
    generator::KEYS.iter().find(|key| key.name == name)
}

/// The arguments of an extension in `extensions`, with what they do in Markdown.
pub static EXTENSION_PARAMS: &[KnownValue] = &[
    KnownValue {
        value: "map",
        docs: "The extension's name in the database, if that is not a valid identifier.",
    },
    KnownValue { value: "schema", docs: "The database schema into which the extension is installed." },
    KnownValue { value: "version", docs: "The version to install." },
];

/// PostgreSQL extensions to offer in `extensions`, by the name to write here.
pub static EXTENSIONS: &[KnownValue] = &[
    KnownValue { value: "citext", docs: "Case-insensitive text, `@db.Citext`." },
    KnownValue { value: "pgcrypto", docs: "Hashes, encryption, and `gen_random_uuid()` on older servers." },
    KnownValue {
        value: "pg_trgm",
        docs: "Search for similar text; `gin_trgm_ops` makes `contains` use an index.",
    },
    KnownValue { value: "postgis", docs: "Geometry and geography." },
    KnownValue { value: "unaccent", docs: "Accent-insensitive text search." },
    KnownValue { value: "uuid_ossp", docs: "UUID functions; requires `map: \"uuid-ossp\"`." },
    KnownValue { value: "vector", docs: "Vectors and nearest-neighbour search, from pgvector." },
];

impl ConfigKey {
    /// An optional key, on every database and release, read by any generator.
    const fn new(name: &'static str, value: ConfigValue, docs: &'static str, example: &'static str) -> Self {
        ConfigKey {
            name,
            value,
            known: &[],
            required: Requirement::Optional,
            providers: ProviderSet::ALL,
            preview: None,
            availability: Availability::ALWAYS,
            generators: &[],
            replaced_by: None,
            docs,
            example,
        }
    }
}

const fn known(value: &'static str, docs: &'static str) -> KnownValue {
    KnownValue { value, docs }
}
