//! Foreign keys added to tables in use.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::name::Name;
use crate::sql::table::{AlterActionKind, AlterTable, Constraint, ConstraintKind, ForeignKey};
use base::Level;
use base::text::{Span, TextEdit};
use checks::frame::Levels;
use model::schema::edit::line_ending;

rule! {
    /// Adding a foreign key blocks writes to both tables while every row is checked. Prisma always writes it so.
    ///
    /// Add it with `NOT VALID`, and validate it in the next migration, which blocks nothing.
    ///
    /// ```sql flagged
    /// ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id");
    /// ```
    /// ```sql clean
    /// ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") NOT VALID;
    /// ```
    pub static ADD_FOREIGN_KEY = Rule {
        code: "add-foreign-key",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::AddConstraint(constraint) = &action.kind else { continue };
        let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
        if constraint.is_not_valid || is_on_new_columns(cx, alter, key) || is_recreated(cx, constraint) {
            continue;
        }
        let (table, other) = (&alter.table.name.text, &key.table.name.text);
        report.add(
            action.span,
            format!("Checking this foreign key blocks writes to `{table}` and `{other}`. Add it `NOT VALID`, validate it later."),
        );
        if let Some(name) = &constraint.name {
            validate_later(cx, report, alter, name, action.span.end);
        }
        report.fix("Add `NOT VALID`", vec![TextEdit::replace(Span::at(action.span.end), " NOT VALID")]);
    }
}

/// Whether the file adds all columns of the key without a default: then they are NULL, and the check is a short scan.
fn is_on_new_columns(cx: &Context<'_>, alter: &AlterTable, key: &ForeignKey) -> bool {
    let is_added = |name: &Name| {
        cx.alterations().any(|(_, other, action)| {
            other.table.name.text == alter.table.name.text
                && matches!(&action.kind, AlterActionKind::AddColumn { column, .. }
                    if column.name.text == name.text && column.default.is_none() && column.nullable != Some(false))
        })
    };
    key.columns.iter().any(is_added)
}

/// Whether the file drops a foreign key of that name, which `foreign-key-recreated` reports.
fn is_recreated(cx: &Context<'_>, constraint: &Constraint) -> bool {
    cx.alterations().any(|(_, _, action)| match (&action.kind, &constraint.name) {
        (AlterActionKind::DropConstraint { name: Some(dropped), .. }, Some(name)) => {
            dropped.text == name.text
        }
        _ => false,
    })
}

/// Adds the fix that leaves the rows that exist unchecked when a constraint is added, and checks them in a new migration, where
/// writes go on.
pub(super) fn validate_later(
    cx: &Context<'_>,
    report: &mut Report<'_>,
    alter: &AlterTable,
    name: &Name,
    end: u32,
) {
    let (table, name) = (cx.text(alter.table.span()), cx.text(name.span));
    let line_end = line_ending(cx.sql);
    let sql =
        format!("-- ValidateConstraint{line_end}ALTER TABLE {table} VALIDATE CONSTRAINT {name};{line_end}");
    let edits = vec![TextEdit::replace(Span::at(end), " NOT VALID")];
    report.new_migration("Add it `NOT VALID`, and validate it in a new migration", edits, sql);
}
