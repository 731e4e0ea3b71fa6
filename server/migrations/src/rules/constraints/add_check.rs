//! Checks added to tables in use.

use crate::cost::constraints_of;
use crate::rules::constraints::add_foreign_key::validate_later;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::{AlterActionKind, ConstraintKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// Adding a `CHECK` reads the whole table while reads and writes wait, and fails if a row breaks it.
    ///
    /// Add it with `NOT VALID`, and validate it in the next migration.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ADD CONSTRAINT "positive" CHECK ("age" > 0);
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ADD CONSTRAINT "positive" CHECK ("age" > 0) NOT VALID;
    /// ```
    pub static ADD_CHECK = Rule {
        code: "add-check",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        for constraint in constraints_of(&action.kind) {
            if !matches!(constraint.kind, ConstraintKind::Check(_)) || constraint.is_not_valid {
                continue;
            }
            let table = &alter.table.name.text;
            report.add(
                constraint.span,
                format!("Checking the rows of `{table}` blocks reads and writes. Add the `CHECK` `NOT VALID`, validate it later."),
            );
            if let (AlterActionKind::AddConstraint(_), Some(name)) = (&action.kind, &constraint.name) {
                validate_later(cx, report, alter, name, constraint.span.end);
            }
        }
    }
}
