//! Rows changed beside changes of tables.

use crate::rules::context::ApplyPath;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::rules::split::Part;
use crate::sql::statement::{DmlKind, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// A backfill in the same transaction as `ALTER TABLE` keeps the exclusive lock until all rows are written.
    ///
    /// Put the backfill into a migration of its own, or outside of migrations in batches.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ADD COLUMN "slug" TEXT;
    /// UPDATE "User" SET "slug" = "name" WHERE "slug" IS NULL;
    /// ```
    /// ```sql clean
    /// UPDATE "User" SET "slug" = "name" WHERE "slug" IS NULL;
    /// ```
    pub static MIXED_DDL_DML = Rule {
        code: "mixed-ddl-dml",
        levels: Levels::new(Level::Off, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let is_batch = matches!(cx.facts.apply_path, ApplyPath::OneBatch | ApplyPath::Unknown);
    for (index, statement) in cx.statements() {
        let StatementKind::Dml(dml) = &statement.kind else { continue };
        let is_change = matches!(dml.kind, DmlKind::Update | DmlKind::Delete | DmlKind::Merge);
        let Some(table) = dml.table.as_ref().filter(|table| is_change && cx.is_in_use(index, table)) else {
            continue;
        };
        let locked = cx.alterations().find(|(at, ..)| *at < index);
        let Some((_, alter, _)) = locked.filter(|_| is_batch || cx.is_in_transaction(index)) else {
            continue;
        };
        let (table, locked) = (&table.name.text, &alter.table.name.text);
        let message = format!(
            "`{locked}` stays locked while rows of `{table}` are changed. Use a migration of its own."
        );
        report.add(statement.span, message);
        report.split("Move it and what follows to a new migration", Part::From(index), &[]);
    }
}
