//! Unique indexes and constraints on tables with rows.

use crate::rules::context::Context;
use crate::rules::indexes::index_not_concurrent::build_concurrently;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use crate::sql::table::{AlterActionKind, ConstraintKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// A unique index is built while writes wait, and fails if two rows have the same values. `ADD CONSTRAINT … UNIQUE` blocks reads
    /// too.
    ///
    /// Look for duplicates first, then `CREATE UNIQUE INDEX CONCURRENTLY` alone in its migration. Prisma needs no constraint.
    ///
    /// ```sql flagged
    /// CREATE UNIQUE INDEX "User_email_key" ON "User" ("email");
    /// ```
    /// ```sql flagged
    /// ALTER TABLE "User" ADD CONSTRAINT "User_email_key" UNIQUE ("email");
    /// ```
    /// ```sql clean
    /// CREATE UNIQUE INDEX CONCURRENTLY "User_email_key" ON "User" ("email");
    /// ```
    pub static ADD_UNIQUE = Rule {
        code: "add-unique",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, statement) in cx.statements() {
        let StatementKind::CreateIndex(create) = &statement.kind else { continue };
        if create.concurrently || !create.index.is_unique || !cx.is_in_use(index, &create.table) {
            continue;
        }
        let table = &create.table.name.text;
        report.add(
            statement.span,
            format!("This unique index blocks writes to `{table}` and fails on duplicates. Build it `CONCURRENTLY`."),
        );
        build_concurrently(cx, report, index, create);
    }
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::AddConstraint(constraint) = &action.kind else { continue };
        if matches!(constraint.kind, ConstraintKind::Unique(_)) {
            let table = &alter.table.name.text;
            let message = format!(
                "This constraint blocks reads and writes of `{table}` and fails on duplicates. Build a unique index \
                 `CONCURRENTLY`."
            );
            report.add(action.span, message);
        }
    }
}
