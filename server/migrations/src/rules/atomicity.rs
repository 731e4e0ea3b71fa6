//! What stays in the database when a migration fails halfway.

use model::catalog::Provider;

use super::context::{ApplyPath, Context};
use crate::sql::statement::{Control, StatementKind, Transaction};

/// Whether nothing of the migration stays when one of its statements fails, by how Prisma applies its file.
pub fn is_atomic(cx: &Context<'_>) -> bool {
    let is_change = |kind: &StatementKind| {
        !matches!(
            kind,
            StatementKind::Transaction(_)
                | StatementKind::Setting(_)
                | StatementKind::Comment
                | StatementKind::Control(_)
                | StatementKind::ClientCommand
        )
    };
    let changes: Vec<usize> =
        cx.statements().filter(|(_, statement)| is_change(&statement.kind)).map(|(at, _)| at).collect();
    if changes.len() <= 1 {
        return true;
    }
    let has = |wanted: &dyn Fn(&StatementKind) -> bool| cx.statements().any(|(_, it)| wanted(&it.kind));
    let count = |wanted: Transaction| {
        let is_it = |kind: &StatementKind| matches!(kind, StatementKind::Transaction(it) if *it == wanted);
        cx.statements().filter(|(_, statement)| is_it(&statement.kind)).count()
    };
    let is_one_transaction =
        count(Transaction::Commit) <= 1 && changes.iter().all(|at| cx.is_in_transaction(*at));
    match (cx.provider(), cx.facts.apply_path) {
        // Each change of a table is committed by itself, even between BEGIN and COMMIT.
        (Provider::Mysql, _) => false,
        // Prisma writes TRY, and a CATCH that rolls the transaction back.
        (Provider::Sqlserver, _) => {
            is_one_transaction
                && has(&|kind| matches!(kind, StatementKind::Control(Control::BeginCatch)))
                && has(&|kind| matches!(kind, StatementKind::Transaction(Transaction::Rollback)))
        }
        (Provider::Postgresql, ApplyPath::OneBatch) => count(Transaction::Commit) == 0 || is_one_transaction,
        // Connections of a pool share no transaction.
        (Provider::Postgresql | Provider::Cockroachdb, ApplyPath::Adapter) => false,
        _ => is_one_transaction,
    }
}
