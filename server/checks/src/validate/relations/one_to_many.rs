//! One-to-many relations: the single side holds the foreign key, the list side holds nothing.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::relations::side::Side;
use crate::validate::relations::{actions, fixes, foreign_key};
use base::{Fix, Place};

codes! {
    /// A relation without a foreign key.
    ///
    /// One side needs `@relation(fields: […], references: […])`: with its own scalar fields, and the referenced fields
    /// of the other model.
    MISSING_RELATION_ARGUMENTS = "missing-relation-arguments";

    /// `fields`, `references` or actions on the list side of a relation.
    ///
    /// In a one-to-many relation the other side holds the foreign key.
    RELATION_ARGUMENTS_ON_WRONG_SIDE = "relation-arguments-on-wrong-side";
}

/// The side that holds the foreign key.
pub(super) fn check_single(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    let missing = match (side.fields(), side.references()) {
        ([], []) => "`fields` and `references`",
        ([], _) => "`fields`",
        (_, []) => "`references`",
        _ => return,
    };
    let message = format!(
        "`{}` has no foreign key to `{}`. Add {missing} to its `@relation`.",
        side.label(),
        side.target_item.name()
    );
    // A list that is there and empty is where the names go.
    let span = if side.fields().is_empty() { side.fields_span() } else { side.references_span() };
    cx.error(&MISSING_RELATION_ARGUMENTS, side.id.item, span, message).fix(|| {
        let arguments = foreign_key::add_foreign_key(side, false);
        let many = make_many(side, other);
        arguments.into_iter().chain(many).chain(foreign_key::add_optional_key(side))
    });
}

/// The side that is a list.
pub(super) fn check_list(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    let has_key = !side.fields().is_empty() || !side.references().is_empty();
    let action = actions::span(side);
    let (what, span) = match (has_key, action) {
        (true, None) => ("`fields` and `references`", side.fields_span()),
        (true, Some(action)) => ("`fields`, `references` and referential actions", action),
        (false, Some(action)) => ("`onDelete` and `onUpdate`", action),
        (false, None) => return,
    };
    let message = format!(
        "`{}` is the list side of its relation and accepts no {what}. Move them to `{}`, which holds the foreign key.",
        side.label(),
        other.label()
    );
    cx.error(&RELATION_ARGUMENTS_ON_WRONG_SIDE, side.id.item, span, message)
        .related(Place::new(other.id.item, other.name_span()), "This side holds the foreign key.")
        .fix(|| fixes::keep_name_only(side));
}

/// Makes a relation many to many whose single side says nothing of a foreign key.
pub(super) fn make_many(side: &Side<'_>, other: &Side<'_>) -> Option<Fix> {
    let is_bare =
        |side: &Side<'_>| side.relation().is_none_or(|it| it.fields.is_none() && it.references.is_none());
    (is_bare(side) && is_bare(other)).then(|| fixes::make_list(side))
}
