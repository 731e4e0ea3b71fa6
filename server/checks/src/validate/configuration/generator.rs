//! `generator`

use crate::validate::configuration::values;
use crate::validate::{Context, mend};
use base::{Fix, ItemId, Place};
use model::catalog::Release;
use model::catalog::config_keys::{ConfigValue, generator_key};
use model::catalog::preview_features::{self, FeatureVerdict};
use model::project::closest;
use model::schema::edit;
use model::schema::item::{Config, Entry, Expr, Item, ItemKind};

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    if let ItemKind::Generator(config) = &item.kind {
        block(cx, id, item, config);
    }
}

fn block(cx: &mut Context<'_>, id: ItemId, item: &Item, config: &Config) {
    if config.entry("provider").is_none() && item.open_brace.is_some() {
        let message = format!(
            "The generator `{}` has no `provider`. Write `provider = \"prisma-client\"`.",
            item.name()
        );
        let (schema, is_old) = (cx.schema, cx.release() < Release::V7);
        let usual = if is_old { "provider = \"prisma-client-js\"" } else { "provider = \"prisma-client\"" };
        cx.error("missing-key", id, item.head(), message).fix(|| mend::add_key(schema, id, usual));
    }
    for entry in &config.entries {
        let key = entry.key.as_str();
        match (key, generator_key(key).map(|key| key.value)) {
            ("previewFeatures", _) => preview_features(cx, id, entry),
            ("binaryTargets", _) => values::texts_or_env(cx, id, entry),
            // Other keys belong to the generator, and only these are looked at by Prisma itself.
            ("provider" | "output" | "engineType", Some(ConfigValue::Text | ConfigValue::TextOrEnv)) => {
                values::text_or_env(cx, id, entry);
            }
            _ => values::calls_of_env(cx, id, entry),
        }
    }
}

fn preview_features(cx: &mut Context<'_>, id: ItemId, entry: &Entry) {
    let (schema, configuration, release) = (cx.schema, cx.configuration(), cx.release());
    // Prisma reads a generator with the datasource of the same file, and takes that of another file for unknown.
    let is_here = |datasource| schema.file_of(datasource) == schema.file_of(id);
    let provider = configuration.provider.filter(|_| configuration.datasource.is_some_and(is_here));
    for text in values::texts(cx, id, entry) {
        match preview_features::verdict(&text.value, release, provider) {
            FeatureVerdict::Accepted => {}
            FeatureVerdict::Finished => {
                let message = format!(
                    "The preview feature \"{}\" is finished: what it turned on is always there. Remove it.",
                    text.value
                );
                cx.warning("preview-feature-finished", id, text.span, message);
            }
            FeatureVerdict::Retiring => {
                let message = format!(
                    "The preview feature \"{}\" was given up, and later releases do not know it. Remove it.",
                    text.value
                );
                cx.warning("preview-feature-retired", id, text.span, message);
            }
            FeatureVerdict::Renamed(new) => {
                let message = format!("The preview feature \"{}\" is called \"{new}\" here.", text.value);
                cx.warning("preview-feature-renamed", id, text.span, message).fix(|| {
                    let change = edit::replace(schema, Place::new(id, text.span), format!("\"{new}\""));
                    [Fix::safe(format!("Change to \"{new}\""), vec![change])]
                });
            }
            FeatureVerdict::Unknown => {
                let offered = preview_features::offered(release, provider).map(|it| it.name);
                let offered: Vec<&str> = offered.collect();
                let message = format!(
                    "There is no preview feature \"{}\" in Prisma {release}. Known are: {}.",
                    text.value,
                    offered.join(", ")
                );
                let near = closest(&text.value, offered.iter().copied());
                cx.error("unknown-preview-feature", id, text.span, message)
                    .fix(|| near.map(|near| mend::change(schema, id, text.span, &format!("\"{near}\""))));
            }
        }
    }
    if let Some(Expr::Path(path)) = &entry.value {
        cx.error("wrong-value", id, path.span, "`previewFeatures` takes a list of texts in quotes.")
            .fix(|| [mend::change(schema, id, path.span, &format!("[\"{}\"]", path.text))]);
    }
}
