//! Several enum values before PostgreSQL 12.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{AlterTypeAction, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// Before PostgreSQL 12, `ALTER TYPE … ADD VALUE` does not run beside other statements in a transaction, which Prisma before
    /// 7.4 makes of a file. Reported only where `postgresVersion` is set to such a version.
    ///
    /// ```sql flagged {"postgresVersion": 11}
    /// ALTER TYPE "Role" ADD VALUE 'A';
    /// ALTER TYPE "Role" ADD VALUE 'B';
    /// ```
    /// ```sql clean
    /// ALTER TYPE "Role" ADD VALUE 'A';
    /// ALTER TYPE "Role" ADD VALUE 'B';
    /// ```
    pub static ENUM_MULTI_ADD_OLD_PG = Rule {
        code: "enum-multi-add-old-pg",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if cx.facts.postgres_version.is_none_or(|version| version >= 12) || cx.statement_count() < 2 {
        return;
    }
    for (_, statement) in cx.statements() {
        let StatementKind::AlterType(alter) = &statement.kind else { continue };
        if matches!(alter.action, AlterTypeAction::AddValue { .. }) {
            let message = "Before PostgreSQL 12, `ADD VALUE` fails beside other statements. Move it to its own migration.";
            report.add(statement.span, message);
        }
    }
}
