//! Renames that Prisma writes as drop and add.

use crate::rename::looks_renamed;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use crate::sql::table::AlterActionKind;
use base::Level;
use base::text::TextEdit;
use checks::frame::Levels;
use model::catalog::Provider;
use model::database::ColumnType;

rule! {
    /// A column is dropped and another of the same type is added to the same table: probably a rename, and the data is lost.
    ///
    /// Rename the column in SQL, or keep its name in the database with `@map`.
    ///
    /// ```sql flagged
    /// CREATE TABLE "User" ("id" TEXT, "bio" TEXT);
    /// -- next migration
    /// ALTER TABLE "User" DROP COLUMN "bio", ADD COLUMN "biography" TEXT;
    /// ```
    /// ```sql clean
    /// CREATE TABLE "User" ("id" TEXT, "bio" TEXT);
    /// -- next migration
    /// ALTER TABLE "User" DROP COLUMN "bio", ADD COLUMN "age" INTEGER;
    /// ```
    pub static RENAME_AS_DROP_ADD = Rule {
        code: "rename-as-drop-add",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, statement) in cx.statements() {
        let StatementKind::AlterTable(alter) = &statement.kind else { continue };
        let Some(before) = cx.table_before(&alter.table) else { continue };
        let dropped = alter.actions.iter().filter_map(|action| match &action.kind {
            AlterActionKind::DropColumn { column, .. } => Some((action, column)),
            _ => None,
        });
        let added: Vec<_> = alter
            .actions
            .iter()
            .filter_map(|action| match &action.kind {
                AlterActionKind::AddColumn { column, .. } => Some((action, column)),
                _ => None,
            })
            .collect();
        let dropped: Vec<_> = dropped.collect();
        // With several of each, which became which is a guess.
        let ([(drop, old)], [(add, new)]) = (dropped.as_slice(), added.as_slice()) else { continue };
        let Some(column) = before.column(&old.text) else { continue };
        let ty = new.ty.as_ref().map_or("", |ty| ty.text.as_str());
        let is_same = ColumnType::read(cx.provider(), ty) == column.ty;
        if !is_same || !looks_renamed(&column.ty, &old.text, &new.name.text) {
            continue;
        }
        let (table, from, to) = (&alter.table.name.text, &old.text, &new.name.text);
        report.add(
            drop.span.cover(add.span),
            format!(
                "`{table}.{from}` is dropped and `{to}` of the same type is added. If that is a rename, the data is \
                 lost: use `RENAME COLUMN`, or `@map(\"{from}\")`."
            ),
        );
        let is_postgres = cx.provider() == Provider::Postgresql;
        if alter.actions.len() == 2 && is_postgres {
            let rename = format!("RENAME COLUMN {} TO {}", cx.text(old.span), cx.text(new.name.span));
            report.fix("Rename the column", vec![TextEdit::replace(drop.span.cover(add.span), rename)]);
        }
    }
}
