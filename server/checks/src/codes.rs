//! The codes of this crate.

use std::sync::LazyLock;

use crate::frame::{Entry, Kind, Metadata, Registry};
use crate::{rules, validate};
use model::project::{PRISMA_CONFIG_CODE, SETTINGS_CODE};

/// The codes of settings and configuration files.
static CONFIGURATION: [Metadata; 2] = [
    Metadata::new(
        SETTINGS_CODE,
        "A setting of Prisma Lens is unknown or has a wrong value.\n\nThe settings are read from `prisma-lens.toml`, the \
         editor, and the configuration of prisma-lint. A setting that is wrong is ignored; the others apply.",
        Kind::Configuration,
    ),
    Metadata::new(
        PRISMA_CONFIG_CODE,
        "A part of `prisma.config.*` cannot be evaluated without running the file.\n\nPrisma Lens never runs the \
         configuration. It reads literals, constants, `path.join`, `__dirname` and `env()`. Write the value in one of these \
         forms, so that the schema and its folders are found.",
        Kind::Configuration,
    ),
];

/// All codes of this crate: rules, Prisma's own errors and warnings, problems of configuration files.
pub fn codes() -> impl Iterator<Item = Entry> {
    let rules = rules::TOPICS
        .iter()
        .flat_map(|(topic, rules)| rules.iter().map(|rule| Entry { topic, metadata: &rule.metadata }));
    let validity = validate::codes::codes().map(|(topic, code)| Entry { topic, metadata: &code.metadata });
    let configuration = CONFIGURATION.iter().map(|metadata| Entry { topic: "configuration files", metadata });
    rules.chain(validity).chain(configuration)
}

/// The registry of this crate's codes. A program that has further crates of checks assembles one of all of them.
pub fn registry() -> &'static Registry {
    static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::new(codes()));
    &REGISTRY
}
