//! Indexes dropped under an exclusive lock.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{ObjectKind, StatementKind};
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
    for (_, statement) in cx.statements() {
        let StatementKind::Drop(drop) = &statement.kind else { continue };
        if drop.object == ObjectKind::Index && !drop.concurrently && !cx.facts.is_first {
            report.add(
                statement.span,
                "`DROP INDEX` blocks reads and writes while it waits. Use `DROP INDEX CONCURRENTLY` in its own migration.",
            );
        }
    }
}
