//! Columns whose default rewrites the table.

use crate::cost::rewrites;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// A column whose default differs from row to row (`gen_random_uuid()`, `clock_timestamp()`, a serial or identity) is written
    /// into every row while reads and writes wait. Constants and `now()` are not.
    ///
    /// Add the column without the default, fill it in batches, then set the default.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ADD COLUMN "key" UUID NOT NULL DEFAULT gen_random_uuid();
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ADD COLUMN "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
    /// ```
    pub static ADD_COLUMN_VOLATILE_DEFAULT = Rule {
        code: "add-column-volatile-default",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::AddColumn { column, .. } = &action.kind else { continue };
        if !rewrites(column) {
            continue;
        }
        let (table, name) = (&alter.table.name.text, &column.name.text);
        report.add(
            action.span,
            format!("Adding `{table}.{name}` rewrites all rows while reads and writes wait. Add it empty and fill it later."),
        );
    }
}
