//! Foreign keys dropped and added again.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::{AlterActionKind, ConstraintKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// A foreign key is dropped and added again under the same name, to change `onDelete` or nullability: both tables are locked,
    /// every row is checked, and where the file is not one transaction, nothing holds in between.
    ///
    /// Add the new key under another name with `NOT VALID`, validate it, then drop the old one and rename the new.
    ///
    /// ```sql flagged
    /// ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";
    /// ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE;
    /// ```
    /// ```sql clean
    /// ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey2" FOREIGN KEY ("authorId") REFERENCES "User"("id") NOT VALID;
    /// ```
    pub static FOREIGN_KEY_RECREATED = Rule {
        code: "foreign-key-recreated",
        levels: Levels::new(Level::Info, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, alter, action) in cx.alterations() {
        let AlterActionKind::AddConstraint(constraint) = &action.kind else { continue };
        let (ConstraintKind::ForeignKey(key), Some(name)) = (&constraint.kind, &constraint.name) else {
            continue;
        };
        let is_dropped = cx.alterations().take_while(|(at, ..)| *at <= index).any(|(_, _, other)| {
            matches!(&other.kind, AlterActionKind::DropConstraint { name: Some(dropped), .. } if dropped.text == name.text)
        });
        if is_dropped && !constraint.is_not_valid {
            let (table, other, name) = (&alter.table.name.text, &key.table.name.text, &name.text);
            report.add(
                action.span,
                format!("`{name}` is dropped and added again: `{table}` and `{other}` are locked while every row is checked."),
            );
        }
    }
}
