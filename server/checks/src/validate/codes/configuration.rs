//! The datasource and generators.

use crate::validate::codes::{Code, Removal, code, removable};

pub(super) const CODES: &[Code] = &[
    removable(
        "both-relation-modes",
        Removal::Line,
        "Both `relationMode` and its old name are given.",
        "`referentialIntegrity` is what `relationMode` was called. Keep `relationMode`.",
    ),
    removable(
        "empty-list",
        Removal::Line,
        "`schemas` of the datasource is empty.",
        "Name at least one database schema, or remove the line.",
    ),
    code(
        "extension-as-text",
        "An extension of PostgreSQL stands in quotes.",
        "Extensions are names: `extensions = [pg_trgm]`. One with a hyphen is written `name(map: \"its-name\")`.",
    ),
    removable(
        "key-unsupported",
        Removal::Line,
        "The datasource has a key that this database, or this set of features, does not have.",
        "`schemas` is for databases with several schemas, `extensions` for PostgreSQL with the preview feature `postgresqlExtensions`. Remove the line, or turn the feature on.",
    ),
    removable(
        "missing-datasource",
        Removal::Attribute,
        "The schema uses what only some databases have, and names no database.",
        "Native types, lists, composite types and much else differ from database to database. Write a `datasource` block with the `provider` of yours.",
    ),
    code(
        "missing-key",
        "A datasource or generator lacks a key that it needs.",
        "Both need `provider`; the datasource of Prisma 6 needs `url` as well.",
    ),
    removable(
        "missing-schema",
        Removal::Text,
        "A block does not say to which database schema it belongs.",
        "As soon as the datasource lists `schemas`, each model, view and enum names its own with `@@schema(\"…\")`.",
    ),
    removable(
        "named-argument",
        Removal::Text,
        "`env` is given its variable with a name.",
        "Write `env(\"DATABASE_URL\")`.",
    ),
    removable(
        "preview-feature-finished",
        Removal::Item,
        "A preview feature is no longer one.",
        "What it turned on is always there in this version. Remove it from `previewFeatures`.",
    ),
    code(
        "preview-feature-missing",
        "Something is used that a preview feature has to turn on.",
        "Add the feature to `previewFeatures` of the generator.",
    ),
    code(
        "preview-feature-renamed",
        "A preview feature has another name in this version.",
        "Write the new name.",
    ),
    removable(
        "preview-feature-retired",
        Removal::Item,
        "A preview feature was given up.",
        "Prisma still accepts its name and later versions will not. Remove it from `previewFeatures`.",
    ),
    code(
        "renamed-key",
        "A key has another name today.",
        "Write the new name; the old one still works and will not for ever.",
    ),
    code(
        "several-datasources",
        "The schema has more than one datasource.",
        "All files of a schema share one database. Keep one datasource; a second database is a second schema.",
    ),
    removable(
        "unknown-key",
        Removal::Line,
        "A datasource has a key that Prisma does not know.",
        "Correct the name or remove the line. Generators may have keys of their own, datasources not.",
    ),
    removable(
        "unknown-preview-feature",
        Removal::Item,
        "A preview feature does not exist in this version.",
        "Correct its name, or remove it. Which features there are depends on the version of Prisma.",
    ),
    code(
        "unknown-provider",
        "The provider is no database that Prisma knows.",
        "Known are `postgresql`, `mysql`, `sqlite`, `sqlserver`, `mongodb` and `cockroachdb`.",
    ),
    removable(
        "unknown-relation-mode",
        Removal::Line,
        "The relation mode does not exist, or not for this database.",
        "It is `\"foreignKeys\"`, where the database watches relations, or `\"prisma\"`, where the client does. MongoDB knows the second only.",
    ),
    code(
        "unknown-schema",
        "A block belongs to a database schema that the datasource does not list.",
        "Add it to `schemas` of the datasource, or correct the name.",
    ),
    code(
        "url-in-datasource",
        "The datasource gives an address, which Prisma 7 does not take there.",
        "From Prisma 7 on addresses stand in `prisma.config.ts`, as `datasource.url` and `datasource.shadowDatabaseUrl`; the client is given its connection in the code that creates it. What was `directUrl` becomes `url` there, since only tools read it.",
    ),
    code(
        "url-same-as-shadow",
        "The shadow database is the database itself.",
        "Prisma Migrate empties the shadow database again and again. Give it another address.",
    ),
    code(
        "views-preview",
        "A view is declared without its preview feature.",
        "Add `views` to `previewFeatures` of the generator.",
    ),
    code(
        "wrong-value",
        "A value is of another kind than asked for.",
        "The message says what is asked for: a text in quotes, a list, a number, or a name without quotes.",
    ),
];
