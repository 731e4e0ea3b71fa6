//! Lists without a limit.

use base::Level;
use checks::frame::{Levels, OptionKind, OptionSpec};
use checks::rules::words;
use model::schema::item::{Key, ModelRef};
use model::schema::{FieldType, Schema};

use super::bounds::{is_small, reads_everything};
use crate::code::{CodeKind, Operation};
use crate::rules::argument::{has_any, key, keys};
use crate::rules::argument_edit::add_to_call;
use crate::rules::context::Context;
use crate::rules::filter::{Condition, Filter, Role};
use crate::rules::rule::{Report, rule};

rule! {
    /// A `findMany` without `take` reads as many rows as there are, and the table grows.
    ///
    /// Read pages: `take`, with a cursor or `skip`. The whole table is a warning, rows that a filter finds are information. No finding are lists that a unique key or the rows of one parent limit
    /// (`where: { userId }`; the option `ofParent` reports these), small tables such as settings and lists of names, background
    /// jobs, and functions that export or list everything by their name.
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
    // A job may have to look at every row.
    let is_job = cx.file.kind == CodeKind::Job;
    let lists = cx.production_queries().filter(|it| it.call.operation == Operation::FindMany);
    for query in lists.filter(|_| !is_job) {
        let call = query.call;
        let (Some(keys), Some(model)) = (keys(call), cx.model(query)) else { continue };
        let filter = Filter::new(cx.schema, query.model, key(keys, "where").map(|it| &it.value.value));
        // With `distinct` there are as many rows as values; how they are read is a finding of another rule.
        if has_any(keys, &["take", "cursor", "distinct"])
            || filter.is_partial
            || filter.conditions.iter().any(|it| is_among_values(cx.schema, it))
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
        if !filter.conditions.is_empty() {
            report.at_most(Level::Info);
        }
        report.fix("Add `take: 100`", add_to_call(cx, call, "take: 100"));
    }
}

/// Whether a condition asks for values of a list that the code has, of which there are not many rows each.
fn is_among_values(schema: &Schema, condition: &Condition<'_>) -> bool {
    let Role { is_negated, is_alternative, is_conditional, .. } = condition.role;
    let is_choice = matches!(schema.type_of(condition.field), FieldType::Enum(_));
    condition.is_list() && !is_choice && !is_negated && !is_alternative && !is_conditional
}

/// Whether the filter names one row of another table that the rows belong to.
fn is_of_parent(schema: &Schema, model: ModelRef<'_>, filter: &Filter<'_>) -> bool {
    let is_whole_key = |key: &Key| {
        let is_given = |name: &str| {
            filter
                .conditions
                .iter()
                .any(|it| it.role.is_related && it.field.name.text == name && it.is_equality())
        };
        key.is_unique() && key.field_names().all(is_given)
    };
    let parents = filter.conditions.iter().filter(|it| it.role.is_related && !it.role.is_negated);
    let mut parents = parents.filter_map(|it| schema.model(it.model));
    if parents.any(|parent| parent.keys.iter().any(is_whole_key)) {
        return true;
    }
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
        // `customerId` of another system names a parent as well.
        let is_reference = || model.model.relations_over(name).next().is_some() || words(name).last() == "id";
        it.binds() && (it.is_equality() || it.is_list()) && is_reference()
    })
}
