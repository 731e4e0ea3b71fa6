//! From one phase to the next: the statements, those that take them back, and what stands beside.

use std::sync::Arc;

use model::catalog::Provider;
use model::database::{Column, Database, Nullability, QualifiedName, Table};

use crate::DiffOptions;
use crate::plan::PlanOptions;
use crate::plan::online::{self, Direction};
use crate::plan::pairing::{Pairing, TablePair, Way};
use crate::plan::phase::Phase;
use crate::plan::rename::Renaming;
use crate::plan::sync::{Sync, both_ways, one_way, to_table};

/// The statements of a phase, and those that take it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Transition {
    pub(super) up: Vec<String>,
    pub(super) down: Vec<String>,
}

/// Makes the statements of the phases.
pub(super) struct Builder<'p> {
    pub(super) pairing: &'p Pairing<'p>,
    pub(super) provider: Provider,
    pub(super) options: DiffOptions,
}

impl<'p> Builder<'p> {
    pub(super) fn new(pairing: &'p Pairing<'p>, options: &PlanOptions) -> Builder<'p> {
        // Names are written as the schema has them, whatever the state before came from.
        let options = DiffOptions { from_history: false, ..options.diff.clone() };
        Builder { pairing, provider: pairing.provider, options }
    }

    /// From the phase before to this one.
    pub(super) fn transition(&self, phase: Phase) -> Transition {
        let before = self.pairing.database(phase.previous());
        let after = self.pairing.database(phase);
        let renamings = self.renamings(phase);
        let mut renamed = before;
        let released = self.release_keys(phase, &mut renamed);
        for renaming in &renamings {
            renaming.apply(&mut renamed);
        }
        let counting = self.move_counting(phase, &mut renamed);
        let keys = self.switch_primary_keys(phase, &mut renamed);
        let mut transition = Transition::default();
        let syncs = self.syncs(phase);
        let (starts, ends) = (phase == Phase::Expand, !matches!(phase, Phase::Expand));
        if ends {
            transition.up.extend(syncs.iter().flat_map(|sync| sync.drop.clone()));
        }
        transition.up.extend(released.up);
        transition.up.extend(renamings.iter().flat_map(|it| it.statements(self.provider)));
        let sequences = self.sequences(phase);
        transition.up.extend(sequences.iter().map(|(up, _)| up.clone()));
        transition.up.extend(counting.up.into_iter().chain(keys.up));
        transition.up.extend(online::statements(&renamed, &after, &self.options, Direction::Up));
        if starts {
            transition.up.extend(syncs.iter().flat_map(|sync| sync.create.clone()));
            transition.down.extend(syncs.iter().flat_map(|sync| sync.drop.clone()));
        }
        // Columns that come back get their values before they are required.
        let restored = self.restored(phase);
        let back = online::statements(&after, &renamed, &self.options, Direction::Down);
        let back = self.required_if_filled(phase, back);
        if phase == Phase::Drop {
            transition.down.extend(back);
            transition.down.extend(restored);
        } else {
            transition.down.extend(restored);
            transition.down.extend(back);
        }
        transition.down.extend(keys.down.into_iter().chain(counting.down));
        transition.down.extend(sequences.into_iter().map(|(_, down)| down));
        let undone = renamings.iter().rev().map(Renaming::inverse);
        transition.down.extend(undone.flat_map(|it| it.statements(self.provider)));
        transition.down.extend(released.down);
        if ends {
            transition.down.extend(syncs.iter().flat_map(|sync| sync.create.clone()));
        }
        transition
    }

    /// What gets another name in a phase.
    fn renamings(&self, phase: Phase) -> Vec<Renaming> {
        let mut renamings = Vec::new();
        if !matches!(phase, Phase::Switch | Phase::Quarantine) {
            return renamings;
        }
        if phase == Phase::Switch {
            for pair in &self.pairing.enums {
                let (Some(from), Some(to)) = (&pair.from, &pair.to) else { continue };
                if pair.is_renamed() {
                    renamings.push(Renaming::Enum { from: from.name.clone(), to: to.name.clone() });
                }
                let name = to.name.clone();
                renamings.extend(pair.renamed.iter().map(|(from, to)| Renaming::EnumValue {
                    name: name.clone(),
                    from: from.clone(),
                    to: to.clone(),
                }));
            }
        }
        for pair in &self.pairing.tables {
            let names = [phase.previous(), phase].map(|phase| self.pairing.table_name(pair, phase));
            let [Some(before), Some(after)] = names else { continue };
            let (old, new) = (self.pairing.table(pair, phase.previous()), self.pairing.table(pair, phase));
            if old.is_some() && new.is_some() && before != after {
                renamings.push(Renaming::Table { from: before.clone(), to: after.clone() });
            }
            let column = |from: &str, to: &str| Renaming::Column {
                table: after.clone(),
                from: from.into(),
                to: to.into(),
            };
            let mut crossed = Vec::new();
            for it in &pair.columns {
                let is_there = pair.to.is_some();
                match (&it.way, &it.from, &it.to) {
                    (Way::RenameAtOnce, Some(from), Some(to)) if phase == Phase::Switch => {
                        // Two columns change places by way of a third name.
                        let is_crossed = pair.columns.iter().any(|other| {
                            other.way == Way::RenameAtOnce
                                && other.from.as_ref().is_some_and(|other| other.name == to.name)
                        });
                        let waiting = format!("{}_crossed", from.name);
                        match is_crossed {
                            true => {
                                crossed.push(column(&waiting, &to.name));
                                renamings.push(column(&from.name, &waiting));
                            }
                            false => renamings.push(column(&from.name, &to.name)),
                        }
                    }
                    (Way::Replace, Some(from), _) if phase == Phase::Switch => {
                        renamings.push(column(&from.name, &self.pairing.names.former(&from.name)));
                        renamings.push(column(&self.pairing.names.successor(&from.name), &from.name));
                    }
                    (Way::Rename, Some(from), _) | (_, Some(from), None)
                        if phase == Phase::Quarantine && is_there && self.pairing.quarantines =>
                    {
                        let name = crate::plan::names::quarantined(&from.name);
                        renamings.push(column(&from.name, &name));
                    }
                    _ => {}
                }
            }
            renamings.extend(crossed);
        }
        renamings
    }

    /// The triggers that a phase creates (the expansion) or drops.
    fn syncs(&self, phase: Phase) -> Vec<Sync> {
        let mut syncs = Vec::new();
        for pair in &self.pairing.tables {
            let Some(name) = self.pairing.table_name(pair, phase.previous()) else { continue };
            for it in &pair.columns {
                let (Some(from), Some(to)) = (&it.from, &it.to) else { continue };
                let copy = self.pairing.names.successor(&to.name);
                match it.way {
                    Way::Rename if matches!(phase, Phase::Expand | Phase::Release) => {
                        syncs.push(both_ways(&name, from, to));
                    }
                    Way::Replace if matches!(phase, Phase::Expand | Phase::Switch) => {
                        syncs.push(one_way(&name, from, to, &copy));
                    }
                    _ => {}
                }
            }
            if !matches!(phase, Phase::Expand | Phase::Release) {
                continue;
            }
            let Some(table) = self.pairing.table(pair, phase.previous()) else { continue };
            for (target, columns) in self.moves(pair) {
                syncs.extend(to_table(&table, target, &columns));
            }
        }
        syncs
    }

    /// The new tables that columns of a table go to, with these columns.
    pub(super) fn moves<'t>(&'t self, pair: &'t TablePair) -> Vec<(&'t Arc<Table>, Vec<&'t Column>)> {
        let mut moves: Vec<(usize, Vec<&Column>)> = Vec::new();
        for it in &pair.columns {
            let (Way::MoveTo(at), Some(from)) = (&it.way, &it.from) else { continue };
            match moves.iter_mut().find(|(known, _)| known == at) {
                Some((_, columns)) => columns.push(from),
                None => moves.push((*at, vec![from])),
            }
        }
        let of = |(at, columns): (usize, Vec<&'t Column>)| {
            Some((self.pairing.tables.get(at)?.to.as_ref()?, columns))
        };
        moves.into_iter().filter_map(of).collect()
    }

    /// The columns that become required in a phase, of tables that were there before: those whose old rows are checked.
    pub(super) fn required(&self, phase: Phase) -> Vec<(QualifiedName, Column)> {
        let mut required = Vec::new();
        for pair in self.pairing.tables.iter().filter(|pair| pair.from.is_some() && pair.to.is_some()) {
            let Some(before) = self.pairing.table(pair, phase.previous()) else { continue };
            let Some(after) = self.pairing.table(pair, phase) else { continue };
            for column in after.columns.iter().filter(|column| column.is_required()) {
                let was = before.column(&column.name).map(|column| column.nullability);
                if was == Some(Nullability::Nullable) {
                    required.push((after.name.clone(), column.clone()));
                }
            }
        }
        required
    }

    /// The database after a phase.
    pub(super) fn state(&self, phase: Phase) -> Database {
        self.pairing.database(phase)
    }
}
