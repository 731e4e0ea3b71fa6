//! Migrations that do nothing.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use base::Level;
use base::text::Span;
use checks::frame::Levels;

rule! {
    /// A migration has no statement. It is either unnecessary, or its SQL is missing.
    ///
    /// Write the SQL, or delete the folder if it was not applied anywhere.
    ///
    /// ```sql flagged
    /// -- This is an empty migration.
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ```
    pub static EMPTY_MIGRATION = Rule {
        code: "empty-migration",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if cx.statement_count() == 0 {
        let end = u32::try_from(cx.sql.trim_end().len()).unwrap_or(0);
        let first = cx.script.comments.first().map_or(Span::new(0, end), |comment| comment.span);
        report.add(
            first,
            "This migration has no statement. Write its SQL, or delete the folder if it was not applied.",
        );
    }
}
