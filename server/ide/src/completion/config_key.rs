//! At the start of a line in a datasource or generator: keys.

use crate::completion::context::CompletionContext;
use crate::completion::item::{Completion, CompletionKind, Rank};
use crate::hover::Topic;
use base::text::Span;
use model::catalog::config_keys::{self, ConfigKey, ConfigValue, Requirement};
use model::schema::item::{Config, ItemKind};

/// The keys that can be added to the block.
pub(super) fn offers(cx: CompletionContext<'_>) -> Vec<Completion> {
    let Some((config, is_datasource)) = config(cx) else { return Vec::new() };
    let keys = if is_datasource { config_keys::datasource_keys() } else { config_keys::generator_keys() };
    keys.iter()
        .filter(|key| key.replaced_by.is_none() && !is_written(cx, config, key.name))
        .filter(|key| is_read(cx, config, is_datasource, key))
        .map(|key| {
            let name = key.name.to_owned();
            let topic = if is_datasource { Topic::DatasourceKey(name) } else { Topic::GeneratorKey(name) };
            offer(cx, key).about(topic).ranked(rank(cx, config, key))
        })
        .collect()
}

/// For an invalid line in a datasource or generator: keys. The second word of a line that begins with a key is not one.
pub(super) fn fallback(cx: CompletionContext<'_>) -> Vec<Completion> {
    let first = cx.cursor.before().split_whitespace().next().unwrap_or("");
    let is_key = config_keys::datasource_key(first).is_some() || config_keys::generator_key(first).is_some();
    if is_key || first.is_empty() { Vec::new() } else { offers(cx) }
}

/// The datasource or generator under the cursor, and whether it is a datasource.
pub(super) fn config(cx: CompletionContext<'_>) -> Option<(&Config, bool)> {
    match &cx.item()?.kind {
        ItemKind::Datasource(config) => Some((config, true)),
        ItemKind::Generator(config) => Some((config, false)),
        _ => None,
    }
}

fn is_written(cx: CompletionContext<'_>, config: &Config, name: &str) -> bool {
    let start = cx.cursor.item.map_or(0, |id| cx.schema.start(id));
    let line = Span::from(0..cx.cursor.line.len()).shifted(cx.cursor.line_start);
    // With an invalid provider, every key is offered.
    let counts = |value: &str| name != "provider" || cx.provider().is_some() || !value.is_empty();
    config.entries.iter().any(|entry| {
        entry.key.text == name
            && !line.touches(entry.key.span.start.saturating_add(start))
            && entry.value.as_ref().is_none_or(|value| counts(value.as_str().unwrap_or("x")))
    })
}

fn is_read(cx: CompletionContext<'_>, config: &Config, is_datasource: bool, key: &ConfigKey) -> bool {
    if is_datasource {
        let is_on = cx.provider().is_none() || cx.is_on(key.providers);
        return key.availability.contains(cx.release()) && is_on && cx.has_preview(key.preview);
    }
    let generator = config.string("provider");
    key.availability.contains(cx.release()) && generator.is_none_or(|generator| key.read_by(generator))
}

fn rank(cx: CompletionContext<'_>, config: &Config, key: &ConfigKey) -> Rank {
    let is_needed = match key.required {
        Requirement::Optional => false,
        Requirement::Always => true,
        Requirement::Until(release) => cx.release() < release,
        Requirement::ForGenerator(generator) => config.string("provider") == Some(generator),
    };
    if is_needed { Rank::Likely } else { Rank::Usual }
}

fn offer(cx: CompletionContext<'_>, key: &ConfigKey) -> Completion {
    let offer = Completion::new(CompletionKind::Argument, key.name).detail("key");
    if cx.cursor.next() == Some('=') {
        return offer;
    }
    let value = match key.value {
        // For URLs from the environment, the example contains the variable.
        ConfigValue::TextOrEnv => {
            match key.example.split_once("env(\"").and_then(|(_, rest)| rest.split('"').next()) {
                Some(variable) => format!("env(\"${{1:{variable}}}\")"),
                None => "\"$1\"".to_owned(),
            }
        }
        ConfigValue::Text => "\"$1\"".to_owned(),
        ConfigValue::TextList | ConfigValue::TextListOrEnv => "[\"$1\"]".to_owned(),
        ConfigValue::Extensions => "[$1]".to_owned(),
    };
    offer.filling(format!("{} = {value}", key.name))
}
