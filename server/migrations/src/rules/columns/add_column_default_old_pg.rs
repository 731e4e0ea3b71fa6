//! Defaults of new columns before PostgreSQL 11.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// Before PostgreSQL 11, adding a column with any default rewrites the table. Reported only where `postgresVersion` is set to
    /// such a version.
    ///
    /// ```sql flagged {"postgresVersion": 10}
    /// ALTER TABLE "User" ADD COLUMN "role" TEXT DEFAULT 'USER';
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ADD COLUMN "role" TEXT DEFAULT 'USER';
    /// ```
    pub static ADD_COLUMN_DEFAULT_OLD_PG = Rule {
        code: "add-column-default-old-pg",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if cx.facts.postgres_version.is_none_or(|version| version >= 11) {
        return;
    }
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::AddColumn { column, .. } = &action.kind else { continue };
        if column.default.is_some() {
            let (table, name) = (&alter.table.name.text, &column.name.text);
            let message = format!(
                "Before PostgreSQL 11, the default of `{table}.{name}` rewrites all rows. Set it later."
            );
            report.add(action.span, message);
        }
    }
}
