//! `generator`

use crate::validate::code::codes;
use crate::validate::configuration::datasource::MISSING_KEY;
use crate::validate::configuration::values::{self, WRONG_VALUE};
use crate::validate::{ValidityContext, fixes};
use base::{Fix, ItemId, Place};
use model::catalog::Release;
use model::catalog::config_keys::{ConfigValue, generator_key};
use model::catalog::preview_features::{self, FeatureVerdict};
use model::project::closest;
use model::schema::edit;
use model::schema::item::{Config, Entry, Expr, Item, ItemKind};

codes! {
    /// A preview feature that is generally available.
    ///
    /// It is always enabled in this version. Remove it from `previewFeatures`.
    #[removes(Item)]
    PREVIEW_FEATURE_FINISHED = "preview-feature-finished";

    /// A preview feature with another name in this version.
    ///
    /// Use the new name.
    PREVIEW_FEATURE_RENAMED = "preview-feature-renamed";

    /// A deprecated preview feature.
    ///
    /// Prisma still accepts the name, and later versions will not. Remove it from `previewFeatures`.
    #[removes(Item)]
    PREVIEW_FEATURE_RETIRED = "preview-feature-retired";

    /// An unknown preview feature.
    ///
    /// Correct its name, or remove it. The available features depend on the version of Prisma.
    #[removes(Item)]
    UNKNOWN_PREVIEW_FEATURE = "unknown-preview-feature";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    if let ItemKind::Generator(config) = &item.kind {
        block(cx, id, item, config);
    }
}

fn block(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, config: &Config) {
    if config.entry("provider").is_none() && item.open_brace.is_some() {
        let message =
            format!("The generator `{}` has no `provider`. Add `provider = \"prisma-client\"`.", item.name());
        let (schema, is_old) = (cx.schema, cx.release() < Release::V7);
        let usual = if is_old { "provider = \"prisma-client-js\"" } else { "provider = \"prisma-client\"" };
        let is_broken = cx.is_broken(id);
        let add = || if is_broken { None } else { fixes::add_key(schema, id, usual) };
        cx.error(&MISSING_KEY, id, item.head(), message).fix(add);
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

fn preview_features(cx: &mut ValidityContext<'_>, id: ItemId, entry: &Entry) {
    let (schema, configuration, release) = (cx.schema, cx.configuration(), cx.release());
    // Prisma reads a generator with the datasource of the same file, and takes that of another file for unknown.
    let is_here = |datasource| schema.file_of(datasource) == schema.file_of(id);
    let provider = configuration.provider.filter(|_| configuration.datasource.is_some_and(is_here));
    for text in values::texts(cx, id, entry) {
        match preview_features::verdict(&text.value, release, provider) {
            FeatureVerdict::Accepted => {}
            FeatureVerdict::Finished => {
                let message =
                    format!("The preview feature \"{}\" is generally available. Remove it.", text.value);
                cx.warning(&PREVIEW_FEATURE_FINISHED, id, text.span, message);
            }
            FeatureVerdict::Retiring => {
                let message = format!(
                    "The preview feature \"{}\" is deprecated, and later releases reject it. Remove it.",
                    text.value
                );
                cx.warning(&PREVIEW_FEATURE_RETIRED, id, text.span, message);
            }
            FeatureVerdict::Renamed(new) => {
                let message = format!("The preview feature \"{}\" was renamed to \"{new}\".", text.value);
                cx.warning(&PREVIEW_FEATURE_RENAMED, id, text.span, message).fix(|| {
                    let change = edit::replace(schema, Place::new(id, text.span), format!("\"{new}\""));
                    [Fix::safe(format!("Change to \"{new}\""), vec![change])]
                });
            }
            FeatureVerdict::Unknown => {
                let offered = preview_features::offered(release, provider).map(|it| it.name);
                let offered: Vec<&str> = offered.collect();
                let message = format!(
                    "Prisma {release} has no preview feature \"{}\". Available features: {}.",
                    text.value,
                    offered.join(", ")
                );
                let near = closest(&text.value, offered.iter().copied());
                cx.error(&UNKNOWN_PREVIEW_FEATURE, id, text.span, message)
                    .fix(|| near.map(|near| fixes::change(schema, id, text.span, &format!("\"{near}\""))));
            }
        }
    }
    if let Some(Expr::Path(path)) = &entry.value {
        cx.error(&WRONG_VALUE, id, path.span, "`previewFeatures` must be a list of strings.")
            .fix(|| [fixes::change(schema, id, path.span, &format!("[\"{}\"]", path.text))]);
    }
}
