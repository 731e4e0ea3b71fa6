//! `datasource`

use crate::project::closest;
use crate::schema::ItemId;
use crate::schema::catalog::config_keys::{ConfigValue, datasource_key, datasource_keys};
use crate::schema::catalog::{Provider, RelationMode, Release};
use crate::schema::item::{Config, Entry, Expr, Item, ItemKind};
use crate::schema::{Fix, edit};
use crate::validate::configuration::values;
use crate::validate::{Context, mend};

/// The code of an address in the datasource. What else is to be done about it lies outside of the schema.
pub const URL_IN_DATASOURCE: &str = "url-in-datasource";

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    if let ItemKind::Datasource(config) = &item.kind {
        block(cx, id, item, config);
    }
}

fn block(cx: &mut Context<'_>, id: ItemId, item: &Item, config: &Config) {
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
            ("extensions", _) => extensions(cx, id, entry, provider),
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
            format!("The datasource `{}` has no `url`. Write `url = env(\"DATABASE_URL\")`.", item.name());
        let schema = cx.schema;
        cx.error("missing-key", id, item.head(), message)
            .fix(|| mend::add_key(schema, id, "url = env(\"DATABASE_URL\")"));
    }
}

fn provider(cx: &mut Context<'_>, id: ItemId, item: &Item, config: &Config) -> Option<Provider> {
    let known: Vec<&str> = Provider::ALL.iter().map(|provider| provider.name()).collect();
    let Some(entry) = config.entry("provider") else {
        if item.open_brace.is_some() {
            let message = format!(
                "The datasource `{}` has no `provider`. Write one of: {}.",
                item.name(),
                known.join(", ")
            );
            let schema = cx.schema;
            cx.error("missing-key", id, item.head(), message).fix(|| {
                let lines = known.iter().map(|name| format!("provider = \"{name}\""));
                lines.filter_map(|line| mend::add_key(schema, id, &line)).collect::<Vec<_>>()
            });
        }
        return None;
    };
    let value = entry.value.as_ref()?;
    let Some(text) = value.as_text() else {
        let message = match value.as_call() {
            Some(("env", _)) => "The provider cannot come from the environment. Write its name in quotes.",
            _ => "The provider is one text in quotes, such as \"postgresql\".",
        };
        cx.error("wrong-value", id, value.span(), message);
        return None;
    };
    let found = Provider::parse(&text.value);
    if found.is_none() {
        let near = closest(&text.value, known.iter().copied());
        let hint = near
            .map_or(format!("Known are: {}.", known.join(", ")), |near| format!("Did you mean \"{near}\"?"));
        let message = format!("\"{}\" is no database that Prisma knows. {hint}", text.value);
        let schema = cx.schema;
        cx.error("unknown-provider", id, text.span, message).fix(|| {
            near.map(|near| {
                let change =
                    edit::replace(schema, crate::schema::Place::new(id, text.span), format!("\"{near}\""));
                Fix::choice(format!("Change to \"{near}\""), vec![change])
            })
        });
    }
    found
}

fn unknown(cx: &mut Context<'_>, id: ItemId, entry: &Entry) {
    let near = closest(&entry.key.text, datasource_keys().iter().map(|key| key.name));
    let hint = near.map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
    let schema = cx.schema;
    let message = format!("A datasource has no key `{}`.{hint}", entry.key.text);
    cx.error("unknown-key", id, entry.span, message).fix(|| {
        near.map(|near| {
            let change = edit::replace(schema, crate::schema::Place::new(id, entry.key.span), near);
            Fix::choice(format!("Change to `{near}`"), vec![change])
        })
    });
}

/// From Prisma 7 on addresses are not part of the schema.
fn moved(cx: &mut Context<'_>, id: ItemId, entry: &Entry) {
    let schema = cx.schema;
    let name = entry.key.as_str();
    let message = format!(
        "From Prisma 7 on `{name}` is not part of the schema. Remove it here, and give the address as `datasource.url` \
         in `prisma.config.ts`."
    );
    cx.error(URL_IN_DATASOURCE, id, entry.span, message).fix(|| {
        [Fix::choice(format!("Remove `{name}`"), vec![edit::remove_line(schema, id, entry.span.start)])]
    });
}

fn relation_mode(
    cx: &mut Context<'_>,
    id: ItemId,
    item: &Item,
    config: &Config,
    entry: &Entry,
    provider: Option<Provider>,
) {
    let schema = cx.schema;
    if entry.key.text == "referentialIntegrity" {
        if config.entry("relationMode").is_some() {
            let message = "`referentialIntegrity` is the old name of `relationMode`, and both are given. Keep `relationMode`.";
            cx.error("both-relation-modes", id, item.head().cover(entry.span), message);
        }
        let message = "`referentialIntegrity` is now called `relationMode`.";
        cx.warning("renamed-key", id, entry.span, message).fix(|| {
            let place = crate::schema::Place::new(id, entry.key.span);
            [Fix::safe("Rename it to `relationMode`", vec![edit::replace(schema, place, "relationMode")])]
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
                format!("{} does not have the relation mode \"{}\".", provider.display_name(), mode.name())
            }
            _ => format!("\"{text}\" is no relation mode. Known are {}.", known.join(" and ")),
        };
        let schema = cx.schema;
        let near = closest(text, [RelationMode::ForeignKeys, RelationMode::Prisma].map(|it| it.name()));
        let near = near.filter(|_| mode.is_none());
        cx.error("unknown-relation-mode", id, span, message)
            .fix(|| near.map(|near| mend::change(schema, id, span, &format!("\"{near}\""))));
    }
}

fn schemas(cx: &mut Context<'_>, id: ItemId, entry: &Entry, provider: Option<Provider>) {
    if let Some(provider) = provider.filter(|provider| !provider.capabilities().multi_schema) {
        let message = format!("{} has no `schemas`. Remove the line.", provider.display_name());
        cx.error("key-unsupported", id, entry.span, message);
        return;
    }
    let texts = values::texts(cx, id, entry);
    let span = entry.value.as_ref().map_or(entry.span, Expr::span);
    if entry.value.as_ref().and_then(Expr::as_array).is_some_and(<[Expr]>::is_empty) {
        cx.error("empty-list", id, span, "`schemas` is empty. Name a database schema, or remove the line.");
    }
    for text in &texts {
        if texts.iter().filter(|other| other.value == text.value).count() > 1 {
            cx.error("duplicate-schema", id, text.span, format!("\"{}\" is listed twice.", text.value));
        }
    }
}

fn extensions(cx: &mut Context<'_>, id: ItemId, entry: &Entry, provider: Option<Provider>) {
    let configuration = cx.configuration();
    if provider.is_some_and(|provider| !provider.capabilities().extensions)
        || !configuration.has_preview_feature("postgresqlExtensions")
    {
        let message = match provider.filter(|provider| !provider.capabilities().extensions) {
            Some(provider) => format!("{} has no `extensions`. Remove the line.", provider.display_name()),
            None => {
                "`extensions` needs the preview feature `postgresqlExtensions` in the generator.".to_owned()
            }
        };
        cx.error("key-unsupported", id, entry.span, message);
        return;
    }
    let schema = cx.schema;
    for item in entry.value.iter().flat_map(|value| value.as_list()) {
        match item {
            Expr::Path(path) if path.text.contains('-') => {
                let message = format!("`{}` holds a hyphen. Write `{}`.", path.text, extension(&path.text));
                cx.error("invalid-name", id, path.span, message).fix(|| {
                    let place = crate::schema::Place::new(id, path.span);
                    let name = extension(&path.text);
                    [Fix::safe(format!("Write `{name}`"), vec![edit::replace(schema, place, name)])]
                });
            }
            Expr::Path(_) => {}
            Expr::Call { arguments, .. } => {
                for (at, argument) in arguments.list.iter().enumerate() {
                    let name = argument.name();
                    if arguments.list.iter().take(at).any(|earlier| earlier.name() == name) {
                        cx.error("repeated-argument", id, argument.span, format!("`{name}` is given twice."));
                        continue;
                    }
                    if !matches!(name.as_str(), "map" | "schema" | "version") {
                        let message =
                            format!("An extension takes `map`, `schema` and `version`, not `{name}`.");
                        cx.error("unknown-argument", id, argument.span, message);
                    } else if let Some(value) =
                        argument.value.as_ref().filter(|value| value.as_str().is_none())
                    {
                        cx.error(
                            "wrong-value",
                            id,
                            value.span(),
                            format!("`{name}` takes a text in quotes."),
                        );
                    }
                }
            }
            Expr::String(text) => {
                let message =
                    format!("An extension is a name without quotes: {}, not {0:?}.", extension(&text.value));
                cx.error("extension-as-text", id, text.span, message).fix(|| {
                    let name = extension(&text.value);
                    let place = crate::schema::Place::new(id, text.span);
                    [Fix::safe(format!("Write `{name}`"), vec![edit::replace(schema, place, name)])]
                });
            }
            other => {
                cx.error("wrong-value", id, other.span(), "An extension is a name, such as `pg_trgm`.");
            }
        }
    }
}

/// An extension's name as the schema writes it: one that is no identifier becomes one, and is mapped.
fn extension(name: &str) -> String {
    let identifier: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    if identifier == name { identifier } else { format!("{identifier}(map: \"{name}\")") }
}

/// Whether a generator of the same file, which is all that Prisma looks at here, turns driver adapters on: with them
/// the address of a SQLite database is given in the configuration file.
fn has_adapters(cx: &Context<'_>, id: ItemId) -> bool {
    let names_it = |value: &Expr| {
        let mut names = value.as_list().iter().filter_map(Expr::as_str);
        names.any(|name| name == "schemaEngineDriverAdapters")
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
fn address(cx: &mut Context<'_>, id: ItemId, config: &Config, entry: &Entry) {
    let Some(own) = address_of(entry) else { return };
    let is_shadow = config.entry("shadowDatabaseUrl").and_then(address_of) == Some(own);
    if let Some(value) = entry.value.as_ref().filter(|_| is_shadow) {
        let message = "The shadow database is the database itself: Prisma Migrate would erase it. Give it another address.";
        cx.error("url-same-as-shadow", id, value.span(), message);
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
