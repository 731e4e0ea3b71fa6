//! What the switch to new names and types risks.

use model::catalog::Provider;

use crate::diff::cast_of;
use crate::plan::Reversible;
use crate::plan::casts::{cannot_be_cast, cast};
use crate::plan::pairing::{ColumnPair, Pairing, TablePair, Way};
use crate::plan::phase::Phase;
use crate::plan::values::is_lossy;
use crate::preview::Class;
use crate::step::{Cast, Pair};

/// How much care the switch needs, and what to know of it; its title.
pub(super) fn switch_risk(pairing: &Pairing<'_>) -> (Class, String, &'static str) {
    const SWITCH: &str = "Switch to the new names and types";
    let columns = || pairing.tables.iter().flat_map(|pair| &pair.columns);
    let in_place = cast_in_place(pairing);
    let is_renamed = columns().any(|it| it.way == Way::RenameAtOnce)
        || pairing.enums.iter().any(|it| it.is_renamed() || !it.renamed.is_empty());
    let replaced = columns().any(|it| it.way == Way::Replace);
    let has_view = pairing.tables.iter().any(TablePair::is_renamed);
    if columns().any(|it| is_recreated(pairing, it)) {
        return (
            Class::Breaking,
            "A column is dropped and added again, since the database cannot cast it: its values are lost. Make a copy first, and plan a window.".into(),
            SWITCH,
        );
    }
    if !in_place.is_empty() {
        return (
            Class::Breaking,
            format!(
                "{}: the type changes in place, and the table is locked while it is written anew. Plan a window.",
                in_place.join(", ")
            ),
            SWITCH,
        );
    }
    if is_renamed {
        return (
            Class::Breaking,
            "A short window: old clients fail from here until the application is deployed. `@map` would avoid it.".into(),
            SWITCH,
        );
    }
    let of_keys = pairing.tables.iter().any(|pair| pairing.primary_key_at(pair) == Phase::Switch);
    let (class, note) = match (replaced, has_view) {
        (true, _) if of_keys => (
            Class::Risky,
            "The new key and the columns that point at it take the names of the old ones, in a moment: the index that was built before becomes the primary key. Clients that cannot handle the new type fail until the application is deployed. Taking it back builds the index of the old key while the tables are locked.",
        ),
        (true, _) => (
            Class::Risky,
            "The new column takes the name of the old one, in a moment. Clients that cannot handle the new type fail until the application is deployed.",
        ),
        (false, true) if matches!(pairing.provider, Provider::Postgresql | Provider::Mysql) => {
            (Class::Risky, "A view has the old name, so that old clients go on.")
        }
        (false, true) => {
            (Class::Breaking, "A short window: old clients fail from here until the application is deployed.")
        }
        (false, false) => {
            let note = "Old clients still fill it in; new ones need not.".into();
            return (Class::Safe, note, "Require no more what new clients leave out");
        }
    };
    (class, note.into(), SWITCH)
}

/// The columns whose type changes in one statement: `User.id`, quoted.
fn cast_in_place(pairing: &Pairing<'_>) -> Vec<String> {
    let of = |pair: &TablePair| {
        let table = pair.to.as_ref().map(|table| table.name.name.clone()).unwrap_or_default();
        let columns = pair.columns.iter().filter(|it| is_cast_in_place(pairing, it));
        columns
            .filter_map(|it| it.to.as_ref())
            .map(|column| format!("`{table}.{}`", column.name))
            .collect::<Vec<_>>()
    };
    pairing.tables.iter().flat_map(of).collect()
}

/// Whether a column is dropped and added again with its new type, without its values.
fn is_recreated(pairing: &Pairing<'_>, it: &ColumnPair) -> bool {
    match (&it.from, &it.to) {
        (Some(from), Some(to)) => {
            pairing.provider != Provider::Postgresql
                && cast_of(Pair { from, to }, pairing.provider) == Some(Cast::Impossible)
        }
        _ => false,
    }
}

/// Whether the type changes in one statement.
pub(super) fn is_cast_in_place(pairing: &Pairing<'_>, it: &ColumnPair) -> bool {
    match (&it.from, &it.to) {
        (Some(from), Some(to)) => {
            matches!(it.way, Way::InPlace | Way::RenameAtOnce) && pairing.is_rewritten(from, to)
        }
        _ => false,
    }
}

/// Whether the switch can be taken back.
pub(super) fn switch_reversible(pairing: &Pairing<'_>) -> Reversible {
    let loses = |it: &ColumnPair| match (&it.from, &it.to) {
        (Some(from), Some(to)) => {
            is_recreated(pairing, it) || is_cast_in_place(pairing, it) && is_lossy(from, to)
        }
        _ => false,
    };
    let by_hand = |it: &ColumnPair| match (&it.from, &it.to) {
        (Some(from), Some(to)) => {
            it.way == Way::Replace && (cast("", from, to).is_none() || cast("", to, from).is_none())
        }
        _ => false,
    };
    // Keys that have no value of the old type get another one.
    let changes_keys = |pair: &TablePair| {
        let is_it = |it: &ColumnPair| match (&it.from, &it.to) {
            (Some(from), Some(to)) => {
                it.way == Way::Replace && from.autoincrement && cannot_be_cast("", to, from).is_some()
            }
            _ => false,
        };
        pairing.primary_key_at(pair) == Phase::Switch && pair.columns.iter().any(is_it)
    };
    let columns = || pairing.tables.iter().flat_map(|pair| &pair.columns);
    if columns().any(loses) {
        Reversible::Irreversible
    } else if columns().any(by_hand) || pairing.tables.iter().any(changes_keys) {
        Reversible::SchemaOnly
    } else {
        Reversible::Lossless
    }
}
