//! Migrations that cannot be undone.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{DmlKind, ObjectKind, Statement, StatementKind};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// A migration deletes data, and its folder has no script that brings it back. Prisma undoes no migration: the inverse of the SQL
    /// restores columns and tables, but not what was in them.
    ///
    /// Copy the data to another table first, and write the way back into `down.sql` beside `migration.sql` (or `rollback.sql`); Prisma
    /// ignores such a file.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" DROP COLUMN "bio";
    /// ```
    /// ```sql clean {"down": "ALTER TABLE \"User\" ADD COLUMN \"bio\" TEXT;"}
    /// ALTER TABLE "User" DROP COLUMN "bio";
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" RENAME COLUMN "bio" TO "biography";
    /// ```
    pub static LOSSY_UNDO = Rule {
        code: "lossy-undo",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if cx.facts.rollback.is_some() {
        return;
    }
    // Once for each migration: it is undone as a whole.
    let first = cx.statements().find_map(|(at, statement)| Some((statement, lost(cx, at, statement)?)));
    if let Some((statement, lost)) = first {
        let message = format!(
            "Undoing this migration does not restore {lost}. Copy the data first, and write a `down.sql`."
        );
        report.add(statement.span, message);
    }
}

/// What of the data the statement at this place deletes, if any.
fn lost(cx: &Context<'_>, at: usize, statement: &Statement) -> Option<String> {
    match &statement.kind {
        StatementKind::AlterTable(alter) if cx.is_in_use(at, &alter.table) => {
            let column = alter.actions.iter().find_map(|action| match &action.kind {
                AlterActionKind::DropColumn { column, .. } => Some(column),
                _ => None,
            })?;
            Some(format!("`{}.{}`", alter.table.name.text, column.text))
        }
        StatementKind::Drop(drop) if drop.object == ObjectKind::Table && !cx.is_in_rebuild(at) => {
            let table = drop.names.iter().find(|table| cx.is_in_use(at, table))?;
            Some(format!("table `{}`", table.name.text))
        }
        StatementKind::Dml(dml) if matches!(dml.kind, DmlKind::Delete | DmlKind::Truncate) => {
            let table = dml.table.as_ref().filter(|table| cx.is_in_use(at, table))?;
            Some(format!("the rows of `{}`", table.name.text))
        }
        _ => None,
    }
}
