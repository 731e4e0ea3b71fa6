//! What of the data a step of the way back loses, and what comes back without its data.

use std::sync::Arc;

use model::database::{Column, QualifiedName, Table};
use smol_str::SmolStr;

use crate::plan::Reversible;
use crate::step::{AlterColumn, Cast, Pair, Step, TableChange};
use crate::undo::Loss;

/// What a step drops with its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Dropped {
    /// A table.
    Table(Arc<Table>),
    /// A column of a table that stays.
    Column {
        /// The table as it is before the step.
        table: Arc<Table>,
        /// The column.
        column: SmolStr,
    },
}

/// The losses of a step, each with what is dropped, where that could be copied.
pub(super) fn of_step(step: &Step) -> Vec<(Loss, Option<Dropped>)> {
    match step {
        Step::DropTable(table) => {
            let reason = format!("Table `{}` is dropped with its rows.", table.name.name);
            vec![(
                loss(Reversible::SchemaOnly, &table.name, None, reason),
                Some(Dropped::Table(table.clone())),
            )]
        }
        Step::CreateTable(table) => {
            let reason = format!("Table `{}` comes back without its rows.", table.name.name);
            vec![(loss(Reversible::Irreversible, &table.name, None, reason), None)]
        }
        Step::AlterTable(altered) => {
            let Pair { from, to } = &altered.tables;
            let of = |change: &TableChange| match change {
                TableChange::DropColumn(at) => Some(dropped(from, from.columns.get(*at)?)),
                TableChange::AddColumn(at) => Some(added(to, to.columns.get(*at)?)),
                TableChange::DropAndRecreateColumn(it) => {
                    Some(recreated(from, from.columns.get(it.columns.from)?))
                }
                TableChange::AlterColumn(it) => cast(to, altered.columns(it)?, it),
                _ => None,
            };
            altered.changes.iter().filter_map(of).collect()
        }
        Step::RedefineTables(tables) => {
            let of_table = |it: &crate::step::RedefineTable| {
                let Pair { from, to } = &it.tables;
                let is_copied = |change: &AlterColumn| change.changes.cast == Some(Cast::Impossible);
                let mut found = Vec::new();
                let columns = it.dropped.iter().filter_map(|at| from.columns.get(*at));
                found.extend(columns.map(|column| dropped(from, column)));
                let columns = it.added.iter().filter_map(|at| to.columns.get(*at));
                found.extend(columns.map(|column| added(to, column)));
                for change in it.copied.iter().filter(|change| !is_copied(change)) {
                    found.extend(it.columns(change).and_then(|columns| cast(to, columns, change)));
                }
                found
            };
            tables.iter().flat_map(of_table).collect()
        }
        Step::AlterEnum(it) if !it.dropped.is_empty() => {
            let values = it.dropped.join("`, `");
            let reason = format!("`{values}` is removed: this fails while a row has the value.");
            vec![(loss(Reversible::SchemaOnly, &it.types.to.name, None, reason), None)]
        }
        Step::CreateIndex { index: it, on_old_table: true, .. } => {
            let Some(index) = it.get().filter(|index| index.is_unique()) else { return Vec::new() };
            let reason = format!("Unique index `{}` comes back: this fails where rows agree.", index.name);
            vec![(loss(Reversible::Lossless, &it.table.name, None, reason), None)]
        }
        _ => Vec::new(),
    }
}

fn loss(class: Reversible, table: &QualifiedName, column: Option<&str>, reason: String) -> Loss {
    let place = column.map_or_else(|| table.name.to_string(), |column| format!("{}.{column}", table.name));
    Loss { class, place, reason, backup: None }
}

fn dropped(table: &Arc<Table>, column: &Column) -> (Loss, Option<Dropped>) {
    let reason = format!("Column `{}` is dropped with its values.", column.name);
    let found = loss(Reversible::SchemaOnly, &table.name, Some(&column.name), reason);
    (found, Some(Dropped::Column { table: table.clone(), column: column.name.clone() }))
}

fn recreated(table: &Arc<Table>, column: &Column) -> (Loss, Option<Dropped>) {
    let reason = format!("`{}` is dropped and added again: there is no cast for its values.", column.name);
    let found = loss(Reversible::SchemaOnly, &table.name, Some(&column.name), reason);
    (found, Some(Dropped::Column { table: table.clone(), column: column.name.clone() }))
}

/// Whether the column cannot be added to a table with rows unless each row gets a value.
pub(super) fn needs_values(column: &Column) -> bool {
    column.is_required() && column.default_value().is_none() && !column.autoincrement
}

fn added(table: &Table, column: &Column) -> (Loss, Option<Dropped>) {
    let fails = match needs_values(column) {
        true => " It is required: this fails if the table has rows and no value is set.",
        false => "",
    };
    let reason = format!("Column `{}` comes back without its values.{fails}", column.name);
    (loss(Reversible::Irreversible, &table.name, Some(&column.name), reason), None)
}

fn cast(table: &Table, columns: Pair<&Column>, change: &AlterColumn) -> Option<(Loss, Option<Dropped>)> {
    let name = &columns.to.name;
    if change.changes.cast == Some(Cast::Risky) {
        let reason = format!("`{name}` gets its earlier type: values may be lost, or the cast may fail.");
        return Some((loss(Reversible::Irreversible, &table.name, Some(name), reason), None));
    }
    let is_required = change.changes.nullability && columns.to.is_required() && !columns.from.is_required();
    is_required.then(|| {
        let reason = format!("`{name}` is required again: this fails where a row has NULL.");
        (loss(Reversible::Lossless, &table.name, Some(name), reason), None)
    })
}
