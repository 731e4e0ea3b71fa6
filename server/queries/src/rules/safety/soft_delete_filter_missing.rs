//! Rows that are marked as deleted.

use base::Level;
use base::text::uncapitalized;
use checks::frame::Levels;
use checks::rules::soft_delete_field;

use crate::code::{Operation, Value};
use crate::rules::argument::{add_key, add_to_call, key, keys};
use crate::rules::context::Context;
use crate::rules::filter::Filter;
use crate::rules::rule::{Report, rule};

/// Other names of fields that say whether a row is deleted.
const FLAGS: [&str; 6] = ["deleted", "isDeleted", "is_deleted", "archived", "isArchived", "archivedAt"];

/// How deep filters are followed.
const MAX_DEPTH: u32 = 6;

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
        let is_mark = |name: &str| name == mark || FLAGS.contains(&name);
        let is_named =
            filter.conditions.iter().any(|it| it.model == query.model && is_mark(&it.field.name.text));
        if is_named
            || filter.is_partial
            || filter.bounds_unique(model.model)
            || is_hooked(cx, &uncapitalized(model.item.name()))
            || !is_usual(cx, &call.delegate.text, is_mark)
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

fn finds_many(operation: Operation) -> bool {
    use Operation::*;
    matches!(operation, FindFirst | FindFirstOrThrow | FindMany | Count | Aggregate | GroupBy)
}

/// Whether most other calls that find rows of the model look at the mark: else the application means something else by it.
fn is_usual(cx: &Context<'_>, delegate: &str, is_mark: impl Fn(&str) -> bool) -> bool {
    let calls = cx.application.files().iter().flat_map(|file| &file.calls);
    let finds = calls.filter(|call| call.delegate.text == delegate && finds_many(call.operation));
    let (mut with, mut without) = (0, 0);
    for call in finds {
        let filter = keys(call).and_then(|keys| key(keys, "where"));
        match filter.is_some_and(|filter| names(&filter.value.value, &is_mark, MAX_DEPTH)) {
            true => with += 1,
            false => without += 1,
        }
    }
    with >= without
}

/// Whether a filter has a key that is a mark, also below `AND` and `OR`.
fn names(value: &Value, is_mark: &impl Fn(&str) -> bool, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match value {
        Value::Object(object) => object.entries.iter().any(|entry| {
            is_mark(&entry.key)
                || matches!(entry.key.as_str(), "AND" | "OR" | "NOT")
                    && names(&entry.value.value, is_mark, depth)
        }),
        Value::List { items, .. } => items.iter().any(|item| names(&item.value, is_mark, depth)),
        Value::OneOf(several) => several.iter().any(|it| names(&it.value, is_mark, depth)),
        _ => false,
    }
}

/// Whether an extension of a client changes the queries of the model.
fn is_hooked(cx: &Context<'_>, delegate: &str) -> bool {
    cx.application.files().iter().flat_map(|file| &file.extensions).any(|extension| {
        extension.soft_deletes
            || extension.query_models.iter().any(|model| model == delegate || model == "$allModels")
    })
}
