//! The database after each phase: everything that has two forms, before and after, has that of the moment.

mod columns;
mod keys;

pub(super) use columns::counts_or_is_volatile;

use std::sync::Arc;

use base::cancel;
use model::database::{ColumnType, Database, EnumType, QualifiedName, Table};
use smol_str::SmolStr;

use crate::plan::enums::{EnumPair, joined};
use crate::plan::names::quarantined;
use crate::plan::pairing::{ColumnPair, Pairing, TablePair, Way};
use crate::plan::phase::Phase;
use crate::plan::values::{changes_values, is_cheap, is_same_type};

impl Pairing<'_> {
    /// The database after a phase.
    pub(in crate::plan) fn database(&self, phase: Phase) -> Database {
        let is_late = phase >= Phase::Drop;
        let mut namespaces = self.from.namespaces.clone();
        let mut extensions = if phase < Phase::Expand { self.from } else { self.to }.extensions.clone();
        if phase >= Phase::Expand {
            namespaces
                .extend(self.to.namespaces.iter().filter(|it| !self.from.namespaces.contains(it)).cloned());
            if !is_late {
                let gone = self.from.extensions.iter();
                let gone = gone.filter(|old| !self.to.extensions.iter().any(|new| new.name == old.name));
                extensions.extend(gone.cloned());
            }
        }
        if is_late {
            namespaces.clone_from(&self.to.namespaces);
        }
        Database {
            provider: self.provider,
            namespaces,
            tables: self.tables.iter().filter_map(|table| self.table(table, phase)).collect(),
            enums: self.enums.iter().filter_map(|value| self.enumeration(value, phase)).collect(),
            extensions,
        }
    }

    /// The table after a phase; `None` where it is not there then.
    pub(in crate::plan) fn table(&self, table: &TablePair, phase: Phase) -> Option<Arc<Table>> {
        cancel::check();
        let (from, to) = (table.from.as_ref(), table.to.as_ref());
        match (from, to) {
            (Some(from), Some(to)) => {
                // What does not change stays the same object, so that comparisons pass over it.
                if from == to && self.referenced_stay(from) && self.types_stay(table) {
                    return Some(if phase < Phase::Expand { from.clone() } else { to.clone() });
                }
                Some(Arc::new(Table {
                    name: self.table_name(table, phase)?,
                    columns: self.columns_at(table, phase),
                    primary_key: self.primary_key(table, from, to, phase),
                    indexes: self.indexes(table, from, to, phase),
                    foreign_keys: self.foreign_keys(table, phase),
                    comment: to.comment.clone(),
                }))
            }
            (None, Some(to)) => (phase >= Phase::Expand).then(|| {
                let mut new = Table::clone(to);
                new.foreign_keys = self.foreign_keys(table, phase);
                for index in &mut new.indexes {
                    if self.is_index_name_taken(&index.name, phase) {
                        index.name = self.names.successor(&index.name).into();
                    }
                }
                for column in &mut new.columns {
                    column.ty = self.type_at(&column.ty, phase);
                }
                Arc::new(new)
            }),
            (Some(from), None) => (phase < Phase::Drop).then(|| {
                let mut old = Table::clone(from);
                if let Some(name) = self.table_name(table, phase) {
                    old.name = name;
                }
                old.foreign_keys = self.foreign_keys(table, phase);
                if phase >= Phase::Expand && !self.moving_names.is_empty() {
                    // A new table has the name already.
                    let of_indexes = old.indexes.iter_mut().map(|index| &mut index.name);
                    let of_key = old.primary_key.iter_mut().filter_map(|key| key.name.as_mut());
                    for name in of_indexes.chain(of_key).filter(|it| self.moving_names.contains(*it)) {
                        *name = self.names.former(name).into();
                    }
                }
                for column in &mut old.columns {
                    column.ty = self.type_at(&column.ty, phase);
                }
                Arc::new(old)
            }),
            (None, None) => None,
        }
    }

    /// Whether no table that it points at changes its name or that of a column.
    fn referenced_stay(&self, table: &Table) -> bool {
        table.foreign_keys.iter().all(|key| {
            let other = self.tables.iter().find(|pair| self.is_named(pair, &key.references));
            other.is_none_or(|pair| {
                pair.to.is_some()
                    && !pair.is_renamed()
                    && pair.columns.iter().all(|it| !matches!(it.way, Way::RenameAtOnce | Way::Replace))
            })
        })
    }

    fn types_stay(&self, table: &TablePair) -> bool {
        table.columns.iter().all(|column| column.way == Way::InPlace)
    }

    pub(in crate::plan) fn is_named(&self, pair: &TablePair, name: &QualifiedName) -> bool {
        let key = name.key(self.provider);
        pair.from.iter().chain(&pair.to).any(|table| table.name.key(self.provider) == key)
    }

    /// The name of a table after a phase.
    pub(in crate::plan) fn table_name(&self, table: &TablePair, phase: Phase) -> Option<QualifiedName> {
        match (&table.from, &table.to) {
            (Some(from), Some(to)) => Some(if phase < Phase::Switch { &from.name } else { &to.name }.clone()),
            (Some(from), None) if phase >= Phase::Quarantine && self.quarantines => Some(QualifiedName {
                namespace: from.name.namespace.clone(),
                name: quarantined(&from.name.name).into(),
            }),
            (Some(only), None) | (None, Some(only)) => Some(only.name.clone()),
            (None, None) => None,
        }
    }

    /// When what old clients fill in and new ones do not stops being required: before new clients come.
    pub(in crate::plan) fn relax_phase(&self) -> Phase {
        let is_synced = |column: &ColumnPair| !matches!(column.way, Way::InPlace);
        let has_synced = self.tables.iter().any(|table| table.columns.iter().any(is_synced));
        let is_switched = self.tables.iter().any(TablePair::is_renamed) || self.switches_in_place();
        if has_synced || is_switched { Phase::Switch } else { Phase::Expand }
    }

    /// Whether a type changes in place at the switch, or an enum type or a value of one gets another name.
    fn switches_in_place(&self) -> bool {
        let is_cast = |column: &ColumnPair| match (&column.from, &column.to) {
            (Some(from), Some(to)) => {
                column.way == Way::InPlace
                    && !is_same_type(from, to)
                    && !is_cheap(from, to)
                    && !changes_values(from, to)
            }
            _ => false,
        };
        let of_enums = self.enums.iter().any(|value| !value.renamed.is_empty() || value.is_renamed());
        of_enums || self.tables.iter().any(|table| table.columns.iter().any(is_cast))
    }

    /// The enum type of a column by its name after a phase.
    fn type_at(&self, ty: &ColumnType, phase: Phase) -> ColumnType {
        let ColumnType::Enum(name) = ty else { return ty.clone() };
        let renamed = self.enums.iter().find(|pair| {
            let is = |value: &Option<Arc<EnumType>>| {
                value.as_ref().is_some_and(|it| it.name.key(self.provider) == name.key(self.provider))
            };
            pair.is_renamed() && (is(&pair.from) || is(&pair.to))
        });
        let now = renamed
            .and_then(|pair| if phase < Phase::Switch { pair.from.as_ref() } else { pair.to.as_ref() });
        now.map_or_else(|| ty.clone(), |value| ColumnType::Enum(value.name.clone()))
    }

    fn enumeration(&self, value: &EnumPair, phase: Phase) -> Option<Arc<EnumType>> {
        match (&value.from, &value.to) {
            (Some(from), Some(to)) => {
                if phase < Phase::EnumValues {
                    return Some(from.clone());
                }
                if value.is_renamed() || !value.renamed.is_empty() {
                    return Some(if phase < Phase::Switch { from } else { to }.clone());
                }
                if phase >= Phase::Drop {
                    return Some(to.clone());
                }
                let values = joined(&from.values, &to.values);
                Some(Arc::new(EnumType { name: to.name.clone(), values }))
            }
            (Some(from), None) => (phase < Phase::Drop).then(|| from.clone()),
            (None, Some(to)) => (phase >= Phase::Expand).then(|| to.clone()),
            (None, None) => None,
        }
    }

    /// The name, after a phase, of a column that was there before.
    fn name_at(&self, table: &TablePair, column: &SmolStr, phase: Phase) -> SmolStr {
        let pair = table.columns.iter().find(|pair| pair.from.as_ref().is_some_and(|it| it.name == *column));
        match pair {
            Some(pair) if phase >= Phase::Switch => match (&pair.way, &pair.to) {
                (Way::Replace, _) => self.names.former(column).into(),
                (Way::RenameAtOnce, Some(to)) => to.name.clone(),
                _ => column.clone(),
            },
            _ => column.clone(),
        }
    }

    /// The name, after a phase, of a column that is there at the end.
    fn new_name_at(&self, table: &TablePair, column: &SmolStr, phase: Phase) -> SmolStr {
        let pair = table.columns.iter().find(|pair| pair.to.as_ref().is_some_and(|it| it.name == *column));
        match pair {
            Some(pair) if phase < Phase::Switch => match (&pair.way, &pair.from) {
                (Way::Replace, _) => self.names.successor(column).into(),
                (Way::RenameAtOnce, Some(from)) => from.name.clone(),
                _ => column.clone(),
            },
            _ => column.clone(),
        }
    }
}
