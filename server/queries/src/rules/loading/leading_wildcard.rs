//! Searches inside of texts.

use base::{ItemId, Level};
use checks::frame::Levels;
use model::catalog::Provider;
use model::schema::Schema;
use model::schema::item::KeyKind;

use crate::rules::argument::{key, keys};
use crate::rules::context::Context;
use crate::rules::filter::{Condition, Filter};
use crate::rules::rule::{Report, rule};

rule! {
    /// `contains` and `endsWith` become `LIKE '%…'`, which no B-tree index serves: the whole table is scanned.
    ///
    /// On PostgreSQL a GIN index with `gin_trgm_ops` serves it; else use full-text search, or `startsWith`. Filters that find
    /// rows by a unique key or a foreign key as well are no finding.
    ///
    /// ```ts flagged
    /// const products = await prisma.product.findMany({ where: { name: { contains: text } }, take: 20 });
    /// ```
    /// ```ts clean
    /// const products = await prisma.product.findMany({ where: { name: { startsWith: text } }, take: 20 });
    /// ```
    pub static LEADING_WILDCARD = Rule {
        code: "leading-wildcard",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let is_postgres = cx.schema.configuration().provider == Some(Provider::Postgresql);
    for query in cx.production_queries() {
        let Some(filter) = keys(query.call).and_then(|keys| key(keys, "where")) else { continue };
        let Some(model) = cx.schema.model(query.model) else { continue };
        let filter = Filter::new(cx.schema, query.model, Some(&filter.value.value));
        let is_among_few = |it: &Condition<'_>| {
            it.binds() && it.is_equality() && model.relations_over(&it.field.name.text).next().is_some()
        };
        if filter.bounds_unique(model) || filter.conditions.iter().any(is_among_few) {
            continue;
        }
        let searched: Vec<&Condition<'_>> = filter
            .conditions
            .iter()
            .filter(|it| {
                it.is_text() && !it.role.is_negated && !is_served(cx.schema, it.model, &it.field.name.text)
            })
            .filter(|it| pattern(it).is_some())
            .collect();
        let Some(first) = searched.first() else { continue };
        let Some(entry) = pattern(first) else { continue };
        let mut names: Vec<String> = Vec::new();
        for condition in &searched {
            let owner = cx.schema.item(condition.model).map_or("", |item| item.name());
            let name = format!("`{owner}.{}`", condition.field.name.text);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let advice = match is_postgres {
            true => "Add a GIN index with `gin_trgm_ops` where the table is large.",
            false => "Use `startsWith` or full-text search where the table is large.",
        };
        let more = match names.len() {
            0 | 1 => String::new(),
            number => format!(" and {} more", number - 1),
        };
        let name = names.into_iter().next().unwrap_or_default();
        report
            .add(entry.key_span, format!("No B-tree index serves `{}` on {name}{more}. {advice}", entry.key));
    }
}

/// The key of the search for a part of a text.
fn pattern<'a>(condition: &'a Condition<'_>) -> Option<&'a crate::code::Entry> {
    condition.operator("contains").or_else(|| condition.operator("endsWith"))
}

/// Whether an index for parts of texts is there.
fn is_served(schema: &Schema, model: ItemId, field: &str) -> bool {
    let Some(model) = schema.model(model) else { return false };
    model.keys.iter().any(|key| {
        let is_for_parts = key.kind == KeyKind::Fulltext
            || key.index_type.as_ref().is_some_and(|it| matches!(it.as_str(), "Gin" | "Gist"));
        is_for_parts && key.field_names().any(|name| name == field)
    })
}
