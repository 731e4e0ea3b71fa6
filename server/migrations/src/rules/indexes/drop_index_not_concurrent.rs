//! Indexes dropped under an exclusive lock.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::rules::split::{Part, concurrently, mentions};
use crate::sql::statement::{Drop, ObjectKind, Statement, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// `DROP INDEX` takes an ACCESS EXCLUSIVE lock on the table: it waits for running queries, and all others wait for it.
    ///
    /// Use `DROP INDEX CONCURRENTLY`, alone in its migration.
    ///
    /// ```sql flagged
    /// DROP INDEX "User_email_idx";
    /// ```
    /// ```sql clean
    /// DROP INDEX CONCURRENTLY "User_email_idx";
    /// ```
    pub static DROP_INDEX_NOT_CONCURRENT = Rule {
        code: "drop-index-not-concurrent",
        levels: Levels::new(Level::Off, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, statement) in cx.statements() {
        let StatementKind::Drop(drop) = &statement.kind else { continue };
        if drop.object == ObjectKind::Index && !drop.concurrently && !cx.facts.is_first {
            report.add(
                statement.span,
                "`DROP INDEX` blocks reads and writes while it waits. Use `DROP INDEX CONCURRENTLY` in its own migration.",
            );
            drop_concurrently(cx, report, index, drop);
        }
    }
}

/// Adds the fix that drops an index without blocking its table: in its own migration, where it is not alone yet.
fn drop_concurrently(cx: &Context<'_>, report: &mut Report<'_>, at: usize, drop: &Drop) {
    let ([name], Some(statement)) = (drop.names.as_slice(), cx.script.statements.get(at)) else { return };
    let Some(edit) = concurrently(cx, statement).filter(|_| !drop.cascade) else { return };
    let is_free = |later: &Statement| !mentions(cx.text(later.span), &name.name.text);
    if cx.statement_count() == 1 {
        report.fix("Drop the index concurrently", vec![edit]);
    } else if cx.statements().skip(at + 1).all(|(_, later)| is_free(later)) {
        report.split("Drop the index concurrently, in its own migration", Part::Alone(at), &[edit]);
    }
}
