//! Enum types that are created, dropped, or change their values.

use std::sync::Arc;

use model::database::{Column, ColumnType, Database, EnumType, Table};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::diff::Comparison;
use crate::diff::order::{Ranked, rank};
use crate::step::{AlterEnum, ColumnOf, Pair, Step};

impl<'d> Comparison<'d> {
    /// The enum types of a database, but for those that something else manages.
    pub(super) fn enums_of(
        &self,
        database: &'d Database,
    ) -> impl Iterator<Item = (usize, &'d Arc<EnumType>)> {
        let is_kept = |(_, value): &(usize, &Arc<EnumType>)| {
            !self.is_external(&self.options.external_enums, &value.name)
        };
        database.enums.iter().enumerate().filter(is_kept)
    }

    pub(super) fn enums(&self, steps: &mut Vec<Ranked>) {
        let key = |value: &'d EnumType| value.name.key(self.provider);
        for (at, value) in self.enums_of(self.to) {
            let old = self.enums_of(self.from).find(|(_, old)| key(old) == key(value));
            let Some((was, old)) = old else {
                steps.push((rank(7, &[at]), Step::CreateEnum(value.clone())));
                continue;
            };
            let only_in = |one: &EnumType, other: &EnumType| -> Vec<SmolStr> {
                only_in(&one.values, &other.values).cloned().collect()
            };
            let (created, dropped) = (only_in(value, old), only_in(old, value));
            if created.is_empty() && dropped.is_empty() {
                continue;
            }
            let altered = AlterEnum {
                defaults: self.defaults_of(old, value),
                columns: self.columns_of(value),
                types: Pair { from: old.clone(), to: value.clone() },
                created,
                dropped,
                from_history: self.options.from_history,
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

/// The values that the others lack.
pub(crate) fn only_in<'v>(values: &'v [SmolStr], others: &[SmolStr]) -> impl Iterator<Item = &'v SmolStr> {
    let others: FxHashSet<&SmolStr> = others.iter().collect();
    values.iter().filter(move |value| !others.contains(value))
}

/// For each value the next one after it that is known.
pub(crate) fn next_known<'v>(values: &'v [SmolStr], known: &FxHashSet<&SmolStr>) -> Vec<Option<&'v SmolStr>> {
    let mut next = None;
    let before = |value: &'v SmolStr| {
        let after = next;
        next = known.contains(value).then_some(value).or(next);
        after
    };
    let mut found: Vec<_> = values.iter().rev().map(before).collect();
    found.reverse();
    found
}
