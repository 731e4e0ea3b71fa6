//! Columns that are dropped and added again.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::AlterActionKind;
use base::Level;
use base::text::TextEdit;
use checks::frame::Levels;
use model::catalog::Provider;

rule! {
    /// One statement drops a column and adds another of the same name: its data is lost. Prisma writes this where it knows no cast.
    ///
    /// Change the type in place instead, with a `USING` expression where no cast is implicit.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" DROP COLUMN "age", ADD COLUMN "age" INTEGER;
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ALTER COLUMN "age" SET DATA TYPE INTEGER USING "age"::integer;
    /// ```
    pub static SAME_NAME_DROP_ADD = Rule {
        code: "same-name-drop-add",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::DropColumn { column, .. } = &action.kind else { continue };
        let added = alter.actions.iter().find_map(|other| match &other.kind {
            AlterActionKind::AddColumn { column: added, .. } if added.name.text == column.text => {
                Some((other, added))
            }
            _ => None,
        });
        let Some((added, definition)) = added else { continue };
        let (table, name) = (&alter.table.name.text, &column.text);
        report.add(
            action.span,
            format!(
                "`{table}.{name}` is dropped and added again, so its data is lost. Change its type in place."
            ),
        );
        let ty = definition.ty.as_ref().map_or("", |ty| ty.text.as_str());
        let is_plain =
            definition.default.is_none() && definition.constraints.is_empty() && alter.actions.len() == 2;
        if is_plain && cx.provider() == Provider::Postgresql && !ty.contains('[') {
            let quoted = cx.text(column.span);
            let change =
                format!("ALTER COLUMN {quoted} SET DATA TYPE {ty} USING {quoted}::{}", ty.to_lowercase());
            let span = action.span.cover(added.span);
            report.fix("Change the type in place", vec![TextEdit::replace(span, change)]);
        }
    }
}
