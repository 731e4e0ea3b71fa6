//! Statements outside of the transaction.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{Control, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// Prisma writes SQL Server migrations as one transaction in `BEGIN TRY … END TRY`. A statement outside of it stays applied when the
    /// others are rolled back.
    ///
    /// ```sql flagged {"provider": "sqlserver"}
    /// ALTER TABLE [dbo].[User] ADD [a] INT;
    /// BEGIN TRY
    /// BEGIN TRAN;
    /// ALTER TABLE [dbo].[User] ADD [b] INT;
    /// COMMIT TRAN;
    /// END TRY
    /// BEGIN CATCH
    /// THROW
    /// END CATCH
    /// ```
    /// ```sql clean {"provider": "sqlserver"}
    /// BEGIN TRY
    /// BEGIN TRAN;
    /// ALTER TABLE [dbo].[User] ADD [b] INT;
    /// COMMIT TRAN;
    /// END TRY
    /// BEGIN CATCH
    /// THROW
    /// END CATCH
    /// ```
    pub static SQLSERVER_OUTSIDE_TRY = Rule {
        code: "sqlserver-outside-try",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::sqlserver(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if !cx.statements().any(|(_, statement)| statement.kind == StatementKind::Control(Control::BeginTry)) {
        return;
    }
    let mut depth = 0u32;
    for (_, statement) in cx.statements() {
        match &statement.kind {
            StatementKind::Control(Control::BeginTry | Control::BeginCatch) => depth += 1,
            StatementKind::Control(Control::EndTry | Control::EndCatch) => depth = depth.saturating_sub(1),
            StatementKind::CreateTable(_)
            | StatementKind::AlterTable(_)
            | StatementKind::CreateIndex(_)
            | StatementKind::Drop(_)
            | StatementKind::Rename(_)
                if depth == 0 =>
            {
                report.add(
                    statement.span,
                    "This stays applied when the transaction is rolled back. Move it into `BEGIN TRY`.",
                );
            }
            _ => {}
        }
    }
}
