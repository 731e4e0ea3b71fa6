//! SQL that the schema does not name.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;
use model::database::{Database, QualifiedName, Table};

rule! {
    /// SQL written by hand adds a column or an index that the schema does not have. The next `migrate dev` drops it.
    ///
    /// Add `@@index` or `@@unique` with its name, or the field, with `@ignore` if clients are not to see it. Partial indexes need the
    /// preview feature `partialIndexes`, or stay unknown to Prisma.
    ///
    /// ```sql flagged {"schema": "model User {\n  id    Int @id\n  email String?\n}"}
    /// CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT);
    /// -- next migration
    /// CREATE INDEX CONCURRENTLY "User_email_idx" ON "User"("email");
    /// ```
    /// ```sql clean {"schema": "model User {\n  id    Int @id\n  email String?\n\n  @@index([email])\n}"}
    /// CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT);
    /// -- next migration
    /// CREATE INDEX CONCURRENTLY "User_email_idx" ON "User"("email");
    /// ```
    pub static SCHEMA_WOULD_REVERT = Rule {
        code: "schema-would-revert",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    // What an earlier migration adds may be gone by purpose.
    let Some(schema) = cx.facts.schema.filter(|_| cx.facts.is_last) else { return };
    for (index, statement) in cx.statements().filter(|(index, _)| !cx.is_generated(*index)) {
        match &statement.kind {
            StatementKind::CreateIndex(create) if create.index.predicate.is_none() => {
                let is_plain = create.index.columns.iter().all(|column| column.column.is_some());
                let Some(table) = table_of(schema, &create.table.name.text).filter(|_| is_plain) else {
                    continue;
                };
                let columns: Vec<&str> = create
                    .index
                    .columns
                    .iter()
                    .filter_map(|column| column.column.as_ref())
                    .map(|name| name.text.as_str())
                    .collect();
                let has_same =
                    table.indexes.iter().any(|known| known.column_names().eq(columns.iter().copied()));
                if !has_same {
                    let attribute = if create.index.is_unique { "@@unique" } else { "@@index" };
                    report.add(
                        statement.span,
                        format!(
                            "The schema has no such index: the next `migrate dev` drops it. Add `{attribute}([{}])`.",
                            columns.join(", ")
                        ),
                    );
                }
            }
            StatementKind::AlterTable(alter) if !cx.is_in_rebuild(index) => {
                let Some(table) = table_of(schema, &alter.table.name.text) else { continue };
                for action in &alter.actions {
                    let AlterActionKind::AddColumn { column, .. } = &action.kind else { continue };
                    let name = &column.name.text;
                    let is_dropped_again = cx.drops_column(&alter.table, name);
                    if table.column(name).is_none() && !is_dropped_again {
                        report.add(
                            action.span,
                            format!(
                                "The schema has no `{name}`: the next `migrate dev` drops it. Add the field."
                            ),
                        );
                    }
                }
            }
            _ => {}
        }
    }
}

fn table_of<'d>(schema: &'d Database, name: &str) -> Option<&'d Table> {
    schema.table(&QualifiedName::new(name)).map(|table| &**table)
}
