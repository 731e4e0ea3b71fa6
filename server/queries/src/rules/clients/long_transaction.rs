//! Transactions that wait.

use base::Level;
use checks::frame::Levels;

use crate::code::Transaction;
use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

rule! {
    /// An interactive transaction waits for another system, or queries outside of the transaction.
    ///
    /// It holds locks and a connection until it ends, and Prisma rolls it back after 5 seconds unless `timeout` says otherwise.
    /// Send requests and mail before or after it. A query on the outer client is not part of the transaction, and may wait for
    /// a connection that the transaction itself holds.
    ///
    /// ```ts flagged
    /// await prisma.$transaction(async (tx) => {
    ///   const order = await tx.order.create({ data: { userId, status: "open", total } });
    ///   await fetch("https://example.org/orders", { method: "POST", body: JSON.stringify(order) });
    /// });
    /// ```
    /// ```ts flagged
    /// await prisma.$transaction(async (tx) => {
    ///   await tx.order.create({ data: { userId, status: "open", total } });
    ///   await prisma.user.update({ where: { id: userId }, data: { role: "CUSTOMER" } });
    /// });
    /// ```
    /// ```ts clean
    /// const order = await prisma.$transaction(async (tx) => {
    ///   await tx.user.update({ where: { id: userId }, data: { role: "CUSTOMER" } });
    ///   return tx.order.create({ data: { userId, status: "open", total } });
    /// });
    /// await fetch("https://example.org/orders", { method: "POST", body: JSON.stringify(order) });
    /// ```
    pub static LONG_TRANSACTION = Rule {
        code: "long-transaction",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if !cx.is_production() {
        return;
    }
    for transaction in &cx.file.transactions {
        for wait in &transaction.foreign_waits {
            report.add(
                wait.span,
                format!(
                    "The transaction holds its locks while it waits for `{}`. Move it before or after.",
                    wait.name
                ),
            );
        }
        outside_calls(cx, transaction, report);
    }
}

/// Reports calls in the callback that are not made by its parameter.
fn outside_calls(cx: &Context<'_>, transaction: &Transaction, report: &mut Report<'_>) {
    let parameter = transaction.parameter.as_deref();
    for outside in &transaction.outside_calls {
        let Some(call) = cx.file.calls.get(*outside as usize) else { continue };
        // Only a call that is about a model of the schema is one of a client.
        if !cx.queries.iter().any(|query| query.call.span == call.span) {
            continue;
        }
        let advice = match parameter {
            Some(name) => format!("Call it on `{name}`."),
            None => "Take the parameter of the callback, `async (tx) => …`, and call it on that.".to_owned(),
        };
        report.add(
            call.operation_span,
            format!(
                "`{}.{}` runs outside of the transaction that it is in. {advice}",
                call.delegate.text,
                call.operation.name()
            ),
        );
    }
}
