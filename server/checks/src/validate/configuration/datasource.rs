//! `datasource`

use crate::validate::code::codes;
use crate::validate::configuration::extensions::{self, KEY_UNSUPPORTED};
use crate::validate::configuration::values::{self, WRONG_VALUE};
use crate::validate::{ValidityContext, fixes};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::config_keys::{ConfigValue, datasource_key, datasource_keys};
use model::catalog::{Provider, RelationMode, Release};
use model::project::closest;
use model::schema::item::{Config, Entry, Expr, Item, ItemKind};
use model::schema::{Schema, edit};

codes! {
    /// Both `relationMode` and its former name.
    ///
    /// `referentialIntegrity` is the former name of `relationMode`. Keep `relationMode`.
    #[removes(Line)]
    BOTH_RELATION_MODES = "both-relation-modes";

    /// A duplicate database schema.
    ///
    /// Each name can be in `schemas` only once.
    #[removes(Item)]
    DUPLICATE_SCHEMA = "duplicate-schema";

    /// An empty `schemas` list.
    ///
    /// Add at least one database schema, or remove the line.
    #[removes(Line)]
    EMPTY_LIST = "empty-list";

    /// A missing key of a datasource or generator.
    ///
    /// Both require `provider`; the datasource of Prisma 6 also requires `url`.
    MISSING_KEY = "missing-key";

    /// A renamed key.
    ///
    /// Use the new name; the former name is deprecated.
    RENAMED_KEY = "renamed-key";

    /// An unknown key of a datasource.
    ///
    /// Correct the name or remove the line. Generators may have keys of their own, datasources may not.
    #[removes(Line)]
    UNKNOWN_KEY = "unknown-key";

    /// An unknown provider.
    ///
    /// The providers are `postgresql`, `mysql`, `sqlite`, `sqlserver`, `mongodb` and `cockroachdb`.
    UNKNOWN_PROVIDER = "unknown-provider";

    /// A relation mode that does not exist, or not for this database.
    ///
    /// It is `"foreignKeys"`, with which the database enforces relations, or `"prisma"`, with which the client does.
    /// MongoDB supports only the latter.
    #[removes(Line)]
    UNKNOWN_RELATION_MODE = "unknown-relation-mode";

    /// A connection URL in the datasource, which Prisma 7 rejects.
    ///
    /// Since Prisma 7 URLs are in `prisma.config.ts`, as `datasource.url` and `datasource.shadowDatabaseUrl`; the
    /// client gets its connection in the code that creates it. `directUrl` becomes `url` there, because only the CLI
    /// reads it.
    URL_IN_DATASOURCE = "url-in-datasource";

    /// A shadow database that is the main database.
    ///
    /// Prisma Migrate deletes the contents of the shadow database. Use another URL.
    URL_SAME_AS_SHADOW = "url-same-as-shadow";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    if let ItemKind::Datasource(config) = &item.kind {
        block(cx, id, item, config);
    }
}

/// The preview feature of `schemas` and `@@schema`.
const MULTI_SCHEMA: &str = "multiSchema";

fn block(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, config: &Config) {
    let provider = provider(cx, id, item, config);
    let release = cx.release();
    for entry in &config.entries {
        let name = entry.key.as_str();
        let Some(key) = datasource_key(name) else {
            unknown(cx, id, entry);
            continue;
        };
        if !key.availability.contains(release) {
            moved(cx, id, entry);
            continue;
        }
        match (name, key.value) {
            ("provider", _) => {}
            ("relationMode" | "referentialIntegrity", _) => {
                relation_mode(cx, id, item, config, entry, provider)
            }
            ("schemas", _) => schemas(cx, id, entry, provider),
            ("extensions", _) => extensions::check(cx, id, entry, provider),
            (_, ConfigValue::TextOrEnv)
                if values::text_or_env(cx, id, entry) && matches!(name, "url" | "directUrl") =>
            {
                address(cx, id, config, entry);
            }
            _ => {}
        }
    }
    let is_file = provider == Some(Provider::Sqlite);
    let needs_url = release < Release::V7 && !(is_file && has_adapters(cx, id));
    if needs_url && config.entry("url").is_none() && item.open_brace.is_some() {
        let message =
            format!("The datasource `{}` has no `url`. Add `url = env(\"DATABASE_URL\")`.", item.name());
        // It may stand in a line that cannot be read, which is to be mended then.
        let (schema, is_broken) = (cx.schema, cx.is_broken(id));
        cx.error(&MISSING_KEY, id, item.head(), message).fix(|| {
            let add = || fixes::add_key(schema, id, "url = env(\"DATABASE_URL\")");
            if is_broken { None } else { add() }
        });
    }
}

fn provider(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, config: &Config) -> Option<Provider> {
    let known: Vec<&str> = Provider::ALL.iter().map(|provider| provider.name()).collect();
    let Some(entry) = config.entry("provider") else {
        if item.open_brace.is_some() {
            let message = format!(
                "The datasource `{}` has no `provider`. Add one of: {}.",
                item.name(),
                known.join(", ")
            );
            // It may stand in a line that cannot be read, which is to be mended then.
            let (schema, is_broken) = (cx.schema, cx.is_broken(id));
            cx.error(&MISSING_KEY, id, item.head(), message).fix(|| {
                let lines = known.iter().filter(|_| !is_broken).map(|name| format!("provider = \"{name}\""));
                lines.filter_map(|line| fixes::add_key(schema, id, &line)).collect::<Vec<_>>()
            });
        }
        return None;
    };
    let value = entry.value.as_ref()?;
    let Some(text) = value.as_text() else {
        let message = match value.as_call() {
            Some(("The provider cannot be read from the environment. Write its name in quotes.", _)) => {
                "The provider cannot come from the environment. Write its name in quotes."
            }
            _ => "The provider must be a string, such as \"postgresql\".",
        };
        let schema = cx.schema;
        cx.error(&WRONG_VALUE, id, value.span(), message).fix(|| {
            // A name whose quotes were forgotten is the one that is meant.
            let meant = value.as_path().filter(|path| Provider::parse(&path.text).is_some());
            offer_providers(schema, id, value.span(), meant.map(|path| path.text.as_str()))
        });
        return None;
    };
    let found = Provider::parse(&text.value);
    if found.is_none() {
        let near = closest(&text.value, known.iter().copied());
        let hint = near.map_or(format!("Available providers: {}.", known.join(", ")), |near| {
            format!("Did you mean \"{near}\"?")
        });
        let message = format!("Unknown provider \"{}\". {hint}", text.value);
        let schema = cx.schema;
        cx.error(&UNKNOWN_PROVIDER, id, text.span, message)
            .fix(|| offer_providers(schema, id, text.span, near));
    }
    found
}

/// Writes the provider that is meant, or each that there is where nothing tells which.
fn offer_providers(schema: &Schema, id: ItemId, span: Span, meant: Option<&str>) -> Vec<Fix> {
    let all = Provider::ALL.iter().map(|provider| provider.name());
    let offered: Vec<&str> = meant.map_or_else(|| all.collect(), |meant| vec![meant]);
    offered.iter().map(|name| fixes::change(schema, id, span, &format!("\"{name}\""))).collect()
}

fn unknown(cx: &mut ValidityContext<'_>, id: ItemId, entry: &Entry) {
    let near = closest(&entry.key.text, datasource_keys().iter().map(|key| key.name));
    let hint = near.map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
    let schema = cx.schema;
    let message = format!("Unknown datasource key `{}`.{hint}", entry.key.text);
    cx.error(&UNKNOWN_KEY, id, entry.span, message).fix(|| {
        near.map(|near| {
            let change = edit::replace(schema, Place::new(id, entry.key.span), near);
            Fix::choice(format!("Change to `{near}`"), vec![change])
        })
    });
}

/// From Prisma 7 on addresses are not part of the schema.
fn moved(cx: &mut ValidityContext<'_>, id: ItemId, entry: &Entry) {
    let schema = cx.schema;
    let name = entry.key.as_str();
    let message = format!(
        "`{name}` is not supported in the schema since Prisma 7. Move the URL to `datasource.url` in \
         `prisma.config.ts`."
    );
    cx.error(&URL_IN_DATASOURCE, id, entry.span, message).fix(|| {
        [Fix::choice(format!("Remove `{name}`"), vec![edit::remove_line(schema, id, entry.span.start)])]
    });
}

fn relation_mode(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    item: &Item,
    config: &Config,
    entry: &Entry,
    provider: Option<Provider>,
) {
    let schema = cx.schema;
    if entry.key.text == "referentialIntegrity" {
        if config.entry("relationMode").is_some() {
            let message = "`referentialIntegrity` is the former name of `relationMode`, and both are given. Keep \
                 `relationMode`.";
            cx.error(&BOTH_RELATION_MODES, id, item.head().cover(entry.span), message)
                .fix(|| [remove_old_mode(schema, id, config, entry)]);
        }
        let message = "`referentialIntegrity` was renamed to `relationMode`.";
        cx.warning(&RENAMED_KEY, id, entry.span, message).fix(|| {
            let place = Place::new(id, entry.key.span);
            let renamed = vec![edit::replace(schema, place, "relationMode")];
            match config.entry("relationMode") {
                Some(_) => vec![
                    remove_old_mode(schema, id, config, entry),
                    Fix::step("Rename to `relationMode` (then remove one of both)", renamed),
                ],
                None => vec![Fix::safe("Rename to `relationMode`", renamed)],
            }
        });
    }
    let Some(text) = values::text(cx, id, entry) else { return };
    let known: Vec<String> = [RelationMode::ForeignKeys, RelationMode::Prisma]
        .iter()
        .map(|mode| format!("\"{}\"", mode.name()))
        .collect();
    let mode = RelationMode::parse(text);
    let fits = mode.is_some_and(|mode| provider.is_none_or(|it| it.relation_modes().contains(&mode)));
    if !fits {
        let span = entry.value.as_ref().map_or(entry.span, Expr::span);
        let message = match (mode, provider) {
            (Some(mode), Some(provider)) => {
                format!("{} does not support the relation mode \"{}\".", provider.display_name(), mode.name())
            }
            _ => format!("Unknown relation mode \"{text}\". Available modes: {}.", known.join(" and ")),
        };
        let schema = cx.schema;
        let near = closest(text, [RelationMode::ForeignKeys, RelationMode::Prisma].map(|it| it.name()));
        let near = near.filter(|_| mode.is_none());
        cx.error(&UNKNOWN_RELATION_MODE, id, span, message).fix(|| {
            let all = provider
                .map_or(&[RelationMode::ForeignKeys, RelationMode::Prisma][..], |it| it.relation_modes());
            let offered =
                all.iter().map(|mode| mode.name()).filter(|name| near.is_none_or(|near| near == *name));
            offered.map(|name| fixes::change(schema, id, span, &format!("\"{name}\""))).collect::<Vec<_>>()
        });
    }
}

/// Takes the old name away, which changes nothing where both have the same value.
fn remove_old_mode(schema: &Schema, id: ItemId, config: &Config, entry: &Entry) -> Fix {
    let change = vec![edit::remove_line(schema, id, entry.span.start)];
    let is_same = config.string("relationMode") == entry.value.as_ref().and_then(Expr::as_str);
    let title = "Remove `referentialIntegrity`";
    if is_same { Fix::safe(title, change) } else { Fix::choice(title, change) }
}

fn schemas(cx: &mut ValidityContext<'_>, id: ItemId, entry: &Entry, provider: Option<Provider>) {
    if let Some(provider) = provider.filter(|provider| !provider.capabilities().multi_schema) {
        let message = format!("{} does not support `schemas`. Remove the line.", provider.display_name());
        cx.error(&KEY_UNSUPPORTED, id, entry.span, message);
        return;
    }
    if !cx.configuration().has_preview_feature(MULTI_SCHEMA) {
        let message = format!(
            "In Prisma {} `schemas` needs the preview feature `{MULTI_SCHEMA}` in the generator.",
            cx.release()
        );
        let schema = cx.schema;
        cx.error(&KEY_UNSUPPORTED, id, entry.span, message).fix(|| fixes::turn_on(schema, MULTI_SCHEMA));
        return;
    }
    let texts = values::texts(cx, id, entry);
    let span = entry.value.as_ref().map_or(entry.span, Expr::span);
    if entry.value.as_ref().and_then(Expr::as_array).is_some_and(<[Expr]>::is_empty) {
        cx.error(&EMPTY_LIST, id, span, "`schemas` is empty. Add a database schema, or remove the line.");
    }
    for text in &texts {
        if texts.iter().filter(|other| other.value == text.value).count() > 1 {
            cx.error(
                &DUPLICATE_SCHEMA,
                id,
                text.span,
                format!("Duplicate database schema \"{}\". Remove one.", text.value),
            );
        }
    }
}

/// Whether a generator of the same file, which is all that Prisma looks at here, turns driver adapters on: with them
/// the address of a SQLite database is given in the configuration file.
fn has_adapters(cx: &ValidityContext<'_>, id: ItemId) -> bool {
    let release = cx.release();
    // Both came with what the schema engine can do in the release.
    let feature = match release < Release::new(6, 16) {
        true if release >= Release::new(6, 7) => "driverAdapters",
        _ => "schemaEngineDriverAdapters",
    };
    let names_it = |value: &Expr| {
        let mut names = value.as_list().iter().filter_map(Expr::as_str);
        names.any(|name| name == feature)
    };
    cx.schema.items().any(|(other, item)| match &item.kind {
        ItemKind::Generator(config) => {
            cx.schema.file_of(other) == cx.schema.file_of(id)
                && config.value("previewFeatures").is_some_and(names_it)
        }
        _ => false,
    })
}

/// Prisma Migrate makes and erases the shadow database, which therefore is no other one.
fn address(cx: &mut ValidityContext<'_>, id: ItemId, config: &Config, entry: &Entry) {
    let Some(own) = address_of(entry) else { return };
    let is_shadow = config.entry("shadowDatabaseUrl").and_then(address_of) == Some(own);
    if let Some(value) = entry.value.as_ref().filter(|_| is_shadow) {
        let message = "The shadow database is the main database, whose contents Prisma Migrate would delete. Use \
             another URL.";
        let shadow = config.entry("shadowDatabaseUrl").map(|entry| entry.span.start);
        let schema = cx.schema;
        cx.error(&URL_SAME_AS_SHADOW, id, value.span(), message).fix(|| {
            shadow.map(|line| {
                let change = vec![edit::remove_line(schema, id, line)];
                Fix::choice(
                    "Remove `shadowDatabaseUrl` (Prisma Migrate then creates one for each run)",
                    change,
                )
            })
        });
    }
}

/// What is written as address, and whether that is the name of a variable; `None` where it is empty.
fn address_of(entry: &Entry) -> Option<(&str, bool)> {
    let value = entry.value.as_ref()?;
    match value.as_call() {
        Some(("env", arguments)) => Some((arguments.list.first()?.value.as_ref()?.as_str()?, true)),
        _ => Some((value.as_str().filter(|text| !text.is_empty())?, false)),
    }
}
