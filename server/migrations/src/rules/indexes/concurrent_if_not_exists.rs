//! Unique indexes that may stay invalid.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// A unique index whose concurrent build failed stays behind as invalid, and does not keep values apart. `IF NOT EXISTS` then
    /// passes over it without a word.
    ///
    /// Drop the index in the migration before, or leave `IF NOT EXISTS` out.
    ///
    /// ```sql flagged
    /// CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "User_email_key" ON "User" ("email");
    /// ```
    /// ```sql clean
    /// CREATE UNIQUE INDEX CONCURRENTLY "User_email_key" ON "User" ("email");
    /// ```
    pub static CONCURRENT_IF_NOT_EXISTS = Rule {
        code: "concurrent-if-not-exists",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, statement) in cx.statements() {
        let StatementKind::CreateIndex(create) = &statement.kind else { continue };
        if create.concurrently && create.if_not_exists && create.index.is_unique {
            report.add(
                statement.span,
                "`IF NOT EXISTS` passes over an invalid leftover, which is not unique. Drop the index first.",
            );
        }
    }
}
