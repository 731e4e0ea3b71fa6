//! Rows that are marked as deleted.

use base::Level;
use base::text::uncapitalized;
use checks::frame::Levels;
use checks::rules::soft_delete_field;

use crate::code::Value;
use crate::rules::argument::keys;
use crate::rules::argument_edit::{add_key, add_to_call};
use crate::rules::context::Context;
use crate::rules::filter::Filter;
use crate::rules::rule::{Report, rule};
use crate::rules::soft_delete::{finds_many, is_mark};

rule! {
    /// A query of a model with `deletedAt` also finds soft-deleted rows.
    ///
    /// Add `deletedAt: null`, or an extension of the client (`$extends` with `query`) that adds it to all queries. Where there
    /// is one, nothing is reported, and neither where most queries of the model do not look at the field.
    ///
    /// ```ts flagged
    /// const clerks = await prisma.user.findMany({ where: { role: "CLERK", deletedAt: null }, take: 10 });
    /// const users = await prisma.user.findMany({ where: { role: "ADMIN" }, take: 10 });
    /// ```
    /// ```ts clean
    /// const users = await prisma.user.findMany({ where: { role: "ADMIN", deletedAt: null }, take: 10 });
    /// ```
    /// ```ts clean
    /// const orders = await prisma.order.findMany({ where: { status: "open" }, take: 10 });
    /// ```
    pub static SOFT_DELETE_FILTER_MISSING = Rule {
        code: "soft-delete-filter-missing",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for query in cx.production_queries() {
        let call = query.call;
        if !finds_many(call.operation) {
            continue;
        }
        let (Some(keys), Some(model)) = (keys(call), cx.model(query)) else { continue };
        let Some(mark) = soft_delete_field(cx.schema, model.model) else { continue };
        let mark = mark.name.as_str();
        let written = keys.iter().find(|it| it.key == "where");
        let filter = Filter::new(cx.schema, query.model, written.map(|it| &it.value.value));
        let is_named =
            filter.conditions.iter().any(|it| it.model == query.model && is_mark(&it.field.name.text, mark));
        if is_named
            || filter.is_partial
            || filter.bounds_unique(model.model)
            || cx.application.soft_deletes
            || cx.application.is_extended(&uncapitalized(model.item.name()))
            || !cx.application.with_usual_mark.contains(&query.model)
        {
            continue;
        }
        let message = format!(
            "`{}` also finds soft-deleted rows here. Add `{mark}: null` to `where`.",
            model.item.name()
        );
        report.add(call.operation_span, message);
        let edits = match written.map(|it| &it.value) {
            None => add_to_call(cx, call, &format!("where: {{ {mark}: null }}")),
            Some(value) => match &value.value {
                Value::Object(object) if call.span.encloses(value.span) => {
                    add_key(cx, value.span, object, &format!("{mark}: null"))
                }
                _ => None,
            },
        };
        report.fix(format!("Add `{mark}: null`"), edits);
    }
}
