//! The order of steps: first by what they do, then by where their subject stands.

use std::sync::Arc;

use model::database::Index;

use crate::step::{AlterTable, Step, TableChange};

/// A step and its rank.
pub(super) type Ranked = (Rank, Step);

/// What a step does, as a number, and the places of its subject in the databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank(u8, [usize; 4]);

/// The rank of a step of this kind, whose subject stands there.
pub(super) fn rank(kind: u8, places: &[usize]) -> Rank {
    let mut all = [0; 4];
    for (slot, place) in all.iter_mut().zip(places) {
        *slot = *place;
    }
    Rank(kind, all)
}

/// The steps by rank; a unique index that becomes the primary key is dropped just after that is added.
pub(super) fn sorted(mut steps: Vec<Ranked>) -> Vec<Step> {
    steps.sort_by_key(|(rank, _)| *rank);
    let mut steps: Vec<Step> = steps.into_iter().map(|(_, step)| step).collect();
    let mut at = 0;
    while let Some(step) = steps.get(at) {
        let adds_key = unique_that_goes(step).and_then(|(table, index)| {
            steps
                .iter()
                .position(|step| matches!(step, Step::AlterTable(it) if makes_key_of(it, table, index)))
        });
        match adds_key.filter(|adds_key| *adds_key > at) {
            Some(adds_key) => {
                let step = steps.remove(at);
                steps.insert(adds_key, step);
            }
            None => at += 1,
        }
    }
    steps
}

/// The unique index that the step drops from a table without a primary key.
fn unique_that_goes(step: &Step) -> Option<(&Arc<model::database::Table>, &Index)> {
    let Step::DropIndex(index) = step else { return None };
    let found = index.get().filter(|it| it.is_unique() && index.table.primary_key.is_none())?;
    Some((&index.table, found))
}

/// Whether the changes add a primary key over the very columns of the index, and leave those columns in place.
fn makes_key_of(altered: &AlterTable, table: &Arc<model::database::Table>, index: &Index) -> bool {
    let keeps = |change: &TableChange| {
        let at = match change {
            TableChange::DropColumn(at) => *at,
            TableChange::DropAndRecreateColumn(change) => change.columns.from,
            _ => return true,
        };
        altered.tables.from.columns.get(at).is_none_or(|column| !index.has_column(&column.name))
    };
    let key = altered.tables.to.primary_key.as_ref();
    Arc::ptr_eq(&altered.tables.from, table)
        && altered.changes.contains(&TableChange::AddPrimaryKey)
        && altered.changes.iter().all(keeps)
        && key.is_some_and(|key| key.column_names().eq(index.column_names()))
}
