//! The steps that would make the database what it should be, as findings.

use migrations::diff::DiffOptions;
use migrations::step::{AlterColumn, Pair, Step, TableChange};
use migrations::{Migration, diff};
use model::catalog::Provider;
use model::database::{Column, Database, Index, Nullability, Table};

use crate::report::Priority;

/// A difference between the database and what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drift {
    /// How grave it is.
    pub(super) priority: Priority,
    /// The table, or the enum type.
    pub(super) subject: String,
    /// What is different.
    pub(super) message: String,
}

/// The differences between a database and what it should be. `side` is what the latter is called: "the schema".
pub(super) fn drift(actual: &Database, expected: &Database, options: &DiffOptions, side: &str) -> Vec<Drift> {
    let options = DiffOptions { from_history: true, ..options.clone() };
    let Migration { steps, .. } = diff(actual, expected, &options);
    let mut found = Found { side, provider: expected.provider, all: Vec::new() };
    steps.iter().for_each(|step| found.step(step));
    found.all
}

struct Found<'s> {
    side: &'s str,
    provider: Provider,
    all: Vec<Drift>,
}

impl Found<'_> {
    fn add(&mut self, priority: Priority, subject: impl ToString, message: String) {
        self.all.push(Drift { priority, subject: subject.to_string(), message });
    }

    fn step(&mut self, step: &Step) {
        let side = self.side;
        match step {
            Step::CreateTable(table) => {
                self.add(
                    Priority::P0,
                    &table.name,
                    format!("The table is missing in the database; {side} has it."),
                );
            }
            Step::DropTable(table) => {
                self.add(
                    Priority::P2,
                    &table.name,
                    format!("The table is in the database, and not in {side}."),
                );
            }
            Step::AlterTable(alter) => {
                for change in &alter.changes {
                    self.change(&alter.tables.as_ref().map(|table| &**table), change);
                }
            }
            Step::RedefineTables(tables) => {
                for table in tables {
                    let pair = table.tables.as_ref().map(|table| &**table);
                    table.added.iter().for_each(|at| self.change(&pair, &TableChange::AddColumn(*at)));
                    table.dropped.iter().for_each(|at| self.change(&pair, &TableChange::DropColumn(*at)));
                    for change in table.copied.iter().filter(|change| change.changes.any()) {
                        self.change(&pair, &TableChange::AlterColumn(*change));
                    }
                    if table.drops_primary_key {
                        self.change(&pair, &TableChange::AddPrimaryKey);
                    }
                    self.foreign_keys(&pair);
                    self.indexes(&pair);
                }
            }
            Step::AlterPrimaryKey(tables) => {
                self.change(&tables.as_ref().map(|table| &**table), &TableChange::AddPrimaryKey)
            }
            Step::CreateEnum(kind) => {
                self.add(
                    Priority::P0,
                    &kind.name,
                    format!("The enum type is missing in the database; {side} has it."),
                );
            }
            Step::DropEnum(kind) => {
                self.add(
                    Priority::P2,
                    &kind.name,
                    format!("The enum type is in the database, and not in {side}."),
                );
            }
            Step::AlterEnum(alter) => {
                let name = &alter.types.to.name;
                for value in &alter.created {
                    self.add(
                        Priority::P0,
                        name,
                        format!("The value `{value}` is missing in the database: writing it fails."),
                    );
                }
                for value in &alter.dropped {
                    let message = format!(
                        "The value `{value}` is in the database, and not in {side}: reading a row with it fails."
                    );
                    self.add(Priority::P1, name, message);
                }
            }
            Step::CreateIndex { index, .. } => self.index(&index.table, index.get(), true),
            Step::DropIndex(index) => self.index(&index.table, index.get(), false),
            Step::AddForeignKey(key) | Step::DropForeignKey(key) => {
                let Some(inner) = key.get() else { return };
                let columns = inner.columns.join(", ");
                if matches!(step, Step::AddForeignKey(_)) {
                    let message = format!(
                        "The foreign key ({columns}) to `{}` is missing or different in the database: rows may refer to nothing.",
                        inner.references.name
                    );
                    self.add(Priority::P1, &key.table.name, message);
                } else {
                    let message = format!(
                        "The database has a foreign key ({columns}) that {side} does not have, or has otherwise."
                    );
                    self.add(Priority::P2, &key.table.name, message);
                }
            }
            Step::RenameIndex(pair) | Step::RedefineIndex(pair) => {
                if let (Some(from), Some(to)) = (pair.from.get(), pair.to.get()) {
                    let message =
                        format!("The index `{}` of the database is `{}` in {side}.", from.name, to.name);
                    self.add(Priority::P2, &pair.to.table.name, message);
                }
            }
            Step::RenameForeignKey(pair) => {
                let name = |key: Option<&model::database::ForeignKey>| {
                    key.and_then(|it| it.name.clone()).unwrap_or_default()
                };
                let message = format!(
                    "The foreign key `{}` of the database is `{}` in {side}.",
                    name(pair.from.get()),
                    name(pair.to.get())
                );
                self.add(Priority::P2, &pair.to.table.name, message);
            }
            Step::CreateSchema(name) => {
                self.add(Priority::P0, name, "The database schema is missing.".to_owned());
            }
            Step::CreateExtension(extension) => {
                self.add(Priority::P1, &extension.name, "The extension is not installed.".to_owned());
            }
            Step::DropExtension(extension) => {
                self.add(
                    Priority::P2,
                    &extension.name,
                    format!("The extension is installed, and not in {side}."),
                );
            }
            Step::AlterExtension(pair) => {
                self.add(
                    Priority::P2,
                    &pair.to.name,
                    format!("The extension has another version than in {side}."),
                );
            }
            Step::AlterSequence(_) => {
                self.add(Priority::P2, "sequence", format!("A sequence counts otherwise than in {side}."))
            }
        }
    }

    /// The foreign keys of a table that is compared as a whole.
    fn foreign_keys(&mut self, tables: &Pair<&Table>) {
        let key = |key: &model::database::ForeignKey| {
            (key.columns.clone(), key.references.name.clone(), key.on_delete, key.on_update)
        };
        let side = self.side;
        for missing in tables
            .to
            .foreign_keys
            .iter()
            .filter(|it| !tables.from.foreign_keys.iter().any(|other| key(other) == key(it)))
        {
            let message = format!(
                "The foreign key ({}) to `{}` is missing or different in the database: rows may refer to nothing.",
                missing.columns.join(", "),
                missing.references.name
            );
            self.add(Priority::P1, &tables.to.name, message);
        }
        for extra in tables
            .from
            .foreign_keys
            .iter()
            .filter(|it| !tables.to.foreign_keys.iter().any(|other| key(other) == key(it)))
        {
            let columns = extra.columns.join(", ");
            let message = format!(
                "The database has a foreign key ({columns}) that {side} does not have, or has otherwise."
            );
            self.add(Priority::P2, &tables.to.name, message);
        }
    }

    /// The indexes of a table that is compared as a whole.
    fn indexes(&mut self, tables: &Pair<&Table>) {
        let is_in = |index: &Index, table: &Table| {
            table.indexes.iter().any(|it| it.kind == index.kind && it.column_names().eq(index.column_names()))
        };
        for missing in tables.to.indexes.iter().filter(|it| !is_in(it, tables.from)) {
            self.index(tables.to, Some(missing), true);
        }
        for extra in tables.from.indexes.iter().filter(|it| !is_in(it, tables.to)) {
            self.index(tables.to, Some(extra), false);
        }
    }

    fn change(&mut self, tables: &Pair<&Table>, change: &TableChange) {
        let side = self.side;
        let name = &tables.to.name;
        match change {
            TableChange::AddColumn(at) => {
                let Some(column) = tables.to.columns.get(*at) else { return };
                let message = format!(
                    "The column `{}` is missing in the database: every query of it fails.",
                    column.name
                );
                self.add(Priority::P0, name, message);
            }
            TableChange::DropColumn(at) => {
                let Some(column) = tables.from.columns.get(*at) else { return };
                let is_needed = column.is_required() && column.default.is_none() && !column.autoincrement;
                let (priority, effect) = match is_needed {
                    true => (Priority::P0, ", and it is required and has no default: inserting a row fails"),
                    false => (Priority::P2, ""),
                };
                self.add(
                    priority,
                    name,
                    format!("The column `{}` is in the database, and not in {side}{effect}.", column.name),
                );
            }
            TableChange::AlterColumn(change) | TableChange::DropAndRecreateColumn(change) => {
                let columns =
                    (tables.from.columns.get(change.columns.from), tables.to.columns.get(change.columns.to));
                if let (Some(from), Some(to)) = columns {
                    self.column(tables, change, from, to);
                }
            }
            TableChange::DropPrimaryKey | TableChange::AddPrimaryKey => {
                let message = format!("The primary key of the database is not that of {side}.");
                if !self.all.iter().any(|it| it.message == message && it.subject == name.to_string()) {
                    self.add(Priority::P1, name, message);
                }
            }
            TableChange::RenamePrimaryKey => {
                self.add(Priority::P2, name, format!("The primary key has another name than in {side}."));
            }
        }
    }

    fn column(&mut self, tables: &Pair<&Table>, change: &AlterColumn, from: &Column, to: &Column) {
        let side = self.side;
        let name = &tables.to.name;
        let shown =
            |column: &Column| column.ty.shown(self.provider).unwrap_or_else(|| "another type".to_owned());
        if change.changes.cast.is_some() {
            let message = format!(
                "The column `{}` is `{}` in the database, and `{}` in {side}.",
                to.name,
                shown(from),
                shown(to)
            );
            self.add(Priority::P1, name, message);
        }
        if change.changes.nullability {
            let (priority, message) = match (from.nullability, to.nullability) {
                (Nullability::Required, Nullability::Nullable) => {
                    (Priority::P0, "is NOT NULL in the database, and optional in")
                }
                (Nullability::Nullable, Nullability::Required) => {
                    (Priority::P1, "takes NULL in the database: reading such a row fails. It is required in")
                }
                _ => (Priority::P1, "is a list on one side only: in the database, or in"),
            };
            self.add(priority, name, format!("The column `{}` {message} {side}.", to.name));
        }
        if change.changes.default || change.changes.autoincrement {
            let is_lost = from.default.is_none() && !from.autoincrement && to.is_required();
            let priority = if is_lost { Priority::P1 } else { Priority::P2 };
            self.add(
                priority,
                name,
                format!("The default of the column `{}` is not that of {side}.", to.name),
            );
        }
    }

    fn index(&mut self, table: &Table, index: Option<&Index>, is_missing: bool) {
        let Some(index) = index else { return };
        let columns: Vec<&str> = index.column_names().collect();
        let (kind, columns) = (if index.is_unique() { "unique index" } else { "index" }, columns.join(", "));
        let side = self.side;
        match (is_missing, index.is_unique()) {
            (true, true) => {
                let message = format!(
                    "The {kind} `{}` on ({columns}) is missing in the database: equal values are not refused.",
                    index.name
                );
                self.add(Priority::P1, &table.name, message);
            }
            (true, false) => {
                self.add(
                    Priority::P1,
                    &table.name,
                    format!("The {kind} `{}` on ({columns}) is missing in the database.", index.name),
                );
            }
            (false, _) => {
                self.add(
                    Priority::P2,
                    &table.name,
                    format!(
                        "The {kind} `{}` on ({columns}) is in the database, and not in {side}.",
                        index.name
                    ),
                );
            }
        }
    }
}
