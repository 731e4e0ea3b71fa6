//! Queries in loops.

use base::Level;
use checks::frame::Levels;

use crate::code::{Batch, Call, IterationKind, Operation, Value};
use crate::link::Query;
use crate::rules::argument::{key, keys};
use crate::rules::context::Context;
use crate::rules::filter::Filter;
use crate::rules::rule::{Report, rule};

rule! {
    /// A query that runs once for each element of a loop: N+1 queries, each with its own round trip.
    ///
    /// Read all rows at once with `in`, or `include` the relation where the list is read. Prisma itself puts `findUnique` calls
    /// together that start at the same time, in `Promise.all` or in the array of a `$transaction`; they are no finding.
    /// Loops that end by what the query returns, such as paging, are none either.
    ///
    /// ```ts flagged
    /// for (const order of orders) {
    ///   const user = await prisma.user.findUnique({ where: { id: order.userId } });
    ///   send(user, order);
    /// }
    /// ```
    /// ```ts flagged
    /// await Promise.all(users.map((user) => prisma.order.count({ where: { userId: user.id } })));
    /// ```
    /// ```ts clean
    /// const users = await prisma.user.findMany({ where: { id: { in: orders.map((order) => order.userId) } } });
    /// ```
    /// ```ts clean
    /// await Promise.all(orders.map((order) => prisma.user.findUnique({ where: { id: order.userId } })));
    /// ```
    /// ```ts clean {"path": "scripts/report.ts"}
    /// for (const user of users) {
    ///   console.log(await prisma.order.count({ where: { userId: user.id } }));
    /// }
    /// ```
    pub static N_PLUS_ONE = Rule {
        code: "n-plus-one",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for query in cx.production_queries() {
        let call = query.call;
        let Some(iteration) = &call.surroundings.iteration else { continue };
        if !iteration.uses_element
            || iteration.depends_on_result
            || iteration.kind == IterationKind::While
            || !is_repeatable(call.operation)
            || is_batched(call)
        {
            continue;
        }
        let Some(keys) = keys(call) else { continue };
        let filter = Filter::new(cx.schema, query.model, key(keys, "where").map(|it| &it.value.value));
        // Chunks of a long list are read with one query each, as they have to be.
        if filter.conditions.iter().any(|it| it.is_list()) {
            continue;
        }
        report.add(call.operation_span, message(query, &filter));
        report.related(
            base::Anchor::file(cx.file.path.clone(), iteration.span),
            "The loop that the query is in",
        );
    }
}

/// Whether one query could do the work of several.
fn is_repeatable(operation: Operation) -> bool {
    use Operation::*;
    matches!(
        operation,
        FindUnique
            | FindUniqueOrThrow
            | FindFirst
            | FindFirstOrThrow
            | FindMany
            | Count
            | Aggregate
            | GroupBy
            | Delete
            | DeleteMany
    )
}

/// Whether Prisma makes one query of those that start together, or the calls are one transaction anyway.
fn is_batched(call: &Call) -> bool {
    let is_unique = matches!(call.operation, Operation::FindUnique | Operation::FindUniqueOrThrow);
    match call.surroundings.batch {
        Some(Batch::Transaction) => is_unique || call.operation.writes(),
        Some(Batch::PromiseAll) => is_unique,
        // Without `await` and without others it is not known when it runs.
        None => !call.surroundings.is_awaited,
    }
}

fn message(query: &Query<'_>, filter: &Filter<'_>) -> String {
    let (delegate, operation) = (&query.call.delegate.text, query.call.operation.name());
    // Where several values are computed, which of them the loop changes is not known.
    let is_computed = |value: &Value| matches!(value, Value::Unknown(_));
    let mut computed = filter.conditions.iter().filter(|it| is_computed(&it.entry.value.value));
    let column = computed.next().filter(|it| !it.role.is_related && computed.next().is_none());
    let list = column.map(|it| format!("`{}: {{ in: … }}`", it.field.name.text));
    let advice = match (query.call.operation, list) {
        (Operation::Delete | Operation::DeleteMany, Some(list)) => {
            format!("Delete all rows with one `deleteMany` and {list}.")
        }
        (Operation::Delete | Operation::DeleteMany, None) => {
            "Delete all rows with one `deleteMany`.".to_owned()
        }
        (Operation::Count | Operation::Aggregate | Operation::GroupBy, Some(list)) => {
            format!("Use one `groupBy` with {list}.")
        }
        (Operation::Count | Operation::Aggregate | Operation::GroupBy, None) => {
            "Use one `groupBy`.".to_owned()
        }
        (_, Some(list)) => format!("Read all rows at once with {list}, or `include` the relation."),
        (_, None) => "Read all rows at once, or `include` the relation.".to_owned(),
    };
    format!("`{delegate}.{operation}` runs once for each element of the loop (N+1 queries). {advice}")
}
