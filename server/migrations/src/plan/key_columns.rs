//! Which columns of keys are there twice while their type changes (PostgreSQL): the key, and all columns that point at it.

use model::catalog::Provider;
use model::database::{Column, ColumnDefault, DefaultValue, ForeignKey, QualifiedName, Table};
use smol_str::SmolStr;

use crate::plan::casts::{Kind, cast, kind};
use crate::plan::pairing::{ColumnPair, Pairing, TablePair, Way};
use crate::plan::phase::Phase;

/// The place of a column: that of its table among the pairs, and its own.
type Place = (usize, usize);

impl Pairing<'_> {
    /// Whether the column counts, is a part of the primary key or of a foreign key, or foreign keys point at it.
    pub(super) fn is_key_column(&self, table: &TablePair, from: &Column, to: &Column) -> bool {
        let is_key = |table: &Table, column: &Column| {
            let points = |key: &ForeignKey| key.columns.contains(&column.name);
            self.is_rigid(table, column) || table.foreign_keys.iter().any(points)
        };
        table.from.as_ref().is_some_and(|table| is_key(table, from))
            || table.to.as_ref().is_some_and(|table| is_key(table, to))
    }

    /// Whether a column of a key can be there twice: its values can be cast, and the primary key keeps its columns.
    pub(super) fn is_key_doubled(&self, table: &TablePair, from: &Column, to: &Column) -> bool {
        let (Some(old), Some(new)) = (&table.from, &table.to) else { return false };
        let in_key = |table: &Table, column: &Column| table.is_in_primary_key(&column.name);
        let keeps_key = match (&old.primary_key, &new.primary_key) {
            (Some(old), Some(new)) => old.column_names().eq(new.column_names()),
            _ => false,
        };
        let is_split = || {
            let gone = old.columns.iter().filter(|column| new.column(&column.name).is_none());
            gone.into_iter().any(|column| self.moved_to(old, column).is_some())
        };
        cast("", from, to).is_some()
            && !from.is_list()
            && !to.is_list()
            && !table.is_renamed()
            && (keeps_key || !in_key(old, from) && !in_key(new, to))
            && !is_split()
    }

    /// A column that foreign keys tie to one whose type changes in place does so too.
    pub(super) fn keep_keys_together(&mut self) {
        let links = self.links();
        loop {
            let in_place = |(table, column): Place| {
                let Some(it) = self.tables.get(table).and_then(|it| it.columns.get(column)) else {
                    return false;
                };
                let (Some(from), Some(to)) = (&it.from, &it.to) else { return false };
                it.way != Way::Replace && self.is_rewritten(from, to)
            };
            let bound = links.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]);
            let bound: Vec<Place> = bound.filter(|(_, other)| in_place(*other)).map(|(it, _)| it).collect();
            let mut is_changed = false;
            for (table, column) in bound {
                let it = self.tables.get_mut(table).and_then(|it| it.columns.get_mut(column));
                if let Some(it) = it.filter(|it| it.way == Way::Replace) {
                    it.way = Way::InPlace;
                    is_changed = true;
                }
            }
            if !is_changed {
                return;
            }
        }
    }

    /// Each column of a foreign key, before or after, with the one that it points at.
    fn links(&self) -> Vec<(Place, Place)> {
        let mut links = Vec::new();
        for side in [|it: &TablePair| it.from.clone(), |it: &TablePair| it.to.clone()] {
            let place = |name: &QualifiedName| {
                let is_it = |table: &Table| table.name.key(self.provider) == name.key(self.provider);
                self.tables.iter().position(|pair| side(pair).is_some_and(|table| is_it(&table)))
            };
            for (at, pair) in self.tables.iter().enumerate() {
                let Some(table) = side(pair) else { continue };
                for key in &table.foreign_keys {
                    let Some(target) = place(&key.references) else { continue };
                    for (own, other) in key.columns.iter().zip(&key.referenced_columns) {
                        let column = |at: usize, name: &str| {
                            let pair = self.tables.get(at)?;
                            let is_old = pair.from.is_some() && side(pair) == pair.from;
                            pair.columns.iter().position(|it| {
                                let it = if is_old { &it.from } else { &it.to };
                                it.as_ref().is_some_and(|it| it.name == name)
                            })
                        };
                        if let (Some(own), Some(other)) = (column(at, own), column(target, other)) {
                            links.push(((at, own), (target, other)));
                        }
                    }
                }
            }
        }
        links
    }

    /// Whether a column, by its name before or after, is there twice while its type changes.
    pub(super) fn is_replaced_column(&self, table: &TablePair, column: &str) -> bool {
        let is_it = |it: &Option<Column>| it.as_ref().is_some_and(|it| it.name == column);
        table.columns.iter().any(|pair| pair.way == Way::Replace && (is_it(&pair.from) || is_it(&pair.to)))
    }

    /// Whether a foreign key is there twice: one of its columns is, or one that it points at.
    pub(super) fn is_replaced_key(&self, table: &TablePair, key: &ForeignKey) -> bool {
        let target = || self.tables.iter().find(|pair| self.is_named(pair, &key.references));
        key.columns.iter().any(|column| self.is_replaced_column(table, column))
            || target().is_some_and(|pair| {
                key.referenced_columns.iter().any(|column| self.is_replaced_column(pair, column))
            })
    }

    /// Whether the type of a column changes in place that a foreign key ties to another one.
    pub(super) fn is_recast_key(&self, table: &TablePair, key: &ForeignKey) -> bool {
        let is_recast = |table: &TablePair, column: &str| {
            table.columns.iter().any(|it| match (&it.from, &it.to) {
                (Some(from), Some(to)) => {
                    it.way != Way::Replace
                        && (from.name == column || to.name == column)
                        && self.is_rewritten(from, to)
                }
                _ => false,
            })
        };
        let target = || self.tables.iter().find(|pair| self.is_named(pair, &key.references));
        key.columns.iter().any(|column| is_recast(table, column))
            || target()
                .is_some_and(|pair| key.referenced_columns.iter().any(|column| is_recast(pair, column)))
    }

    /// Whether a column of a foreign key goes and another one stays: new clients, who write only the latter, would fail on it
    /// (PostgreSQL).
    pub(super) fn is_partly_dropped(&self, table: &TablePair, key: &ForeignKey) -> bool {
        let stays = |column: &SmolStr| {
            let is_it = |it: &&ColumnPair| it.from.as_ref().is_some_and(|it| it.name == *column);
            table.columns.iter().find(is_it).is_some_and(|it| it.to.is_some())
        };
        let stay = key.columns.iter().filter(|column| stays(column)).count();
        self.provider == Provider::Postgresql && table.to.is_some() && stay > 0 && stay < key.columns.len()
    }

    /// The name of a table of an implicit many-to-many relation with a column that is there twice.
    pub(super) fn widened_join_table(&self) -> Option<&str> {
        let is_it = |pair: &&TablePair| {
            let is_join = |table: &Table| {
                table.name.name.starts_with('_')
                    && table.columns.iter().map(|column| column.name.as_str()).eq(["A", "B"])
            };
            pair.from.as_ref().is_some_and(|table| is_join(table))
                && pair.columns.iter().any(|it| it.way == Way::Replace)
        };
        Some(self.tables.iter().find(is_it)?.from.as_ref()?.name.name.as_str())
    }

    /// When the primary key becomes that of the schema after: with its columns, where these are there twice.
    pub(super) fn primary_key_at(&self, table: &TablePair) -> Phase {
        let key = table.from.as_ref().and_then(|table| table.primary_key.as_ref());
        let is_replaced =
            key.is_some_and(|key| key.column_names().any(|column| self.is_replaced_column(table, column)));
        if is_replaced { Phase::Switch } else { Phase::PrimaryKey }
    }

    /// The default that a column of the primary key gets until another key takes its place, so that new clients need not know
    /// it; `None` for columns that stay or have a default, and where no value can be made up (PostgreSQL).
    pub(super) fn made_key_default(&self, table: &TablePair, it: &ColumnPair) -> Option<ColumnDefault> {
        const UUID_LENGTH: u32 = 36;
        let (Some(old), Some(_), Some(column), None) = (&table.from, &table.to, &it.from, &it.to) else {
            return None;
        };
        let is_due = self.provider == Provider::Postgresql
            && old.is_in_primary_key(&column.name)
            && column.default.is_none()
            && !column.autoincrement
            && !old.foreign_keys.iter().any(|key| key.columns.contains(&column.name));
        let length = column.ty.native().and_then(|native| native.number(0));
        let value = match kind(column) {
            Kind::Integer => DefaultValue::Sequence(Box::default()),
            Kind::Uuid => DefaultValue::Expression(Some("gen_random_uuid()".into())),
            Kind::Text if length.is_none_or(|length| length >= UUID_LENGTH) => {
                DefaultValue::Expression(Some("(gen_random_uuid())::text".into()))
            }
            _ => return None,
        };
        is_due.then_some(ColumnDefault { value, constraint: None })
    }

    /// The column that a replaced column points at by a foreign key of its own, where that is replaced too.
    pub(super) fn replaced_parent(
        &self,
        table: &TablePair,
        it: &ColumnPair,
    ) -> Option<(&TablePair, &ColumnPair)> {
        let (from, to) = (it.from.as_ref()?, it.to.as_ref()?);
        let points = |key: &&ForeignKey| key.columns.iter().eq([&to.name]);
        let key = table.to.as_ref()?.foreign_keys.iter().find(points)?;
        let was = |key: &ForeignKey| key.columns.iter().eq([&from.name]);
        table.from.as_ref()?.foreign_keys.iter().find(|key| was(key))?;
        let parent = self.tables.iter().find(|pair| self.is_named(pair, &key.references))?;
        let column = parent.columns.iter().find(|it| {
            it.way == Way::Replace
                && it.to.as_ref().is_some_and(|it| key.referenced_columns.iter().eq([&it.name]))
        })?;
        Some((parent, column))
    }
}
