//! The moment in which keys take the names of those that they replace (PostgreSQL): foreign keys of the old columns go, an
//! index that was built before becomes the primary key, and the sequence counts for the new column.

use std::sync::Arc;

use model::catalog::Provider;
use model::database::{Column, Database, ForeignKey, Index, QualifiedName};
use smol_str::SmolStr;

use crate::plan::builder::{Builder, Transition};
use crate::plan::names::{in_namespace_of, qualified, quoted, string};
use crate::plan::pairing::{ColumnPair, TablePair, Way};
use crate::plan::phase::Phase;
use crate::plan::primary_keys::keys_to;
use crate::plan::queries::{type_name, uncastable};
use crate::render;
use crate::step::{ForeignKeyOf, IndexOf, Step};

const PROVIDER: Provider = Provider::Postgresql;

impl Builder<'_> {
    /// Drops the foreign keys that are replaced, in the database too.
    pub(super) fn release_keys(&self, phase: Phase, database: &mut Database) -> Transition {
        let mut transition = Transition::default();
        if phase != Phase::Switch {
            return transition;
        }
        for pair in &self.pairing.tables {
            let (Some(from), Some(name)) = (&pair.from, self.pairing.table_name(pair, phase.previous()))
            else {
                continue;
            };
            let replaced: Vec<&ForeignKey> =
                from.foreign_keys.iter().filter(|key| self.pairing.is_replaced_key(pair, key)).collect();
            let Some(table) = database.tables.iter_mut().find(|table| table.name == name) else { continue };
            let is_it = |key: &ForeignKey| {
                replaced.iter().any(|other| other.name == key.name && other.columns == key.columns)
            };
            let before = table.clone();
            for (at, _) in before.foreign_keys.iter().enumerate().filter(|(_, key)| is_it(key)) {
                let of = ForeignKeyOf { table: before.clone(), at };
                transition.up.extend(render::statements(PROVIDER, &Step::DropForeignKey(of.clone())));
                transition.down.extend(render::statements(PROVIDER, &Step::AddForeignKey(of)));
            }
            if before.foreign_keys.iter().any(is_it) {
                Arc::make_mut(table).foreign_keys.retain(|key| !is_it(key));
            }
        }
        transition
    }

    /// Lets the sequences of replaced columns count for the new ones, in the database too; those of columns that count no
    /// more go with the old column.
    pub(super) fn move_counting(&self, phase: Phase, database: &mut Database) -> Transition {
        let mut transition = Transition::default();
        if phase != Phase::Switch {
            return transition;
        }
        for (pair, name) in self.named(phase) {
            for it in &pair.columns {
                let (Way::Replace, Some(from), Some(to)) = (&it.way, &it.from, &it.to) else { continue };
                if !from.autoincrement {
                    continue;
                }
                let former = self.pairing.names.former(&from.name);
                let Some(table) = database.tables.iter_mut().find(|table| table.name == name) else {
                    continue;
                };
                for column in &mut Arc::make_mut(table).columns {
                    if *column.name == *former {
                        (column.autoincrement, column.default) = (false, None);
                    }
                    if column.name == to.name && to.autoincrement {
                        (column.autoincrement, column.default) = (true, to.default.clone());
                    }
                }
                let moved = counting(&name, from, to, &former);
                transition.up.extend(moved.up);
                transition.down.splice(0..0, moved.down);
            }
        }
        transition
    }

    /// Makes the indexes over the new columns the primary keys, in the database too.
    pub(super) fn switch_primary_keys(&self, phase: Phase, database: &mut Database) -> Transition {
        let mut transition = Transition::default();
        if phase != Phase::Switch {
            return transition;
        }
        for (pair, name) in self.named(phase) {
            if self.pairing.primary_key_at(pair) != Phase::Switch {
                continue;
            }
            let after = pair.to.as_ref().and_then(|table| table.primary_key.clone());
            let Some(table) = database.table(&name).cloned() else { continue };
            let (Some(old), Some(new)) = (table.primary_key.clone(), after) else { continue };
            let (Some(old_name), Some(new_name)) = (&old.name, &new.name) else { continue };
            let index = self.pairing.names.successor(new_name);
            let Some(at) = table.indexes.iter().position(|it| it.name == index) else { continue };
            let quote = |name: &str| quoted(PROVIDER, name);
            let of = qualified(PROVIDER, &name);
            let dropped = |key: &SmolStr| format!("ALTER TABLE {of} DROP CONSTRAINT {}", quote(key));
            transition.up.push(format!(
                "{}, ADD CONSTRAINT {} PRIMARY KEY USING INDEX {}",
                dropped(old_name),
                quote(new_name),
                quote(&index)
            ));
            let columns = old.column_names().map(quote).collect::<Vec<_>>().join(", ");
            let of_index = IndexOf { table: table.clone(), at };
            let created = Step::CreateIndex { index: of_index, on_old_table: true, is_recreated: false };
            // The new foreign keys hang on the index that goes with the key.
            let names: Vec<&str> = new.column_names().collect();
            let keys = keys_to(database, &table, &names);
            let mut down: Vec<String> = keys.iter().map(|(_, drop, _)| drop.clone()).collect();
            down.push(format!(
                "{}, ADD CONSTRAINT {} PRIMARY KEY ({columns})",
                dropped(new_name),
                quote(old_name)
            ));
            down.extend(render::statements(PROVIDER, &created));
            down.extend(keys.into_iter().map(|(add, ..)| add));
            transition.down.splice(0..0, down);
            if let Some(table) = database.tables.iter_mut().find(|table| table.name == name) {
                let table = Arc::make_mut(table);
                table.primary_key = Some(new);
                table.indexes.retain(|it: &Index| it.name != index);
            }
        }
        transition
    }

    /// The statements that give the copies of foreign keys the value of the row that they point at, where the type of the
    /// key changes back: a value that has no cast is another one then. Those that others point at come first.
    pub(super) fn restored_references(&self, phase: Phase) -> Vec<String> {
        let mut found: Vec<(usize, String)> = Vec::new();
        if phase != Phase::Switch {
            return Vec::new();
        }
        for (pair, name) in self.named(phase) {
            for it in pair.columns.iter().filter(|it| it.way == Way::Replace) {
                let Some((parent, column)) = self.pairing.replaced_parent(pair, it) else { continue };
                let Some(target) = self.pairing.table_name(parent, phase) else { continue };
                if !self.may_fail_back(column) {
                    continue;
                }
                let names = |it: &ColumnPair| {
                    let (from, to) = (it.from.as_ref()?, it.to.as_ref()?);
                    let former = quoted(PROVIDER, &self.pairing.names.former(&from.name));
                    Some((former, quoted(PROVIDER, &to.name)))
                };
                let (Some((own, own_new)), Some((other, other_new))) = (names(it), names(column)) else {
                    continue;
                };
                found.push((
                    self.depth(pair, it),
                    format!(
                        "UPDATE {} c SET {own} = p.{other} FROM {} p WHERE p.{other_new} = c.{own_new} \
                         AND c.{own} IS DISTINCT FROM p.{other}",
                        qualified(PROVIDER, &name),
                        qualified(PROVIDER, &target),
                    ),
                ));
            }
        }
        found.sort_by_key(|(depth, _)| *depth);
        found.into_iter().map(|(_, statement)| statement).collect()
    }

    /// Whether a value of the new type may have none of the old one.
    fn may_fail_back(&self, it: &ColumnPair) -> bool {
        match (&it.from, &it.to) {
            (Some(from), Some(to)) => uncastable(self.pairing.from, "", to, from).is_some(),
            _ => false,
        }
    }

    /// How many foreign keys lead from a column to one that points at no other.
    fn depth(&self, pair: &TablePair, it: &ColumnPair) -> usize {
        const MOST: usize = 16;
        let mut at = (pair, it);
        for depth in 0..MOST {
            match self.pairing.replaced_parent(at.0, at.1) {
                Some(parent) => at = parent,
                None => return depth,
            }
        }
        MOST
    }

    /// The tables that are there before and after, with their names after a phase.
    fn named(&self, phase: Phase) -> impl Iterator<Item = (&TablePair, QualifiedName)> {
        let both = self.pairing.tables.iter().filter(|pair| pair.from.is_some() && pair.to.is_some());
        both.filter_map(move |pair| Some((pair, self.pairing.table_name(pair, phase)?)))
    }
}

/// The default that counts goes from the old column, which has its later name, to the new one.
fn counting(table: &QualifiedName, from: &Column, to: &Column, former: &str) -> Transition {
    let of = qualified(PROVIDER, table);
    let (old, new) = (quoted(PROVIDER, former), quoted(PROVIDER, &to.name));
    let sequence = in_namespace_of(PROVIDER, table, &format!("{}_{}_seq", table.name, to.name));
    let ty = |column: &Column| type_name(PROVIDER, column);
    let stops = |column: &str| format!("ALTER TABLE {of} ALTER COLUMN {column} DROP DEFAULT");
    let counts = |column: &str| {
        let next = format!("nextval({})", string(&sequence));
        [
            format!("ALTER TABLE {of} ALTER COLUMN {column} SET DEFAULT {next}"),
            format!("ALTER SEQUENCE {sequence} OWNED BY {of}.{column}"),
        ]
    };
    let is_of = |column: &Column| format!("ALTER SEQUENCE {sequence} AS {}", ty(column));
    let mut transition = Transition { up: vec![stops(&old)], down: Vec::new() };
    if to.autoincrement {
        transition.up.push(is_of(to));
        transition.up.extend(counts(&new));
        transition.down.extend([stops(&new), is_of(from)]);
        transition.down.extend(counts(&old));
    } else {
        // The sequence went with the old column, if that was dropped.
        transition.down.push(format!("CREATE SEQUENCE IF NOT EXISTS {sequence} AS {}", ty(from)));
        transition.down.extend(counts(&old));
        transition.down.push(format!(
            "SELECT setval({}, (SELECT COALESCE(MAX({old}), 0) + 1 FROM {of}), false)",
            string(&sequence)
        ));
    }
    transition
}
