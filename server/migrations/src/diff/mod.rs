//! The steps from one database to another, in Prisma's order.
//!
//! Tables are paired by name. A pair that is the same [`Arc`] is not looked into, so that after an edit the work is in
//! proportion to what changed. Source of the steps and of their order: Prisma's schema engine.

mod casts;
mod column;
mod dialect;
mod order;
mod table;

use std::sync::Arc;

use model::catalog::Provider;
use model::database::{
    Column, ColumnType, Database, DefaultValue, EnumType, Extension, QualifiedName, Table,
};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::diff::dialect::Dialect;
use crate::diff::order::{Ranked, rank};
use crate::diff::table::TableDiff;
use crate::step::{
    AlterEnum, AlterTable, ColumnOf, ForeignKeyOf, IndexOf, Migration, Pair, Step, TableChange,
};

/// What is left out of a comparison.
#[derive(Clone, Debug, Default)]
pub struct DiffOptions {
    /// Tables that something else manages (`tables.external` of the configuration): `table`, or `schema.table`.
    pub external_tables: Vec<SmolStr>,
    /// Enum types that something else manages (`enums.external`).
    pub external_enums: Vec<SmolStr>,
}

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

/// Two databases, table by table.
struct Comparison<'d> {
    from: &'d Database,
    to: &'d Database,
    options: &'d DiffOptions,
    provider: Provider,
    dialect: Dialect,
    /// The tables that both have and that differ.
    pairs: Vec<TableDiff<'d>>,
    /// The tables that only the one after has.
    created: Vec<usize>,
    /// The tables that only the one before has.
    dropped: Vec<usize>,
}

/// The tables that Prisma never touches.
const IGNORED_TABLES: &[&str] = &["_prisma_migrations"];
/// The tables of PostGIS, in any case of letters.
const POSTGIS_TABLES: &[&str] =
    &["spatial_ref_sys", "geometry_columns", "geography_columns", "raster_columns", "raster_overviews"];

impl<'d> Comparison<'d> {
    fn new(from: &'d Database, to: &'d Database, options: &'d DiffOptions) -> Comparison<'d> {
        let provider = to.provider;
        let mut comparison = Comparison {
            from,
            to,
            options,
            provider,
            dialect: Dialect::of(provider),
            pairs: Vec::new(),
            created: Vec::new(),
            dropped: Vec::new(),
        };
        let mut before: FxHashMap<_, usize> = FxHashMap::default();
        for (at, table) in from.tables.iter().enumerate() {
            if !comparison.is_ignored(table) {
                before.insert(table.name.key(provider), at);
            }
        }
        let mut unchanged = Vec::new();
        for (at, table) in to.tables.iter().enumerate() {
            if comparison.is_ignored(table) {
                continue;
            }
            let Some(was) = before.remove(&table.name.key(provider)) else {
                comparison.created.push(at);
                continue;
            };
            let Some(old) = from.tables.get(was) else { continue };
            if Arc::ptr_eq(old, table) || old == table {
                unchanged.push((old, table, Pair { from: was, to: at }));
            } else {
                let tables = Pair { from: old, to: table };
                comparison.pairs.push(TableDiff::new(tables, Pair { from: was, to: at }, provider));
            }
        }
        comparison.dropped = before.into_values().collect();
        comparison.dropped.sort_unstable();
        comparison.add_referencing(unchanged);
        comparison
    }

    /// Adds those of the unchanged tables whose foreign keys have to be made anew, since the table that they point at is.
    fn add_referencing(&mut self, unchanged: Vec<(&'d Arc<Table>, &'d Arc<Table>, Pair<usize>)>) {
        if self.dialect.redefines_referenced_tables || !self.pairs.iter().any(|table| table.is_redefined) {
            return;
        }
        for (from, to, at) in unchanged {
            if from.foreign_keys.iter().any(|key| self.is_redefined(&key.references)) {
                self.pairs.push(TableDiff::new(Pair { from, to }, at, self.provider));
            }
        }
    }

    fn is_redefined(&self, name: &QualifiedName) -> bool {
        let key = name.key(self.provider);
        self.pairs.iter().any(|table| table.is_redefined && table.tables.from.name.key(self.provider) == key)
    }

    fn is_ignored(&self, table: &Table) -> bool {
        let name = table.name.name.as_str();
        let is_postgis = self.provider == Provider::Postgresql
            && POSTGIS_TABLES.iter().any(|ignored| ignored.eq_ignore_ascii_case(name));
        IGNORED_TABLES.contains(&name)
            || is_postgis
            || self.is_external(&self.options.external_tables, &table.name)
    }

    fn is_external(&self, external: &[SmolStr], name: &QualifiedName) -> bool {
        let (namespace, name) = name.key(self.provider);
        external.iter().any(|external| match external.split_once('.') {
            Some((schema, table)) => Some(schema) == namespace && table == name,
            None => external == name,
        })
    }

    fn enums_of(&self, database: &'d Database) -> impl Iterator<Item = (usize, &'d Arc<EnumType>)> {
        let is_kept = |(_, value): &(usize, &Arc<EnumType>)| {
            !self.is_external(&self.options.external_enums, &value.name)
        };
        database.enums.iter().enumerate().filter(is_kept)
    }

    fn schemas(&self, steps: &mut Vec<Ranked>) {
        for (at, name) in self.to.namespaces.iter().enumerate() {
            if self.from.namespaces.contains(name) {
                continue;
            }
            // One that would hold nothing is not created.
            let is_in = |qualified: &QualifiedName| qualified.key(self.provider).0 == Some(name.as_str());
            let has_table = self.to.tables.iter().any(|table| is_in(&table.name) && !self.is_ignored(table));
            let has_enum = self.enums_of(self.to).any(|(_, value)| is_in(&value.name));
            if has_table || has_enum {
                steps.push((rank(0, &[at]), Step::CreateSchema(name.clone())));
            }
        }
    }

    fn extensions(&self, steps: &mut Vec<Ranked>) {
        let differ = |a: &SmolStr, b: &SmolStr| !a.is_empty() && !b.is_empty() && a != b;
        for (at, extension) in self.to.extensions.iter().enumerate() {
            let same_name = |it: &(usize, &Extension)| it.1.name == extension.name;
            let Some((was, old)) = self.from.extensions.iter().enumerate().find(same_name) else {
                steps.push((rank(2, &[at]), Step::CreateExtension(extension.clone())));
                continue;
            };
            if !differ(&old.version, &extension.version) && !differ(&old.schema, &extension.schema) {
                continue;
            }
            if old.relocatable || extension.relocatable {
                let pair = Pair { from: old.clone(), to: extension.clone() };
                steps.push((rank(3, &[was, at]), Step::AlterExtension(pair)));
            } else {
                steps.push((rank(1, &[was]), Step::DropExtension(old.clone())));
                steps.push((rank(2, &[at]), Step::CreateExtension(extension.clone())));
            }
        }
    }

    fn created_tables(&self, steps: &mut Vec<Ranked>) {
        for &at in &self.created {
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

    fn enums(&self, steps: &mut Vec<Ranked>) {
        let key = |value: &'d EnumType| value.name.key(self.provider);
        for (at, value) in self.enums_of(self.to) {
            let old = self.enums_of(self.from).find(|(_, old)| key(old) == key(value));
            let Some((was, old)) = old else {
                steps.push((rank(7, &[at]), Step::CreateEnum(value.clone())));
                continue;
            };
            let missing = |from: &EnumType, to: &EnumType| -> Vec<SmolStr> {
                to.values.iter().filter(|value| !from.values.contains(value)).cloned().collect()
            };
            let (created, dropped) = (missing(old, value), missing(value, old));
            if created.is_empty() && dropped.is_empty() {
                continue;
            }
            let altered = AlterEnum {
                defaults: self.defaults_of(old, value),
                columns: self.columns_of(value),
                types: Pair { from: old.clone(), to: value.clone() },
                created,
                dropped,
            };
            steps.push((rank(8, &[was, at]), Step::AlterEnum(Box::new(altered))));
        }
        for (at, value) in self.enums_of(self.from) {
            if !self.enums_of(self.to).any(|(_, new)| key(new) == key(value)) {
                steps.push((rank(14, &[at]), Step::DropEnum(value.clone())));
            }
        }
    }

    fn is_of(&self, column: &Column, value: &EnumType) -> bool {
        matches!(&column.ty, ColumnType::Enum(name) if name.key(self.provider) == value.name.key(self.provider))
    }

    /// The columns of the type that have a default, each with the column after that has one as well.
    fn defaults_of(&self, old: &EnumType, new: &EnumType) -> Vec<(ColumnOf, Option<ColumnOf>)> {
        let has = |table: &Arc<Table>, value: &EnumType| -> Vec<ColumnOf> {
            let of = table.columns.iter().enumerate();
            let of = of.filter(|(_, column)| self.is_of(column, value) && column.default.is_some());
            of.map(|(at, _)| ColumnOf { table: table.clone(), at }).collect()
        };
        let mut found = Vec::new();
        for table in self.dropped.iter().filter_map(|at| self.from.tables.get(*at)) {
            found.extend(has(table, old).into_iter().map(|column| (column, None)));
        }
        for table in self.from.tables.iter().filter(|table| !self.is_ignored(table)) {
            let Some(after) = self.to.table(&table.name) else { continue };
            let kept = has(after, new);
            let mut columns = has(table, old);
            let name = |column: &ColumnOf| column.get().map(|column| column.name.clone());
            columns.sort_by_key(name);
            let of = |column: ColumnOf| {
                let is_there = column.get().is_some_and(|it| after.column(&it.name).is_some());
                let after = kept.iter().find(|other| name(other) == name(&column)).cloned();
                (is_there, column, after)
            };
            let (gone, stays): (Vec<_>, Vec<_>) = columns.into_iter().map(of).partition(|(there, ..)| !there);
            found.extend(gone.into_iter().chain(stays).map(|(_, column, after)| (column, after)));
        }
        found
    }

    /// The columns that are of the type after the migration.
    fn columns_of(&self, value: &EnumType) -> Vec<ColumnOf> {
        let of = |table: &'d Arc<Table>| {
            let columns = table.columns.iter().enumerate().filter(|(_, column)| self.is_of(column, value));
            columns.map(|(at, _)| ColumnOf { table: table.clone(), at }).collect::<Vec<_>>()
        };
        self.to.tables.iter().flat_map(of).collect()
    }
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
