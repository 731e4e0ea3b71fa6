//! After a key of a datasource or generator: values.

use crate::completion::at::At;
use crate::completion::item::{Completion, CompletionKind, Rank};
use crate::completion::{config_key, offer};
use crate::hover::Topic;
use model::catalog::binary_targets;
use model::catalog::config_keys::{self, ConfigKey, ConfigValue, EXTENSION_PARAMS, EXTENSIONS};
use model::catalog::preview_features;
use model::schema::item::{Entry, Expr};
use model::schema::spot::{SpotKind, Step};

/// The values of the key, inside quotes or with them.
pub(super) fn offers(at: At<'_>) -> Vec<Completion> {
    let Some((_, is_datasource)) = config_key::config(at.cx) else { return Vec::new() };
    let Some(entry) = at.spot.entry() else { return Vec::new() };
    let name = entry.key.as_str();
    let key =
        if is_datasource { config_keys::datasource_key(name) } else { config_keys::generator_key(name) };
    let Some(key) = key.filter(|key| key.availability.contains(at.cx.release())) else { return Vec::new() };
    if at.spot.call().is_some() {
        return match at.spot.what {
            SpotKind::Name(..) => argument_names(at),
            SpotKind::String(_) if in_env(at) => variables(key),
            _ => Vec::new(),
        };
    }
    let in_list = at.spot.steps.iter().any(|step| matches!(step, Step::Item(_)));
    if key.value == ConfigValue::Extensions {
        return if in_list { extensions(at, entry) } else { vec![offer::list()] };
    }
    let values = values(at, key, entry);
    if matches!(at.spot.what, SpotKind::String(_)) {
        return values.into_iter().map(|(value, topic)| offer(&value, &value, key, topic)).collect();
    }
    let is_list = matches!(key.value, ConfigValue::TextList | ConfigValue::TextListOrEnv);
    if is_list && !in_list {
        return vec![offer::list()];
    }
    let mut found: Vec<Completion> = values
        .into_iter()
        .map(|(value, topic)| offer(&format!("\"{value}\""), &value, key, topic))
        // A pair of quotes is offered anyway.
        .filter(|item| item.label != "\"\"")
        .collect();
    found.push(offer::string().ranked(Rank::Rare));
    if matches!(key.value, ConfigValue::TextOrEnv) && is_datasource {
        let env = Completion::new(CompletionKind::Function, "env(\"\")").detail("environment variable");
        found.push(env.filling("env(\"$1\")").about(Topic::Function("env".to_owned())).ranked(Rank::Likely));
    }
    found
}

fn offer(label: &str, value: &str, key: &ConfigKey, topic: Option<Topic>) -> Completion {
    let offer = Completion::new(CompletionKind::Value, label).detail(format!("value of {}", key.name));
    let offer = Completion { topic, ..offer };
    if label == value { offer } else { offer.found_by(label) }
}

/// The strings that the key accepts and does not contain yet.
fn values(at: At<'_>, key: &ConfigKey, entry: &Entry) -> Vec<(String, Option<Topic>)> {
    let (cx, is_datasource) =
        (at.cx, config_keys::datasource_key(key.name).is_some_and(|it| std::ptr::eq(it, key)));
    let topic = |value: &str| {
        let (key, value) = (key.name.to_owned(), value.to_owned());
        Some(if is_datasource {
            Topic::DatasourceValue(key, value)
        } else {
            Topic::GeneratorValue(key, value)
        })
    };
    let written: Vec<&str> = written(at, entry);
    let values: Vec<&str> = match key.name {
        "relationMode" => match cx.provider() {
            Some(provider) => provider.relation_modes().iter().map(|mode| mode.name()).collect(),
            None => key.known.iter().map(|known| known.value).collect(),
        },
        "previewFeatures" => {
            preview_features::offered(cx.release(), cx.provider()).map(|it| it.name).collect()
        }
        "binaryTargets" => binary_targets::TARGETS.iter().map(|target| target.name).collect(),
        _ => key.known.iter().map(|known| known.value).collect(),
    };
    values
        .into_iter()
        .filter(|value| !written.iter().any(|it| it.eq_ignore_ascii_case(value)))
        .map(|value| (value.to_owned(), topic(value)))
        .collect()
}

/// The strings of the list under the cursor, without the current one.
fn written<'a>(at: At<'a>, entry: &'a Entry) -> Vec<&'a str> {
    let Some(Expr::Array { items, .. }) = &entry.value else { return Vec::new() };
    items.iter().filter(|item| !item.span().encloses(at.spot.span)).filter_map(Expr::as_str).collect()
}

fn extensions(at: At<'_>, entry: &Entry) -> Vec<Completion> {
    let items = entry.value.as_ref().map_or(&[][..], Expr::as_list);
    let names = items.iter().filter(|item| !item.span().encloses(at.spot.span)).filter_map(Expr::as_named);
    let written: Vec<&str> = names.map(|path| path.as_str()).collect();
    let known = EXTENSIONS.iter().filter(|known| !written.contains(&known.value));
    known
        .map(|known| {
            Completion::new(CompletionKind::Value, known.value)
                .detail("PostgreSQL extension")
                .about(Topic::DatasourceValue("extensions".to_owned(), known.value.to_owned()))
        })
        .collect()
}

/// The arguments of an extension that are not given yet.
pub(super) fn argument_names(at: At<'_>) -> Vec<Completion> {
    let Some((_, given)) = at.spot.call() else { return Vec::new() };
    if in_env(at) {
        return Vec::new();
    }
    let free = EXTENSION_PARAMS.iter().filter(|param| !at.is_given(given, param.value));
    free.map(|param| {
        offer::argument(at, param.value, "\"$1\"").about(Topic::ExtensionArgument(param.value.to_owned()))
    })
    .collect()
}

fn in_env(at: At<'_>) -> bool {
    at.spot.call().is_some_and(|(name, _)| name.text == "env")
}

/// The usual environment variable of the key.
fn variables(key: &ConfigKey) -> Vec<Completion> {
    let variable = key.example.split_once("env(\"").and_then(|(_, rest)| rest.split('"').next());
    let offer = |name| Completion::new(CompletionKind::Name, name).detail("environment variable");
    variable.map(offer).into_iter().collect()
}
