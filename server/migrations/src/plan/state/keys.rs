//! The indexes, primary keys and foreign keys of a table after each phase.

use model::catalog::Provider;
use model::catalog::index_types::IndexType;
use model::database::{Column, ForeignKey, Index, IndexKind, PrimaryKey, Table};
use smol_str::SmolStr;

use crate::diff::same_index;
use crate::plan::pairing::{Pairing, TablePair, Way};
use crate::plan::phase::Phase;
use crate::plan::state::columns::needs_values;

impl Pairing<'_> {
    /// Whether the column is there twice for a while.
    fn is_doubled(&self, table: &TablePair, column: &str) -> bool {
        let is_it = |it: &Option<Column>| it.as_ref().is_some_and(|it| it.name == column);
        table.columns.iter().any(|pair| {
            matches!(pair.way, Way::Rename | Way::Replace) && (is_it(&pair.from) || is_it(&pair.to))
        })
    }

    /// When a name that follows from that of the table changes.
    fn names_at(table: &TablePair) -> Phase {
        if table.is_renamed() { Phase::Switch } else { Phase::Expand }
    }

    pub(super) fn indexes(&self, table: &TablePair, from: &Table, to: &Table, phase: Phase) -> Vec<Index> {
        let mut indexes = Vec::new();
        let mut matched = Vec::new();
        for index in &from.indexes {
            let is_doubled = index.column_names().any(|column| self.is_doubled(table, column));
            let mut renamed = index.clone();
            for column in &mut renamed.columns {
                column.name = self.name_at(table, &column.name, Phase::Drop);
            }
            let same = to.indexes.iter().enumerate().find(|(at, other)| {
                !is_doubled && !matched.contains(at) && same_index(self.provider, &renamed, other)
            });
            let mut now = index.clone();
            for column in &mut now.columns {
                column.name = self.name_at(table, &column.name, phase);
            }
            match same {
                Some((at, other)) => {
                    matched.push(at);
                    if phase >= Self::names_at(table) {
                        now.name = other.name.clone();
                    }
                    if phase >= Phase::Expand {
                        now.key = other.key;
                    }
                    indexes.push(now);
                }
                None if phase < self.index_gone_at(table, from, to, index) => {
                    let is_swapped =
                        index.column_names().any(|column| self.is_replaced_column(table, column));
                    if is_swapped && phase >= Phase::Switch {
                        now.name = self.names.former(&now.name).into();
                    }
                    indexes.push(now);
                }
                None => {}
            }
        }
        let created = to.indexes.iter().enumerate().filter(|(at, _)| !matched.contains(at));
        for (_, index) in created.filter(|_| phase >= Phase::Indexes) {
            let mut now = index.clone();
            for column in &mut now.columns {
                column.name = self.new_name_at(table, &column.name, phase);
            }
            let is_swapped = index.column_names().any(|column| self.is_replaced_column(table, column));
            let is_taken = indexes.iter().any(|other| other.name == now.name)
                || self.is_index_name_taken(&now.name, phase);
            if is_taken && self.provider != Provider::Postgresql {
                continue;
            }
            if is_taken || is_swapped && phase < Phase::Switch {
                now.name = self.names.successor(&now.name).into();
            }
            indexes.push(now);
        }
        indexes.extend(self.index_for_primary_key(table, from, to, &indexes, phase));
        indexes
    }

    /// When an index goes: as the primary key where it becomes that, else when nothing uses it any more.
    fn index_gone_at(&self, table: &TablePair, from: &Table, to: &Table, index: &Index) -> Phase {
        let becomes_key = self.provider == Provider::Postgresql
            && index.is_unique()
            && self.primary_key_at(table) == Phase::PrimaryKey
            && !self.keeps_primary_key(table, from, to)
            && to.primary_key.as_ref().is_some_and(|key| key.column_names().eq(index.column_names()));
        if becomes_key { Phase::PrimaryKey } else { Phase::DropIndexes }
    }

    /// Whether an index of another table that stays has the name until it is dropped.
    pub(super) fn is_index_name_taken(&self, name: &SmolStr, phase: Phase) -> bool {
        phase < Phase::DropIndexes
            && self.moving_names.contains(name)
            && self.tables.iter().any(|pair| {
                pair.to.is_some()
                    && pair.from.as_ref().is_some_and(|it| it.indexes.iter().any(|index| index.name == *name))
            })
    }

    /// The unique index that becomes the primary key, where there is none over its columns yet (PostgreSQL).
    fn index_for_primary_key(
        &self,
        table: &TablePair,
        from: &Table,
        to: &Table,
        others: &[Index],
        phase: Phase,
    ) -> Option<Index> {
        let key = to.primary_key.as_ref()?;
        let key_at = self.primary_key_at(table);
        let is_due = (Phase::Indexes..key_at).contains(&phase);
        let is_kept = |index: &Index| to.indexes.iter().any(|other| other.name == index.name);
        let is_there = others
            .iter()
            .any(|index| index.is_unique() && !is_kept(index) && index.column_names().eq(key.column_names()));
        if !is_due
            || self.provider != Provider::Postgresql
            || self.keeps_primary_key(table, from, to)
            || is_there && key_at == Phase::PrimaryKey
        {
            return None;
        }
        let name = key.name.as_deref().unwrap_or_default();
        let mut columns = key.columns.clone();
        for column in &mut columns {
            column.name = self.new_name_at(table, &column.name, phase);
        }
        Some(Index {
            name: self.names.successor(name).into(),
            kind: IndexKind::Unique,
            columns,
            method: IndexType::BTree,
            predicate: None,
            clustered: false,
            key: None,
        })
    }

    /// Whether the primary key has the same columns before and after.
    pub(in crate::plan) fn keeps_primary_key(&self, table: &TablePair, from: &Table, to: &Table) -> bool {
        match (&from.primary_key, &to.primary_key) {
            (Some(old), Some(new)) => {
                let names = old.columns.iter().map(|column| self.name_at(table, &column.name, Phase::Drop));
                names.eq(new.columns.iter().map(|column| column.name.clone()))
            }
            (None, None) => true,
            _ => false,
        }
    }

    pub(super) fn primary_key(
        &self,
        table: &TablePair,
        from: &Table,
        to: &Table,
        phase: Phase,
    ) -> Option<PrimaryKey> {
        if self.keeps_primary_key(table, from, to) {
            let mut key = from.primary_key.clone()?;
            for column in &mut key.columns {
                column.name = self.name_at(table, &column.name, phase);
            }
            return if phase >= Self::names_at(table) && phase >= Phase::Switch {
                to.primary_key.clone()
            } else if phase >= Self::names_at(table) {
                key.name = to.primary_key.as_ref().and_then(|key| key.name.clone());
                Some(key)
            } else {
                Some(key)
            };
        }
        if phase >= self.primary_key_at(table) {
            return to.primary_key.clone();
        }
        let mut key = from.primary_key.clone()?;
        for column in &mut key.columns {
            column.name = self.name_at(table, &column.name, phase);
        }
        Some(key)
    }

    pub(super) fn foreign_keys(&self, table: &TablePair, phase: Phase) -> Vec<ForeignKey> {
        let none = Vec::new();
        let old = table.from.as_ref().map_or(&none, |table| &table.foreign_keys);
        let new = table.to.as_ref().map_or(&none, |table| &table.foreign_keys);
        let mut keys = Vec::new();
        let mut matched = Vec::new();
        for key in old {
            let at_end = self.foreign_key_at(table, key, Phase::Drop);
            let same = new.iter().enumerate().find(|(at, other)| {
                let is_doubled = key.columns.iter().any(|column| self.is_doubled(table, column));
                !matched.contains(at) && !is_doubled && self.same_foreign_key(&at_end, other)
            });
            let mut now = self.foreign_key_at(table, key, phase);
            match same {
                Some((at, other)) => {
                    matched.push(at);
                    if phase >= Self::names_at(table) {
                        now.name = other.name.clone();
                    }
                    if phase >= Phase::Expand {
                        now.field = other.field;
                    }
                    keys.push(now);
                }
                None => {
                    let other = new.iter().find(|other| other.name.is_some() && other.name == key.name);
                    let gone_at = match other {
                        _ if self.is_replaced_key(table, key)
                            || self.is_recast_key(table, key)
                            || self.is_partly_dropped(table, key) =>
                        {
                            Phase::Switch
                        }
                        Some(other) => self.comes_at(table, other),
                        None => Phase::Release,
                    };
                    if phase < gone_at {
                        keys.push(now);
                    }
                }
            }
        }
        let created = new.iter().enumerate();
        let created = created.filter(|(at, key)| !matched.contains(at) && phase >= self.comes_at(table, key));
        for (_, key) in created {
            let mut now = key.clone();
            for column in &mut now.columns {
                *column = self.new_name_at(table, column, phase);
            }
            if let Some(target) = self.tables.iter().find(|pair| self.is_named(pair, &key.references)) {
                now.references = self.table_name(target, phase).unwrap_or(now.references);
                for column in &mut now.referenced_columns {
                    *column = self.new_name_at(target, column, phase);
                }
            }
            if phase < Phase::Switch && table.from.is_some() && self.is_replaced_key(table, key) {
                now.name = now.name.map(|name| self.names.successor(&name).into());
            }
            keys.push(now);
        }
        keys
    }

    /// When a new foreign key comes: at once with a new table; not before the columns that it points at have their values.
    fn comes_at(&self, table: &TablePair, key: &ForeignKey) -> Phase {
        if self.is_recast_key(table, key) {
            return Phase::Release;
        }
        if table.from.is_none() {
            return if self.is_replaced_key(table, key) { Phase::Constrain } else { Phase::Expand };
        }
        let is_unfilled = |pair: &TablePair| {
            pair.columns.iter().any(|it| match (&it.from, &it.to) {
                (None, Some(to)) => needs_values(to) && key.referenced_columns.contains(&to.name),
                _ => false,
            })
        };
        let target = self.tables.iter().find(|pair| self.is_named(pair, &key.references));
        match target.is_some_and(|pair| pair.from.is_some() && is_unfilled(pair)) {
            true => Phase::Release,
            false => Phase::Constrain,
        }
    }

    /// A foreign key from before, with the names of a phase.
    fn foreign_key_at(&self, table: &TablePair, key: &ForeignKey, phase: Phase) -> ForeignKey {
        let mut now = key.clone();
        for column in &mut now.columns {
            *column = self.name_at(table, column, phase);
        }
        if let Some(target) = self.tables.iter().find(|pair| self.is_named(pair, &key.references)) {
            now.references = self.table_name(target, phase).unwrap_or(now.references);
            for column in &mut now.referenced_columns {
                *column = self.name_at(target, column, phase);
            }
        }
        now
    }

    fn same_foreign_key(&self, a: &ForeignKey, b: &ForeignKey) -> bool {
        a.references.key(self.provider) == b.references.key(self.provider)
            && a.columns == b.columns
            && a.referenced_columns == b.referenced_columns
            && a.on_delete == b.on_delete
            && a.on_update == b.on_update
    }
}
