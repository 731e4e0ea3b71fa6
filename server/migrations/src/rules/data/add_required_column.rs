//! Required columns without a default.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::name::ObjectName;
use crate::sql::statement::{DmlKind, StatementKind};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;
use model::catalog::Provider;

rule! {
    /// Adding a `NOT NULL` column without a default fails as soon as the table has a row. Prisma writes it for fields whose value
    /// the client makes, such as `cuid()` and `@updatedAt`.
    ///
    /// Add the column as nullable, fill it, then set `NOT NULL`; or give it a default.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ADD COLUMN "slug" TEXT NOT NULL;
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ADD COLUMN "slug" TEXT;
    /// ALTER TABLE "User" ADD COLUMN "role" TEXT NOT NULL DEFAULT 'USER';
    /// ```
    pub static ADD_REQUIRED_COLUMN = Rule {
        code: "add-required-column",
        levels: Levels::new(Level::Warning, Level::Error),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, alter, action) in cx.alterations() {
        let AlterActionKind::AddColumn { column, .. } = &action.kind else { continue };
        let is_serial = column.ty.as_ref().is_some_and(|ty| ty.text.to_ascii_lowercase().contains("serial"));
        if column.nullable != Some(false)
            || column.default.is_some()
            || column.generated.is_some()
            || is_serial
        {
            continue;
        }
        if is_emptied(cx, index, &alter.table) {
            continue;
        }
        let (table, name) = (&alter.table.name.text, &column.name.text);
        let message = if cx.provider() == Provider::Mysql {
            format!(
                "`{table}.{name}` is required without a default: MySQL fills rows with an implicit value. Add a default."
            )
        } else {
            format!(
                "Adding required `{table}.{name}` without a default fails if `{table}` has rows. Add it as nullable."
            )
        };
        report.add(action.span, message);
    }
}

/// Whether an earlier statement deletes all rows.
fn is_emptied(cx: &Context<'_>, index: usize, table: &ObjectName) -> bool {
    cx.statements().take(index).any(|(_, statement)| {
        let StatementKind::Dml(dml) = &statement.kind else { return false };
        let deletes =
            dml.kind == DmlKind::Truncate || (dml.kind == DmlKind::Delete && dml.condition.is_none());
        deletes && dml.table.as_ref().is_some_and(|it| it.name.text == table.name.text)
    })
}
