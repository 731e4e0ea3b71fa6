//! Enums replaced as a whole.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// Removing or renaming a value of an enum makes Prisma create a new type and change every column of it: each table is rewritten
    /// while reads and writes wait, and the change fails if a row has a value that is gone.
    ///
    /// Rename a value with `ALTER TYPE … RENAME VALUE`. Remove one only after no row has it.
    ///
    /// ```sql flagged
    /// BEGIN;
    /// CREATE TYPE "Role_new" AS ENUM ('USER');
    /// ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
    /// ALTER TYPE "Role" RENAME TO "Role_old";
    /// ALTER TYPE "Role_new" RENAME TO "Role";
    /// DROP TYPE "Role_old";
    /// COMMIT;
    /// ```
    /// ```sql clean
    /// ALTER TYPE "Role" RENAME VALUE 'ADMIN' TO 'OWNER';
    /// ```
    pub static ENUM_SWAP = Rule {
        code: "enum-swap",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, statement) in cx.statements() {
        let StatementKind::CreateEnum(create) = &statement.kind else { continue };
        if !cx.is_in_enum_swap(index) {
            continue;
        }
        let new = &create.name.name.text;
        let tables: Vec<&str> = cx
            .alterations()
            .filter(|(_, _, action)| matches!(&action.kind, AlterActionKind::SetType { ty, .. } if ty.text.contains(new.as_str())))
            .map(|(_, alter, _)| alter.table.name.text.as_str())
            .collect();
        if tables.is_empty() {
            continue;
        }
        let (name, tables) = (new.strip_suffix("_new").unwrap_or(new), tables.join("`, `"));
        report.add(
            statement.span,
            format!(
                "Replacing enum `{name}` rewrites `{tables}` and fails if a row has a value that is gone."
            ),
        );
    }
}
