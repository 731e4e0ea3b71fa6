//! The last stages: what nothing uses goes, and enum types get the order of the schema.

use std::sync::Arc;

use model::database::{Column, EnumType};
use smol_str::SmolStr;

use crate::plan::builder::Transition;
use crate::plan::enums::EnumPair;
use crate::plan::online;
use crate::plan::pairing::{TablePair, Way};
use crate::plan::phase::Phase;
use crate::plan::stages::{Head, Stages};
use crate::plan::values::is_lossy;
use crate::plan::{Reversible, queries};
use crate::preview::Class;

impl Stages<'_> {
    pub(super) fn drop(&mut self) {
        let mut transition = self.builder.transition(Phase::Drop);
        let (dropped, created) = queries::partial_indexes_of_enums(self.builder);
        transition.up.splice(0..0, dropped.iter().cloned());
        transition.up.extend(created.iter().cloned());
        transition.down.splice(0..0, dropped);
        transition.down.extend(created);
        transition.up.splice(0..0, self.guards.iter().map(|guard| guard.to.clone()));
        transition.down.extend(self.guards.iter().map(|guard| guard.from.clone()));
        let reversible = self.drop_reversible();
        let head = Head::new("Drop what nothing uses any more", "contract", Class::Risky, reversible);
        let mut note = Self::dropped_note(reversible).to_owned();
        if transition.up.iter().any(|it| it.starts_with("CREATE TYPE ")) {
            note.push_str(
                " The tables with the enum type are written anew while reads and writes wait: plan a window if they are large.",
            );
        }
        self.migration(head.note(note), transition, self.builder.state(Phase::Drop));
    }

    /// Makes enum types anew whose values change their order, where an index is sorted by them.
    pub(super) fn reorder(&mut self) {
        let pairing = self.builder.pairing;
        let state = self.builder.state(Phase::Drop);
        let reordered: Vec<_> = pairing.enums.iter().filter_map(EnumPair::reordered).collect();
        for types in reordered.into_iter().filter(|it| pairing.is_sorted_by(&it.to.name)) {
            let with = |value: &EnumType, more: Option<&str>| {
                let mut state = state.clone();
                for it in state.enums.iter_mut().filter(|it| it.name == value.name) {
                    let mut value = value.clone();
                    value.values.extend(more.map(SmolStr::from));
                    *it = Arc::new(value);
                }
                state
            };
            // A type is made anew where a value goes: here, one that no row has.
            let statements = |from: &EnumType, to: &EnumType| {
                let (from, to) = (with(from, Some("")), with(to, None));
                online::statements(&from, &to, &self.builder.options, online::Direction::Up)
            };
            let tables: Vec<_> = queries::tables_of(&state, &types.to.name);
            let (dropped, created) = queries::partial_indexes(&state, &tables);
            let around = |statements: Vec<String>| {
                dropped.iter().cloned().chain(statements).chain(created.iter().cloned()).collect()
            };
            let transition = Transition {
                up: around(statements(&types.from, &types.to)),
                down: around(statements(&types.to, &types.from)),
            };
            let head = Head::new(
                "Put the values of an enum type in order",
                "reorder",
                Class::Risky,
                Reversible::Lossless,
            );
            self.migration(
                head.note("Only the order of sorted results depends on it: it may wait, or be left out. The tables with the type are written anew while reads and writes wait: plan a window if they are large."),
                transition,
                with(&types.to, None),
            );
        }
    }

    pub(super) fn dropped_note(reversible: Reversible) -> &'static str {
        match reversible {
            Reversible::Irreversible => {
                "What is dropped is gone: make a copy first. Taking it back restores the structure; required columns get an empty value."
            }
            _ => "Everything that is dropped stands elsewhere.",
        }
    }

    pub(super) fn drop_reversible(&self) -> Reversible {
        let loses = |pair: &TablePair| {
            pair.to.is_none()
                || pair.columns.iter().any(|column| column.to.is_none() && column.way == Way::InPlace)
        };
        let lossy_cast = |pair: &TablePair| {
            pair.columns.iter().any(|it| match (&it.way, &it.from, &it.to) {
                (Way::Replace, Some(from), Some(to)) => is_lossy(from, to),
                _ => false,
            })
        };
        // Without what the new table requires, a row's other columns have no place in it.
        let has_no_place = |pair: &TablePair| {
            self.builder.moves(pair).iter().any(|(target, columns)| {
                let is_missing = |column: &&Column| {
                    !column.is_required() && target.column(&column.name).is_some_and(Column::is_required)
                };
                columns.len() > 1 && columns.iter().any(is_missing)
            })
        };
        let any = self
            .builder
            .pairing
            .tables
            .iter()
            .any(|pair| loses(pair) || lossy_cast(pair) || has_no_place(pair));
        if any { Reversible::Irreversible } else { Reversible::Lossless }
    }
}
