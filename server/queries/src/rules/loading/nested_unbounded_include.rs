//! Lists inside of lists.

use base::{ItemId, Level};
use checks::frame::Levels;
use model::schema::FieldType;
use model::schema::item::{Arity, ModelRef};

use super::bounds::is_small;
use crate::code::{Entry, Operation, Value};
use crate::link::Query;
use crate::rules::argument::keys;
use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

/// How deep `include` is followed.
const MAX_DEPTH: u32 = 8;

rule! {
    /// A list below each row of a list is read without `take`: the rows multiply.
    ///
    /// Limit it with `take`, count with `_count`, or read the list of one row when it is needed. A list of one row
    /// (`findUnique` with `include`) is no finding, a list below such a list is. With the default query strategy
    /// `take` limits what is returned, not what is read; `relationLoadStrategy: "join"` limits both. Off by default, since most
    /// such lists are short: the items of an order.
    ///
    /// ```ts flagged
    /// const users = await prisma.user.findMany({ take: 50, include: { orders: true } });
    /// ```
    /// ```ts flagged
    /// const user = await prisma.user.findUnique({ where: { id }, include: { orders: { include: { items: true } } } });
    /// ```
    /// ```ts clean
    /// const users = await prisma.user.findMany({ take: 50, include: { orders: { take: 5 } } });
    /// ```
    /// ```ts clean
    /// const user = await prisma.user.findUnique({ where: { id }, include: { orders: true } });
    /// ```
    pub static NESTED_UNBOUNDED_INCLUDE = Rule {
        code: "nested-unbounded-include",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for query in cx.production_queries().filter(|it| it.call.operation.returns_rows()) {
        let Some(keys) = keys(query.call) else { continue };
        let below_list = query.call.operation == Operation::FindMany;
        visit(cx, query, query.model, keys, below_list, MAX_DEPTH, report);
    }
}

fn visit(
    cx: &Context<'_>,
    query: &Query<'_>,
    model: ItemId,
    keys: &[Entry],
    below_list: bool,
    depth: u32,
    report: &mut Report<'_>,
) {
    let (Some(depth), Some(declared)) = (depth.checked_sub(1), cx.schema.model(model)) else { return };
    let selections = keys.iter().filter(|it| matches!(it.key.as_str(), "include" | "select"));
    for entry in selections.filter_map(|it| it.value.value.as_object()).flat_map(|it| &it.entries) {
        let Some(field) = declared.field(&entry.key) else { continue };
        let FieldType::Model(target) = cx.schema.type_of(field) else { continue };
        let is_list = field.arity() == Arity::List;
        let inner = match &entry.value.value {
            Value::Boolean(true) => &[][..],
            Value::Object(object) if !object.is_partial => &object.entries,
            _ => continue,
        };
        let is_limited = inner.iter().any(|it| matches!(it.key.as_str(), "take" | "where" | "cursor"));
        if is_list && below_list && !is_limited && grows(cx, target) {
            let (child, delegate) = (&entry.key, &query.call.delegate.text);
            report.add(
                entry.key_span,
                format!(
                    "`{child}` is read without a limit for each row of a list (`{delegate}.{}`). Add `take`, or use `_count`.",
                    query.call.operation.name()
                ),
            );
        }
        visit(cx, query, target, inner, below_list || is_list, depth, report);
    }
}

/// Whether the rows of the other model that belong to one row may become many.
fn grows(cx: &Context<'_>, target: ItemId) -> bool {
    let Some(item) = cx.schema.item(target) else { return false };
    let Some(model) = item.model() else { return false };
    !is_small(cx.schema, ModelRef { id: target, item, model })
}
