//! Exclusion constraints added to tables in use.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::{AlterActionKind, ConstraintKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// An exclusion constraint builds its index while reads and writes wait, and cannot be `NOT VALID`.
    ///
    /// ```sql flagged
    /// ALTER TABLE "Booking" ADD CONSTRAINT "no_overlap" EXCLUDE USING gist ("period" WITH &&);
    /// ```
    /// ```sql clean
    /// CREATE TABLE "Booking" ("period" tstzrange, CONSTRAINT "no_overlap" EXCLUDE USING gist ("period" WITH &&));
    /// ```
    pub static ADD_EXCLUSION = Rule {
        code: "add-exclusion",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::AddConstraint(constraint) = &action.kind else { continue };
        if matches!(constraint.kind, ConstraintKind::Exclude) {
            let table = &alter.table.name.text;
            let message = format!(
                "This constraint builds an index on `{table}` while reads and writes wait. Plan for it."
            );
            report.add(action.span, message);
        }
    }
}
