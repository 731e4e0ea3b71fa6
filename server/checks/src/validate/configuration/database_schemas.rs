//! `@@schema` and the schemas of the datasource.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use base::{FileEdit, Fix, ItemId, Place};
use model::project::closest;
use model::schema::item::{Attribute, Item, ItemKind, ModelKind, Text};
use model::schema::{Schema, edit};

codes! {
    /// A missing `@@schema`.
    ///
    /// If the datasource lists `schemas`, every model, view and enum requires a `@@schema("…")`.
    #[removes(Text)]
    MISSING_SCHEMA = "missing-schema";

    /// An unknown database schema.
    ///
    /// Add it to `schemas` of the datasource, or correct the name.
    UNKNOWN_SCHEMA = "unknown-schema";
}

/// How many schemas are offered for a block that names none.
const MOST_OFFERED: usize = 8;

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let configuration = cx.configuration();
    // That other databases have no `@@schema` is said of attributes in general.
    if configuration.provider.is_none_or(|provider| !provider.capabilities().multi_schema) {
        return;
    }
    let what = match &item.kind {
        ItemKind::Model(model) => match model.kind {
            ModelKind::Model => "model",
            ModelKind::View => "view",
            ModelKind::Type => return,
        },
        ItemKind::Enum(_) => "enum",
        _ => return,
    };
    // Before it was generally available, all else that is wrong with schemas is said only with the feature.
    if !configuration.has_preview_feature("multiSchema") {
        return;
    }
    let attribute = item.attributes().iter().find(|attribute| attribute.name() == "schema");
    match attribute {
        Some(attribute) => named(cx, id, attribute),
        None if !configuration.schemas.is_empty() => {
            missing(cx, id, item, what);
        }
        None => {}
    }
}

fn named(cx: &mut ValidityContext<'_>, id: ItemId, attribute: &Attribute) {
    let Some(text) = attribute.named_or_first("map").and_then(|value| value.as_text()) else { return };
    let schema = cx.schema;
    let known = &cx.configuration().schemas;
    if known.contains(&text.value) {
        return;
    }
    let near = closest(&text.value, known.iter().map(|name| name.as_str()));
    let hint = match near {
        Some(near) => format!("Did you mean \"{near}\"? Otherwise add it to `schemas`."),
        None => "Add it to `schemas` of the datasource.".to_owned(),
    };
    // A line of the datasource that cannot be read may be the list.
    if cx.configuration().datasource.is_some_and(|datasource| cx.is_broken(datasource)) {
        return;
    }
    let message = format!("Unknown database schema \"{}\". {hint}", text.value);
    let add = || {
        let change = add_to_schemas(cx.schema, text)?;
        Some(Fix::choice(format!("Add \"{}\" to `schemas`", text.value), vec![change]))
    };
    let add = if cx.wants_fixes && !text.value.is_empty() { add() } else { None };
    cx.error(&UNKNOWN_SCHEMA, id, text.span, message).fix(|| {
        let rename = near.map(|near| {
            let change = edit::replace(schema, Place::new(id, text.span), format!("\"{near}\""));
            Fix::choice(format!("Change to \"{near}\""), vec![change])
        });
        rename.into_iter().chain(add)
    });
}

/// Behind the last schema of the list, or in a list of its own below the provider. `None` where a list is there, but
/// incomplete.
fn add_to_schemas(schema: &Schema, text: &Text) -> Option<FileEdit> {
    let id = schema.configuration().datasource?;
    let config = schema.item(id)?.config()?;
    let name = format!("{:?}", text.value);
    if let Some(entry) = config.entry("schemas") {
        return edit::add_to_list(schema, id, entry.value.as_ref()?, &name);
    }
    Some(edit::add_entry(schema, id, config.entry("provider")?, &format!("schemas = [{name}]")))
}

fn missing(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, what: &str) {
    // It may stand in a line that could not be read.
    if cx.is_broken(id) {
        return;
    }
    let schema = cx.schema;
    let names = &cx.configuration().schemas;
    let message = format!(
        "The {what} `{}` has no `@@schema(…)`, which is required because the datasource lists `schemas`. Add it.",
        item.name()
    );
    cx.error(&MISSING_SCHEMA, id, item.head(), message).fix(|| {
        let add = |text: String| {
            let change = edit::add_block_attribute(schema, id, "schema", &text)?;
            Some(Fix::choice(format!("Add `{text}`"), vec![change]))
        };
        let named = names.iter().take(MOST_OFFERED).filter_map(|name| add(format!("@@schema(\"{name}\")")));
        // For one that is not in the list yet.
        named.chain(add("@@schema()".to_owned())).collect::<Vec<_>>()
    });
}
