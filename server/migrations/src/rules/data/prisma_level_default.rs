//! Required columns whose default only Prisma's client generates.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;
use model::catalog::Provider;

rule! {
    /// Prisma's client generates the default (`cuid()`, `uuid()`, `nanoid()`, `@updatedAt`), so the column has none in the
    /// database, and existing rows get no value. The statement fails if the table has rows.
    ///
    /// Add the column as optional, fill it, then make it required; or use `dbgenerated`.
    ///
    /// ```sql flagged {"schema": "model User {\n  id   Int    @id\n  slug String @default(cuid())\n}"}
    /// CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
    /// -- next migration
    /// ALTER TABLE "User" ADD COLUMN "slug" TEXT NOT NULL;
    /// ```
    /// ```sql clean {"schema": "model User {\n  id   Int    @id\n  slug String @default(cuid())\n}"}
    /// CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
    /// -- next migration
    /// ALTER TABLE "User" ADD COLUMN "slug" TEXT;
    /// ```
    pub static PRISMA_LEVEL_DEFAULT = Rule {
        code: "prisma-level-default",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check {
            providers: &[Provider::Postgresql, Provider::Cockroachdb, Provider::Mysql, Provider::Sqlite],
            run: check,
        },
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::AddColumn { column, .. } = &action.kind else { continue };
        let (table, name) = (alter.table.name.text.as_str(), column.name.text.as_str());
        if column.nullable != Some(false) || column.default.is_some() || !cx.is_filled_by_client(table, name)
        {
            continue;
        }
        report.add(
            action.span,
            format!("Prisma's client generates the default of `{name}`, and the database has none: this fails if there are rows."),
        );
    }
}
