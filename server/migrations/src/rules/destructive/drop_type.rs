//! Types that are dropped.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{ObjectKind, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// Running code may still cast to a type that is dropped. Deploy the code that does without it first.
    ///
    /// ```sql flagged
    /// DROP TYPE "Role";
    /// ```
    /// ```sql clean
    /// BEGIN;
    /// CREATE TYPE "Role_new" AS ENUM ('A');
    /// ALTER TYPE "Role" RENAME TO "Role_old";
    /// ALTER TYPE "Role_new" RENAME TO "Role";
    /// DROP TYPE "Role_old";
    /// COMMIT;
    /// ```
    pub static DROP_TYPE = Rule {
        code: "drop-type",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, statement) in cx.statements() {
        let StatementKind::Drop(drop) = &statement.kind else { continue };
        if drop.object != ObjectKind::Type || cx.is_in_enum_swap(index) || cx.facts.is_first {
            continue;
        }
        for name in &drop.names {
            let name = &name.name.text;
            report.add(
                statement.span,
                format!("Type `{name}` is dropped. Deploy the code that does without it first."),
            );
        }
    }
}
