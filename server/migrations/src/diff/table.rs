//! What changes in a table that both databases have.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::catalog::Provider;
use model::database::{ForeignKey, Index, IndexColumn, IndexKind, PrimaryKey, Table};
use model::schema::item::Sort;

use crate::diff::column;
use crate::diff::dialect::Dialect;
use crate::step::{AlterColumn, Cast, ColumnChanges, Pair, RedefineTable, TableChange};

/// A table that both databases have, and what changes in its columns.
pub(super) struct TableDiff<'d> {
    pub(super) tables: Pair<&'d Arc<Table>>,
    /// The places of the table among all, before and after.
    pub(super) at: Pair<usize>,
    /// The columns that both have, by name.
    pub(super) pairs: Vec<AlterColumn>,
    /// The columns that only the table after has, by name.
    pub(super) added: Vec<usize>,
    /// The columns that only the table before has, by name.
    pub(super) dropped: Vec<usize>,
    pub(super) provider: Provider,
    pub(super) dialect: Dialect,
    /// Whether the table is recreated.
    pub(super) is_redefined: bool,
}

impl<'d> TableDiff<'d> {
    pub(super) fn new(tables: Pair<&'d Arc<Table>>, at: Pair<usize>, provider: Provider) -> TableDiff<'d> {
        let dialect = Dialect::of(provider);
        let mut diff = TableDiff {
            tables,
            at,
            pairs: Vec::new(),
            added: Vec::new(),
            dropped: Vec::new(),
            provider,
            dialect,
            is_redefined: false,
        };
        // The places of the columns, in the order of their names; the first of a name.
        let by_name = |table: &'d Table| -> BTreeMap<&'d str, usize> {
            let places = table.columns.iter().enumerate().rev();
            places.map(|(at, column)| (column.name.as_str(), at)).collect()
        };
        let (before, after) = (by_name(tables.from), by_name(tables.to));
        for (name, &to) in &after {
            let Some(column) = tables.to.columns.get(to) else { continue };
            let from = before.get(name).copied();
            let Some((from, before)) = from.and_then(|at| Some((at, tables.from.columns.get(at)?))) else {
                diff.added.push(to);
                continue;
            };
            let covered = [tables.from, tables.to]
                .iter()
                .all(|table| table.is_in_index(&column.name) || table.is_in_primary_key(&column.name));
            let changes = column::changes(Pair { from: before, to: column }, provider, dialect, covered);
            diff.pairs.push(AlterColumn { columns: Pair { from, to }, changes });
        }
        diff.dropped =
            before.iter().filter(|(name, _)| !after.contains_key(*name)).map(|(_, at)| *at).collect();
        diff.is_redefined = diff.must_be_redefined();
        diff
    }

    fn must_be_redefined(&self) -> bool {
        let Pair { from, to } = self.tables;
        let is_impossible = |pair: &AlterColumn| pair.changes.cast == Some(Cast::Impossible);
        match self.provider {
            Provider::Sqlite => {
                from.primary_key.is_some() != to.primary_key.is_some()
                    || self.primary_key_changed()
                    || !self.dropped.is_empty()
                    || self.added.iter().any(|at| to.columns.get(*at).is_some_and(|it| it.is_required()))
                    || self.pairs.iter().any(|pair| pair.changes.any())
                    || self.created_foreign_keys().next().is_some()
                    || self.dropped_foreign_keys().next().is_some()
            }
            Provider::Cockroachdb => {
                let is_id = |at: usize| {
                    from.columns.get(at).is_some_and(|column| from.is_single_primary_key(&column.name))
                };
                self.pairs.iter().any(|pair| is_impossible(pair) && is_id(pair.columns.from))
                    || self.dropped.iter().any(|at| is_id(*at))
            }
            Provider::Sqlserver => {
                self.pairs.iter().any(|pair| pair.changes.autoincrement)
                    || self.pairs.iter().all(is_impossible)
            }
            _ => false,
        }
    }

    /// What changes of the column of this name.
    pub(super) fn changes_of(&self, name: &str) -> ColumnChanges {
        let is_it = |pair: &&AlterColumn| {
            self.tables.to.columns.get(pair.columns.to).is_some_and(|column| column.name == name)
        };
        self.pairs.iter().find(is_it).map(|pair| pair.changes).unwrap_or_default()
    }

    pub(super) fn created_foreign_keys(&self) -> impl Iterator<Item = usize> {
        let is_new =
            |to: &ForeignKey| !self.tables.from.foreign_keys.iter().any(|from| self.same_key(from, to));
        places(&self.tables.to.foreign_keys, is_new)
    }

    pub(super) fn dropped_foreign_keys(&self) -> impl Iterator<Item = usize> {
        let is_gone =
            |from: &ForeignKey| !self.tables.to.foreign_keys.iter().any(|to| self.same_key(from, to));
        places(&self.tables.from.foreign_keys, is_gone)
    }

    /// The foreign keys that stay, whatever their names.
    pub(super) fn foreign_key_pairs(&self) -> Vec<Pair<usize>> {
        let mut seen = Vec::new();
        for (from, key) in self.tables.from.foreign_keys.iter().enumerate() {
            let mut same = places(&self.tables.to.foreign_keys, |to| self.same_key(key, to));
            if let Some(to) = same.find(|to| !seen.iter().any(|pair: &Pair<usize>| pair.to == *to)) {
                seen.push(Pair { from, to });
            }
        }
        seen
    }

    fn same_key(&self, from: &ForeignKey, to: &ForeignKey) -> bool {
        let same_column = |name: &str| {
            let changes = self.changes_of(name);
            let nullability = |table: &Table| table.column(name).map(|column| column.is_required());
            let becomes_required =
                nullability(self.tables.from) == Some(false) && nullability(self.tables.to) == Some(true);
            let is_kept =
                self.dialect.requires_foreign_key_columns || !changes.nullability || !becomes_required;
            changes.cast.is_none() && is_kept
        };
        from.references.name == to.references.name
            && from.columns == to.columns
            && from.referenced_columns == to.referenced_columns
            && from.columns.iter().all(|name| same_column(name))
            && from.on_delete == to.on_delete
            && from.on_update == to.on_update
    }

    pub(super) fn created_indexes(&self) -> impl Iterator<Item = usize> {
        let is_new = |to: &Index| !self.tables.from.indexes.iter().any(|from| self.same_index(from, to));
        places(&self.tables.to.indexes, is_new)
    }

    pub(super) fn dropped_indexes(&self) -> impl Iterator<Item = usize> {
        let is_gone = |from: &Index| !self.tables.to.indexes.iter().any(|to| self.same_index(from, to));
        places(&self.tables.from.indexes, is_gone)
    }

    /// The indexes that stay, whatever their names. Several over the same columns are left alone: which of them is which
    /// cannot be known.
    pub(super) fn index_pairs(&self) -> Vec<Pair<usize>> {
        let Pair { from, to } = self.tables;
        let is_single = |index: &Index| {
            let alike = |it: &&Index| it.kind == index.kind && it.column_names().eq(index.column_names());
            from.indexes.iter().filter(alike).count() == 1
        };
        let singles = from.indexes.iter().enumerate().filter(|(_, index)| is_single(index));
        let pair = |(at, index): (usize, &Index)| {
            let to = to.indexes.iter().position(|other| self.same_index(index, other))?;
            Some(Pair { from: at, to })
        };
        singles.filter_map(pair).collect()
    }

    fn same_index(&self, from: &Index, to: &Index) -> bool {
        same_index(self.provider, from, to)
    }

    /// Whether both tables have a primary key, and it is not the same one.
    pub(super) fn primary_key_changed(&self) -> bool {
        let (Some(from), Some(to)) = (&self.tables.from.primary_key, &self.tables.to.primary_key) else {
            return false;
        };
        !same_primary_key(self.provider, from, to)
            || from.columns.iter().any(|column| self.changes_of(&column.name).cast.is_some())
    }

    /// Whether the primary key gets other columns in place.
    pub(super) fn alters_primary_key(&self) -> bool {
        match (&self.tables.from.primary_key, &self.tables.to.primary_key) {
            (Some(from), Some(to)) => {
                self.dialect.alters_primary_keys && !from.column_names().eq(to.column_names())
            }
            _ => false,
        }
    }

    /// Whether the primary key is dropped or added, told which of the two is asked.
    fn replaces_primary_key(&self, is_there: Option<&PrimaryKey>, other: Option<&PrimaryKey>) -> bool {
        if self.dialect.alters_primary_keys && is_there.is_some() && other.is_some() {
            return false;
        }
        let is_recreated = |pair: &AlterColumn| {
            let column = self.tables.from.columns.get(pair.columns.from);
            pair.changes.cast == Some(Cast::Impossible)
                && column.is_some_and(|column| self.tables.from.is_in_primary_key(&column.name))
        };
        is_there.is_some() && other.is_none()
            || self.primary_key_changed()
            || self.dialect.recreates_primary_key_with_column && self.pairs.iter().any(is_recreated)
    }

    pub(super) fn drops_primary_key(&self) -> bool {
        self.replaces_primary_key(self.tables.from.primary_key.as_ref(), self.tables.to.primary_key.as_ref())
    }

    /// The changes of columns and primary key, in order.
    pub(super) fn table_changes(&self) -> Vec<TableChange> {
        let Pair { from, to } = self.tables;
        let (before, after) = (from.primary_key.as_ref(), to.primary_key.as_ref());
        let mut changes = Vec::new();
        if self.drops_primary_key() {
            changes.push(TableChange::DropPrimaryKey);
        }
        if let (Some(before), Some(after)) = (before, after)
            && before.name != after.name
        {
            changes.push(TableChange::RenamePrimaryKey);
        }
        changes.extend(self.dropped.iter().map(|at| TableChange::DropColumn(*at)));
        changes.extend(self.added.iter().map(|at| TableChange::AddColumn(*at)));
        let mut altered: Vec<&AlterColumn> = self.pairs.iter().filter(|pair| pair.changes.any()).collect();
        altered.sort_by_key(|pair| (pair.columns.from, pair.columns.to));
        changes.extend(altered.into_iter().map(|pair| match pair.changes.cast {
            Some(Cast::Impossible) => TableChange::DropAndRecreateColumn(*pair),
            _ => TableChange::AlterColumn(*pair),
        }));
        if self.replaces_primary_key(after, before) {
            changes.push(TableChange::AddPrimaryKey);
        }
        changes
    }

    /// How the table is recreated.
    pub(super) fn redefinition(&self) -> RedefineTable {
        RedefineTable {
            tables: self.tables.map(Arc::clone),
            drops_primary_key: self.drops_primary_key(),
            added: self.added.clone(),
            dropped: self.dropped.clone(),
            copied: self.pairs.clone(),
        }
    }

    /// The indexes after that are over a column which is recreated.
    pub(super) fn indexes_of_recreated_columns(&self) -> Vec<usize> {
        if !self.dialect.drops_indexes_with_columns {
            return Vec::new();
        }
        let is_recreated = |name: &str| self.changes_of(name).cast == Some(Cast::Impossible);
        let pairs = self.index_pairs().into_iter().map(|pair| pair.to);
        let is_hit = |at: &usize| {
            self.tables.to.indexes.get(*at).is_some_and(|index| index.column_names().any(is_recreated))
        };
        pairs.filter(is_hit).collect()
    }

    /// The foreign keys before that an index covers: they hold its first columns.
    pub(super) fn foreign_keys_covered_by(&self, index: &Index) -> impl Iterator<Item = usize> {
        let covers = |key: &ForeignKey| {
            index.kind != IndexKind::Fulltext
                && index.columns.len() >= key.columns.len()
                && key.columns.iter().zip(index.column_names()).all(|(a, b)| a == b)
        };
        places(&self.tables.from.foreign_keys, covers)
    }
}

/// Whether two indexes are the same but for their names.
pub(crate) fn same_index(provider: Provider, from: &Index, to: &Index) -> bool {
    let same_class = |from: &IndexColumn, to: &IndexColumn| match (&from.operator_class, &to.operator_class) {
        (Some(from), Some(to)) => from.name == to.name,
        (Some(class), None) | (None, Some(class)) => class.is_default,
        (None, None) => true,
    };
    let same_column = |(from, to): (&IndexColumn, &IndexColumn)| {
        from.name == to.name && from.length == to.length && sort(from) == sort(to) && same_class(from, to)
    };
    let same_details = match provider {
        Provider::Sqlserver => from.clustered == to.clustered && from.predicate == to.predicate,
        Provider::Cockroachdb => from.method == to.method,
        _ => from.method == to.method && from.predicate == to.predicate,
    };
    from.kind == to.kind
        && from.columns.len() == to.columns.len()
        && from.columns.iter().zip(&to.columns).all(same_column)
        && same_details
}

/// Whether two primary keys are the same but for their names, and for the types of their columns.
pub(crate) fn same_primary_key(provider: Provider, from: &PrimaryKey, to: &PrimaryKey) -> bool {
    let same_column = |(from, to): (&IndexColumn, &IndexColumn)| {
        from.name == to.name && sort(from) == sort(to) && from.length == to.length
    };
    from.columns.len() == to.columns.len()
        && from.columns.iter().zip(&to.columns).all(same_column)
        && (provider != Provider::Sqlserver || from.clustered == to.clustered)
}

fn sort(column: &IndexColumn) -> Sort {
    column.sort.unwrap_or(Sort::Asc)
}

/// The places of those for which it holds.
fn places<T>(list: &[T], holds: impl Fn(&T) -> bool) -> impl Iterator<Item = usize> {
    let found: Vec<usize> = list.iter().enumerate().filter(|(_, it)| holds(it)).map(|(at, _)| at).collect();
    found.into_iter()
}
