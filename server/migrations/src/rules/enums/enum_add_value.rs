//! Values added to enums.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{AlterTypeAction, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// Running code does not know the new value: a client that reads it fails. Deploy readers before rows have it. The value cannot
    /// be taken away again.
    ///
    /// ```sql flagged
    /// ALTER TYPE "Role" ADD VALUE 'ADMIN';
    /// ```
    /// ```sql clean
    /// ALTER TYPE "Role" RENAME VALUE 'ADMIN' TO 'OWNER';
    /// ```
    pub static ENUM_ADD_VALUE = Rule {
        code: "enum-add-value",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, statement) in cx.statements() {
        let StatementKind::AlterType(alter) = &statement.kind else { continue };
        if let AlterTypeAction::AddValue { value, .. } = &alter.action {
            let (name, value) = (&alter.name.name.text, &value.text);
            let message = format!(
                "Clients that do not know `{value}` of `{name}` fail when they read it. Deploy them first."
            );
            report.add(statement.span, message);
        }
    }
}
