//! Sequences that begin at 1 on a table with rows.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// A new sequence becomes the default of an old column, but begins at 1: the next inserts collide with rows that exist.
    ///
    /// Set the sequence beyond the highest value with `setval`.
    ///
    /// ```sql flagged
    /// CREATE SEQUENCE "user_id_seq";
    /// ALTER TABLE "User" ALTER COLUMN "id" SET DEFAULT nextval('user_id_seq');
    /// ```
    /// ```sql clean
    /// CREATE SEQUENCE "user_id_seq";
    /// ALTER TABLE "User" ALTER COLUMN "id" SET DEFAULT nextval('user_id_seq');
    /// SELECT setval('user_id_seq', (SELECT COALESCE(MAX("id"), 0) + 1 FROM "User"), false);
    /// ```
    pub static AUTOINCREMENT_WITHOUT_SETVAL = Rule {
        code: "autoincrement-without-setval",
        levels: Levels::new(Level::Warning, Level::Error),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let creates = cx.statements().any(|(_, it)| matches!(&it.kind, StatementKind::Sequence(it) if it.is_new));
    if !creates || cx.sql.to_ascii_lowercase().contains("setval") {
        return;
    }
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::SetDefault { column, value: Some(value) } = &action.kind else { continue };
        if !value.text.to_ascii_lowercase().starts_with("nextval") {
            continue;
        }
        let (table, column) = (&alter.table.name.text, &column.text);
        report.add(
            action.span,
            format!("The new sequence of `{table}.{column}` begins at 1, though rows exist. Add a `setval`."),
        );
    }
}
