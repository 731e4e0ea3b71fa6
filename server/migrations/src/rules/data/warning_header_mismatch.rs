//! Warnings that no longer fit the SQL.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use crate::sql::table::AlterActionKind;
use base::Level;
use base::text::Span;
use checks::frame::Levels;

rule! {
    /// The comment at the top of a migration warns of a column or table that its SQL does not touch any more: the file was edited.
    ///
    /// Remove the warning, so that reviewers can trust the others.
    ///
    /// ```sql flagged
    /// /*
    ///   Warnings:
    ///
    ///   - You are about to drop the column `bio` on the `User` table. All the data in the column will be lost.
    /// */
    /// ALTER TABLE "User" RENAME COLUMN "about" TO "biography";
    /// ```
    /// ```sql clean
    /// /*
    ///   Warnings:
    ///
    ///   - You are about to drop the column `bio` on the `User` table. All the data in the column will be lost.
    /// */
    /// ALTER TABLE "User" DROP COLUMN "bio";
    /// ```
    pub static WARNING_HEADER_MISMATCH = Rule {
        code: "warning-header-mismatch",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let Some(header) = cx.script.comments.first().filter(|comment| comment.is_block) else { return };
    let text = cx.text(header.span);
    let body: String = cx.statements().map(|(_, it)| cx.text(it.span)).collect::<Vec<_>>().join("\n");
    let mut at = header.span.start;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += u32::try_from(line.len()).unwrap_or(0);
        let Some(rest) = line.trim_start().strip_prefix("- You are about to drop the column `") else {
            continue;
        };
        let Some((column, _)) = rest.split_once('`') else { continue };
        let is_dropped = cx.statements().any(|(_, statement)| {
            matches!(&statement.kind, StatementKind::AlterTable(alter) if alter.actions.iter().any(|action| {
                matches!(&action.kind, AlterActionKind::DropColumn { column: dropped, .. } if dropped.text == column)
            }))
        });
        let rebuilds =
            cx.statements().any(|(index, _)| cx.is_in_rebuild(index)) || body.contains("_prisma_new_");
        if is_dropped || rebuilds {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let from = start + u32::try_from(indent).unwrap_or(0);
        let span = Span::new(from, start + u32::try_from(line.trim_end().len()).unwrap_or(0));
        report.add(
            span,
            format!("The warning names `{column}`, which the SQL does not drop. Remove the warning."),
        );
    }
}
