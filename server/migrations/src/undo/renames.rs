//! What gets another name in a script, which the difference of two databases cannot tell from a drop and an addition.

use std::borrow::Cow;
use std::cell::LazyCell;

use model::database::{Database, QualifiedName};

use crate::plan::rename::Renaming;
use crate::sql::name::ObjectName;
use crate::sql::statement::{AlterTypeAction, ObjectKind, Script, StatementKind};
use crate::sql::table::AlterActionKind;

/// The renames of a script from `before` to `after`, in order: those of things that are there before, and with the other name
/// after. Rebuilt tables, which take the name of one that is dropped, are none.
pub(super) fn of_script(script: &Script, before: &Database, after: &Database) -> Vec<Renaming> {
    let mut found = Vec::new();
    let mut now = Cow::Borrowed(before);
    for statement in &script.statements {
        for renaming in of_statement(&statement.kind, &now) {
            if is_real(&renaming, &now, before, after) {
                renaming.apply(now.to_mut());
                found.push(renaming);
            }
        }
    }
    found
}

fn of_statement(kind: &StatementKind, now: &Database) -> Vec<Renaming> {
    match kind {
        StatementKind::AlterTable(alter) => {
            // Looked for only where it is needed: a database may have many tables.
            let table = LazyCell::new(|| known(now, &alter.table));
            let of = |action: &AlterActionKind| match action {
                AlterActionKind::RenameColumn { from, to } => Some(Renaming::Column {
                    table: table.clone(),
                    from: from.text.clone(),
                    to: to.text.clone(),
                }),
                AlterActionKind::Redefine { column, definition } if column.text != definition.name.text => {
                    Some(Renaming::Column {
                        table: table.clone(),
                        from: column.text.clone(),
                        to: definition.name.text.clone(),
                    })
                }
                AlterActionKind::RenameTable(to) => Some(Renaming::Table {
                    from: table.clone(),
                    to: QualifiedName { namespace: table.namespace.clone(), name: to.name.text.clone() },
                }),
                _ => None,
            };
            alter.actions.iter().filter_map(|action| of(&action.kind)).collect()
        }
        StatementKind::Rename(renames) => {
            let of = |rename: &crate::sql::statement::Rename| match (rename.object, &rename.table) {
                (ObjectKind::Table, _) => {
                    let from = known(now, &rename.from);
                    let to =
                        QualifiedName { namespace: from.namespace.clone(), name: rename.to.text.clone() };
                    Some(Renaming::Table { from, to })
                }
                (ObjectKind::Column, Some(table)) => Some(Renaming::Column {
                    table: known(now, table),
                    from: rename.from.name.text.clone(),
                    to: rename.to.text.clone(),
                }),
                _ => None,
            };
            renames.iter().filter_map(of).collect()
        }
        StatementKind::AlterType(alter) => {
            let name = known_enum(now, &alter.name);
            match &alter.action {
                AlterTypeAction::RenameValue { from, to } => {
                    vec![Renaming::EnumValue { name, from: from.text.clone(), to: to.text.clone() }]
                }
                AlterTypeAction::Rename(to) => {
                    let to = QualifiedName { namespace: name.namespace.clone(), name: to.text.clone() };
                    vec![Renaming::Enum { from: name, to }]
                }
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// The table as the database calls it.
fn known(database: &Database, name: &ObjectName) -> QualifiedName {
    let name = qualified(name);
    database.table(&name).map_or(name, |table| table.name.clone())
}

fn known_enum(database: &Database, name: &ObjectName) -> QualifiedName {
    let name = qualified(name);
    database.enumeration(&name).map_or(name, |value| value.name.clone())
}

pub(super) fn qualified(name: &ObjectName) -> QualifiedName {
    QualifiedName::in_namespace(name.schema.as_ref().map(|it| it.text.as_str()), &name.name.text)
}

/// Whether the thing is there before, and with its new name only after.
fn is_real(renaming: &Renaming, now: &Database, before: &Database, after: &Database) -> bool {
    match renaming {
        Renaming::Table { from, to } => {
            now.table(from).is_some() && before.table(to).is_none() && after.table(from).is_none()
        }
        Renaming::Column { table, from, to } => {
            let has = |database: &Database, column: &str| {
                database.table(table).is_some_and(|table| table.column(column).is_some())
            };
            has(now, from) && !has(now, to) && !has(after, from)
        }
        Renaming::Enum { from, to } => {
            now.enumeration(from).is_some()
                && before.enumeration(to).is_none()
                && after.enumeration(from).is_none()
        }
        Renaming::EnumValue { name, from, to } => now
            .enumeration(name)
            .is_some_and(|value| value.values.contains(from) && !value.values.contains(to)),
    }
}

/// The table of this name before renames, as it is called after them.
pub(super) fn table_after(
    renamings: &[Renaming],
    name: &QualifiedName,
    database: &Database,
) -> QualifiedName {
    let mut name = name.clone();
    for renaming in renamings {
        if let Renaming::Table { from, to } = renaming
            && is_same(database, from, &name)
        {
            name = to.clone();
        }
    }
    name
}

/// The column of this name before renames, as it is called after them.
pub(super) fn column_after(
    renamings: &[Renaming],
    table: &QualifiedName,
    column: &str,
    database: &Database,
) -> smol_str::SmolStr {
    let (mut table, mut column) = (table.clone(), smol_str::SmolStr::from(column));
    for renaming in renamings {
        match renaming {
            Renaming::Table { from, to } if is_same(database, from, &table) => table = to.clone(),
            Renaming::Column { table: of, from, to } if is_same(database, of, &table) && *from == column => {
                column = to.clone();
            }
            _ => {}
        }
    }
    column
}

/// The names of the renames the other way round, in the order in which they are undone.
pub(super) fn inverse(renamings: &[Renaming]) -> Vec<Renaming> {
    renamings.iter().rev().map(Renaming::inverse).collect()
}

fn is_same(database: &Database, a: &QualifiedName, b: &QualifiedName) -> bool {
    a.key(database.provider) == b.key(database.provider)
}
