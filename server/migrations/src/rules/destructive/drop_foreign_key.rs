//! Foreign keys that are dropped.

use crate::cost::constraints_of;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::name::ObjectName;
use crate::sql::statement::{ObjectKind, StatementKind};
use crate::sql::table::{AlterActionKind, DroppedConstraint};
use base::Level;
use checks::frame::Levels;

rule! {
    /// Dropping a foreign key takes an ACCESS EXCLUSIVE lock on both tables, and rows without a counterpart can appear.
    ///
    /// A foreign key that the same file adds again is left to `foreign-key-recreated`.
    ///
    /// ```sql flagged
    /// ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";
    /// ```
    /// ```sql clean
    /// ALTER TABLE "Post" DROP CONSTRAINT "Post_title_check";
    /// ```
    pub static DROP_FOREIGN_KEY = Rule {
        code: "drop-foreign-key",
        levels: Levels::new(Level::Off, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, alter, action) in cx.alterations() {
        let AlterActionKind::DropConstraint { name: Some(name), kind, .. } = &action.kind else { continue };
        let is_known = cx
            .table_before(&alter.table)
            .map(|table| table.foreign_keys.iter().any(|key| key.name.as_ref() == Some(&name.text)));
        let is_key =
            *kind == DroppedConstraint::ForeignKey || is_known.unwrap_or(name.text.ends_with("_fkey"));
        if !is_key || is_added_again(cx, &name.text) || loses_table(cx, index, &alter.table) {
            continue;
        }
        let name = &name.text;
        report.add(
            action.span,
            format!(
                "Dropping foreign key `{name}` locks both tables, and rows without a counterpart can appear."
            ),
        );
    }
}

fn is_added_again(cx: &Context<'_>, name: &str) -> bool {
    cx.alterations().any(|(_, _, action)| {
        let constraints = constraints_of(&action.kind);
        constraints.iter().any(|constraint| constraint.name.as_ref().is_some_and(|added| added.text == name))
    })
}

/// Whether a later statement drops the table, so that the foreign key has to go first.
fn loses_table(cx: &Context<'_>, index: usize, table: &ObjectName) -> bool {
    cx.statements().skip(index).any(|(_, statement)| {
        matches!(&statement.kind, StatementKind::Drop(drop)
            if drop.object == ObjectKind::Table && drop.names.iter().any(|it| it.name.text == table.name.text))
    })
}
