//! What statements of MySQL (InnoDB) cost.
//!
//! Source: "Online DDL Operations" of the MySQL 8.4 manual. Each change also takes an exclusive metadata lock for a moment: it waits
//! for open transactions on the table, and all others wait behind it.

use model::database::{ColumnType, Table};

use super::lock::{Cost, Duration, FindTable, LockMode};
use crate::sql::name::{Name, ObjectName};
use crate::sql::statement::{DmlKind, ObjectKind, Statement, StatementKind};
use crate::sql::table::{AlterActionKind, ColumnDefinition, ConstraintKind, IndexDefinition};

/// How InnoDB makes a change: the algorithm, what waits, and for how long.
type Algorithm = (&'static str, LockMode, Duration);

const INSTANT: Algorithm = ("INSTANT", LockMode::ShareUpdateExclusive, Duration::Brief);
const METADATA: Algorithm = ("INPLACE, LOCK=NONE", LockMode::ShareUpdateExclusive, Duration::Brief);
const BUILD: Algorithm = ("INPLACE, LOCK=NONE", LockMode::ShareUpdateExclusive, Duration::IndexBuild);
const BUILD_SHARED: Algorithm = ("INPLACE, LOCK=SHARED", LockMode::Share, Duration::IndexBuild);
const REBUILD: Algorithm = ("INPLACE, LOCK=NONE", LockMode::ShareUpdateExclusive, Duration::Rewrite);
const COPY: Algorithm = ("COPY, LOCK=SHARED", LockMode::Share, Duration::Rewrite);
const EXCLUSIVE: Algorithm = ("exclusive metadata lock", LockMode::AccessExclusive, Duration::Brief);

/// What a statement costs, table by table.
pub(super) fn costs(statement: &Statement, before: &FindTable<'_>) -> Vec<Cost> {
    let mut costs = Vec::new();
    let mut add = |object: &ObjectName, (name, lock, duration): Algorithm| {
        costs.push(Cost::new(&object.name.text, lock, duration).named(name));
    };
    match &statement.kind {
        StatementKind::CreateIndex(create) => add(&create.table, of_index(&create.index)),
        StatementKind::AlterTable(alter) => {
            let table = before(&alter.table);
            let drops_key = |action: &AlterActionKind| {
                matches!(action, AlterActionKind::DropConstraint { name: None, .. })
            };
            let replaces_key = alter.actions.iter().any(|action| {
                matches!(&action.kind, AlterActionKind::AddConstraint(it) if matches!(it.kind, ConstraintKind::PrimaryKey(_)))
            });
            for action in &alter.actions {
                // A primary key that goes without another one in its place has the table copied.
                let algorithm = match drops_key(&action.kind) {
                    true if replaces_key => REBUILD,
                    true => COPY,
                    false => of_action(&action.kind, table),
                };
                add(&alter.table, algorithm);
            }
        }
        StatementKind::Drop(drop) => match (drop.object, &drop.table) {
            (ObjectKind::Index, Some(table)) => add(table, METADATA),
            (ObjectKind::Table, _) => drop.names.iter().for_each(|name| add(name, EXCLUSIVE)),
            _ => {}
        },
        StatementKind::Rename(renames) => {
            renames
                .iter()
                .filter(|it| it.object == ObjectKind::Table)
                .for_each(|it| add(&it.from, EXCLUSIVE));
        }
        StatementKind::Dml(dml) => match (dml.kind, &dml.table) {
            (DmlKind::Truncate, Some(table)) => add(table, EXCLUSIVE),
            (DmlKind::Select, _) | (_, None) => {}
            (_, Some(table)) => add(table, ("row locks", LockMode::RowExclusive, Duration::Rows)),
        },
        _ => {}
    }
    costs
}

fn of_index(index: &IndexDefinition) -> Algorithm {
    if index.class.is_some() { BUILD_SHARED } else { BUILD }
}

fn of_action(action: &AlterActionKind, table: Option<&Table>) -> Algorithm {
    match action {
        AlterActionKind::AddColumn { column, .. } if column.generated.is_some() => COPY,
        AlterActionKind::AddColumn { .. } | AlterActionKind::SetDefault { .. } => INSTANT,
        // From 8.0.29 on both are INSTANT where the table allows it.
        AlterActionKind::DropColumn { .. } => REBUILD,
        AlterActionKind::RenameColumn { .. } | AlterActionKind::DropConstraint { .. } => METADATA,
        AlterActionKind::RenameTable(_) => EXCLUSIVE,
        AlterActionKind::Redefine { column, definition } => of_redefinition(column, definition, table),
        AlterActionKind::AddConstraint(constraint) => match &constraint.kind {
            ConstraintKind::Index(index) | ConstraintKind::Unique(index) => of_index(index),
            ConstraintKind::PrimaryKey(_) => REBUILD,
            // INPLACE only with `foreign_key_checks = 0`, which Prisma does not set.
            _ => COPY,
        },
        _ => METADATA,
    }
}

/// The whole definition of a column anew. Only with the one before is it known what changes.
fn of_redefinition(column: &Name, definition: &ColumnDefinition, table: Option<&Table>) -> Algorithm {
    let before =
        table.and_then(|table| table.columns.iter().find(|it| it.name.eq_ignore_ascii_case(&column.text)));
    let written =
        definition.ty.as_ref().map(|ty| ColumnType::read(model::catalog::Provider::Mysql, &ty.text));
    let (Some(before), Some(ty)) = (before, written) else { return COPY };
    if before.ty != ty {
        return COPY;
    }
    if before.is_required() == (definition.nullable == Some(false)) { INSTANT } else { REBUILD }
}
