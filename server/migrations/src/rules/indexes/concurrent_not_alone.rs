//! Concurrent index builds that cannot run.

use crate::rules::context::ApplyPath;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::rules::split::{Part, may_be_built_after, mentions};
use crate::sql::statement::{MaintenanceKind, Statement, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// `CONCURRENTLY` does not run inside a transaction. Prisma before 7.4 applies a file with several statements as one
    /// transaction; between `BEGIN` and `COMMIT` it fails in every version.
    ///
    /// Put the statement alone into its migration.
    ///
    /// ```sql flagged
    /// CREATE INDEX CONCURRENTLY "a" ON "User" ("a");
    /// CREATE INDEX CONCURRENTLY "b" ON "User" ("b");
    /// ```
    /// ```sql clean
    /// CREATE INDEX CONCURRENTLY "a" ON "User" ("a");
    /// ```
    pub static CONCURRENT_NOT_ALONE = Rule {
        code: "concurrent-not-alone",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let is_batch = matches!(cx.facts.apply_path, ApplyPath::OneBatch | ApplyPath::Unknown);
    for (index, statement) in cx.statements() {
        let is_concurrent = match &statement.kind {
            StatementKind::CreateIndex(create) => create.concurrently,
            StatementKind::Drop(drop) => drop.concurrently,
            StatementKind::Maintenance(work) => work.concurrently && work.kind == MaintenanceKind::Reindex,
            _ => false,
        };
        if !is_concurrent {
            continue;
        }
        if cx.is_in_transaction(index) {
            report.add(
                statement.span,
                "`CONCURRENTLY` fails between `BEGIN` and `COMMIT`. Move it to its own migration.",
            );
            move_away(cx, report, index, statement);
        } else if is_batch && cx.statement_count() > 1 {
            let message = "`CONCURRENTLY` fails beside other statements with Prisma before 7.4. Move it to its own migration.";
            report.add(statement.span, message);
            if cx.facts.apply_path == ApplyPath::Unknown {
                report.at_most(Level::Warning);
            }
            move_away(cx, report, index, statement);
        }
    }
}

/// Adds the fix that moves the statement at this place to a migration of its own; where others need it done first, those behind it
/// are moved instead, if none is before it.
fn move_away(cx: &Context<'_>, report: &mut Report<'_>, at: usize, statement: &Statement) {
    let is_free = |later: &Statement| match &statement.kind {
        StatementKind::CreateIndex(create) => may_be_built_after(cx, create, later),
        StatementKind::Drop(drop) => {
            drop.names.iter().all(|name| !mentions(cx.text(later.span), &name.name.text))
        }
        _ => true,
    };
    if cx.statements().skip(at + 1).all(|(_, later)| is_free(later)) {
        report.split("Move it to its own migration", Part::Alone(at), &[]);
    } else if at == 0 {
        report.split("Move the statements after it to a new migration", Part::From(1), &[]);
    }
}
