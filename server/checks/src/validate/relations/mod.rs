//! Relations: both of their sides, the foreign key, and what happens to dependent rows.
//!
//! Every side is looked at on its own, and what both have in common is reported where it has to be changed.

pub(super) mod actions;
pub(super) mod arguments;
mod cascade_reach;
mod cascades;
mod embedded;
mod fixes;
mod foreign_key;
mod implicit;
mod key;
pub(super) mod one_to_many;
mod one_to_one;
pub(super) mod opposite;
mod placement;
pub(super) mod side;

use crate::validate::ValidityContext;
use crate::validate::code::Code;
use base::{FieldId, ItemId};
use model::schema::item::{Arity, Item};

use side::{Partner, Side, Targets};

pub(super) use cascades::check as check_cascades;

/// The codes of these files.
pub(super) const CODES: &[&[&Code]] = &[
    placement::CODES,
    arguments::CODES,
    opposite::CODES,
    one_to_one::CODES,
    one_to_many::CODES,
    implicit::CODES,
    embedded::CODES,
    key::CODES,
    actions::CODES,
    cascades::CODES,
];

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let Some(model) = item.model() else { return };
    placement::on_scalar(cx, id, model);
    let mut targets = Targets::default();
    for (index, field) in model.fields.iter().enumerate() {
        // Most fields are of a built-in type, which is seen without a look at anything else.
        if field.ty.as_ref().is_none_or(|ty| ty.scalar.is_some()) {
            continue;
        }
        if let Some(side) = Side::of(cx.schema, FieldId::new(id, index)) {
            check_side(cx, &side, &mut targets);
        }
    }
}

fn check_side(cx: &mut ValidityContext<'_>, side: &Side<'_>, targets: &mut Targets) {
    let is_readable = arguments::check(cx, side);
    placement::to_ignored_model(cx, side);
    if !is_readable {
        // What is wrong with the arguments comes first: the rest would only follow from it.
        return;
    }
    actions::check_names(cx, side);
    key::check_index(cx, side);
    let partner = match opposite::is_ambiguous(cx, side) {
        true => Partner::Unclear,
        false => side.partner(targets, |id| cx.is_broken(id)),
    };
    arguments::check_count(cx, side, matches!(partner, Partner::Found(_)));
    let is_plain_list = side.arity() == Arity::List && matches!(partner, Partner::Found(_));
    // A list side has no actions at all, which is said below.
    if !is_plain_list {
        actions::check_support(cx, side);
    }
    match partner {
        Partner::Unclear => {}
        Partner::Missing => {
            opposite::check(cx, side);
            if side.arity() != Arity::List {
                actions::check_key(cx, side);
                key::check(cx, side);
            }
        }
        // What its arguments say is reported there.
        Partner::Found(other) if !arguments::are_readable(&other) => {}
        Partner::Found(other) => both_sides(cx, side, &other),
    }
}

fn both_sides(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    match (side.arity(), other.arity()) {
        (Arity::List, Arity::List) if embedded::is_embedded(side, other) => embedded::check(cx, side, other),
        (Arity::List, Arity::List) => implicit::check(cx, side, other),
        (Arity::List, _) => one_to_many::check_list(cx, side, other),
        (_, Arity::List) => {
            one_to_many::check_single(cx, side, other);
            actions::check_key(cx, side);
            key::check(cx, side);
        }
        _ => {
            one_to_one::check(cx, side, other);
            if !side.fields().is_empty() {
                key::check(cx, side);
            }
        }
    }
}
