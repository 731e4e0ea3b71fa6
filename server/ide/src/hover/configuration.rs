//! Datasources and generators: blocks, keys and values.

use crate::hover::context::HoverContext;
use crate::hover::page::{Page, code, codes};
use model::catalog::binary_targets::binary_target;
use model::catalog::config_keys::{self, ConfigKey, EXTENSION_PARAMS, EXTENSIONS, KnownValue};
use model::catalog::preview_features::{self, FeatureVerdict};
use model::schema::item::{Config, Expr, Item};

/// A datasource. Its URLs are omitted, because literal ones contain a password.
pub(super) fn datasource(cx: HoverContext<'_>, item: &Item, config: &Config) -> String {
    let configuration = cx.schema.configuration();
    let mut facts = Vec::new();
    match configuration.provider {
        Some(provider) => facts.push(format!("{provider}, Prisma {}", configuration.version)),
        None => facts.push(format!("Prisma {}", configuration.version)),
    }
    facts.push(format!("Relation mode {}", code(configuration.relation_mode.name())));
    if !configuration.schemas.is_empty() {
        facts.push(format!("Database schemas {}", codes(&configuration.schemas, usize::MAX)));
    }
    let shown = ["provider", "relationMode", "schemas", "extensions"];
    block(item, config, &shown).list(&facts).finish()
}

/// A generator.
pub(super) fn generator(item: &Item, config: &Config) -> String {
    block(item, config, &["provider", "output", "previewFeatures"]).finish()
}

fn block(item: &Item, config: &Config, shown: &[&str]) -> Page {
    let keyword = item.keyword.as_ref().map_or("", |keyword| keyword.as_str());
    let mut lines = format!("{keyword} {} {{\n", item.name());
    let entries: Vec<_> = config.entries.iter().filter(|entry| shown.contains(&entry.key.as_str())).collect();
    let width = entries.iter().map(|entry| entry.key.text.chars().count()).max().unwrap_or(0);
    for entry in entries {
        if let Some(value) = entry.value.as_ref().and_then(literal) {
            lines.push_str(&format!("  {:width$} = {value}\n", entry.key.as_str()));
        }
    }
    lines.push('}');
    let said = item.documentation.as_deref().map(|documentation| documentation.text.as_str());
    Page::fenced(&lines).documentation(said)
}

/// A string, or a list of strings and names.
fn literal(value: &Expr) -> Option<String> {
    match value {
        Expr::String(text) => Some(format!("\"{}\"", text.value)),
        Expr::Array { items, .. } => {
            let items: Vec<String> = items.iter().filter_map(literal).collect();
            Some(format!("[{}]", items.join(", ")))
        }
        _ => value.as_named().map(|path| path.text.to_string()),
    }
}

/// A key of a datasource or generator.
pub(super) fn key(cx: HoverContext<'_>, is_datasource: bool, name: &str) -> Option<String> {
    let key = find_key(is_datasource, name)?;
    let kind = if is_datasource { "key of a datasource" } else { "key of a generator" };
    // Database schemas and extensions are listed elsewhere; this list is for predefined words.
    let values: Vec<String> = key.known.iter().map(|known| code(&format!("\"{}\"", known.value))).collect();
    let values = (!values.is_empty()).then(|| format!("Values: {}", values.join(", ")));
    let replaced = key.replaced_by.map(|other| format!("*Replaced by {}.*", code(other)));
    let providers = if is_datasource { cx.provider_note(key.providers) } else { None };
    let notes = [
        providers,
        cx.release_note(key.availability),
        cx.preview_note(key.preview, key.docs),
        replaced,
        values,
    ];
    Some(Page::titled(name, kind).text(key.docs).notes(notes).fence(key.example).finish())
}

/// A string or name in the value of a key.
pub(super) fn value(cx: HoverContext<'_>, is_datasource: bool, key: &str, value: &str) -> Option<String> {
    let facts = find_key(is_datasource, key)?;
    if let Some(known) = facts.known_value(value) {
        return Some(
            Page::titled(&format!("\"{value}\""), &format!("value of {}", code(key)))
                .text(known.docs)
                .finish(),
        );
    }
    match key {
        "previewFeatures" => preview_feature(cx, value),
        "binaryTargets" => {
            let target = binary_target(value)?;
            Some(Page::titled(value, "platform").text(target.docs).finish())
        }
        "schemas" => Some(database_schema(cx, value)),
        "extensions" => known_word(EXTENSIONS, value, "PostgreSQL extension"),
        _ => None,
    }
}

/// An argument of an extension.
pub(super) fn extension_param(name: &str) -> Option<String> {
    known_word(EXTENSION_PARAMS, name, "argument of an extension")
}

/// A database schema, by its name in `schemas` or `@@schema`.
pub(super) fn database_schema(cx: HoverContext<'_>, name: &str) -> String {
    let inside: Vec<&str> = cx
        .schema
        .items()
        .filter(|(_, item)| {
            let attribute = item.attributes().iter().find(|attribute| attribute.name() == "schema");
            attribute.and_then(|it| it.named_or_first("map")?.as_str()) == Some(name)
        })
        .map(|(_, item)| item.name())
        .collect();
    let listed = cx.schema.configuration().schemas.iter().any(|schema| schema == name);
    let missing = (!listed).then(|| "*Not listed in `schemas` of the datasource.*".to_owned());
    let holds = if inside.is_empty() {
        "Contains no block.".to_owned()
    } else {
        format!("Contains {}", codes(&inside, 8))
    };
    Page::titled(name, "database schema").text(&holds).notes([missing]).finish()
}

/// An environment variable. Its value is not read.
pub(super) fn variable(name: &str) -> String {
    Page::titled(name, "environment variable")
        .text("Read when Prisma runs, from the environment or an `.env` file. Prisma Lens does not read its value.")
        .finish()
}

fn find_key(is_datasource: bool, name: &str) -> Option<&'static ConfigKey> {
    if is_datasource { config_keys::datasource_key(name) } else { config_keys::generator_key(name) }
}

fn known_word(words: &'static [KnownValue], word: &str, kind: &str) -> Option<String> {
    let known = words.iter().find(|known| known.value == word)?;
    Some(Page::titled(word, kind).text(known.docs).finish())
}

fn preview_feature(cx: HoverContext<'_>, name: &str) -> Option<String> {
    let feature = preview_features::preview_feature(name)?;
    let release = cx.release();
    let verdict = preview_features::verdict(name, release, cx.provider());
    let state = match verdict {
        FeatureVerdict::Accepted => format!("In preview in Prisma {release}; it may change."),
        FeatureVerdict::Finished => {
            "Generally available: it is on without this flag. Remove the flag.".to_owned()
        }
        FeatureVerdict::Retiring => "Deprecated: later releases do not know it.".to_owned(),
        FeatureVerdict::Renamed(new) => format!("Renamed to {} on this database.", code(new)),
        FeatureVerdict::Unknown if feature.preview.since.is_some_and(|first| release < first) => {
            cx.release_note(feature.preview).unwrap_or_default()
        }
        FeatureVerdict::Unknown => match cx.provider_note(feature.providers) {
            Some(note) => note,
            None => format!("Removed: Prisma {release} does not know it."),
        },
    };
    Some(Page::titled(feature.name, "preview feature").text(feature.docs).text(&state).finish())
}
