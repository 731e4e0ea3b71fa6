//! What keys may say beside their fields: names, sorting, lengths, clustering.

use crate::validate::attributes::arguments::{ARGUMENT_UNSUPPORTED, EMPTY_NAME, wrong_value};
use crate::validate::code::codes;
use crate::validate::configuration::values::WRONG_VALUE;
use crate::validate::names::spelling::INVALID_NAME;
use crate::validate::{ValidityContext, fixes};
use base::{Fix, ItemId};
use model::catalog::attributes::index_field_param;
use model::catalog::{Provider, ProviderSet};
use model::schema::item::{Attribute, Expr, Item, Key, KeyKind, KeyOwner, Model, ModelKind, Text};
use model::schema::{Schema, edit};

codes! {
    /// Both `map` and its former name `name` on an index.
    ///
    /// Keep `map`, the database name of the index.
    #[removes(Argument(&["name"]))]
    BOTH_NAME_AND_MAP = "both-name-and-map";

    /// A client name of a key that is in use.
    ///
    /// Compound keys are arguments of the client beside the fields of the model, so they cannot have the same name. Set
    /// another `name:`.
    #[removes(Argument(&["name"]))]
    NAME_CLASH = "name-clash";

    /// Several clustered keys in a table.
    ///
    /// SQL Server stores a table in the order of one key. Write `clustered: false` on the others.
    SEVERAL_CLUSTERED = "several-clustered";

    /// Several full-text indexes in a model.
    ///
    /// MongoDB allows one per collection. Merge them.
    #[removes(Attribute)]
    SEVERAL_FULLTEXT = "several-fulltext";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let Some(model) = item.model().filter(|model| model.kind != ModelKind::Type) else { return };
    for key in &model.keys {
        let KeyOwner::Block(index) = key.owner else { continue };
        let Some(attribute) = model.attributes.get(index) else { continue };
        client_name(cx, id, item, model, key, attribute);
        columns(cx, id, key, attribute);
    }
    same_client_names(cx, id, model);
    one_fulltext(cx, id, model);
    one_clustered(cx, id, model);
}

/// `name:`, by which the client calls a compound key.
fn client_name(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    item: &Item,
    model: &Model,
    key: &Key,
    attribute: &Attribute,
) {
    if key.kind == KeyKind::Index {
        if let Some(name) = key.name.as_ref().filter(|name| name.value.is_empty()) {
            cx.error(&EMPTY_NAME, id, name.span, "This name is empty. Write one, or leave `name` out.");
        }
        if key.name.is_some() && key.map.is_some() {
            let message = "`name` is the former name of `map` on an index, and both are given. Keep `map`.";
            cx.error(&BOTH_NAME_AND_MAP, id, attribute.span, message);
        }
        return;
    }
    if let Some(name) = &key.name {
        if name.value.is_empty() {
            cx.error(&EMPTY_NAME, id, name.span, "This name is empty. Write one, or leave `name` out.");
        } else if !name.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            let message = format!(
                "\"{}\" is a name in the client, so it can contain only letters, digits and `_`.",
                name.value
            );
            let schema = cx.schema;
            let allowed = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
            let text = format!("{:?}", name.value.chars().map(allowed).collect::<String>());
            cx.error(&INVALID_NAME, id, name.span, message)
                .fix(|| [fixes::change(schema, id, name.span, &text)]);
        } else if model.field(&name.value).is_some() {
            let message = format!(
                "\"{}\" is already the name of a field of `{}`. Choose another name.",
                name.value,
                item.name()
            );
            cx.error(&NAME_CLASH, id, name.span, message);
        }
        return;
    }
    if key.columns.len() > 1 && key.is_unique() {
        let joined: Vec<&str> = key.field_names().collect();
        let joined = joined.join("_").replace('.', "_");
        if model.field(&joined).is_some() {
            let message = format!(
                "The client name of this key would be `{joined}`, which is a field of `{}`. Add a `name:`.",
                item.name()
            );
            let schema = cx.schema;
            cx.error(&NAME_CLASH, id, attribute.span, message).fix(|| {
                let name = format!("{joined}_key");
                let is_taken = model.field(&name).is_some() || named(model).any(|other| other.value == name);
                let change = edit::add_argument(schema, id, attribute, &format!("name: {name:?}"));
                (!is_taken).then(|| Fix::choice(format!("Name it \"{name}\""), vec![change]))
            });
        }
    }
}

fn same_client_names(cx: &mut ValidityContext<'_>, id: ItemId, model: &Model) {
    let named: Vec<_> = named(model).collect();
    for name in &named {
        if named.iter().filter(|other| other.value == name.value).count() > 1 {
            let message = format!("Duplicate key name \"{}\" in this model. Rename one.", name.value);
            cx.error(&NAME_CLASH, id, name.span, message);
        }
    }
}

/// The names by which the client is told to call keys.
fn named(model: &Model) -> impl Iterator<Item = &Text> {
    model.keys.iter().filter(|key| key.is_unique()).filter_map(|key| key.name.as_deref())
}

/// A table of SQL Server is stored in one order: by default that of its primary key.
fn one_clustered(cx: &mut ValidityContext<'_>, id: ItemId, model: &Model) {
    if !cx.configuration().provider.is_some_and(|provider| provider.capabilities().clustered) {
        return;
    }
    let is_clustered = |key: &&Key| key.clustered.unwrap_or(key.kind == KeyKind::Id);
    let all: Vec<&Key> = model.keys.iter().filter(is_clustered).collect();
    if all.len() > 1 {
        for key in &all {
            let message = "A table can have only one clustered key. Write `clustered: false` on the others.";
            let schema = cx.schema;
            cx.error(&SEVERAL_CLUSTERED, id, key.span, message)
                .fix(|| [keep_clustered(schema, id, model, key, &all)]);
        }
    }
}

fn one_fulltext(cx: &mut ValidityContext<'_>, id: ItemId, model: &Model) {
    if cx.configuration().provider != Some(Provider::Mongodb) {
        return;
    }
    let all: Vec<&Key> = model.keys.iter().filter(|key| key.kind == KeyKind::Fulltext).collect();
    if all.len() > 1 {
        for key in all {
            cx.error(
                &SEVERAL_FULLTEXT,
                id,
                key.span,
                "MongoDB allows one full-text index per collection. Merge them.",
            );
        }
    }
}

/// `sort`, `length` and `ops` of each column.
fn columns(cx: &mut ValidityContext<'_>, id: ItemId, key: &Key, attribute: &Attribute) {
    let provider = cx.configuration().provider;
    let list = attribute.named_or_first("fields").map_or(&[][..], Expr::as_list);
    for (_, arguments) in list.iter().filter_map(Expr::as_call) {
        for argument in &arguments.list {
            let name = argument.name();
            let Some(value) = &argument.value else { continue };
            let (Some(param), schema) = (index_field_param(&name), cx.schema) else { continue };
            match name.as_str() {
                "sort" => {
                    let known = value.as_path().is_some_and(|path| matches!(&*path.text, "Asc" | "Desc"));
                    if !known {
                        cx.error(&WRONG_VALUE, id, value.span(), "`sort` must be `Asc` or `Desc`.")
                            .fix(|| wrong_value(schema, id, param, value));
                        continue;
                    }
                    let Some(provider) = provider else { continue };
                    let facts = provider.capabilities();
                    let refused = match key.kind {
                        KeyKind::Id => !facts.sort_in_primary_key,
                        KeyKind::Fulltext => !facts.sort_in_full_text_index,
                        _ => false,
                    };
                    if refused {
                        let message = format!(
                            "{} does not support `sort` in this kind of key. Remove it.",
                            provider.display_name()
                        );
                        cx.error(&ARGUMENT_UNSUPPORTED, id, argument.span, message);
                    }
                }
                "length" => {
                    let mysql = ProviderSet::of(&[Provider::Mysql]);
                    let Some(number) = value.as_int() else {
                        cx.error(&WRONG_VALUE, id, value.span(), "`length` must be an integer.")
                            .fix(|| wrong_value(schema, id, param, value));
                        continue;
                    };
                    // Prisma passes over lengths that cannot be.
                    let Some(provider) = provider.filter(|_| number >= 0) else { continue };
                    if key.kind == KeyKind::Fulltext || !mysql.contains(provider) {
                        let message =
                            format!("{} does not support `length` here. Remove it.", provider.display_name());
                        cx.error(&ARGUMENT_UNSUPPORTED, id, argument.span, message);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Lets one of several keys be the one in whose order the table is stored.
pub(super) fn keep_clustered(schema: &Schema, id: ItemId, model: &Model, kept: &Key, all: &[&Key]) -> Fix {
    let others = all.iter().filter(|key| key.span != kept.span).filter_map(|key| model.key_attribute(key));
    let changes = others.map(|attribute| edit::set_argument(schema, id, attribute, "clustered", "false"));
    Fix::choice("Keep this key clustered, and add `clustered: false` to the others", changes.collect())
}

pub(super) fn on_view(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let Some(model) = item.model().filter(|model| model.kind == ModelKind::View) else { return };
    for key in model.keys.iter().filter(|key| key.kind == KeyKind::Unique) {
        let has_arguments = key
            .columns
            .iter()
            .any(|column| column.sort.is_some() || column.length.is_some() || column.ops.is_some());
        if key.map.is_some() || key.clustered.is_some() {
            let message = "A view has no unique index in the database, so it cannot be named or clustered.";
            cx.error(&ARGUMENT_UNSUPPORTED, id, key.span, message);
        } else if has_arguments {
            let message = "A view has no unique index in the database, so its fields accept no arguments.";
            cx.error(&ARGUMENT_UNSUPPORTED, id, key.span, message);
        }
    }
}
