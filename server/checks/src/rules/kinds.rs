//! Kinds of models, inferred from structure and name, for exemptions in rules.

use smol_str::SmolStr;

use crate::rules::{ModelRef, Words, joined_words, words};
use model::schema::FieldType;
use model::schema::item::{Arity, CommentPlace, Field, Item, KeyKind, Model};

/// The kinds of a model. Several may apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ModelKinds {
    /// A join table: every required scalar field belongs to a foreign key or to the id, and there are at least two
    /// foreign keys.
    pub is_join_table: bool,
    /// Append-only: logs, events, history, versions, snapshots.
    pub is_append_only: bool,
    /// A log, which grows without limit: logs, events, history, but not versions.
    pub is_log: bool,
    /// Rows that are written once: append-only, or one for each action of a user, such as a vote.
    pub is_written_once: bool,
    /// Computed from other tables: metrics, ranks, statistics.
    pub is_derived: bool,
    /// Settings of another row or of the program.
    pub is_settings: bool,
    /// A lookup table: an id, at most two more scalar fields, and no foreign key.
    pub is_lookup: bool,
    /// A list of named values: an id and nothing else but unique names.
    pub is_name_list: bool,
    /// A table of an authentication library, which determines its columns.
    pub is_external_auth: bool,
}

/// Last words of the names of models of versions.
const VERSIONS: &[&str] = &["version", "snapshot", "history"];

/// Last words of the names of logs; `h` is short for history.
const LOGS: &[&str] = &["log", "event", "history", "trail", "h"];

/// Last words of the names of models with a row for each action of a user, which does not change later.
const DEED_ROWS: &[&str] = &[
    "activity",
    "reaction",
    "vote",
    "like",
    "follow",
    "favorite",
    "favourite",
    "bookmark",
    "click",
    "impression",
    "view",
    "engagement",
    "transaction",
    "attribution",
    "invalidation",
    "trash",
];

/// Last words of the names of models that are computed.
const DERIVED: &[&str] = &["metric", "rank", "stat", "statistic", "counter", "score"];

/// Names of fields that name a value.
const VALUE_NAMES: &[&str] = &["name", "key", "code", "label", "slug", "title", "value"];

/// Last words of the names of models of settings.
const SETTINGS: &[&str] = &["setting", "config", "configuration", "preference"];

/// Words in fields of planned events, such as calendar dates, as opposed to logged events.
const PLANNED: &[&str] = &["start", "starts", "begin", "begins", "end", "ends", "scheduled"];

/// Names of timestamps of creation and modification, which any model may have.
const STAMPS: &[&str] = &["createdat", "updatedat"];

/// Annotations of models that are database views: older versions of Prisma have no `view` blocks, and views with an
/// `@id` are still declared as models.
const VIEW_MARKS: &[&str] = &["@view", "@materializedview", "@materialized_view"];

/// The fields by which a table of a library is recognized, whatever the model is called, in lower case without `_`. The
/// library reads and writes these fields by their names.
///
/// Source: the schemas in the documentation of Auth.js (NextAuth), Better Auth, Lucia, SAML Jackson, Shopify's session
/// storage, Casbin and session stores of Express.
const LIBRARY_TABLES: &[&[&str]] = &[
    // Auth.js.
    &["provideraccountid", "provider"],
    &["sessiontoken", "expires"],
    &["identifier", "token", "expires"],
    &["credentialpublickey", "credentialid"],
    // Better Auth.
    &["providerid", "accountid", "accesstoken", "refreshtoken"],
    &["ipaddress", "useragent", "token", "expiresat", "userid"],
    &["identifier", "value", "expiresat"],
    &["backupcodes", "secret", "userid"],
    &["publickey", "counter", "devicetype"],
    &["clientsecret", "clientid", "redirecturis"],
    &["clientsecret", "clientid", "redirecturls"],
    &["accesstokenexpiresat", "clientid", "accesstoken"],
    &["refreshid", "clientid", "token"],
    &["clientid", "scopes", "token", "expiresat"],
    &["clientid", "scopes", "userid", "consentgiven"],
    &["clientid", "scopes", "userid", "referenceid"],
    &["refillinterval", "ratelimittimewindow"],
    // Lucia.
    &["hashedpassword", "primarykey"],
    &["activeexpires", "idleexpires"],
    // SAML Jackson.
    &["storekey", "key"],
    &["iv", "tag", "value", "key"],
    // Shopify's session storage, session stores of Express, Casbin.
    &["isonline", "accesstoken", "shop"],
    &["sid", "data", "expiresat"],
    &["sid", "sess", "expire"],
    &["ptype", "v0"],
];

/// Tables of libraries and tools that only their name shows, as one word.
#[rustfmt::skip]
const LIBRARY_NAMES: &[&str] = &[
    "jwks", "alembicversion", "arinternalmetadata", "authpermission", "databasechangelog", "databasechangeloglock",
    "djangoadminlog", "djangocontenttype", "djangomigrations", "djangosession", "drizzlemigrations",
    "efmigrationshistory", "flywayschemahistory", "geometrycolumns", "goosedbversion", "knexmigrations",
    "knexmigrationslock", "pgmigrations", "pgstatstatements", "prismamigrations", "schemamigrations", "spatialrefsys",
    "sqlxmigrations", "sysdiagrams", "typeormmetadata",
];

/// Words that, before `log`, `logs` or `history`, mark an audit trail.
const DEEDS: &[&str] = &["access", "activity", "admin", "consent", "login", "security"];

/// The kinds of a model.
///
/// `types` are the types of its fields.
pub fn kinds_of(model: ModelRef<'_>, types: &[FieldType]) -> ModelKinds {
    let scalars = || {
        let fields = model.model.fields.iter().zip(types);
        fields.filter(|(_, ty)| ty.is_scalar_like()).map(|(field, _)| field)
    };
    let owning: Vec<_> = model
        .model
        .fields
        .iter()
        .filter_map(|field| field.relation.as_ref())
        .filter(|relation| relation.fields.as_ref().is_some_and(|fields| !fields.is_empty()))
        .collect();
    let in_key = |name: &str| owning.iter().any(|relation| relation.field_names().any(|key| key == name));
    let in_id = |name: &str| {
        let mut ids = model.model.keys.iter().filter(|key| key.kind == KeyKind::Id);
        ids.any(|key| key.field_names().any(|column| column == name))
    };
    let is_bare = |field: &Field| {
        let is_bound = || in_key(&field.name.text) || in_id(&field.name.text);
        field.arity() != Arity::Required || field.has("default") || field.has("updatedAt") || is_bound()
    };
    let is_stamp = |field: &&Field| {
        field.has("updatedAt") || STAMPS.contains(&joined_words(&field.name.text, "").as_str())
    };
    let holds_little =
        || scalars().filter(|field| !in_id(&field.name.text) && !is_stamp(field)).nth(2).is_none();
    let parts = words(model.item.name());
    let (is_log, is_version) = (is_log(model, &parts), is_version(model, &parts));
    ModelKinds {
        is_join_table: owning.len() >= 2 && scalars().all(is_bare),
        is_append_only: is_log || is_version,
        is_log,
        is_written_once: is_log
            || is_version
            || last_of(&parts, DEED_ROWS).is_some()
            || parts.contain_any(&["history", "activity"]),
        is_derived: last_of(&parts, DERIVED).is_some(),
        is_settings: last_of(&parts, SETTINGS).is_some(),
        is_lookup: owning.is_empty() && holds_little(),
        is_name_list: owning.is_empty() && is_name_list(scalars().filter(|field| !in_id(&field.name.text))),
        is_external_auth: is_external_auth(model.item.name(), model.model),
    }
}

/// Whether the fields beside the id are unique names only.
fn is_name_list<'f>(fields: impl Iterator<Item = &'f Field>) -> bool {
    let mut fields = fields.peekable();
    fields.peek().is_some()
        && fields.all(|field| field.has("unique") && VALUE_NAMES.contains(&field.name.as_str()))
}

/// Whether the model declares a join table as Prisma itself creates it for an implicit relation: `_PostToTag` with the
/// columns `A` and `B`. Its names and keys are Prisma's own.
pub fn is_implicit_join_table(item: &Item) -> bool {
    let has = |model: &Model, column| model.fields.iter().any(|field| field.mapped_name() == Some(column));
    item.database_name().starts_with('_') && item.model().is_some_and(|it| has(it, "A") && has(it, "B"))
}

/// Whether a comment above the model says that it is a view.
pub(super) fn is_marked_as_view(item: &Item) -> bool {
    let above = item.comments.iter().filter(|comment| comment.place == CommentPlace::Above);
    above
        .filter_map(|comment| comment.text.trim_start_matches('/').split_whitespace().next())
        .any(|word| VIEW_MARKS.contains(&word.to_ascii_lowercase().as_str()))
}

/// Whether a model with this name holds an audit trail.
pub(super) fn is_evidence(name: &str) -> bool {
    let words = words(name);
    let is_log = matches!(words.last(), "log" | "logs" | "history");
    words.contain_any(&["audit", "audits"]) || (is_log && words.contain_any(DEEDS))
}

fn is_log(model: ModelRef<'_>, parts: &Words) -> bool {
    match last_of(parts, LOGS) {
        Some("event") => {
            let mut fields = model.model.fields.iter();
            !fields.any(|field| words(&field.name.text).contain_any(PLANNED))
        }
        // The table of a migration tool.
        Some(_) => !parts.contain_any(&["schema", "migration", "migrations"]),
        None => parts.contains("audit"),
    }
}

/// Which of `nouns` a name ends with, in the singular or plural.
fn last_of(parts: &Words, nouns: &[&'static str]) -> Option<&'static str> {
    let last = parts.last();
    nouns.iter().find(|noun| last == **noun || last.strip_suffix('s') == Some(noun)).copied()
}

fn is_version(model: ModelRef<'_>, parts: &Words) -> bool {
    if last_of(parts, VERSIONS).is_some() {
        return true;
    }
    // `@@unique([documentId, version])` numbers versions.
    model.model.keys.iter().any(|key| {
        let names: Vec<&str> = key.field_names().collect();
        key.is_unique() && names.len() > 1 && names.last() == Some(&"version")
    })
}

/// Whether it is a table of a library, such as one for authentication, which determines its columns.
pub fn is_external_auth(name: &str, model: &Model) -> bool {
    let squashed = |name: &str| -> SmolStr {
        name.chars().filter(|char| *char != '_').map(|char| char.to_ascii_lowercase()).collect()
    };
    let fields: Vec<SmolStr> = model.fields.iter().map(|field| squashed(&field.name.text)).collect();
    let has = |name: &&str| fields.iter().any(|field| field == name);
    LIBRARY_NAMES.contains(&joined_words(name, "").as_str())
        || LIBRARY_TABLES.iter().any(|names| names.iter().all(has))
}
