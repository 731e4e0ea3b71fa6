//! Settings that outlive their migration.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use base::Level;
use base::text::{Span, TextEdit};
use checks::frame::Levels;

rule! {
    /// `SET lock_timeout` and `SET statement_timeout` stay in force for the migrations that `migrate deploy` applies after this one.
    ///
    /// Use `SET LOCAL` in a transaction, or `RESET` the setting at the end.
    ///
    /// ```sql flagged
    /// SET lock_timeout = '5s';
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ```
    /// ```sql clean
    /// SET lock_timeout = '5s';
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// RESET lock_timeout;
    /// ```
    pub static TIMEOUT_LEAKS = Rule {
        code: "timeout-leaks",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, statement) in cx.statements() {
        let StatementKind::Setting(setting) = &statement.kind else { continue };
        let is_timeout = setting.name.ends_with("_timeout") && !setting.is_local && !setting.is_reset;
        let is_default = setting.value.eq_ignore_ascii_case("default") || setting.value == "0";
        let is_undone = cx.statements().skip(index + 1).any(|(_, later)| {
            matches!(&later.kind, StatementKind::Setting(later) if later.name == setting.name || later.is_reset && later.name == "all")
        });
        if is_timeout && !is_default && !is_undone {
            let name = &setting.name;
            report.add(
                statement.span,
                format!("`{name}` stays set for later migrations. Add `RESET {name};` at the end."),
            );
            let end = cx.script.statements.last().map_or(statement.span.end, |last| last.span.end);
            report.safe_fix(
                format!("Add `RESET {name};`"),
                vec![TextEdit::replace(Span::at(end), format!(";\n\nRESET {name}"))],
            );
        }
    }
}
