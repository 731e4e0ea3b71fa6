//! The order of actions, and how many of them a menu shows.

use tower_lsp::lsp_types::CodeAction;

use crate::lsp::handlers::code_action::quick_fix::OfferedFix;

/// How many actions a menu shows that was not opened for one kind of them. More are not read.
const MOST: usize = 8;
/// How many of them may be fixes: beside them there is room for one that suppresses, one that explains, and a refactoring.
pub(super) const MOST_FIXES: usize = MOST - 3;

/// The fixes in the order of findings, each finding's followed by those of all that its rule finds. Of more than [`MOST_FIXES`] the
/// least useful are left out if `is_limited`: first alternatives, then those of all, then those of later findings.
pub(super) fn fixes(
    fixes: Vec<OfferedFix>,
    bulk: Vec<(&str, CodeAction)>,
    is_limited: bool,
) -> Vec<CodeAction> {
    /// How much a fix is missed: less if it is higher.
    const FIRST: usize = 0;
    const ALL: usize = 1;
    const ALTERNATIVE: usize = 2;
    let mut entries: Vec<(&str, usize, CodeAction)> = fixes
        .into_iter()
        .map(|fix| (fix.code, if fix.is_alternative { ALTERNATIVE } else { FIRST }, fix.action))
        .collect();
    for (code, action) in bulk {
        let behind =
            entries.iter().rposition(|(other, ..)| *other == code).map_or(entries.len(), |at| at + 1);
        entries.insert(behind, (code, ALL, action));
    }
    while is_limited && entries.len() > MOST_FIXES {
        let worst = (0..entries.len()).max_by_key(|at| (entries.get(*at).map(|(_, rank, _)| *rank), *at));
        match worst {
            Some(at) => drop(entries.remove(at)),
            None => break,
        }
    }
    entries.into_iter().map(|(.., action)| action).collect()
}

/// How many refactorings find room beside this many fixes. One is always shown, so that the others are looked for.
pub(super) fn room_for_refactorings(fixes: usize) -> usize {
    MOST.saturating_sub(fixes).max(1)
}
