//! The steps from one database to another, in Prisma's order.
//!
//! Tables are paired by name. A pair that is the same [`Arc`] is not looked into, so that after an edit the work is in
//! proportion to what changed. Source of the steps and of their order: Prisma's schema engine.

mod casts;
mod column;
mod dialect;
mod enums;
mod order;
mod schemas;
mod table;

pub(crate) use column::differences;
pub(crate) use table::{same_index, same_primary_key};

use std::sync::Arc;

use model::catalog::Provider;
use model::database::{Column, Database, DefaultValue, QualifiedName, Table};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::diff::dialect::Dialect;
use crate::diff::order::{Ranked, rank};
use crate::diff::table::TableDiff;
use crate::step::{AlterTable, ForeignKeyOf, IndexOf, Migration, Pair, Step, TableChange};

/// What is left out of a comparison.
#[derive(Clone, Debug, Default)]
pub struct DiffOptions {
    /// Tables that something else manages (`tables.external` of the configuration): `table`, or `schema.table`.
    pub external_tables: Vec<SmolStr>,
    /// Enum types that something else manages (`enums.external`).
    pub external_enums: Vec<SmolStr>,
    /// Whether the database before comes from a history of migrations and not from a schema. Prisma has read it from a
    /// database then, and writes the default database schema where it replaces an enum.
    pub from_history: bool,
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

/// Whether the table is Prisma's own or one of PostGIS, which no migration touches.
pub(crate) fn is_system_table(provider: Provider, name: &QualifiedName) -> bool {
    let name = name.name.as_str();
    let is_postgis = provider == Provider::Postgresql
        && POSTGIS_TABLES.iter().any(|ignored| ignored.eq_ignore_ascii_case(name));
    IGNORED_TABLES.contains(&name) || is_postgis
}

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
        // Of several of one name the last counts.
        let by_name = |tables: &'d [Arc<Table>]| {
            let kept = tables.iter().enumerate().filter(|(_, table)| !comparison.is_ignored(table));
            kept.map(|(at, table)| (table.name.key(provider), at)).collect::<FxHashMap<_, usize>>()
        };
        let (mut before, after) = (by_name(&from.tables), by_name(&to.tables));
        let mut unchanged = Vec::new();
        for (at, table) in to.tables.iter().enumerate() {
            let key = table.name.key(provider);
            if after.get(&key) != Some(&at) {
                continue;
            }
            let Some(was) = before.remove(&key) else {
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

    /// Adds those of the unchanged tables whose foreign keys have to be recreated, since the table that they point at is.
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
        is_ignored(self.options, self.provider, table)
    }

    fn is_external(&self, external: &[SmolStr], name: &QualifiedName) -> bool {
        is_external(external, self.provider, name)
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
}

/// What a change of type does to the values of a column; `None` where the type stays.
pub(crate) fn cast_of(columns: crate::step::Pair<&Column>, provider: Provider) -> Option<crate::step::Cast> {
    casts::cast(columns, provider, false)
}

/// Whether Prisma never touches the table, or something else manages it.
pub(crate) fn is_ignored(options: &DiffOptions, provider: Provider, table: &Table) -> bool {
    is_system_table(provider, &table.name) || is_external(&options.external_tables, provider, &table.name)
}

fn is_external(external: &[SmolStr], provider: Provider, name: &QualifiedName) -> bool {
    let (namespace, name) = name.key(provider);
    external.iter().any(|external| match external.split_once('.') {
        Some((schema, table)) => Some(schema) == namespace && table == name,
        None => external == name,
    })
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
