//! Row-level security turned on.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{ObjectKind, StatementKind};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// With row-level security on and no policy, every role but the owner reads and changes no row.
    ///
    /// Create the policies before, in the same transaction.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;
    /// ```
    /// ```sql clean
    /// CREATE POLICY "own" ON "User" USING ("id" = current_user);
    /// ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;
    /// ```
    pub static ENABLE_RLS = Rule {
        code: "enable-rls",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        let has_policy = cx.statements().any(|(_, statement)| {
            matches!(&statement.kind, StatementKind::CreateObject(create) if create.object == ObjectKind::Policy
                && create.table.as_ref().is_some_and(|table| table.name.text == alter.table.name.text))
        });
        if matches!(action.kind, AlterActionKind::RowLevelSecurity(true)) && !has_policy {
            let table = &alter.table.name.text;
            let message = format!(
                "Without a policy, other roles than the owner see no row of `{table}`. Create policies first."
            );
            report.add(action.span, message);
        }
    }
}
