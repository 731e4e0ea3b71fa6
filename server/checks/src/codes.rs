//! The codes of this crate.

use std::sync::LazyLock;

use crate::frame::{Entry, Kind, Metadata, Registry, UNUSED_SUPPRESSION};
use crate::{rules, validate};
use model::project::{
    ASSUMED_VERSION_CODE, MIXED_DIALECTS_CODE, NEXT_MIGRATIONS_CODE, PRISMA_CONFIG_CODE, PRISMA_VERSION_CODE,
    SETTINGS_CODE,
};

/// The codes of settings and configuration files.
static CONFIGURATION: [Metadata; 6] = [
    Metadata::new(
        SETTINGS_CODE,
        "A setting of Prisma Lens is unknown or has a wrong value.\n\nThe settings are read from `prisma-lens.toml`, the \
         editor, and the configuration of prisma-lint. A setting that is wrong is ignored; the others apply.",
        Kind::Configuration,
    ),
    Metadata::new(
        PRISMA_CONFIG_CODE,
        "A part of `prisma.config.*` cannot be evaluated without running the file, or the schema that it names does not \
         exist.\n\nPrisma Lens never runs the configuration. It reads literals, constants, functions and files of the same \
         package, `path.join`, `__dirname` and `env()`. Write the value in one of these forms, so that the schema and its \
         folders are found. Where the schema cannot be told, the folder with the one datasource below the configuration \
         is used.",
        Kind::Configuration,
    ),
    Metadata::new(
        PRISMA_VERSION_CODE,
        "The range of `prisma` in a manifest is no version range, or admits no version that exists.\n\nThe rules of the \
         nearest known version are used. Correct the range, or set `prismaVersion` in `prisma-lens.toml`.",
        Kind::Configuration,
    ),
    Metadata::new(
        ASSUMED_VERSION_CODE,
        "Nothing names the Prisma version of a schema, so one is assumed.\n\nThe version is read from `prismaVersion` in \
         `prisma-lens.toml`, the installed packages, the lock file, and `package.json` or `deno.json`. Without any, a \
         generator of another language or `url` in the datasource speaks for the versions that have it; otherwise the \
         newest version is assumed.",
        Kind::Configuration,
    ),
    Metadata::new(
        MIXED_DIALECTS_CODE,
        "A folder has schema files of Prisma 8 and others.\n\nA file is read as Prisma 8 if its first line is `// use prisma-8` \
         or `// use prisma-next`, and else as the project's version of Prisma reads it. Files of the two dialects are two schemas: \
         no name of the one means anything in the other. Prisma 8 leaves out files without the directive.",
        Kind::Configuration,
    ),
    Metadata::new(
        NEXT_MIGRATIONS_CODE,
        "The migrations of a project are of Prisma 8.\n\nPrisma 8 has `migration.ts`, `migration.json` and `ops.json` for each \
         migration, and snapshots of contracts, which it plans and verifies itself. Prisma Lens leaves them alone: it neither \
         checks nor writes them, and reads only the contract that the next one starts from.",
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
    let suppressions =
        std::iter::once(Entry { topic: "Suppression comments", metadata: &UNUSED_SUPPRESSION });
    rules.chain(suppressions).chain(validity).chain(configuration)
}

/// The registry of this crate's codes. A program that has further crates of checks assembles one of all of them.
pub fn registry() -> &'static Registry {
    static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::new(codes()));
    &REGISTRY
}
