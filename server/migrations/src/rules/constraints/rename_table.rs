//! Tables that are renamed or moved.

use crate::rename::WAITING;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{ObjectKind, StatementKind};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// Running code still uses the old name of a renamed table, and fails until the new code is deployed.
    ///
    /// Keep the name in the database and rename the model with `@@map`.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" RENAME TO "Account";
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" RENAME CONSTRAINT "User_pkey" TO "Account_pkey";
    /// ```
    pub static RENAME_TABLE = Rule {
        code: "rename-table",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let mut add = |span, from: &str, to: &str| {
        if to.starts_with(WAITING) {
            return;
        }
        let message = format!(
            "Running code still uses table `{from}`. Rename the model only: `model {to} {{ … @@map(\"{from}\") }}`."
        );
        report.add(span, message);
    };
    for (index, alter, action) in cx.alterations() {
        match &action.kind {
            AlterActionKind::RenameTable(to) if !cx.is_in_rebuild(index) => {
                add(action.span, &alter.table.name.text, &to.name.text);
            }
            AlterActionKind::SetSchema(to) => {
                add(action.span, &alter.table.name.text, &format!("{}.{}", to.text, alter.table.name.text));
            }
            _ => {}
        }
    }
    for (_, statement) in cx.statements() {
        let StatementKind::Rename(renames) = &statement.kind else { continue };
        for rename in renames.iter().filter(|rename| rename.object == ObjectKind::Table) {
            let from = &rename.from.name.text;
            let is_known = cx.facts.before.is_none() || cx.table_before(&rename.from).is_some();
            if is_known && !cx.creates(&rename.from) && !from.starts_with("_prisma_new_") {
                add(statement.span, from, &rename.to.text);
            }
        }
    }
}
