//! Schemas and databases that are dropped.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{ObjectKind, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// A migration drops a whole database schema or database.
    ///
    /// ```sql flagged
    /// DROP SCHEMA "app" CASCADE;
    /// ```
    /// ```sql clean
    /// CREATE SCHEMA "app";
    /// ```
    pub static DROP_SCHEMA_OR_DATABASE = Rule {
        code: "drop-schema-or-database",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, statement) in cx.statements() {
        let StatementKind::Drop(drop) = &statement.kind else { continue };
        let what = match drop.object {
            ObjectKind::Schema => "schema",
            ObjectKind::Database => "database",
            _ => continue,
        };
        report.add(
            statement.span,
            format!("Dropping a {what} deletes everything in it. Drop its tables one by one."),
        );
    }
}
