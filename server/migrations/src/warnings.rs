//! What Prisma warns of where a migration is made: what may lose data, and what fails on a table with rows.
//!
//! The sentences are Prisma's own, to the letter: it writes them into the head of `migration.sql`, and people search for
//! them.

use model::catalog::{Provider, ScalarType};
use model::database::{Column, ColumnType, Table};

use crate::step::{
    AlterColumn, AlterTable, Cast, ColumnChanges, Migration, Pair, RedefineTable, Step, TableChange,
};

/// A warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The step that it is about, as its place among those of the migration.
    pub step: usize,
    /// Whether the step cannot be carried out where the table has rows that stand against it; else it may lose data.
    pub is_unexecutable: bool,
    /// The table, without its database schema; for an enum, its name.
    pub subject: String,
    /// The column, where it is about one.
    pub column: Option<String>,
    /// Prisma's sentence.
    pub text: String,
}

/// The warnings of a migration: first what may lose data, then what may not be possible, each in the order of the steps.
pub fn warnings(migration: &Migration) -> Vec<Warning> {
    let mut collector = Collector { provider: migration.provider, step: 0, warnings: Vec::new() };
    for (at, step) in migration.steps.iter().enumerate() {
        collector.step = at;
        collector.step(step);
    }
    collector.warnings.sort_by_key(|warning| warning.is_unexecutable);
    collector.warnings
}

struct Collector {
    provider: Provider,
    step: usize,
    warnings: Vec<Warning>,
}

impl Collector {
    fn step(&mut self, step: &Step) {
        match step {
            Step::AlterTable(altered) => altered.changes.iter().for_each(|it| self.table_change(altered, it)),
            Step::RedefineTables(tables) => tables.iter().for_each(|it| self.redefined_table(it)),
            Step::DropTable(table) => {
                let name = &table.name.name;
                self.lossy(name, None, format!(
                    "You are about to drop the `{name}` table. If the table is not empty, all the data it contains \
                     will be lost."
                ));
            }
            Step::CreateIndex { index, on_old_table: true, is_recreated: false } => {
                let Some(it) = index.get().filter(|it| it.is_unique()) else { return };
                let (table, columns) =
                    (&index.table.name.name, it.column_names().collect::<Vec<_>>().join(","));
                self.lossy(table, None, format!(
                    "A unique constraint covering the columns `[{columns}]` on the table `{table}` will be added. If \
                     there are existing duplicate values, this will fail."
                ));
            }
            Step::AlterEnum(altered) if !altered.dropped.is_empty() => {
                self.removed_values(&altered.types.to.name.name, &altered.dropped.join(","));
            }
            _ => {}
        }
    }

    fn lossy(&mut self, subject: &str, column: Option<&str>, text: String) {
        self.push(subject, column, text, false);
    }

    fn unexecutable(&mut self, subject: &str, column: &str, text: String) {
        self.push(subject, Some(column), text, true);
    }

    fn push(&mut self, subject: &str, column: Option<&str>, text: String, is_unexecutable: bool) {
        let (subject, column) = (subject.to_owned(), column.map(str::to_owned));
        self.warnings.push(Warning { step: self.step, is_unexecutable, subject, column, text });
    }

    fn removed_values(&mut self, name: &str, values: &str) {
        self.lossy(name, None, format!(
            "The values [{values}] on the enum `{name}` will be removed. If these variants are still used in the \
             database, this will fail."
        ));
    }

    fn table_change(&mut self, altered: &AlterTable, change: &TableChange) {
        let Pair { from, to } = &altered.tables;
        match change {
            TableChange::DropColumn(at) => self.dropped_column(from, *at),
            TableChange::AddColumn(at) => self.added_column(to, *at),
            TableChange::AlterColumn(change) => {
                if let Some(columns) = altered.columns(change) {
                    self.altered_column(from, columns, change.changes);
                }
            }
            TableChange::DropAndRecreateColumn(change) => {
                if let Some(columns) = altered.columns(change) {
                    self.recreated_column(from, columns, change.changes);
                }
            }
            TableChange::DropPrimaryKey => self.dropped_primary_key(from),
            TableChange::RenamePrimaryKey | TableChange::AddPrimaryKey => {}
        }
    }

    fn dropped_primary_key(&mut self, table: &Table) {
        let table = &table.name.name;
        self.lossy(table, None, format!(
            "The primary key for the `{table}` table will be changed. If it partially fails, the table could be left \
             without primary key constraint."
        ));
    }

    fn dropped_column(&mut self, table: &Table, at: usize) {
        let Some(column) = table.columns.get(at).map(|it| &it.name) else { return };
        let table = &table.name.name;
        self.lossy(table, Some(column), format!(
            "You are about to drop the column `{column}` on the `{table}` table. All the data in the column will be \
             lost."
        ));
    }

    fn added_column(&mut self, table: &Table, at: usize) {
        let Some(added) = table.columns.get(at).filter(|it| it.is_required() && it.default.is_none()) else {
            return;
        };
        let (column, table) = (&added.name, &table.name.name);
        if added.has_client_default {
            self.unexecutable(table, column, format!(
                "The required column `{column}` was added to the `{table}` table with a prisma-level default value. \
                 This is not possible if the table is not empty. Please add this column as optional, then populate it \
                 before making it required."
            ));
        } else {
            self.added_required(table, column);
        }
    }

    fn added_required(&mut self, table: &str, column: &str) {
        self.unexecutable(table, column, format!(
            "Added the required column `{column}` to the `{table}` table without a default value. This is not \
             possible if the table is not empty."
        ));
    }

    fn made_required(&mut self, table: &Table, column: &Column) {
        let (table, column) = (&table.name.name, &column.name);
        self.unexecutable(table, column, format!(
            "Made the column `{column}` on table `{table}` required. This step will fail if there are existing NULL \
             values in that column."
        ));
    }

    fn altered_column(&mut self, table: &Table, columns: Pair<&Column>, changes: ColumnChanges) {
        let Pair { from, to } = columns;
        if matches!(self.provider, Provider::Mysql | Provider::Sqlserver) {
            if changes.only_default() {
                return;
            }
            if changes.nullability && to.is_required() {
                return self.made_required(table, from);
            }
            let only_type = ColumnChanges { cast: changes.cast, ..ColumnChanges::default() } == changes;
            if let (true, ColumnType::EnumValues(old), ColumnType::EnumValues(new)) =
                (only_type, &from.ty, &to.ty)
            {
                let removed: Vec<&str> =
                    old.iter().filter(|it| !new.contains(it)).map(|it| it.as_str()).collect();
                if !removed.is_empty() {
                    let name = format!("{}_{}", table.name.name, to.name);
                    self.removed_values(&name, &removed.join(","));
                }
                return;
            }
        } else {
            if changes.nullability && !from.is_required() && !from.is_list() && to.is_required() {
                self.made_required(table, from);
            }
            if changes.nullability && !from.is_list() && to.is_list() {
                let (table, column) = (&table.name.name, &from.name);
                self.unexecutable(table, column, format!(
                    "Changed the column `{column}` on the `{table}` table from a scalar field to a list field. If \
                     there are non-null values in that column, this step will fail."
                ));
            }
        }
        self.cast(table, columns, changes.cast);
    }

    fn cast(&mut self, table: &Table, columns: Pair<&Column>, cast: Option<Cast>) {
        let types = columns.map(|column| type_name(self.provider, &column.ty));
        let (table, column) = (&table.name.name, &columns.from.name);
        let about = format!("You are about to alter the column `{column}` on the `{table}` table.");
        let casts = format!("The data in that column will be cast from `{}` to `{}`.", types.from, types.to);
        match cast {
            None | Some(Cast::Safe) => {}
            Some(Cast::Risky) => {
                let text = format!("{about} The data in that column could be lost. {casts}");
                self.lossy(table, Some(column), text);
            }
            Some(Cast::Impossible) => {
                let text = format!(
                    "{about} {casts} This cast may fail. Please make sure the data in the column can be cast."
                );
                self.lossy(table, Some(column), text);
            }
        }
    }

    fn recreated_column(&mut self, table: &Table, columns: Pair<&Column>, changes: ColumnChanges) {
        let Pair { from, to } = columns;
        let (table, column) = (&table.name.name, &from.name);
        if !to.is_required() || to.default.is_some() {
            return self.lossy(table, Some(column), format!(
                "The `{column}` column on the `{table}` table would be dropped and recreated. This will lead to data \
                 loss if there is data in the column."
            ));
        }
        if changes.nullability && !from.is_list() {
            return self.added_required(table, column);
        }
        self.unexecutable(table, column, format!(
            "Changed the type of `{column}` on the `{table}` table. No cast exists, the column would be dropped and \
             recreated, which cannot be done if there is data, since the column is required."
        ));
    }

    fn redefined_table(&mut self, redefined: &RedefineTable) {
        let Pair { from, to } = &redefined.tables;
        if redefined.drops_primary_key {
            self.dropped_primary_key(from);
        }
        redefined.added.iter().for_each(|at| self.added_column(to, *at));
        redefined.dropped.iter().for_each(|at| self.dropped_column(from, *at));
        redefined.copied.iter().for_each(|change| self.copied_column(redefined, change));
    }

    fn copied_column(&mut self, redefined: &RedefineTable, change: &AlterColumn) {
        let Some(columns) = redefined.columns(change) else { return };
        if change.changes.nullability && columns.to.is_required() && columns.to.default.is_none() {
            self.made_required(&redefined.tables.from, columns.from);
        }
        self.cast(&redefined.tables.from, columns, change.changes.cast);
    }
}

/// The name of a type in warnings: as schemas write it, or the family of types where there are no such names.
fn type_name(provider: Provider, ty: &ColumnType) -> String {
    match ty {
        ColumnType::Native(native) => native.attribute(),
        ColumnType::Unsupported(text) => format!("Unsupported({:?})", text.as_str()),
        ColumnType::Enum(_) | ColumnType::EnumValues(_) => "Enum".into(),
        ColumnType::Scalar(ScalarType::Bytes) if provider == Provider::Sqlite => "Binary".into(),
        ColumnType::Scalar(scalar) => scalar.name().into(),
    }
}
