//! Names that are declared twice.

use std::mem;

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::unreadable::{member_names, repeated, text_errors};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::schema::item::{Item, ItemKind};
use model::schema::{Schema, edit};

codes! {
    /// A duplicate member of a block.
    ///
    /// Fields of a model, values of an enum and keys of a block must have unique names. Rename or remove one.
    #[removes(Line)]
    DUPLICATE_MEMBER = "duplicate-member";

    /// A duplicate block name.
    ///
    /// Models, views, composite types and enums share one namespace across all files of the schema. Rename or remove
    /// one.
    DUPLICATE_NAME = "duplicate-name";

    /// Several datasources.
    ///
    /// All files of a schema share one database. Keep one datasource; a second database requires a second schema.
    SEVERAL_DATASOURCES = "several-datasources";
}

/// How many datasources and generators a name is compared with.
const MOST_CONFIGS: usize = 256;

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    block(cx, id, item);
    // Lines of one block that repeat another are gone here; those of a block that took in the next one are not.
    if item.config().is_none() {
        members(cx, id, item);
    }
    datasources(cx, id, item);
}

/// Models, views, composite types and enums share one set of names; datasources and generators each have their own.
fn block(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let Some(name) = &item.name else { return };
    let schema = cx.schema;
    let first = match &item.kind {
        ItemKind::Model(_) | ItemKind::Enum(_) => {
            let mut all = schema.all_named(&name.text).iter().copied();
            all.find(|id| schema.head(*id).is_some_and(|item| !matches!(item.kind, ItemKind::Alias(_))))
        }
        ItemKind::Datasource(_) | ItemKind::Generator(_) => {
            let is_like = |other: &Item| {
                mem::discriminant(&other.kind) == mem::discriminant(&item.kind) && other.name() == item.name()
            };
            schema.configs().take(MOST_CONFIGS).find(|(_, other)| is_like(other)).map(|(id, _)| id)
        }
        _ => return,
    };
    let Some(first) = first.filter(|first| *first != id) else { return };
    let place = Place::new(first, schema.item(first).map_or(name.span, |item| item.head()));
    // What could not be read is not compared either.
    let is_whole = !cx.is_broken(id) && !cx.is_broken(first);
    let message = format!("Duplicate declaration of `{}`. Rename or remove one of them.", name.text);
    cx.error(&DUPLICATE_NAME, id, name.span, message)
        .related(place, "First declaration.")
        .fix(|| remove(schema, id, is_whole.then_some(first)));
}

/// Takes a block away, which loses nothing where another one says the same.
fn remove(schema: &Schema, id: ItemId, other: Option<ItemId>) -> Option<Fix> {
    let change = vec![edit::remove_block(schema, id)?];
    // Its words line by line, with the comments that go with it.
    let lines = |id: ItemId| {
        let text = schema.text(id);
        let lines = edit::whole_lines(schema, id)?.of(&text).split(['\n', '\r']);
        let words = lines.map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        Some(words.filter(|words| !words.is_empty()).collect::<Vec<_>>())
    };
    let is_same = other.is_some_and(|other| lines(id).is_some() && lines(id) == lines(other));
    let item = schema.item(id)?;
    let keyword = item.keyword.as_ref().map_or("block", |keyword| keyword.as_str());
    Some(match is_same {
        true => Fix::safe("Remove this duplicate", change),
        false => Fix::choice(format!("Remove the {keyword} `{}`", item.name()), change),
    })
}

/// Reports the members of a block that have the name of an earlier one.
pub(in crate::validate) fn members(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let names = member_names(item);
    let lost: Vec<Span> = text_errors(cx.schema, id).filter_map(|fault| fault.lost_line).collect();
    for (first, second) in repeated(&names, &lost) {
        let (Some(first), Some(name)) = (names.get(first), names.get(second)) else { continue };
        let message =
            format!("Duplicate field `{}` in `{}`. Rename or remove one of them.", name.text, item.name());
        cx.error(&DUPLICATE_MEMBER, id, name.span, message)
            .related(Place::new(id, first.span), "First declaration.");
    }
}

/// A schema has one datasource.
fn datasources(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let ItemKind::Datasource(_) = item.kind else { return };
    let schema = cx.schema;
    let mut others = schema.configs().filter(|(_, other)| matches!(other.kind, ItemKind::Datasource(_)));
    if let Some((other, place)) = others.find(|(other, _)| *other != id) {
        let place = Place::new(other, place.head());
        let message = "A schema can have only one datasource. Remove the others.";
        cx.error(&SEVERAL_DATASOURCES, id, item.head(), message)
            .related(place, "Another datasource.")
            .fix(|| remove(schema, id, None));
    }
}
