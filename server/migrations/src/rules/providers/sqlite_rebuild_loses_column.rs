//! Rebuilt tables that lose a column.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{Dml, DmlKind, StatementKind};
use base::Level;
use checks::frame::Levels;
use model::database::QualifiedName;

rule! {
    /// SQLite tables are rebuilt to change them. A column of the old table is not copied to the new one: its data is lost. If it was
    /// renamed, the `INSERT` has to name both.
    ///
    /// ```sql flagged {"provider": "sqlite"}
    /// CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "bio" TEXT);
    /// -- next migration
    /// CREATE TABLE "new_User" ("id" INTEGER PRIMARY KEY, "about" TEXT);
    /// INSERT INTO "new_User" ("id") SELECT "id" FROM "User";
    /// DROP TABLE "User";
    /// ALTER TABLE "new_User" RENAME TO "User";
    /// ```
    /// ```sql clean {"provider": "sqlite"}
    /// CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "bio" TEXT);
    /// -- next migration
    /// CREATE TABLE "new_User" ("id" INTEGER PRIMARY KEY, "about" TEXT);
    /// INSERT INTO "new_User" ("id", "about") SELECT "id", "bio" FROM "User";
    /// DROP TABLE "User";
    /// ALTER TABLE "new_User" RENAME TO "User";
    /// ```
    pub static SQLITE_REBUILD_LOSES_COLUMN = Rule {
        code: "sqlite-rebuild-loses-column",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::sqlite(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let Some(before) = cx.facts.before else { return };
    for (_, statement) in cx.statements().filter(|(index, _)| cx.is_in_rebuild(*index)) {
        let StatementKind::Dml(Dml { kind: DmlKind::Insert, table: Some(table), .. }) = &statement.kind
        else {
            continue;
        };
        let Some(name) = table.name.text.strip_prefix("new_") else { continue };
        let Some(old) = before.table(&QualifiedName::new(name)) else { continue };
        let text = cx.text(statement.span);
        let source = text.split_once("SELECT").map_or(text, |(_, source)| source);
        let lost: Vec<&str> = old
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .filter(|column| !source.contains(&format!("\"{column}\"")) && !source.contains('*'))
            .collect();
        if !lost.is_empty() {
            let lost = lost.join("`, `");
            report.add(
                statement.span,
                format!("The rebuilt table `{name}` loses the data of `{lost}`. Copy it if it was renamed."),
            );
        }
    }
}
