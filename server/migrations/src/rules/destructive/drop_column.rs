//! Columns that are dropped.

use crate::rename::WAITING;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::{AlterActionKind, AlterTable};
use base::Level;
use checks::frame::Levels;

rule! {
    /// Dropping a column deletes its data, and the running application still selects it until the new one is deployed.
    ///
    /// Stop using the column first: mark the field `@ignore`, deploy, and drop it in a later release.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" DROP COLUMN "bio";
    /// ```
    /// ```sql clean
    /// CREATE TABLE "User" ("id" TEXT, "bio" TEXT);
    /// ALTER TABLE "User" DROP COLUMN "bio";
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ADD COLUMN "draft" TEXT;
    /// ALTER TABLE "User" DROP COLUMN "draft";
    /// ```
    pub static DROP_COLUMN = Rule {
        code: "drop-column",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, alter, action) in cx.alterations() {
        let AlterActionKind::DropColumn { column, .. } = &action.kind else { continue };
        if column.text.starts_with(WAITING)
            || is_replaced(alter, &column.text)
            || cx.adds_column_before(index, &alter.table, &column.text)
        {
            continue;
        }
        let table = &alter.table.name.text;
        report.add(
            action.span,
            format!(
                "Dropping `{table}.{}` deletes its data and breaks running code that selects it. Mark the field \
                 `@ignore`, deploy, then drop it.",
                column.text
            ),
        );
    }
}

/// Whether the same statement adds a column of that name, which `same-name-drop-add` reports.
fn is_replaced(alter: &AlterTable, name: &str) -> bool {
    alter.actions.iter().any(|action| {
        matches!(&action.kind, AlterActionKind::AddColumn { column, .. } if column.name.text == name)
    })
}
