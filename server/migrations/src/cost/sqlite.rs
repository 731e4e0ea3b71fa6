//! What statements of SQLite cost.
//!
//! Source: "File Locking And Concurrency" and "Write-Ahead Logging" of the SQLite manual: one connection writes at a time, to
//! whichever table.

use super::lock::{Cost, Duration, LockMode};
use crate::sql::name::ObjectName;
use crate::sql::statement::{DmlKind, ObjectKind, Statement, StatementKind};
use crate::sql::table::AlterActionKind;

const NAME: &str = "write lock on the whole database";
const BLOCKS: &str = "writes to every table wait; reads wait too, except in WAL mode";

/// What a statement costs. The lock is on the whole database, whatever the table.
pub(super) fn costs(statement: &Statement) -> Vec<Cost> {
    let mut costs = Vec::new();
    let mut add = |object: &ObjectName, duration| {
        let cost = Cost::new(&object.name.text, LockMode::ShareRowExclusive, duration);
        costs.push(cost.named(NAME).blocking(BLOCKS));
    };
    match &statement.kind {
        StatementKind::CreateTable(create) => add(&create.name, Duration::Brief),
        StatementKind::CreateIndex(create) => add(&create.table, Duration::IndexBuild),
        StatementKind::AlterTable(alter) => {
            // Dropping a column writes each row anew; the other changes are of the schema alone.
            let drops = |action: &AlterActionKind| matches!(action, AlterActionKind::DropColumn { .. });
            let is_rewrite = alter.actions.iter().any(|action| drops(&action.kind));
            add(&alter.table, if is_rewrite { Duration::Rewrite } else { Duration::Brief });
        }
        StatementKind::Drop(drop) if matches!(drop.object, ObjectKind::Table | ObjectKind::Index) => {
            drop.names.iter().for_each(|name| add(name, Duration::Brief));
        }
        StatementKind::Dml(dml) if dml.kind != DmlKind::Select => {
            dml.table.iter().for_each(|table| add(table, Duration::Rows));
        }
        _ => {}
    }
    costs
}
