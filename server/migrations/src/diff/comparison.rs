//! Which tables two databases share, and which differ.

use std::ops::Range;
use std::sync::Arc;

use base::cancel;
use model::catalog::Provider;
use model::database::{Database, QualifiedName, Table};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::diff::dialect::Dialect;
use crate::diff::table::TableDiff;
use crate::step::Pair;

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

/// Two databases, table by table.
pub(super) struct Comparison<'d> {
    pub(super) from: &'d Database,
    pub(super) to: &'d Database,
    pub(super) options: &'d DiffOptions,
    pub(super) provider: Provider,
    pub(super) dialect: Dialect,
    /// The tables that both have and that differ.
    pub(super) pairs: Vec<TableDiff<'d>>,
    /// The tables that only the one after has.
    pub(super) created: Vec<usize>,
    /// The tables that only the one before has.
    pub(super) dropped: Vec<usize>,
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
    pub(super) fn new(from: &'d Database, to: &'d Database, options: &'d DiffOptions) -> Comparison<'d> {
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
        let [others_before, others_after] = between_shared(&from.tables, &to.tables);
        // Of several of one name the last counts.
        let by_name = |tables: &'d [Arc<Table>], others: &Range<usize>| {
            let kept = others.clone().filter_map(|at| Some((at, tables.get(at)?)));
            let kept = kept.filter(|(_, table)| !comparison.is_ignored(table));
            kept.map(|(at, table)| (table.name.key(provider), at)).collect::<FxHashMap<_, usize>>()
        };
        let mut before = by_name(&from.tables, &others_before);
        let after = by_name(&to.tables, &others_after);
        let mut unchanged = Vec::new();
        for at in others_after.clone() {
            let Some(table) = to.tables.get(at) else { continue };
            cancel::check();
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
        if comparison.recreates_foreign_keys() {
            let shared = (0..others_before.start).zip(0..others_after.start);
            let shared = shared.chain((others_before.end..).zip(others_after.end..to.tables.len()));
            unchanged.extend(shared.filter_map(|(was, at)| {
                let (old, table) = (from.tables.get(was)?, to.tables.get(at)?);
                (!comparison.is_ignored(table)).then_some((old, table, Pair { from: was, to: at }))
            }));
            unchanged.sort_by_key(|(_, _, at)| at.to);
            comparison.add_referencing(unchanged);
        }
        comparison
    }

    /// Whether foreign keys to a table are recreated with it, and there is such a table.
    fn recreates_foreign_keys(&self) -> bool {
        !self.dialect.redefines_referenced_tables && self.pairs.iter().any(|table| table.is_redefined)
    }

    /// Adds those of the unchanged tables whose foreign keys have to be recreated, since the table that they point at is.
    fn add_referencing(&mut self, unchanged: Vec<(&'d Arc<Table>, &'d Arc<Table>, Pair<usize>)>) {
        for (from, to, at) in unchanged {
            if from.foreign_keys.iter().any(|key| self.is_redefined(&key.references)) {
                self.pairs.push(TableDiff::new(Pair { from, to }, at, self.provider));
            }
        }
    }

    pub(super) fn is_redefined(&self, name: &QualifiedName) -> bool {
        let key = name.key(self.provider);
        self.pairs.iter().any(|table| table.is_redefined && table.tables.from.name.key(self.provider) == key)
    }

    pub(super) fn is_ignored(&self, table: &Table) -> bool {
        is_ignored(self.options, self.provider, table)
    }

    pub(super) fn is_external(&self, external: &[SmolStr], name: &QualifiedName) -> bool {
        is_external(external, self.provider, name)
    }
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

/// The places of the tables between those that both have at the beginning and at the end as the same [`Arc`].
fn between_shared(from: &[Arc<Table>], to: &[Arc<Table>]) -> [Range<usize>; 2] {
    let is_shared = |(a, b): &(&Arc<Table>, &Arc<Table>)| Arc::ptr_eq(a, b);
    let start = from.iter().zip(to).take_while(is_shared).count();
    let rest = (from.iter().skip(start).rev()).zip(to.iter().skip(start).rev());
    let end = rest.take_while(is_shared).count();
    [from, to].map(|tables| start..tables.len() - end)
}
