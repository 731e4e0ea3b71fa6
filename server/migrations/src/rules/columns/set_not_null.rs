//! Columns that become required.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// `SET NOT NULL` reads the whole table while reads and writes wait, and fails if a row has NULL.
    ///
    /// Add `CHECK (… IS NOT NULL) NOT VALID`, validate it in the next migration, and set `NOT NULL` then: PostgreSQL 12 and later
    /// take the valid check for proof and read nothing.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ALTER COLUMN "slug" SET NOT NULL;
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" VALIDATE CONSTRAINT "User_slug_not_null";
    /// ALTER TABLE "User" ALTER COLUMN "slug" SET NOT NULL;
    /// ```
    pub static SET_NOT_NULL = Rule {
        code: "set-not-null",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::SetNullable { column, nullable: false } = &action.kind else { continue };
        let table = &alter.table.name.text;
        let is_proven = cx.alterations().any(|(_, other, action)| {
            other.table.name.text == *table && matches!(action.kind, AlterActionKind::ValidateConstraint(_))
        });
        let is_new = alter.actions.iter().any(|other| {
            matches!(&other.kind, AlterActionKind::AddColumn { column: added, .. } if added.name.text == column.text)
        });
        if is_proven || is_new {
            continue;
        }
        let name = &column.text;
        report.add(
            action.span,
            format!(
                "`SET NOT NULL` on `{table}.{name}` scans the table while reads and writes wait. Add and validate a \
                 `CHECK` first."
            ),
        );
    }
}
