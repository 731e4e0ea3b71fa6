//! Writes to all rows of a table.

use base::Level;
use checks::frame::Levels;
use checks::rules::words;

use crate::code::{Batch, Operation, Value};
use crate::link::Query;
use crate::rules::argument::{key, keys};
use crate::rules::context::Context;
use crate::rules::filter::Filter;
use crate::rules::rule::{Report, rule};

/// Words in names of functions that are meant to change all rows.
const DELIBERATE: [&str; 13] = [
    "all", "clear", "reset", "purge", "wipe", "truncate", "flush", "cleanup", "clean", "seed", "teardown",
    "init", "restore",
];

rule! {
    /// `deleteMany` or `updateMany` without a filter changes all rows, and so does one whose whole filter is `undefined`.
    ///
    /// Prisma leaves a key out whose value is `undefined`. Check the value before, or turn on `strictUndefinedChecks`, which
    /// rejects it. Tests, seeds and scripts are no finding, nor are functions whose name says that all is meant, such as
    /// `clearCache`, and a `deleteMany` in the array of a `$transaction`, by which a table is filled anew. A bare `deleteMany()`
    /// is a warning.
    ///
    /// ```ts flagged
    /// await prisma.review.deleteMany();
    /// ```
    /// ```ts flagged
    /// async function close(userId?: number) {
    ///   await prisma.order.updateMany({ where: { userId }, data: { status: "closed" } });
    /// }
    /// ```
    /// ```ts clean
    /// await prisma.review.deleteMany({ where: { userId: user.id } });
    /// ```
    /// ```ts clean {"path": "prisma/seed.ts"}
    /// await prisma.review.deleteMany();
    /// ```
    pub static MASS_WRITE_NO_WHERE = Rule {
        code: "mass-write-no-where",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for query in cx.production_queries() {
        let verb = match query.call.operation {
            Operation::DeleteMany => "deletes",
            Operation::UpdateMany | Operation::UpdateManyAndReturn => "changes",
            _ => continue,
        };
        let Some(keys) = keys(query.call) else { continue };
        let filter = key(keys, "where").map(|it| &it.value.value);
        let read = Filter::new(cx.schema, query.model, filter);
        let (name, operation) = (&query.call.delegate.text, query.call.operation.name());
        if !read.conditions.is_empty() || read.is_partial {
            if !read.narrows() && !is_strict(cx) {
                report.add(
                    query.call.operation_span,
                    format!("`{name}.{operation}` {verb} all rows if its filter is `undefined`. Check the value before."),
                );
            }
        } else if is_empty(filter) && !is_deliberate(query) {
            report.add(
                query.call.operation_span,
                format!("`{name}.{operation}` has no filter and {verb} all rows. Add a `where`."),
            );
            // Without any argument it was hardly forgotten.
            if query.call.argument.is_none() {
                report.at_most(Level::Warning);
            }
        }
    }
}

/// Whether the client rejects `undefined`.
pub(super) fn is_strict(cx: &Context<'_>) -> bool {
    cx.schema.configuration().has_preview_feature("strictUndefinedChecks")
}

fn is_empty(filter: Option<&Value>) -> bool {
    match filter {
        None => true,
        Some(Value::Object(object)) => !object.is_partial && object.entries.is_empty(),
        Some(_) => false,
    }
}

fn is_deliberate(query: &Query<'_>) -> bool {
    let surroundings = &query.call.surroundings;
    surroundings.batch == Some(Batch::Transaction)
        || words(surroundings.function.as_deref().unwrap_or_default()).contain_any(&DELIBERATE)
}
