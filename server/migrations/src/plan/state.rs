//! The database after each phase: everything that has two forms, before and after, has that of the moment.

use std::sync::Arc;

use model::catalog::Provider;
use model::database::{
    Column, ColumnType, Database, DefaultValue, EnumType, ForeignKey, Index, IndexKind, Nullability,
    PrimaryKey, QualifiedName, Table,
};
use smol_str::SmolStr;

use crate::cost::is_volatile;
use crate::diff::same_index;
use crate::plan::names::{quarantined, with_suffix};
use crate::plan::pairing::{ColumnPair, EnumPair, Pairing, TablePair, Way};
use crate::plan::phase::Phase;
use crate::plan::values::{is_cheap, is_same_type};

impl Pairing<'_> {
    /// The database after a phase.
    pub(super) fn database(&self, phase: Phase) -> Database {
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
    pub(super) fn table(&self, table: &TablePair, phase: Phase) -> Option<Arc<Table>> {
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
                    && pair.columns.iter().all(|column| column.way != Way::RenameAtOnce)
            })
        })
    }

    fn types_stay(&self, table: &TablePair) -> bool {
        table.columns.iter().all(|column| column.way == Way::InPlace)
    }

    fn is_named(&self, pair: &TablePair, name: &QualifiedName) -> bool {
        let key = name.key(self.provider);
        pair.from.iter().chain(&pair.to).any(|table| table.name.key(self.provider) == key)
    }

    /// The name of a table after a phase.
    pub(super) fn table_name(&self, table: &TablePair, phase: Phase) -> Option<QualifiedName> {
        match (&table.from, &table.to) {
            (Some(from), Some(to)) => Some(if phase < Phase::Switch { &from.name } else { &to.name }.clone()),
            (Some(from), None) if phase >= Phase::Quarantine && self.quarantines() => Some(QualifiedName {
                namespace: from.name.namespace.clone(),
                name: quarantined(&from.name.name).into(),
            }),
            (Some(only), None) | (None, Some(only)) => Some(only.name.clone()),
            (None, None) => None,
        }
    }

    /// Whether what is to be dropped first gets a name that nobody uses.
    pub(super) fn quarantines(&self) -> bool {
        self.provider == Provider::Postgresql
    }

    /// When what old clients fill in and new ones do not stops being required: before new clients come.
    pub(super) fn relax_phase(&self) -> Phase {
        let is_synced = |column: &ColumnPair| !matches!(column.way, Way::InPlace);
        let has_synced = self.tables.iter().any(|table| table.columns.iter().any(is_synced));
        let is_switched = self.tables.iter().any(TablePair::is_renamed) || self.switches_in_place();
        if has_synced || is_switched { Phase::Switch } else { Phase::Expand }
    }

    /// Whether a type changes in place at the switch, or an enum type or a value of one gets another name.
    fn switches_in_place(&self) -> bool {
        let is_cast = |column: &ColumnPair| match (&column.from, &column.to) {
            (Some(from), Some(to)) => {
                column.way == Way::InPlace && !is_same_type(from, to) && !is_cheap(from, to)
            }
            _ => false,
        };
        let of_enums = self.enums.iter().any(|value| !value.renamed.is_empty() || value.is_renamed());
        of_enums || self.tables.iter().any(|table| table.columns.iter().any(is_cast))
    }

    /// The columns after a phase: those that were there, in their order, then those that came.
    fn columns_at(&self, table: &TablePair, phase: Phase) -> Vec<Column> {
        let old = table.columns.iter().filter_map(|column| self.old_column(table, column, phase));
        let new = table.columns.iter().filter_map(|column| self.new_column(column, phase));
        let mut columns: Vec<Column> = old.chain(new).collect();
        for column in &mut columns {
            column.ty = self.type_at(&column.ty, phase);
        }
        columns
    }

    /// The form of a column that was there before.
    fn old_column(&self, table: &TablePair, pair: &ColumnPair, phase: Phase) -> Option<Column> {
        let mut column = pair.from.clone()?;
        let is_needed = table.from.as_ref().is_some_and(|table| table.is_in_primary_key(&column.name));
        let relaxed = |column: &mut Column| {
            if column.is_required() && column.default.is_none() && !column.autoincrement && !is_needed {
                column.nullability = Nullability::Nullable;
            }
        };
        match (&pair.way, &pair.to) {
            (Way::InPlace | Way::RenameAtOnce, Some(to)) => {
                return Some(self.in_place(pair, column, to, phase));
            }
            (Way::Replace, Some(_)) => {
                if phase >= Phase::Switch {
                    column.name = with_suffix(&column.name, "_old").into();
                    column.nullability =
                        if column.is_list() { Nullability::List } else { Nullability::Nullable };
                    column.default = None;
                    column.has_client_default = false;
                }
            }
            (Way::Rename, Some(_)) => {
                if phase >= Phase::Release {
                    relaxed(&mut column);
                }
            }
            _ => {
                if phase >= self.relax_phase() {
                    relaxed(&mut column);
                }
            }
        }
        if phase >= Phase::Drop {
            return None;
        }
        if phase >= Phase::Quarantine && self.quarantines() && pair.way != Way::Replace {
            column.name = quarantined(&column.name).into();
        }
        Some(column)
    }

    /// The form of a column that stays.
    fn in_place(&self, pair: &ColumnPair, mut column: Column, to: &Column, phase: Phase) -> Column {
        if phase >= Phase::Expand {
            column.field = to.field;
            column.has_client_default = to.has_client_default;
        }
        if pair.way == Way::RenameAtOnce && phase >= Phase::Switch {
            column.name = to.name.clone();
        }
        let is_other = !is_same_type(&column, to) && !self.is_renamed_enum(&column, to);
        let cast_at = if is_cheap(&column, to) { Phase::Expand } else { Phase::Switch };
        if is_other && phase >= cast_at {
            column.ty = to.ty.clone();
            if column.is_list() != to.is_list() {
                column.nullability = to.nullability;
            }
        }
        let is_waiting = is_other && phase < cast_at;
        if !is_waiting && phase >= Phase::Expand && to.nullability == Nullability::Nullable {
            column.nullability = Nullability::Nullable;
        }
        if phase >= Phase::Require && !column.is_list() {
            column.nullability = to.nullability;
        }
        if column.autoincrement != to.autoincrement {
            let at = if to.autoincrement { Phase::Expand } else { Phase::Release };
            if phase >= at {
                column.autoincrement = to.autoincrement;
                column.default = to.default.clone();
            }
        } else if (to.default.is_some() && phase >= Phase::Expand && !is_waiting)
            || (is_other && phase >= cast_at && column.default.is_some())
            || phase >= Phase::Release
        {
            column.default = to.default.clone();
        }
        column
    }

    /// The form of a column that was not there before.
    fn new_column(&self, pair: &ColumnPair, phase: Phase) -> Option<Column> {
        let mut column = pair.to.clone()?;
        if phase < Phase::Expand
            || matches!(pair.way, Way::InPlace | Way::RenameAtOnce) && pair.from.is_some()
        {
            return None;
        }
        let required_at = match (&pair.way, &pair.from) {
            (Way::Rename | Way::Replace, Some(from)) if from.is_required() || from.is_list() => {
                Phase::Validate
            }
            (Way::Rename | Way::Replace, _) => Phase::Require,
            _ if needs_values(&column) => Phase::Require,
            _ => Phase::Expand,
        };
        if phase < required_at && column.is_required() {
            column.nullability = Nullability::Nullable;
        }
        let default_at = match pair.way {
            Way::Rename => Phase::Release,
            Way::Replace => Phase::Switch,
            _ if counts_or_is_volatile(&column) => Phase::Defaults,
            _ => Phase::Expand,
        };
        if phase < default_at {
            column.default = None;
            column.autoincrement = false;
        }
        if pair.way == Way::Replace && phase < Phase::Switch {
            column.name = with_suffix(&column.name, "_new").into();
        }
        Some(column)
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
                (Way::Replace, _) => with_suffix(column, "_old").into(),
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
                (Way::Replace, _) => with_suffix(column, "_new").into(),
                (Way::RenameAtOnce, Some(from)) => from.name.clone(),
                _ => column.clone(),
            },
            _ => column.clone(),
        }
    }

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

    fn indexes(&self, table: &TablePair, from: &Table, to: &Table, phase: Phase) -> Vec<Index> {
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
                        now.name = with_suffix(&now.name, "_old").into();
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
            let is_taken = indexes.iter().any(|other| other.name == now.name);
            if is_taken && self.provider != Provider::Postgresql {
                continue;
            }
            if is_taken || is_swapped && phase < Phase::Switch {
                now.name = with_suffix(&now.name, "_new").into();
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
            && !self.keeps_primary_key(table, from, to)
            && to.primary_key.as_ref().is_some_and(|key| key.column_names().eq(index.column_names()));
        if becomes_key { Phase::PrimaryKey } else { Phase::DropIndexes }
    }

    fn is_replaced_column(&self, table: &TablePair, column: &str) -> bool {
        let is_it = |it: &Option<Column>| it.as_ref().is_some_and(|it| it.name == column);
        table.columns.iter().any(|pair| pair.way == Way::Replace && (is_it(&pair.from) || is_it(&pair.to)))
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
        let is_due = (Phase::Indexes..Phase::PrimaryKey).contains(&phase);
        let is_there =
            others.iter().any(|index| index.is_unique() && index.column_names().eq(key.column_names()));
        if !is_due
            || self.provider != Provider::Postgresql
            || self.keeps_primary_key(table, from, to)
            || is_there
        {
            return None;
        }
        let name = key.name.as_deref().unwrap_or_default();
        Some(Index {
            name: with_suffix(name, "_new").into(),
            kind: IndexKind::Unique,
            columns: key.columns.clone(),
            method: model::catalog::index_types::IndexType::BTree,
            predicate: None,
            clustered: false,
            key: None,
        })
    }

    /// Whether the primary key has the same columns before and after.
    pub(super) fn keeps_primary_key(&self, table: &TablePair, from: &Table, to: &Table) -> bool {
        match (&from.primary_key, &to.primary_key) {
            (Some(old), Some(new)) => {
                let names = old.columns.iter().map(|column| self.name_at(table, &column.name, Phase::Drop));
                names.eq(new.columns.iter().map(|column| column.name.clone()))
            }
            (None, None) => true,
            _ => false,
        }
    }

    fn primary_key(&self, table: &TablePair, from: &Table, to: &Table, phase: Phase) -> Option<PrimaryKey> {
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
        if phase >= Phase::PrimaryKey {
            return to.primary_key.clone();
        }
        let mut key = from.primary_key.clone()?;
        for column in &mut key.columns {
            column.name = self.name_at(table, &column.name, phase);
        }
        Some(key)
    }

    fn foreign_keys(&self, table: &TablePair, phase: Phase) -> Vec<ForeignKey> {
        let none = Vec::new();
        let old = table.from.as_ref().map_or(&none, |table| &table.foreign_keys);
        let new = table.to.as_ref().map_or(&none, |table| &table.foreign_keys);
        let is_created = table.from.is_none();
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
                    let is_replaced = new.iter().any(|other| other.name.is_some() && other.name == key.name);
                    let gone_at = if is_replaced { Phase::Constrain } else { Phase::Release };
                    if phase < gone_at {
                        keys.push(now);
                    }
                }
            }
        }
        let comes_at = if is_created { Phase::Expand } else { Phase::Constrain };
        let created = new.iter().enumerate().filter(|(at, _)| !matched.contains(at) && phase >= comes_at);
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
            keys.push(now);
        }
        keys
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

impl EnumPair {
    /// Whether the type gets another name.
    pub(super) fn is_renamed(&self) -> bool {
        matches!((&self.from, &self.to), (Some(from), Some(to)) if from.name != to.name)
    }
}

/// Whether a new column is required, and no default fills it in old rows.
pub(super) fn needs_values(column: &Column) -> bool {
    column.is_required() && (column.default.is_none() || counts_or_is_volatile(column))
        || column.is_required() && column.autoincrement
}

/// Whether each row gets a value of its own.
pub(super) fn counts_or_is_volatile(column: &Column) -> bool {
    column.autoincrement
        || match column.default_value() {
            Some(DefaultValue::Expression(Some(text))) => is_volatile(text),
            Some(DefaultValue::Sequence(_) | DefaultValue::UniqueRowId) => true,
            _ => false,
        }
}

/// The values of both: those after, in their order, with those that go where they stood.
fn joined(old: &[SmolStr], new: &[SmolStr]) -> Vec<SmolStr> {
    let mut values = old.to_vec();
    for (at, value) in new.iter().enumerate() {
        if values.contains(value) {
            continue;
        }
        let next = new.iter().skip(at + 1).find_map(|next| values.iter().position(|it| it == next));
        values.insert(next.unwrap_or(values.len()), value.clone());
    }
    values
}
