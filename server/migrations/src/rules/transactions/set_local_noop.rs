//! `SET LOCAL` outside of a transaction.

use crate::rules::context::ApplyPath;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// Prisma from 7.4 on applies each statement as a transaction of its own, in which `SET LOCAL` has no effect on the next one.
    ///
    /// Put `BEGIN;` before it and `COMMIT;` behind the statements that it is for.
    ///
    /// ```sql flagged {"applyPath": "cut"}
    /// SET LOCAL lock_timeout = '5s';
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ```
    /// ```sql clean {"applyPath": "cut"}
    /// BEGIN;
    /// SET LOCAL lock_timeout = '5s';
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// COMMIT;
    /// ```
    pub static SET_LOCAL_NOOP = Rule {
        code: "set-local-noop",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if !matches!(cx.facts.apply_path, ApplyPath::Cut | ApplyPath::Adapter) {
        return;
    }
    for (index, statement) in cx.statements() {
        let StatementKind::Setting(setting) = &statement.kind else { continue };
        if setting.is_local && !cx.is_in_transaction(index) {
            report.add(
                statement.span,
                "`SET LOCAL` has no effect outside of a transaction. Put `BEGIN;` before it.",
            );
        }
    }
}
