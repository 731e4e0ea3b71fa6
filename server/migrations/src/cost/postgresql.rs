//! What statements of PostgreSQL cost.
//!
//! Source: the lock tables of the PostgreSQL manual, held against `pg_locks` of PostgreSQL 15 for the statements that
//! Prisma writes.

use model::database::{ColumnType, TypeArgument};

use super::lock::{Cost, Duration, LockMode};
use crate::sql::name::ObjectName;
use crate::sql::statement::{DmlKind, MaintenanceKind, ObjectKind, Statement, StatementKind};
use crate::sql::table::{AlterActionKind, ColumnDefinition, Constraint, ConstraintKind, Generated};

/// What a statement of PostgreSQL costs, table by table. Empty if it locks no table.
pub fn costs(statement: &Statement) -> Vec<Cost> {
    let mut costs = Vec::new();
    let mut add = |object: &ObjectName, lock, duration| {
        costs.push(Cost::new(&object.name.text, lock, duration));
    };
    match &statement.kind {
        StatementKind::CreateTable(create) => {
            let of_columns = create.columns.iter().flat_map(|column| &column.constraints);
            for constraint in of_columns.chain(&create.constraints) {
                if let ConstraintKind::ForeignKey(key) = &constraint.kind {
                    add(&key.table, LockMode::ShareRowExclusive, Duration::Brief);
                }
            }
        }
        StatementKind::AlterTable(alter) => {
            for action in &alter.actions {
                let (lock, duration) = action_cost(&action.kind);
                add(&alter.table, lock, duration);
                for constraint in constraints_of(&action.kind) {
                    if let ConstraintKind::ForeignKey(key) = &constraint.kind {
                        add(&key.table, LockMode::ShareRowExclusive, duration);
                    }
                }
            }
        }
        StatementKind::CreateIndex(create) => {
            let lock = if create.concurrently { LockMode::ShareUpdateExclusive } else { LockMode::Share };
            add(&create.table, lock, Duration::IndexBuild);
        }
        StatementKind::Drop(drop) => {
            let lock = match drop.object {
                ObjectKind::Index if drop.concurrently => LockMode::ShareUpdateExclusive,
                ObjectKind::Index | ObjectKind::Table => LockMode::AccessExclusive,
                ObjectKind::Trigger => LockMode::AccessExclusive,
                _ => return costs,
            };
            let objects = drop.table.as_ref().map_or(drop.names.as_slice(), std::slice::from_ref);
            objects.iter().for_each(|name| add(name, lock, Duration::Brief));
        }
        StatementKind::Rename(renames) => {
            for rename in renames.iter().filter(|rename| rename.object == ObjectKind::Table) {
                add(&rename.from, LockMode::AccessExclusive, Duration::Brief);
            }
        }
        StatementKind::CreateObject(create) if create.object == ObjectKind::Trigger => {
            create.table.iter().for_each(|table| add(table, LockMode::ShareRowExclusive, Duration::Brief));
        }
        StatementKind::CreateObject(create) if create.object == ObjectKind::Policy => {
            create.table.iter().for_each(|table| add(table, LockMode::AccessExclusive, Duration::Brief));
        }
        StatementKind::Dml(dml) => {
            let (lock, duration) = match dml.kind {
                DmlKind::Select => return costs,
                DmlKind::Truncate => (LockMode::AccessExclusive, Duration::Brief),
                _ => (LockMode::RowExclusive, Duration::Rows),
            };
            dml.table.iter().chain(&dml.more_tables).for_each(|table| add(table, lock, duration));
        }
        StatementKind::Maintenance(work) => {
            let (lock, duration) = match work.kind {
                MaintenanceKind::Reindex if work.concurrently => {
                    (LockMode::ShareUpdateExclusive, Duration::IndexBuild)
                }
                MaintenanceKind::Reindex => (LockMode::Share, Duration::IndexBuild),
                MaintenanceKind::Vacuum | MaintenanceKind::Analyze => {
                    (LockMode::ShareUpdateExclusive, Duration::Scan)
                }
                MaintenanceKind::VacuumFull | MaintenanceKind::Cluster => {
                    (LockMode::AccessExclusive, Duration::Rewrite)
                }
                MaintenanceKind::RefreshView if work.concurrently => {
                    (LockMode::ShareUpdateExclusive, Duration::Scan)
                }
                MaintenanceKind::RefreshView => (LockMode::AccessExclusive, Duration::Scan),
                MaintenanceKind::Lock => (LockMode::AccessExclusive, Duration::Brief),
            };
            work.name.iter().for_each(|name| add(name, lock, duration));
        }
        _ => {}
    }
    costs
}

/// The constraints that a change of a table adds.
pub fn constraints_of(action: &AlterActionKind) -> Vec<&Constraint> {
    match action {
        AlterActionKind::AddConstraint(constraint) => vec![constraint],
        AlterActionKind::AddColumn { column, .. } => column.constraints.iter().collect(),
        _ => Vec::new(),
    }
}

fn action_cost(action: &AlterActionKind) -> (LockMode, Duration) {
    use AlterActionKind as Action;
    match action {
        Action::AddColumn { column, .. } if rewrites(column) => {
            (LockMode::AccessExclusive, Duration::Rewrite)
        }
        Action::SetType { .. } => (LockMode::AccessExclusive, Duration::Rewrite),
        Action::SetNullable { nullable: false, .. } => (LockMode::AccessExclusive, Duration::Scan),
        Action::AddConstraint(constraint) => match &constraint.kind {
            ConstraintKind::ForeignKey(_) if constraint.is_not_valid => {
                (LockMode::ShareRowExclusive, Duration::Brief)
            }
            ConstraintKind::ForeignKey(_) => (LockMode::ShareRowExclusive, Duration::Scan),
            ConstraintKind::Check(_) if constraint.is_not_valid => {
                (LockMode::AccessExclusive, Duration::Brief)
            }
            ConstraintKind::Check(_) => (LockMode::AccessExclusive, Duration::Scan),
            ConstraintKind::UsingIndex { .. } => (LockMode::AccessExclusive, Duration::Brief),
            _ => (LockMode::AccessExclusive, Duration::IndexBuild),
        },
        Action::ValidateConstraint(_) => (LockMode::ShareUpdateExclusive, Duration::Scan),
        _ => (LockMode::AccessExclusive, Duration::Brief),
    }
}

/// Whether adding the column writes every row anew.
pub fn rewrites(column: &ColumnDefinition) -> bool {
    if matches!(column.generated, Some(Generated::Stored | Generated::Identity)) {
        return true;
    }
    let is_serial = column.ty.as_ref().is_some_and(|ty| ty.text.to_ascii_lowercase().contains("serial"));
    is_serial || column.default.as_ref().is_some_and(|default| is_volatile(&default.text))
}

/// Whether an expression gives each row a value of its own: it calls a function that is not known to be stable.
pub fn is_volatile(expression: &str) -> bool {
    const STABLE: [&str; 22] = [
        "now",
        "current_timestamp",
        "current_date",
        "current_time",
        "localtime",
        "localtimestamp",
        "statement_timestamp",
        "transaction_timestamp",
        "array",
        "to_jsonb",
        "to_json",
        "jsonb_build_object",
        "json_build_object",
        "jsonb_build_array",
        "md5",
        "lower",
        "upper",
        "concat",
        "coalesce",
        "timezone",
        "make_interval",
        "timestamp",
    ];
    const TYPES: [&str; 12] = [
        "varchar",
        "char",
        "character",
        "numeric",
        "decimal",
        "timestamptz",
        "time",
        "timetz",
        "bit",
        "varying",
        "interval",
        "vector",
    ];
    let mut before = String::new();
    let mut is_quoted = false;
    for character in expression.chars() {
        match character {
            '\'' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '(' if !before.is_empty() => {
                let name = before.to_ascii_lowercase();
                if !STABLE.contains(&name.as_str()) && !TYPES.contains(&name.as_str()) {
                    return true;
                }
                before.clear();
            }
            c if c.is_alphanumeric() || c == '_' => before.push(c),
            c if c.is_whitespace() => {}
            _ => before.clear(),
        }
    }
    false
}

/// Whether every value of the one type is one of the other as it is stored, so that no row is written.
pub fn is_relabelled(from: &ColumnType, to: &ColumnType) -> bool {
    let (Some(from), Some(to)) = (from.native(), to.native()) else { return from == to };
    let (before, after) = (from.native.column, to.native.column);
    let numbers = |arguments: &[TypeArgument]| -> Vec<u32> {
        let number = |argument: &TypeArgument| match argument {
            TypeArgument::Number(number) => *number,
            TypeArgument::Max => u32::MAX,
        };
        arguments.iter().map(number).collect()
    };
    let (old, new) = (numbers(&from.arguments), numbers(&to.arguments));
    match (before, after) {
        ("varchar" | "text" | "citext", "text" | "citext") => true,
        ("text", "varchar") => new.is_empty(),
        ("varchar", "varchar") => new.is_empty() || (!old.is_empty() && old <= new),
        ("decimal", "decimal") => new.is_empty() || (old.get(1) == new.get(1) && old.first() <= new.first()),
        ("timestamp", "timestamp") | ("timestamptz", "timestamptz") => {
            old.first().unwrap_or(&6) <= new.first().unwrap_or(&6)
        }
        _ => before == after && old == new,
    }
}
