//! What of the enum types before becomes what after.

use std::sync::Arc;

use model::database::{Database, EnumType};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::diff::{next_known, only_in};
use crate::step::Pair;

/// An enum type before and after; one of the two may be missing.
pub(super) struct EnumPair {
    pub(super) from: Option<Arc<EnumType>>,
    pub(super) to: Option<Arc<EnumType>>,
    /// Values that get another name in place.
    pub(super) renamed: Vec<(SmolStr, SmolStr)>,
}

impl EnumPair {
    /// The type as the change leaves it without a new type, and as the schema has it, where only the order differs.
    pub(super) fn reordered(&self) -> Option<Pair<EnumType>> {
        let (Some(from), Some(to)) = (&self.from, &self.to) else { return None };
        let is_replaced = self.renamed.is_empty() && only_in(&from.values, &to.values).next().is_some();
        let renamed = |value: &SmolStr| {
            let new = self.renamed.iter().find(|(old, _)| old == value);
            new.map_or_else(|| value.clone(), |(_, new)| new.clone())
        };
        let old: Vec<SmolStr> = from.values.iter().map(renamed).collect();
        let values = joined(&old, &to.values);
        let is_same = is_replaced || values == to.values;
        (!is_same).then(|| Pair { from: EnumType { name: to.name.clone(), values }, to: EnumType::clone(to) })
    }

    /// Whether the type gets another name.
    pub(super) fn is_renamed(&self) -> bool {
        matches!((&self.from, &self.to), (Some(from), Some(to)) if from.name != to.name)
    }
}

pub(super) fn enums(from: &Database, to: &Database) -> Vec<EnumPair> {
    let mut pairs = Vec::new();
    let mut after: Vec<Option<&Arc<EnumType>>> = to.enums.iter().map(Some).collect();
    let mut left = Vec::new();
    for old in &from.enums {
        let key = old.name.key(from.provider);
        let same = after.iter().position(|new| new.is_some_and(|new| new.name.key(to.provider) == key));
        match same.and_then(|at| after.get_mut(at)?.take()) {
            Some(new) => pairs.push(EnumPair {
                renamed: renamed_values(old, new),
                from: Some(old.clone()),
                to: Some(new.clone()),
            }),
            None => left.push(old),
        }
    }
    for old in left {
        let same = after.iter().position(|new| new.is_some_and(|new| new.values == old.values));
        let new = same.and_then(|at| after.get_mut(at)?.take()).cloned();
        pairs.push(EnumPair { from: Some(old.clone()), to: new, renamed: Vec::new() });
    }
    let created = after.into_iter().flatten();
    pairs.extend(created.map(|new| EnumPair { from: None, to: Some(new.clone()), renamed: Vec::new() }));
    pairs
}

/// The values of an enum type that get another name: one goes, and one comes in its place.
fn renamed_values(old: &EnumType, new: &EnumType) -> Vec<(SmolStr, SmolStr)> {
    let gone: Vec<&SmolStr> = only_in(&old.values, &new.values).collect();
    let come: Vec<&SmolStr> = only_in(&new.values, &old.values).collect();
    match (gone.as_slice(), come.as_slice()) {
        ([gone], [come]) => {
            let place = |values: &[SmolStr], value: &SmolStr| values.iter().position(|it| it == value);
            let is_there = place(&old.values, gone) == place(&new.values, come);
            if is_there { vec![((*gone).clone(), (*come).clone())] } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

/// The values of both: those after, in their order, with those that go where they stood.
pub(super) fn joined(old: &[SmolStr], new: &[SmolStr]) -> Vec<SmolStr> {
    let mut known: FxHashSet<&SmolStr> = old.iter().collect();
    let next = next_known(new, &known);
    let mut ahead: FxHashMap<Option<&SmolStr>, Vec<&SmolStr>> = FxHashMap::default();
    for (value, next) in new.iter().zip(next) {
        if known.insert(value) {
            ahead.entry(next).or_default().push(value);
        }
    }
    let places = old.iter().map(Some).chain([None]);
    let with_new = places.flat_map(|place| ahead.remove(&place).into_iter().flatten().chain(place));
    with_new.cloned().collect()
}
