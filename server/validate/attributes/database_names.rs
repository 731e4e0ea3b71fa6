//! The names of tables, columns and enum types in the database: no two alike.

use rustc_hash::FxHashMap;

use crate::schema::item::{Item, ItemKind, ModelKind};
use crate::schema::{ItemId, Place};
use crate::validate::Context;

pub(super) fn check(cx: &mut Context<'_>) {
    tables(cx);
    enums(cx);
    columns(cx);
}

fn map_span(item: &Item) -> crate::text::Span {
    let map = item.attributes().iter().find(|attribute| attribute.name() == "map");
    map.map_or(item.head(), |attribute| attribute.span)
}

/// The tables and views of one database schema.
fn tables(cx: &mut Context<'_>) {
    let mut seen: FxHashMap<(Option<&str>, &str), ItemId> = FxHashMap::default();
    for (id, item) in cx.schema.items() {
        let Some(model) = item.model().filter(|model| model.kind != ModelKind::Type) else { continue };
        if item.name().is_empty() {
            continue;
        }
        let key = (model.database_schema(), item.database_name());
        let Some(first) = seen.get(&key).and_then(|first| cx.schema.item(*first).map(|item| (*first, item)))
        else {
            seen.insert(key, id);
            continue;
        };
        // Two blocks of one name are reported as such.
        if first.1.name() == item.name() {
            continue;
        }
        let message = format!(
            "`{}` and `{}` have the same name in the database: \"{}\". Map one of them to another.",
            first.1.name(),
            item.name(),
            item.database_name()
        );
        // The one that is mapped can be changed most easily.
        let (at, span, other) = if model.mapped_name().is_some() {
            (id, map_span(item), first.0)
        } else {
            (first.0, map_span(first.1), id)
        };
        let related = cx.schema.item(other).map(|other_item| Place::new(other, other_item.head()));
        let report = cx.error("duplicate-database-name", at, span, message);
        if let Some(related) = related {
            report.related(related, "The other one is here.");
        }
    }
}

fn enums(cx: &mut Context<'_>) {
    let mut seen: FxHashMap<(Option<&str>, &str), ItemId> = FxHashMap::default();
    for (id, item) in cx.schema.items() {
        let ItemKind::Enum(value) = &item.kind else { continue };
        let schema = value.attribute("schema").and_then(|it| it.named_or_first("map")?.as_str());
        let key = (schema, item.database_name());
        match seen.get(&key).copied() {
            Some(first) if cx.schema.item(first).is_some_and(|it| it.name() != item.name()) => {
                let message = format!(
                    "Another enum is called \"{}\" in the database already. Map one of them to another name.",
                    item.database_name()
                );
                cx.error("duplicate-database-name", id, item.head().cover(map_span(item)), message);
            }
            Some(_) => {}
            None => {
                seen.insert(key, id);
            }
        }
    }
}

fn columns(cx: &mut Context<'_>) {
    for (id, item) in cx.schema.items() {
        let Some(model) = item.model() else { continue };
        let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
        for (index, field) in model.fields.iter().enumerate() {
            // A relation field has no column.
            let is_column = cx.schema.type_of(field).is_scalar_like()
                || matches!(cx.schema.type_of(field), crate::schema::FieldType::Composite(_));
            if !is_column {
                continue;
            }
            let name = field.database_name();
            let Some(first) = seen.get(name).and_then(|at| model.fields.get(*at)) else {
                seen.insert(name, index);
                continue;
            };
            if first.name.text == field.name.text {
                continue;
            }
            let mapped = if field.mapped_name().is_some() { field } else { first };
            let message = format!(
                "`{}` and `{}` have the same column: \"{name}\". Map one of them to another.",
                first.name.text, field.name.text
            );
            cx.error("duplicate-database-name", id, mapped.span, message);
        }
    }
}
