//! What the switch to new names and types risks.

use model::catalog::Provider;

use crate::diff::cast_of;
use crate::plan::Reversible;
use crate::plan::casts::cast;
use crate::plan::pairing::{ColumnPair, Pairing, TablePair, Way};
use crate::plan::values::{changes_values, is_cheap, is_lossy, is_same_type};
use crate::preview::Class;
use crate::step::{Cast, Pair};

/// How much care the switch needs, and what to know of it; its title.
pub(super) fn switch_risk(pairing: &Pairing<'_>) -> (Class, &'static str, &'static str) {
    const SWITCH: &str = "Switch to the new names and types";
    let columns = || pairing.tables.iter().flat_map(|pair| &pair.columns);
    let in_place = columns().any(|it| is_cast_in_place(pairing, it));
    let is_renamed = columns().any(|it| it.way == Way::RenameAtOnce)
        || pairing.enums.iter().any(|it| it.is_renamed() || !it.renamed.is_empty());
    let replaced = columns().any(|it| it.way == Way::Replace);
    let has_view = pairing.tables.iter().any(TablePair::is_renamed);
    if columns().any(|it| is_recreated(pairing, it)) {
        return (
            Class::Breaking,
            "A column is dropped and added again, since the database cannot cast it: its values are lost. Make a copy first, and plan a window.",
            SWITCH,
        );
    }
    if in_place {
        return (
            Class::Breaking,
            "The type of a key changes in place: the table is locked while it is rewritten. Plan a window.",
            SWITCH,
        );
    }
    if is_renamed {
        return (
            Class::Breaking,
            "A short window: old clients fail from here until the application is deployed. `@map` would avoid it.",
            SWITCH,
        );
    }
    match (replaced, has_view) {
        (true, _) => (
            Class::Risky,
            "The new column takes the name of the old one, in a moment. Clients that cannot handle the new type fail until the application is deployed.",
            SWITCH,
        ),
        (false, true) if matches!(pairing.provider, Provider::Postgresql | Provider::Mysql) => {
            (Class::Risky, "A view has the old name, so that old clients go on.", SWITCH)
        }
        (false, true) => (
            Class::Breaking,
            "A short window: old clients fail from here until the application is deployed.",
            SWITCH,
        ),
        (false, false) => (
            Class::Safe,
            "Old clients still fill it in; new ones need not.",
            "Require no more what new clients leave out",
        ),
    }
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
            matches!(it.way, Way::InPlace | Way::RenameAtOnce)
                && !is_same_type(from, to)
                && !is_cheap(from, to)
                && !changes_values(from, to)
                && !pairing.is_renamed_enum(from, to)
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
    let columns = || pairing.tables.iter().flat_map(|pair| &pair.columns);
    if columns().any(loses) {
        Reversible::Irreversible
    } else if columns().any(by_hand) {
        Reversible::SchemaOnly
    } else {
        Reversible::Lossless
    }
}
