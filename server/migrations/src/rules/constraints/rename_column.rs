//! Columns that are renamed.

use crate::rename::WAITING;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{ObjectKind, StatementKind};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// Running code still uses the old name of a renamed column, and fails until the new code is deployed.
    ///
    /// Keep the name in the database and rename the field with `@map`, or add the new column beside the old one.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" RENAME COLUMN "bio" TO "biography";
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ADD COLUMN "biography" TEXT;
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" RENAME COLUMN "bio" TO "_drop_bio";
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ADD COLUMN "new" TEXT;
    /// ALTER TABLE "User" RENAME COLUMN "new" TO "name";
    /// ```
    pub static RENAME_COLUMN = Rule {
        code: "rename-column",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, alter, action) in cx.alterations() {
        let AlterActionKind::RenameColumn { from, to } = &action.kind else { continue };
        if cx.adds_column_before(index, &alter.table, &from.text) || to.text.starts_with(WAITING) {
            continue;
        }
        let (table, from, to) = (&alter.table.name.text, &from.text, &to.text);
        report.add(
            action.span,
            format!(
                "Running code still uses `{table}.{from}`. Rename the field only: `{to} … @map(\"{from}\")`."
            ),
        );
    }
    for (_, statement) in cx.statements() {
        let StatementKind::Rename(renames) = &statement.kind else { continue };
        for rename in renames.iter().filter(|rename| rename.object == ObjectKind::Column) {
            let (from, to) = (&rename.from.name.text, &rename.to.text);
            let message = format!(
                "Running code still uses column `{from}`. Rename the field only: `{to} … @map(\"{from}\")`."
            );
            report.add(statement.span, message);
        }
    }
}
