//! Names that are declared twice.

use rustc_hash::FxHashMap;

use crate::schema::item::{ItemKind, Name};
use crate::schema::{ItemId, Place};
use crate::validate::Context;

pub(super) fn check(cx: &mut Context<'_>) {
    blocks(cx);
    members(cx);
    datasources(cx);
}

/// Models, views, composite types and enums share one set of names; datasources and generators each have their own.
fn blocks(cx: &mut Context<'_>) {
    let mut seen: FxHashMap<(u8, &str), Place> = FxHashMap::default();
    for (id, item) in cx.schema.items() {
        let set = match &item.kind {
            ItemKind::Model(_) | ItemKind::Enum(_) => 0,
            ItemKind::Datasource(_) => 1,
            ItemKind::Generator(_) => 2,
            _ => continue,
        };
        let Some(name) = &item.name else { continue };
        let place = Place::new(id, name.span);
        match seen.get(&(set, name.as_str())) {
            Some(first) => {
                let message = format!("`{}` is declared twice. Rename one, or take it away.", name.text);
                cx.error("duplicate-name", id, name.span, message).related(*first, "Declared here first.");
            }
            None => {
                seen.insert((set, name.as_str()), place);
            }
        }
    }
}

fn members(cx: &mut Context<'_>) {
    for (id, item) in cx.schema.items() {
        let names: Vec<&Name> = match &item.kind {
            ItemKind::Model(model) => model.fields.iter().map(|field| &field.name).collect(),
            ItemKind::Enum(value) => value.values.iter().map(|value| &value.name).collect(),
            ItemKind::Datasource(config) | ItemKind::Generator(config) => {
                config.entries.iter().map(|entry| &entry.key).collect()
            }
            _ => continue,
        };
        report(cx, id, item.name(), &names);
    }
}

fn report(cx: &mut Context<'_>, id: ItemId, owner: &str, names: &[&Name]) {
    let mut seen: FxHashMap<&str, &Name> = FxHashMap::default();
    for name in names {
        match seen.get(name.as_str()) {
            Some(first) => {
                let message =
                    format!("`{}` stands twice in `{owner}`. Rename one, or take it away.", name.text);
                let place = Place::new(id, first.span);
                cx.error("duplicate-member", id, name.span, message)
                    .related(place, "It stands here already.");
            }
            None => {
                seen.insert(name.as_str(), name);
            }
        }
    }
}

/// A schema has one datasource.
fn datasources(cx: &mut Context<'_>) {
    let all: Vec<_> =
        cx.schema.items().filter(|(_, item)| matches!(item.kind, ItemKind::Datasource(_))).collect();
    if all.len() < 2 {
        return;
    }
    for (id, item) in &all {
        let other =
            all.iter().find(|(other, _)| other != id).map(|(other, item)| Place::new(*other, item.head()));
        let message = "A schema has one datasource, and this one has several. Keep one.";
        let report = cx.error("several-datasources", *id, item.head(), message);
        if let Some(other) = other {
            report.related(other, "Another one is here.");
        }
    }
}
