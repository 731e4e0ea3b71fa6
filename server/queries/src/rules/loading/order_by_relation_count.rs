//! Orders by the number of related rows.

use base::Level;
use checks::frame::Levels;
use model::schema::FieldType;

use crate::code::{Located, Value};
use crate::rules::argument::{key, keys};
use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

rule! {
    /// Sorting by the number of related rows counts the rows of the whole other table for each query.
    ///
    /// Store the count in a column, with an index, where the table is large.
    ///
    /// ```ts flagged
    /// const products = await prisma.product.findMany({ orderBy: { reviews: { _count: "desc" } }, take: 10 });
    /// ```
    /// ```ts clean
    /// const products = await prisma.product.findMany({ orderBy: { price: "desc" }, take: 10 });
    /// ```
    pub static ORDER_BY_RELATION_COUNT = Rule {
        code: "order-by-relation-count",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for query in cx.production_queries() {
        let Some(order) = keys(query.call).and_then(|keys| key(keys, "orderBy")) else { continue };
        let Some(model) = cx.schema.model(query.model) else { continue };
        for part in parts(&order.value) {
            let Some(object) = part.value.as_object() else { continue };
            for entry in &object.entries {
                let is_counted = entry.value.value.as_object().is_some_and(|it| it.entry("_count").is_some());
                let Some(field) = model.field(&entry.key).filter(|_| is_counted) else { continue };
                let FieldType::Model(target) = cx.schema.type_of(field) else { continue };
                let other = cx.schema.item(target).map_or("", |item| item.name());
                report.add(
                    entry.key_span,
                    format!(
                        "Sorting by the number of `{}` counts the whole table `{other}` each time. Store the count in a column.",
                        entry.key
                    ),
                );
            }
        }
    }
}

/// The parts of an order: the value itself, the elements of a list, each of several alternatives.
fn parts(order: &Located) -> Vec<&Located> {
    match &order.value {
        Value::List { items, .. } => items.iter().flat_map(alternatives).collect(),
        _ => alternatives(order),
    }
}

fn alternatives(value: &Located) -> Vec<&Located> {
    match &value.value {
        Value::OneOf(several) => several.iter().collect(),
        _ => vec![value],
    }
}
