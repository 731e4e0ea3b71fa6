//! Tables that are emptied.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{DmlKind, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// `TRUNCATE` deletes all rows under an ACCESS EXCLUSIVE lock; with `CASCADE` also those of the tables that refer to it.
    ///
    /// Delete in batches outside of migrations instead.
    ///
    /// ```sql flagged
    /// TRUNCATE TABLE "Session";
    /// ```
    /// ```sql clean
    /// DELETE FROM "Session" WHERE "expires" < now();
    /// ```
    pub static TRUNCATE = Rule {
        code: "truncate",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, statement) in cx.statements() {
        let StatementKind::Dml(dml) = &statement.kind else { continue };
        let Some(table) = dml.table.as_ref().filter(|_| dml.kind == DmlKind::Truncate) else { continue };
        if !cx.is_in_use(index, table) {
            continue;
        }
        let also = if dml.cascade { " and of every table that refers to it" } else { "" };
        let name = &table.name.text;
        report.add(
            statement.span,
            format!("`TRUNCATE` deletes all rows of `{name}`{also}. Delete in batches instead."),
        );
    }
}
