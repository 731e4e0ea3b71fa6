//! The steps from one database to another, in Prisma's order.
//!
//! Tables are paired by name. A pair that is the same [`Arc`] is not looked into, so that after an edit the work is in
//! proportion to what changed. Source of the steps and of their order: Prisma's schema engine.

mod casts;
mod column;
mod comparison;
mod dialect;
mod enums;
mod order;
mod schemas;
mod table;

pub(crate) use column::differences;
pub use comparison::DiffOptions;
pub(crate) use comparison::{is_ignored, is_system_table};
pub(crate) use enums::{next_known, only_in};
pub(crate) use table::{same_index, same_primary_key};

use std::sync::Arc;

use base::cancel;
use model::catalog::Provider;
use model::database::{Column, Database, DefaultValue, Table};
use smol_str::SmolStr;

use crate::diff::comparison::Comparison;
use crate::diff::order::{Ranked, rank};
use crate::diff::table::TableDiff;
use crate::step::{AlterTable, ForeignKeyOf, IndexOf, Migration, Pair, Step, TableChange};

/// The steps that make the one database into the other. Both are of the same provider; that of `to` counts.
pub fn diff(from: &Database, to: &Database, options: &DiffOptions) -> Migration {
    let provider = to.provider;
    let comparison = Comparison::new(from, to, options);
    let mut steps = Vec::new();
    comparison.extensions(&mut steps);
    comparison.schemas(&mut steps);
    comparison.created_tables(&mut steps);
    comparison.dropped_tables(&mut steps);
    for table in &comparison.pairs {
        cancel::check();
        comparison.sequences(table, &mut steps);
        if !table.is_redefined {
            comparison.altered_table(table, &mut steps);
        }
    }
    comparison.redefined_tables(&mut steps);
    if matches!(provider, Provider::Postgresql | Provider::Cockroachdb) {
        comparison.enums(&mut steps);
    }
    Migration { provider, steps: order::sorted(steps) }
}

impl Comparison<'_> {
    fn created_tables(&self, steps: &mut Vec<Ranked>) {
        for &at in &self.created {
            cancel::check();
            let Some(table) = self.to.tables.get(at) else { continue };
            steps.push((rank(15, &[at]), Step::CreateTable(table.clone())));
            if !self.dialect.inline_foreign_keys {
                for key in 0..table.foreign_keys.len() {
                    steps.push(add_foreign_key(table, at, key));
                }
            }
            if !self.dialect.creates_indexes_with_table {
                for (place, index) in table.indexes.iter().enumerate() {
                    if !(index.is_unique() && self.dialect.creates_uniques_with_table) {
                        steps.push(create_index(table, None, at, place, false));
                    }
                }
            }
        }
    }

    fn dropped_tables(&self, steps: &mut Vec<Ranked>) {
        let any_redefined = self.pairs.iter().any(|table| table.is_redefined);
        for &at in &self.dropped {
            let Some(table) = self.from.tables.get(at) else { continue };
            steps.push((rank(13, &[at]), Step::DropTable(table.clone())));
            if !self.dialect.inline_foreign_keys {
                for key in 0..table.foreign_keys.len() {
                    steps.push(drop_foreign_key(table, at, key));
                }
            }
            if any_redefined && self.dialect.drops_indexes_of_dropped_tables {
                for place in 0..table.indexes.len() {
                    steps.push(drop_index(table, at, place));
                }
            }
        }
    }

    fn altered_table(&self, table: &TableDiff<'_>, steps: &mut Vec<Ranked>) {
        self.indexes(table, steps);
        self.foreign_keys(table, steps);
        let Pair { from, to } = table.tables;
        let places = [table.at.from, table.at.to];
        if table.alters_primary_key() {
            steps.push((rank(12, &places), Step::AlterPrimaryKey(table.tables.map(Arc::clone))));
        }
        let changes = table.table_changes();
        if changes.is_empty() {
            return;
        }
        if self.provider == Provider::Sqlserver {
            self.indexes_of_cast_columns(table, steps);
        }
        let unused_sequences = self.unused_sequences(table, &changes);
        let altered =
            AlterTable { tables: Pair { from: from.clone(), to: to.clone() }, changes, unused_sequences };
        steps.push((rank(11, &places), Step::AlterTable(altered)));
    }

    fn indexes(&self, table: &TableDiff<'_>, steps: &mut Vec<Ranked>) {
        let Pair { from, to } = table.tables;
        let mut covered = Vec::new();
        for place in table.dropped_indexes() {
            steps.push(drop_index(from, table.at.from, place));
            if let Some(index) =
                from.indexes.get(place).filter(|_| self.dialect.recreates_foreign_keys_of_indexes)
            {
                covered.extend(table.foreign_keys_covered_by(index));
            }
        }
        for pair in table.foreign_key_pairs().iter().filter(|pair| covered.contains(&pair.from)) {
            steps.push(drop_foreign_key(from, table.at.from, pair.from));
            steps.push(add_foreign_key(to, table.at.to, pair.to));
        }
        let was = Some(table.at.from);
        for place in table.created_indexes() {
            steps.push(create_index(to, was, table.at.to, place, false));
        }
        for place in table.indexes_of_recreated_columns() {
            steps.push(create_index(to, was, table.at.to, place, true));
        }
        for pair in table.index_pairs() {
            let name = |table: &Table, at: usize| table.indexes.get(at).map(|index| index.name.clone());
            if name(from, pair.from) == name(to, pair.to) {
                continue;
            }
            let index = Pair {
                from: IndexOf { table: from.clone(), at: pair.from },
                to: IndexOf { table: to.clone(), at: pair.to },
            };
            let places = [table.at.from, pair.from, table.at.to, pair.to];
            steps.push(if self.dialect.renames_indexes {
                (rank(20, &places), Step::RenameIndex(index))
            } else {
                (rank(21, &places), Step::RedefineIndex(index))
            });
        }
    }

    /// On SQL Server the indexes of a column go and come back where its type changes.
    fn indexes_of_cast_columns(&self, table: &TableDiff<'_>, steps: &mut Vec<Ranked>) {
        let Pair { from, to } = table.tables;
        for pair in table.pairs.iter().filter(|pair| pair.changes.cast.is_some()) {
            let Some(column) = to.columns.get(pair.columns.to) else { continue };
            for index in table.index_pairs() {
                if from.indexes.get(index.from).is_some_and(|index| index.has_column(&column.name)) {
                    steps.push(drop_index(from, table.at.from, index.from));
                    steps.push(create_index(to, None, table.at.to, index.to, false));
                }
            }
        }
    }

    fn foreign_keys(&self, table: &TableDiff<'_>, steps: &mut Vec<Ranked>) {
        if self.dialect.inline_foreign_keys {
            return;
        }
        let Pair { from, to } = table.tables;
        let add = |place| add_foreign_key(to, table.at.to, place);
        let drop = |place| drop_foreign_key(from, table.at.from, place);
        steps.extend(table.created_foreign_keys().map(add));
        steps.extend(table.dropped_foreign_keys().map(drop));
        for pair in table.foreign_key_pairs() {
            let keys = (from.foreign_keys.get(pair.from), to.foreign_keys.get(pair.to));
            let (Some(old), Some(new)) = keys else { continue };
            if self.is_redefined(&old.references) {
                steps.push(drop(pair.from));
                steps.push(add(pair.to));
                continue;
            }
            let is_renamed = matches!((&old.name, &new.name), (Some(old), Some(new)) if old != new);
            // Those of join tables bore other names once.
            if !is_renamed || is_join_table(from) && is_join_table(to) {
                continue;
            }
            if self.dialect.renames_foreign_keys {
                let key = Pair {
                    from: ForeignKeyOf { table: from.clone(), at: pair.from },
                    to: ForeignKeyOf { table: to.clone(), at: pair.to },
                };
                let places = [table.at.from, pair.from, table.at.to, pair.to];
                steps.push((rank(18, &places), Step::RenameForeignKey(key)));
            } else {
                steps.push(add(pair.to));
                steps.push(drop(pair.from));
            }
        }
    }

    /// The sequences of CockroachDB that count differently.
    fn sequences(&self, table: &TableDiff<'_>, steps: &mut Vec<Ranked>) {
        if self.provider != Provider::Cockroachdb {
            return;
        }
        for pair in &table.pairs {
            let of = |table: &Table, at: usize| match table.columns.get(at)?.default_value()? {
                DefaultValue::Sequence(sequence) => Some(sequence.clone()),
                _ => None,
            };
            let before = of(table.tables.from, pair.columns.from);
            let after = of(table.tables.to, pair.columns.to);
            if let (Some(from), Some(to)) = (before, after)
                && (from.min, from.max, from.start, from.cache, from.increment)
                    != (to.min, to.max, to.start, to.cache, to.increment)
            {
                let places = [table.at.from, pair.columns.from, table.at.to, pair.columns.to];
                steps.push((rank(4, &places), Step::AlterSequence(Pair { from, to })));
            }
        }
    }

    /// The sequences of columns that lose their default, unless another column counts with them.
    fn unused_sequences(&self, table: &TableDiff<'_>, changes: &[TableChange]) -> Vec<SmolStr> {
        let lost = changes.iter().filter_map(|change| {
            let TableChange::AlterColumn(change) = change else { return None };
            let column = table.tables.from.columns.get(change.columns.from)?;
            match column.default_value()? {
                DefaultValue::Sequence(sequence) => Some(sequence.name.clone()),
                _ => None,
            }
        });
        let is_used = |name: &SmolStr| {
            let counts = |column: &Column| matches!(column.default_value(), Some(DefaultValue::Sequence(other)) if other.name == *name);
            self.to.tables.iter().any(|table| table.columns.iter().any(counts))
        };
        lost.filter(|name| !is_used(name)).collect()
    }

    fn redefined_tables(&self, steps: &mut Vec<Ranked>) {
        let mut redefined: Vec<&TableDiff<'_>> =
            self.pairs.iter().filter(|table| table.is_redefined).collect();
        if redefined.is_empty() {
            return;
        }
        redefined.sort_by_key(|table| (table.at.from, table.at.to));
        let tables = redefined.into_iter().map(TableDiff::redefinition).collect();
        steps.push((rank(16, &[]), Step::RedefineTables(tables)));
    }
}

/// What a change of type does to the values of a column; `None` where the type stays.
pub(crate) fn cast_of(columns: crate::step::Pair<&Column>, provider: Provider) -> Option<crate::step::Cast> {
    casts::cast(columns, provider, false)
}

/// Whether the table is that of an implicit many-to-many relation, as far as its columns show.
fn is_join_table(table: &Table) -> bool {
    table.columns.len() == 2 && table.column("A").is_some() && table.column("B").is_some()
}

fn add_foreign_key(table: &Arc<Table>, at: usize, key: usize) -> Ranked {
    (rank(19, &[at, key]), Step::AddForeignKey(ForeignKeyOf { table: table.clone(), at: key }))
}

fn drop_foreign_key(table: &Arc<Table>, at: usize, key: usize) -> Ranked {
    (rank(9, &[at, key]), Step::DropForeignKey(ForeignKeyOf { table: table.clone(), at: key }))
}

fn drop_index(table: &Arc<Table>, at: usize, index: usize) -> Ranked {
    (rank(10, &[at, index]), Step::DropIndex(IndexOf { table: table.clone(), at: index }))
}

fn create_index(
    table: &Arc<Table>,
    was: Option<usize>,
    at: usize,
    index: usize,
    is_recreated: bool,
) -> Ranked {
    let places = [was.map_or(0, |was| was + 1), at, index, usize::from(is_recreated)];
    let index = IndexOf { table: table.clone(), at: index };
    (rank(17, &places), Step::CreateIndex { index, on_old_table: was.is_some(), is_recreated })
}
