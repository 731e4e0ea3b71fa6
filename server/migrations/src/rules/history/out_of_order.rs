//! New migrations that sort before applied ones.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use base::Level;
use checks::frame::Levels;

rule! {
    /// A new migration has an earlier name than one on the default branch. Databases that have that one run the new migration after
    /// it, new databases before it, and `migrate dev` asks to reset the database.
    ///
    /// Give its folder a later timestamp.
    ///
    /// ```sql flagged {"newestApplied": "20240201000000_more", "name": "20240101000000_late"}
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ```
    /// ```sql clean {"newestApplied": "20240201000000_more", "name": "20240301000000_late"}
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ```
    pub static OUT_OF_ORDER = Rule {
        code: "out-of-order",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let Some(newest) = cx.facts.newest_applied.filter(|_| cx.facts.is_editable) else { return };
    if cx.name < newest {
        report.add(
            cx.head(),
            format!(
                "`{}` sorts before `{newest}` of the default branch. Give its folder a later timestamp.",
                cx.name
            ),
        );
    }
}
