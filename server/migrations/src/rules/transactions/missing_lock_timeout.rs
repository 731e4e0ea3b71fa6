//! Blocking statements without a lock timeout.

use crate::cost::{Cost, costs};
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// A statement that blocks the table waits for running queries, and everything else waits behind it. With a `lock_timeout` it
    /// gives up instead.
    ///
    /// Set it first in the file: `SET LOCAL lock_timeout = '5s';` where the file is one transaction, else between `BEGIN` and
    /// `COMMIT`.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ```
    /// ```sql clean
    /// SET LOCAL lock_timeout = '5s';
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ```
    pub static MISSING_LOCK_TIMEOUT = Rule {
        code: "missing-lock-timeout",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let is_set = cx
        .statements()
        .any(|(_, it)| matches!(&it.kind, StatementKind::Setting(it) if it.name == "lock_timeout"));
    if is_set {
        return;
    }
    for (index, statement) in cx.statements() {
        let is_blocking = |cost: &Cost| cost.lock.blocks_writes();
        let is_used = match &statement.kind {
            StatementKind::AlterTable(alter) => cx.is_in_use(index, &alter.table),
            StatementKind::CreateIndex(create) => cx.is_in_use(index, &create.table),
            StatementKind::Drop(_) => !cx.facts.is_first,
            _ => false,
        };
        if let Some(cost) = costs(statement).into_iter().find(is_blocking).filter(|_| is_used) {
            let (lock, object) = (cost.name, &cost.object);
            let message =
                format!("This waits for {lock} on `{object}` without a limit. Set `lock_timeout` first.");
            report.add(statement.span, message);
            return;
        }
    }
}
