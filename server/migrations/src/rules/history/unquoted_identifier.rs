//! Names without quotes that need them.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{Dml, StatementKind};
use base::Level;
use base::text::TextEdit;
use checks::frame::Levels;

rule! {
    /// PostgreSQL folds a name without quotes to lower case. The table before the migration has capital letters, so that the statement
    /// does not find it.
    ///
    /// ```sql flagged
    /// CREATE TABLE "Account" ("id" TEXT);
    /// -- next migration
    /// ALTER TABLE Account ADD COLUMN "age" INTEGER;
    /// ```
    /// ```sql clean
    /// CREATE TABLE "Account" ("id" TEXT);
    /// -- next migration
    /// ALTER TABLE "Account" ADD COLUMN "age" INTEGER;
    /// ```
    pub static UNQUOTED_IDENTIFIER = Rule {
        code: "unquoted-identifier",
        levels: Levels::new(Level::Warning, Level::Error),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let Some(before) = cx.facts.before else { return };
    for (_, statement) in cx.statements() {
        let table = match &statement.kind {
            StatementKind::AlterTable(alter) => &alter.table,
            StatementKind::CreateIndex(create) => &create.table,
            StatementKind::Dml(Dml { table: Some(table), .. }) => table,
            _ => continue,
        };
        if table.name.is_quoted || cx.table_before(table).is_some() || cx.creates(table) {
            continue;
        }
        let written = &table.name.text;
        let meant = before.tables.iter().find(|known| known.name.name.to_lowercase() == written.as_str());
        if let Some(meant) = meant {
            let meant = &meant.name.name;
            report.add(
                table.name.span,
                format!("`{written}` does not exist; the table is `{meant}`. Put the name in quotes."),
            );
            report.safe_fix(
                "Put the name in quotes",
                vec![TextEdit::replace(table.name.span, format!("\"{meant}\""))],
            );
        }
    }
}
