//! Transactions that do not close, or close another one.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{StatementKind, Transaction};
use base::Level;
use checks::frame::Levels;

rule! {
    /// `COMMIT` without a `BEGIN` before it commits the transaction that Prisma applies the file in; `BEGIN` without `COMMIT` leaves
    /// one open. Prisma's own replacement of an enum is not reported.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// COMMIT;
    /// ```
    /// ```sql clean
    /// BEGIN;
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// COMMIT;
    /// ```
    pub static TRANSACTION_NESTING = Rule {
        code: "transaction-nesting",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let mut open = None;
    for (_, statement) in cx.statements() {
        match statement.kind {
            StatementKind::Transaction(Transaction::Begin) => {
                if open.is_some() {
                    report.add(statement.span, "`BEGIN` inside a transaction has no effect. Remove it.");
                }
                open = Some(statement.span);
            }
            StatementKind::Transaction(Transaction::Commit | Transaction::Rollback)
                if open.take().is_none() =>
            {
                report.add(
                    statement.span,
                    "No `BEGIN` precedes this, so it ends the transaction of Prisma. Remove it.",
                );
            }
            _ => {}
        }
    }
    if let Some(span) = open {
        report.add(span, "This transaction is never committed. Add `COMMIT;` at the end.");
    }
}
