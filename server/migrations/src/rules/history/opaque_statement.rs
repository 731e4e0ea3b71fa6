//! Statements that are not understood.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{Opaque, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// What the statement does is not known here: the state of the database after it may differ from what is shown.
    ///
    /// ```sql flagged
    /// FROBNICATE "User";
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ```
    pub static OPAQUE_STATEMENT = Rule {
        code: "opaque-statement",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, statement) in cx.statements() {
        if matches!(statement.kind, StatementKind::Opaque(Opaque::Unknown | Opaque::TooDeep)) {
            report.add(
                statement.span,
                "This statement is not understood. What it touches is unknown from here on.",
            );
        }
    }
}
