//! Constraints validated where they are added.

use crate::rules::context::ApplyPath;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::rules::split::Part;
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// `VALIDATE CONSTRAINT` in the transaction that adds the constraint `NOT VALID` holds the strong lock of `ADD` through the scan.
    ///
    /// Validate in the next migration.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("age" > 0) NOT VALID;
    /// ALTER TABLE "User" VALIDATE CONSTRAINT "c";
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" VALIDATE CONSTRAINT "c";
    /// ```
    pub static VALIDATE_IN_SAME_TX = Rule {
        code: "validate-in-same-tx",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let is_batch = matches!(cx.facts.apply_path, ApplyPath::OneBatch | ApplyPath::Unknown);
    for (index, alter, action) in cx.alterations() {
        let AlterActionKind::ValidateConstraint(name) = &action.kind else { continue };
        let is_added = cx.alterations().take_while(|(at, ..)| *at <= index).any(|(at, _, other)| {
            let is_same = matches!(&other.kind, AlterActionKind::AddConstraint(added)
                if added.is_not_valid && added.name.as_ref().is_some_and(|added| added.text == name.text));
            is_same && (is_batch || at == index || cx.is_in_transaction(at) && cx.is_in_transaction(index))
        });
        if is_added {
            let name = &name.text;
            report.add(
                action.span,
                format!(
                    "`{name}` is validated under the lock that added it. Validate it in the next migration."
                ),
            );
            if alter.actions.len() == 1 {
                report.split("Validate it in a new migration", Part::Alone(index), &[]);
            }
        }
    }
}
