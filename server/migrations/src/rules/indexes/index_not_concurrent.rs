//! Indexes built while writes wait.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::rules::split::{Part, concurrently, may_be_built_after};
use crate::sql::statement::{CreateIndex, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// `CREATE INDEX` without `CONCURRENTLY` blocks all writes to the table until the index is built.
    ///
    /// Use `CREATE INDEX CONCURRENTLY`, alone in its migration: Prisma before 7.4 applies a file with several statements as one
    /// transaction, in which it fails.
    ///
    /// ```sql flagged
    /// CREATE INDEX "User_email_idx" ON "User" ("email");
    /// ```
    /// ```sql clean
    /// CREATE INDEX CONCURRENTLY "User_email_idx" ON "User" ("email");
    /// ```
    /// ```sql clean
    /// CREATE TABLE "User" ("email" TEXT);
    /// CREATE INDEX "User_email_idx" ON "User" ("email");
    /// ```
    pub static INDEX_NOT_CONCURRENT = Rule {
        code: "index-not-concurrent",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

/// Adds the fix that builds the index at this place without blocking writes: in its own migration, where it is not alone yet.
pub(super) fn build_concurrently(cx: &Context<'_>, report: &mut Report<'_>, at: usize, create: &CreateIndex) {
    let Some(statement) = cx.script.statements.get(at) else { return };
    let Some(edit) = concurrently(cx, statement) else { return };
    if cx.statement_count() == 1 {
        report.fix("Build the index concurrently", vec![edit]);
    } else if cx.statements().skip(at + 1).all(|(_, later)| may_be_built_after(cx, create, later)) {
        report.split("Build the index concurrently, in its own migration", Part::Alone(at), &[edit]);
    }
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, statement) in cx.statements() {
        let StatementKind::CreateIndex(create) = &statement.kind else { continue };
        if create.concurrently || create.index.is_unique || !cx.is_in_use(index, &create.table) {
            continue;
        }
        let table = &create.table.name.text;
        report.add(
            statement.span,
            format!("Building this index blocks writes to `{table}`. Use `CREATE INDEX CONCURRENTLY` in its own migration."),
        );
        build_concurrently(cx, report, index, create);
    }
}
