//! Indexes built while writes wait.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use base::Level;
use base::text::{Span, TextEdit};
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
        if cx.statement_count() == 1 {
            let keyword = cx.text(statement.span).to_ascii_uppercase().find("INDEX").map_or(0, |at| at + 5);
            let at = Span::at(statement.span.start + u32::try_from(keyword).unwrap_or(0));
            report.fix("Build the index concurrently", vec![TextEdit::replace(at, " CONCURRENTLY")]);
        }
    }
}
