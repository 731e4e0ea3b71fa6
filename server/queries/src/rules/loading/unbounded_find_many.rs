//! Lists without a limit.

use base::Level;
use checks::frame::{Levels, OptionKind, OptionSpec};
use model::schema::Schema;
use model::schema::item::ModelRef;

use super::bounds::{is_small, reads_everything};
use crate::code::Operation;
use crate::rules::argument::{add_to_call, has_any, key, keys};
use crate::rules::context::Context;
use crate::rules::filter::{Filter, Role};
use crate::rules::rule::{Report, rule};

rule! {
    /// A `findMany` without `take` reads as many rows as there are, and the table grows.
    ///
    /// Read pages: `take`, with a cursor or `skip`. No finding are lists that a unique key or the rows of one parent limit
    /// (`where: { userId }`; the option `ofParent` reports these), small tables such as settings and lists of names, and
    /// functions that export or count everything by their name.
    ///
    /// ```ts flagged
    /// const orders = await prisma.order.findMany({ where: { status: "open" } });
    /// ```
    /// ```ts clean
    /// const orders = await prisma.order.findMany({ where: { status: "open" }, take: 100 });
    /// ```
    /// ```ts clean
    /// const orders = await prisma.order.findMany({ where: { userId: user.id } });
    /// ```
    /// ```ts flagged {"ofParent": true}
    /// const orders = await prisma.order.findMany({ where: { userId: user.id } });
    /// ```
    /// ```ts clean
    /// export async function exportOrders() {
    ///   return prisma.order.findMany();
    /// }
    /// ```
    pub static UNBOUNDED_FIND_MANY = Rule {
        code: "unbounded-find-many",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[OptionSpec {
            name: "ofParent",
            kind: OptionKind::Flag(false),
            docs: "Whether all rows of one parent, such as `where: { userId }`, are reported as well, as information.",
        }],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for query in cx.production_queries().filter(|it| it.call.operation == Operation::FindMany) {
        let call = query.call;
        let (Some(keys), Some(model)) = (keys(call), cx.model(query)) else { continue };
        let filter = Filter::new(cx.schema, query.model, key(keys, "where").map(|it| &it.value.value));
        if has_any(keys, &["take", "cursor"])
            || filter.is_partial
            || filter.bounds_unique(model.model)
            || is_small(cx.schema, model)
            || reads_everything(call)
        {
            continue;
        }
        let is_of_parent = is_of_parent(cx.schema, model, &filter);
        if is_of_parent && !report.options().flag("ofParent") {
            continue;
        }
        let name = model.item.name();
        let which = match (is_of_parent, filter.conditions.is_empty()) {
            (true, _) => "all rows of one parent",
            (false, true) => "the whole table",
            (false, false) => "all rows that match",
        };
        let message = format!("`{name}` is read without a limit: {which}. Add `take`, and read pages.");
        report.add(call.operation_span, message);
        if is_of_parent {
            report.at_most(Level::Info);
        }
        report.fix("Add `take: 100`", add_to_call(cx, call, "take: 100"));
    }
}

/// Whether the filter names one row of another table that the rows belong to.
fn is_of_parent(schema: &Schema, model: ModelRef<'_>, filter: &Filter<'_>) -> bool {
    filter.conditions.iter().any(|it| {
        let name = it.field.name.as_str();
        if it.role.is_related {
            let is_key = schema.model(it.model).is_some_and(|parent| {
                parent.keys.iter().any(|key| key.is_unique() && key.is_over(&[name]))
                    || parent.relations_over(name).next().is_some()
            });
            let Role { is_negated, is_alternative, is_conditional, .. } = it.role;
            return is_key
                && !is_negated
                && !is_alternative
                && !is_conditional
                && (it.is_equality() || it.is_list());
        }
        it.binds() && (it.is_equality() || it.is_list()) && model.model.relations_over(name).next().is_some()
    })
}
