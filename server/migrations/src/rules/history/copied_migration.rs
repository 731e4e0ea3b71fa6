//! Migrations with the SQL of an earlier one.

use crate::history::{is_same_script, script_hash};
use crate::replay::ReplayedMigration;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use base::Level;
use checks::frame::Levels;

rule! {
    /// A migration has the same SQL as an earlier one, as if its folder was copied. Most SQL fails when it runs twice.
    ///
    /// Delete the copy if it was not applied.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// -- next migration
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// -- next migration
    /// ALTER TABLE "User" ADD COLUMN "name" TEXT;
    /// ```
    pub static COPIED_MIGRATION = Rule {
        code: "copied-migration",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if cx.statement_count() == 0 {
        return;
    }
    let hash = script_hash(cx.sql);
    let is_same = |earlier: &&ReplayedMigration| {
        earlier.script_hash == hash && is_same_script(&earlier.file.sql, cx.sql)
    };
    if let Some(original) = cx.facts.earlier.iter().find(is_same) {
        report.add(
            cx.head(),
            format!(
                "This is the SQL of `{}` again. Delete the folder if it was not applied.",
                original.file.name
            ),
        );
    }
}
