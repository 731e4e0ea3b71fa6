//! Keeping lists short: beyond some size only what goes with the word typed so far is offered.

use crate::completion::{Completion, Rank};
use crate::fuzzy::Pattern;

/// How many things are offered at most.
pub(super) const MOST: usize = 200;

/// What is offered of what was found, and whether anything was left out.
pub(super) fn bounded(mut found: Vec<Completion>, typed: &str, wants_all: bool) -> (Vec<Completion>, bool) {
    found.retain(|item| wants_all || item.rank != Rank::Unfit);
    for item in found.iter_mut().filter(|item| item.rank == Rank::Unfit) {
        let detail = item.detail.take().map(|detail| format!("{detail}, ")).unwrap_or_default();
        item.detail = Some(format!("{detail}not valid here"));
    }
    if found.len() <= MOST {
        return (found, false);
    }
    let pattern = Pattern::new(typed);
    let score = |item: &Completion| pattern.score(item.filter.as_deref().unwrap_or(&item.label));
    let mut scored: Vec<(i32, Completion)> =
        found.into_iter().filter_map(|item| Some((score(&item)?, item))).collect();
    // What fits equally well stays in its order.
    scored.sort_by_key(|(score, item)| (-score, item.rank));
    scored.truncate(MOST);
    (scored.into_iter().map(|(_, item)| item).collect(), true)
}
