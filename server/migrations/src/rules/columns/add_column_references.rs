//! Columns added together with a foreign key.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::{AlterActionKind, ConstraintKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// A foreign key in `ADD COLUMN` is checked under the lock of that statement, on both tables.
    ///
    /// Add the column first, then the foreign key with `NOT VALID`.
    ///
    /// ```sql flagged
    /// ALTER TABLE "Post" ADD COLUMN "authorId" TEXT REFERENCES "User" ("id");
    /// ```
    /// ```sql clean
    /// ALTER TABLE "Post" ADD COLUMN "authorId" TEXT;
    /// ```
    pub static ADD_COLUMN_REFERENCES = Rule {
        code: "add-column-references",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::AddColumn { column, .. } = &action.kind else { continue };
        for constraint in &column.constraints {
            if let ConstraintKind::ForeignKey(key) = &constraint.kind {
                let (table, other) = (&alter.table.name.text, &key.table.name.text);
                let message = format!(
                    "The foreign key locks `{table}` and `{other}`. Add it in a statement of its own, `NOT VALID`."
                );
                report.add(constraint.span, message);
            }
        }
    }
}
