//! Rows that are marked as deleted.

use base::Level;
use base::text::uncapitalized;
use checks::frame::Levels;
use checks::rules::soft_delete_field;

use crate::code::{Operation, Value};
use crate::rules::argument::{add_key, add_to_call, keys};
use crate::rules::context::Context;
use crate::rules::filter::Filter;
use crate::rules::rule::{Report, rule};

rule! {
    /// A query of a model with `deletedAt` also finds soft-deleted rows.
    ///
    /// Add `deletedAt: null`, or an extension of the client (`$extends` with `query`) that adds it to all queries. Where there
    /// is one, nothing is reported.
    ///
    /// ```ts flagged
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
        use Operation::*;
        let call = query.call;
        if !matches!(call.operation, FindFirst | FindFirstOrThrow | FindMany | Count | Aggregate | GroupBy) {
            continue;
        }
        let (Some(keys), Some(model)) = (keys(call), cx.model(query)) else { continue };
        let Some(mark) = soft_delete_field(cx.schema, model.model) else { continue };
        let mark = mark.name.as_str();
        let written = keys.iter().find(|it| it.key == "where");
        let filter = Filter::new(cx.schema, query.model, written.map(|it| &it.value.value));
        let is_named =
            filter.conditions.iter().any(|it| it.model == query.model && it.field.name.text == mark);
        if is_named
            || filter.is_partial
            || filter.bounds_unique(model.model)
            || is_hooked(cx, &uncapitalized(model.item.name()))
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

/// Whether an extension of a client changes the queries of the model.
fn is_hooked(cx: &Context<'_>, delegate: &str) -> bool {
    cx.application.files().iter().flat_map(|file| &file.extensions).any(|extension| {
        extension.soft_deletes
            || extension.query_models.iter().any(|model| model == delegate || model == "$allModels")
    })
}
