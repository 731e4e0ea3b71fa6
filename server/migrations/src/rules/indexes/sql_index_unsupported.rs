//! Indexes that the schema cannot hold.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// An index with an expression, `INCLUDE` or `NULLS FIRST`/`LAST` has no form in a Prisma schema. `migrate dev` keeps expression
    /// indexes, and drops the others unless the schema has an index of that name.
    ///
    /// ```sql flagged
    /// CREATE INDEX "User_lower_idx" ON "User" (lower("email"));
    /// ```
    /// ```sql clean
    /// CREATE INDEX "User_email_idx" ON "User" ("email");
    /// ```
    pub static SQL_INDEX_UNSUPPORTED = Rule {
        code: "sql-index-unsupported",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, statement) in cx.statements() {
        let StatementKind::CreateIndex(create) = &statement.kind else { continue };
        let index = &create.index;
        let what = if index.columns.iter().any(|column| column.column.is_none()) {
            "an expression"
        } else if !index.include.is_empty() {
            "`INCLUDE`"
        } else if index.columns.iter().any(|column| column.nulls_first.is_some()) {
            "an order of NULLs"
        } else {
            continue;
        };
        report.add(
            statement.span,
            format!("An index with {what} has no form in the schema. Note it there in a comment."),
        );
    }
}
