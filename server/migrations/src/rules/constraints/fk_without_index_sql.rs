//! Foreign keys without an index.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::name::ObjectName;
use crate::sql::statement::StatementKind;
use crate::sql::table::{AlterActionKind, Constraint, ConstraintKind, IndexDefinition};
use base::Level;
use checks::frame::Levels;

rule! {
    /// No index of the table begins with the column of a foreign key: deleting a row that it refers to scans the table.
    ///
    /// ```sql flagged
    /// CREATE TABLE "Post" ("id" TEXT, "authorId" TEXT);
    /// ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User"("id");
    /// ```
    /// ```sql clean
    /// CREATE TABLE "Post" ("id" TEXT, "authorId" TEXT);
    /// CREATE INDEX "i" ON "Post" ("authorId");
    /// ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User"("id");
    /// ```
    pub static FK_WITHOUT_INDEX_SQL = Rule {
        code: "fk-without-index-sql",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, statement) in cx.statements() {
        let StatementKind::AlterTable(alter) = &statement.kind else { continue };
        for action in &alter.actions {
            let AlterActionKind::AddConstraint(constraint) = &action.kind else { continue };
            let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
            let Some(first) = key.columns.first().filter(|first| !has_index(cx, &alter.table, &first.text))
            else {
                continue;
            };
            let (table, column) = (&alter.table.name.text, &first.text);
            report.add(
                action.span,
                format!("No index begins with `{table}.{column}`. Add `@@index([{column}])`."),
            );
        }
    }
}

fn has_index(cx: &Context<'_>, table: &ObjectName, column: &str) -> bool {
    let known = cx.table_before(table).is_some_and(|table| {
        let keys = table.primary_key.iter().map(|key| key.columns.first());
        keys.chain(table.indexes.iter().map(|index| index.columns.first()))
            .flatten()
            .any(|first| first.name == column)
    });
    let begins = |index: &IndexDefinition| {
        index
            .columns
            .first()
            .and_then(|first| first.column.as_ref())
            .is_some_and(|first| first.text == column)
    };
    let of_constraint = |constraint: &Constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey(index) | ConstraintKind::Unique(index) | ConstraintKind::Index(index) => {
            begins(index)
        }
        _ => false,
    };
    known
        || cx.statements().any(|(_, statement)| match &statement.kind {
            StatementKind::CreateIndex(create) => create.table.name.text == table.name.text && begins(&create.index),
            StatementKind::CreateTable(create) => {
                let own = create.columns.iter().flat_map(|column| &column.constraints);
                create.name.name.text == table.name.text && create.constraints.iter().chain(own).any(of_constraint)
            }
            StatementKind::AlterTable(alter) => {
                alter.table.name.text == table.name.text
                    && alter.actions.iter().any(|action| {
                        matches!(&action.kind, AlterActionKind::AddConstraint(constraint) if of_constraint(constraint))
                    })
            }
            _ => false,
        })
}
