//! Rows that are changed without a condition.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::name::{Name, ObjectName};
use crate::sql::statement::{Dml, DmlKind, StatementKind};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// `DELETE` or `UPDATE` without `WHERE` changes every row in one statement and holds the row locks until it commits.
    ///
    /// Change rows in batches, outside of migrations or in one of their own.
    ///
    /// ```sql flagged
    /// UPDATE "User" SET "role" = 'USER';
    /// ```
    /// ```sql clean
    /// UPDATE "User" SET "role" = 'USER' WHERE "role" IS NULL;
    /// ```
    pub static DELETE_WITHOUT_WHERE = Rule {
        code: "delete-without-where",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, statement) in cx.statements() {
        let StatementKind::Dml(dml) = &statement.kind else { continue };
        let Some(table) = dml.table.as_ref().filter(|table| cx.is_in_use(index, table)) else { continue };
        let verb = match dml.kind {
            DmlKind::Update => "UPDATE",
            DmlKind::Delete => "DELETE",
            _ => continue,
        };
        // `UPDATE … FROM` and `DELETE … USING` are limited by what they are joined with.
        let text = cx.text(statement.span).to_ascii_uppercase();
        let is_joined = text.contains(" JOIN ") || (verb == "UPDATE" && text.contains("\nFROM "));
        if dml.condition.is_some() || is_joined || cx.is_in_rebuild(index) || is_new_column(cx, table, dml) {
            continue;
        }
        let name = &table.name.text;
        report.add(
            statement.span,
            format!("`{verb}` without `WHERE` changes all rows of `{name}` at once. Change them in batches."),
        );
    }
}

/// Whether an `UPDATE` only fills columns that the same file adds: then every row is meant.
fn is_new_column(cx: &Context<'_>, table: &ObjectName, dml: &Dml) -> bool {
    let added = |name: &Name| {
        cx.alterations().any(|(_, alter, action)| {
            alter.table.name.text == table.name.text
                && matches!(&action.kind, AlterActionKind::AddColumn { column, .. } if column.name.text == name.text)
        })
    };
    !dml.columns.is_empty() && dml.columns.iter().all(added)
}
