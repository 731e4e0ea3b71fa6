//! Limits the size of lists: large ones contain only what matches the typed word.

use crate::completion::{Completion, Rank};
use crate::fuzzy::Pattern;

/// The maximum number of items.
pub(super) const MOST: usize = 200;

/// Moves the item that the word under the cursor is already to the end, or removes it if nothing else matches: accepting
/// it with the return key would change nothing, and the line break would be lost.
pub(super) fn unchanged_last(found: &mut Vec<Completion>, word: &str) {
    let is_same = |item: &Completion| {
        item.insert.snippet.is_none() && item.insert.plain == word && item.elsewhere.is_empty()
    };
    let Some(at) = found.iter().position(is_same) else { return };
    let mut same = found.remove(at);
    let pattern = Pattern::new(word);
    if found.iter().any(|item| pattern.score(item.filter.as_deref().unwrap_or(&item.label)).is_some()) {
        same.rank = same.rank.max(Rank::Rare);
        found.push(same);
    }
}

/// The items to offer, and whether any were omitted.
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
    // Items with equal scores keep their order.
    scored.sort_by_key(|(score, item)| (-score, item.rank));
    scored.truncate(MOST);
    (scored.into_iter().map(|(_, item)| item).collect(), true)
}
