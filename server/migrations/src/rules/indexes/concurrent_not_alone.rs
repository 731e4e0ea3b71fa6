//! Concurrent index builds that cannot run.

use crate::rules::context::ApplyPath;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{MaintenanceKind, StatementKind};
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
        } else if is_batch && cx.statement_count() > 1 {
            let message = "`CONCURRENTLY` fails beside other statements with Prisma before 7.4. Move it to its own migration.";
            report.add(statement.span, message);
            if cx.facts.apply_path == ApplyPath::Unknown {
                report.at_most(Level::Warning);
            }
        }
    }
}
