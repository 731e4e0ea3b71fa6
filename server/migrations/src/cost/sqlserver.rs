//! What statements of SQL Server cost.
//!
//! Source: "Transaction Locking and Row Versioning Guide", "CREATE INDEX", "ALTER TABLE" and "Perform Index Operations Online" of the
//! SQL Server manual. `ONLINE = ON` needs the Enterprise or Developer edition, or Azure SQL.

use super::lock::{Cost, Duration, LockMode};
use super::postgresql::is_volatile;
use crate::sql::name::ObjectName;
use crate::sql::statement::{DmlKind, ObjectKind, Statement, StatementKind};
use crate::sql::table::{AlterActionKind, ConstraintKind};

const MODIFICATION: &str = "Sch-M";
const SHARED: &str = "S on the table";
const ONLINE: &str = "IS, and Sch-M or S for a moment at the end (`ONLINE = ON`)";
const OFFLINE: &str =
    "writes wait; reads go on. With `ONLINE = ON` (Enterprise, Developer, Azure SQL) writes go on too";

/// What a statement costs, table by table.
pub(super) fn costs(statement: &Statement) -> Vec<Cost> {
    let mut costs = Vec::new();
    let mut add = |object: &ObjectName, duration| {
        let cost = Cost::new(&object.name.text, LockMode::AccessExclusive, duration);
        costs.push(cost.named(MODIFICATION));
    };
    match &statement.kind {
        StatementKind::CreateIndex(create) => {
            let name = &create.table.name.text;
            let lock = |lock| Cost::new(name, lock, Duration::IndexBuild);
            let is_clustered = create.index.is_clustered == Some(true);
            costs.push(match (create.is_online, is_clustered) {
                (true, _) => lock(LockMode::ShareUpdateExclusive).named(ONLINE),
                (false, true) => lock(LockMode::AccessExclusive).named(MODIFICATION),
                (false, false) => lock(LockMode::Share).named(SHARED).blocking(OFFLINE),
            });
        }
        StatementKind::AlterTable(alter) => {
            for action in &alter.actions {
                add(&alter.table, duration(&action.kind));
                if let AlterActionKind::AddConstraint(constraint) = &action.kind
                    && let ConstraintKind::ForeignKey(key) = &constraint.kind
                {
                    add(&key.table, Duration::Brief);
                }
            }
        }
        StatementKind::Drop(drop) => match drop.object {
            ObjectKind::Table => drop.names.iter().for_each(|name| add(name, Duration::Brief)),
            ObjectKind::Index => {
                drop.table.iter().chain(&drop.names).take(1).for_each(|name| add(name, Duration::Brief))
            }
            _ => {}
        },
        StatementKind::Rename(renames) => {
            for rename in renames {
                add(rename.table.as_ref().unwrap_or(&rename.from), Duration::Brief);
            }
        }
        StatementKind::Dml(dml) => match (dml.kind, &dml.table) {
            (DmlKind::Truncate, Some(table)) => add(table, Duration::Brief),
            (DmlKind::Select, _) | (_, None) => {}
            (_, Some(table)) => {
                let cost = Cost::new(&table.name.text, LockMode::RowExclusive, Duration::Rows);
                costs.push(cost.named("IX on the table, X on rows").blocking(
                    "writes of the same rows wait, and reads without row versioning; from about 5,000 rows on the whole table",
                ));
            }
        },
        _ => {}
    }
    costs
}

fn duration(action: &AlterActionKind) -> Duration {
    match action {
        // A constant default is kept beside the rows, by the Enterprise edition; others write each row.
        AlterActionKind::AddColumn { column, .. } => match &column.default {
            Some(default) if column.nullable == Some(false) || is_volatile(&default.text) => {
                Duration::Rewrite
            }
            _ => Duration::Brief,
        },
        AlterActionKind::Redefine { .. } | AlterActionKind::SetType { .. } => Duration::Rewrite,
        AlterActionKind::AddConstraint(constraint) => match &constraint.kind {
            ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_) if constraint.is_not_valid => {
                Duration::Brief
            }
            ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_) => Duration::Scan,
            ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) => Duration::IndexBuild,
            _ => Duration::Brief,
        },
        _ => Duration::Brief,
    }
}
