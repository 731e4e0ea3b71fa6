//! Puts the indexes that accesses want together to as few as serve them.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::advice::candidate::{Candidate, Method};
use crate::advice::column_order::MAX_COLUMNS;
use crate::advice::existing::{Existing, narrows};
use crate::advice::facts::Facts;
use crate::advice::layout::Layout;
use crate::advice::proposal::Access;

/// An index that is taking shape.
pub(super) struct Draft {
    pub layout: Layout,
    pub method: Method,
    pub serves: Vec<(Access, f64)>,
    pub is_wide: bool,
    pub is_ordered: bool,
}

/// What decides which index is drafted first.
struct Rank {
    is_special: bool,
    is_ordered: bool,
    essential: Vec<SmolStr>,
    few: usize,
    length: usize,
}

/// The columns of a candidate, those of equality in the order of their names.
fn names(candidate: &Candidate) -> Vec<SmolStr> {
    let mut names: Vec<SmolStr> = candidate.equal.iter().map(|it| it.column.clone()).collect();
    names.sort();
    names.extend(candidate.rest.iter().map(|(it, _)| it.column.clone()));
    names
}

/// Puts the wanted indexes together: those that take rows in order first, then those that narrow by most columns.
pub(super) fn drafts(
    facts: &Facts<'_>,
    existing: &[Existing],
    wanted: Vec<(Candidate, Access, f64)>,
) -> Vec<Draft> {
    let mut totals: FxHashMap<Vec<SmolStr>, f64> = FxHashMap::default();
    let mut all: Vec<(Rank, (Candidate, Access, f64))> = Vec::new();
    for (candidate, access, weight) in wanted {
        let essential = candidate.essential(facts).map_or_else(|| names(&candidate), |it| names(&it));
        *totals.entry(essential.clone()).or_default() += weight;
        let few = candidate.equal.iter().filter(|it| facts.has_few_values(it)).count();
        let length = candidate.equal.len() + candidate.rest.len();
        let is_special = candidate.method != Method::BTree;
        let rank = Rank { is_special, is_ordered: candidate.is_ordered, essential, few, length };
        all.push((rank, (candidate, access, weight)));
    }
    let total = |rank: &Rank| totals.get(&rank.essential).copied().unwrap_or_default();
    // The general index comes before one that adds a column with few values to it.
    all.sort_by(|(one, _), (other, _)| {
        (one.is_special.cmp(&other.is_special))
            .then(other.is_ordered.cmp(&one.is_ordered))
            .then(total(other).total_cmp(&total(one)))
            .then_with(|| one.essential.cmp(&other.essential))
            .then(one.few.cmp(&other.few))
            .then(other.length.cmp(&one.length))
    });
    let wanted = all.into_iter().map(|(_, it)| it);
    let mut drafts: Vec<Draft> = Vec::new();
    for (candidate, access, weight) in wanted {
        if candidate.equal.len() + candidate.rest.len() == 0
            || existing.iter().any(|it| it.serves(&candidate))
        {
            continue;
        }
        let essential = candidate.essential(facts);
        if essential.as_ref().is_some_and(|it| existing.iter().any(|index| index.serves(it))) {
            continue;
        }
        let serving = drafts.iter_mut().find_map(|draft| {
            let fit = |it: &Candidate| draft.layout.fit(&it.equal, &it.rest);
            let fits = || fit(&candidate).or_else(|| fit(essential.as_ref()?));
            let layout = (draft.method == candidate.method).then(fits)??;
            Some((draft, layout))
        });
        if let Some((draft, layout)) = serving {
            draft.layout = layout;
            draft.add(access, weight);
            continue;
        }
        // An index that narrows the rows well is good enough where none are taken in order.
        if existing.iter().any(|it| it.narrows(facts, &candidate)) {
            continue;
        }
        let enough = drafts
            .iter_mut()
            .find(|draft| draft.method == candidate.method && narrows(facts, &draft.layout, &candidate));
        if let Some(draft) = enough {
            draft.add(access, weight);
            continue;
        }
        drafts.push(Draft {
            layout: Layout::new(&candidate.equal, &candidate.rest),
            method: candidate.method,
            serves: vec![(access, weight)],
            is_wide: candidate.is_wide,
            is_ordered: candidate.is_ordered,
        });
    }
    with_joined_searches(drafts)
}

/// Makes one inverted index of those for columns that the same accesses search in; none where these are too many.
fn with_joined_searches(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut all: Vec<Draft> = Vec::new();
    for draft in drafts {
        let is_search = draft.method == Method::Trigram;
        let shares = |it: &&mut Draft| {
            it.method == draft.method && it.serves.iter().any(|access| draft.serves.contains(access))
        };
        let Some(joined) = all.iter_mut().filter(|_| is_search).find(shares) else {
            all.push(draft);
            continue;
        };
        joined.layout.groups.extend(draft.layout.groups);
        draft.serves.into_iter().for_each(|(access, weight)| joined.add(access, weight));
    }
    all.retain(|it| it.method != Method::Trigram || it.layout.columns().count() <= MAX_COLUMNS);
    all
}

impl Draft {
    fn add(&mut self, access: Access, weight: f64) {
        if !self.serves.iter().any(|(it, _)| *it == access) {
            self.serves.push((access, weight));
        }
    }
}
