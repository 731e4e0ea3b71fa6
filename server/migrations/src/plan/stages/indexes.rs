//! The stages that build and drop indexes.

use std::sync::Arc;

use base::cancel;
use model::database::{Database, Index, QualifiedName};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::diff::same_index;
use crate::plan::builder::Transition;
use crate::plan::online::{self, Direction, is_concurrent};
use crate::plan::stages::{Head, Stages};
use crate::plan::{Reversible, primary_keys};
use crate::preview::Class;

impl Stages<'_> {
    /// A migration for each index that is built or dropped: such a statement stands alone.
    pub(super) fn indexes(&mut self, mut before: Database, after: &Database, part: &str, title: &str) {
        let changed = changed(&before, after);
        for (table, name) in changed {
            let mut next = before.clone();
            let Some(target) = after.table(&table) else { continue };
            let Some(changing) = next.tables.iter_mut().find(|it| it.name == table) else { continue };
            let changing = Arc::make_mut(changing);
            let is_dropped = changing.indexes.iter().any(|index| index.name == name);
            match target.indexes.iter().find(|index| index.name == name).filter(|_| !is_dropped) {
                Some(index) => changing.indexes.push(index.clone()),
                None => changing.indexes.retain(|index| index.name != name),
            }
            let options = &self.builder.options;
            let mut transition = Transition {
                up: online::statements(&before, &next, options, Direction::Up),
                down: online::statements(&next, &before, options, Direction::Down),
            };
            // What only gets another name is done below.
            if transition.up.len() != 1 || !transition.up.iter().all(|it| is_concurrent(it)) {
                continue;
            }
            let holder = if is_dropped { before.table(&table) } else { Some(target) };
            let index = holder.and_then(|table| table.indexes.iter().find(|index| index.name == name));
            if let (Some(index), Some(holder)) = (index.filter(|it| it.is_unique()), holder) {
                let columns: Vec<&str> = index.column_names().collect();
                let keys = primary_keys::keys_to(&next, holder, &columns);
                // A foreign key may hang on the index that goes, and finds another one when it is added again.
                let side = if is_dropped { &mut transition.up } else { &mut transition.down };
                side.splice(0..0, keys.iter().map(|(_, drop, _)| drop.clone()));
                side.extend(keys.iter().map(|(add, ..)| format!("{add} NOT VALID")));
                side.extend(keys.iter().map(|(.., validate)| validate.clone()));
            }
            let class = if is_dropped { Class::Risky } else { Class::Safe };
            let head = Head::new(title, part, class, Reversible::Lossless).note(
                "It stands alone in its migration, since it cannot run in a transaction. If it fails, drop the invalid index and repeat.",
            );
            self.migration(head, transition, next.clone());
            before = next;
        }
        let options = &self.builder.options;
        let rest = Transition {
            up: online::statements(&before, after, options, Direction::Up),
            down: online::statements(after, &before, options, Direction::Down),
        };
        let head = Head::new("Rename indexes", "rename_index", Class::Safe, Reversible::Lossless);
        self.migration(head, rest, after.clone());
    }
}

/// The indexes that go, then those that come. What only gets another name does neither.
fn changed(before: &Database, after: &Database) -> Vec<(QualifiedName, SmolStr)> {
    let only_in = |database: &Database, other: &Database| {
        let provider = other.provider;
        let named = other.tables.iter().map(|table| (table.name.key(provider), table));
        let others: FxHashMap<_, _> = named.collect();
        let mut found = Vec::new();
        for table in &database.tables {
            cancel::check();
            let same = others.get(&table.name.key(provider));
            let is_known = |index: &Index| {
                same.is_some_and(|same| {
                    same.indexes.iter().any(|it| same_index(database.provider, it, index))
                })
            };
            let missing = table.indexes.iter().filter(|index| !is_known(index));
            found.extend(missing.map(|index| (table.name.clone(), index.name.clone())));
        }
        found
    };
    let mut changed = only_in(before, after);
    changed.extend(only_in(after, before));
    changed
}
