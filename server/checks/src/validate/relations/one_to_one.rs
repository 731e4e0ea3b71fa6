//! One-to-one relations: one side holds the foreign key, which has to be unique, and the other may be empty.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::relations::one_to_many::MISSING_RELATION_ARGUMENTS;
use crate::validate::relations::side::Side;
use crate::validate::relations::{actions, fixes, foreign_key};
use base::text::Span;
use base::{Fix, Place};
use model::schema::edit;
use model::schema::item::{Arity, Key};

codes! {
    /// A one-to-one relation with the foreign key on the wrong side.
    ///
    /// The other side is required, which only a foreign key there can ensure. Move `fields` and `references`, or make
    /// that side optional.
    FOREIGN_KEY_ON_OPTIONAL_SIDE = "foreign-key-on-optional-side";

    /// A one-to-one relation whose foreign key is not unique.
    ///
    /// Several rows could reference the same one. Add `@unique` to it, or make the other side a list.
    ONE_TO_ONE_NOT_UNIQUE = "one-to-one-not-unique";

    /// Referential actions on both sides of a relation.
    ///
    /// They belong on the side with the foreign key. Remove those of the other side.
    REFERENTIAL_ACTIONS_ON_BOTH_SIDES = "referential-actions-on-both-sides";

    /// Referential actions on the side without the foreign key.
    ///
    /// Move `onDelete` and `onUpdate` to the side with `fields`.
    REFERENTIAL_ACTIONS_ON_WRONG_SIDE = "referential-actions-on-wrong-side";

    /// A foreign key on both sides of a relation.
    ///
    /// Keep `fields` and `references` on one of them.
    RELATION_ARGUMENTS_ON_BOTH_SIDES = "relation-arguments-on-both-sides";

    /// `fields` on one side of a relation and `references` on the other.
    ///
    /// Write both on the side with the foreign key.
    RELATION_ARGUMENTS_SPLIT = "relation-arguments-split";

    /// A one-to-one relation that is required on both sides.
    ///
    /// Nothing can ensure that the side without the foreign key always has a counterpart. Make it optional.
    REQUIRED_BACK_RELATION = "required-back-relation";
}

/// Checks one of the two sides. What is wrong with both together is said at each.
pub(super) fn check(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    let fields = (!side.fields().is_empty(), !other.fields().is_empty());
    let references = (!side.references().is_empty(), !other.references().is_empty());
    match (fields, references) {
        ((false, false), _) | (_, (false, false)) => {
            missing(cx, side, other);
        }
        ((true, true), _) | (_, (true, true)) => both(cx, side, other),
        ((true, false), (false, true)) | ((false, true), (true, false)) => mixed(cx, side, other),
        ((true, false), _) => owner(cx, side, other),
        ((false, true), _) => back(cx, side, other),
    }
    let holds_key = fields.0 || (!fields.1 && !actions::are_written(other));
    if holds_key {
        actions::check_key(cx, side);
    }
}

fn missing(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    let any_fields = !side.fields().is_empty() || !other.fields().is_empty();
    let any_references = !side.references().is_empty() || !other.references().is_empty();
    let what = match (any_fields, any_references) {
        (true, _) => "`references`",
        (_, true) => "`fields`",
        _ => "`fields` and `references`",
    };
    let message = format!(
        "Neither `{}` nor `{}` has {what}. Add `fields` and `references` to the `@relation` of one of them.",
        side.label(),
        other.label()
    );
    let span = if side.fields().is_empty() { side.fields_span() } else { side.references_span() };
    let place = Place::new(other.id.item, other.name_span());
    cx.error(&MISSING_RELATION_ARGUMENTS, side.id.item, span, message).related(place, "The other side.").fix(
        || foreign_key::add_foreign_key(side, true).into_iter().chain(foreign_key::add_optional_key(side)),
    );
}

fn both(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    let message = format!(
        "Both `{}` and `{}` have a foreign key. Keep `fields` and `references` on one of them.",
        side.label(),
        other.label()
    );
    cx.error(&RELATION_ARGUMENTS_ON_BOTH_SIDES, side.id.item, side.fields_span(), message)
        .related(Place::new(other.id.item, other.name_span()), "The other side.")
        .fix(|| fixes::keep_name_only(side));
    // Of two required sides one at the most can keep its key, so only the first is reported.
    let are_required = side.arity() == Arity::Required && other.arity() == Arity::Required;
    let is_reported_there = are_required && other.id < side.id;
    if !(side.fields().is_empty() || is_reported_there) {
        unique_key(cx, side, other);
    }
}

fn mixed(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    let message = format!(
        "`{}` and `{}` have `fields` on one side and `references` on the other. Write both on the side with the \
         foreign key.",
        side.label(),
        other.label()
    );
    let (ours, theirs) = if side.fields().is_empty() {
        (side.references_span(), other.fields_span())
    } else {
        (side.fields_span(), other.references_span())
    };
    cx.error(&RELATION_ARGUMENTS_SPLIT, side.id.item, ours, message)
        .related(Place::new(other.id.item, theirs), "The other part.")
        .fix(|| {
            let (owner, back) = if side.fields().is_empty() { (other, side) } else { (side, other) };
            let completed = foreign_key::add_foreign_key(owner, true)?;
            let changes = completed.edits.into_iter().chain(fixes::keep_name_only(back)?.edits);
            let title = format!("Write both on `{}`", owner.label());
            Some(Fix::choice(title, changes.collect()))
        });
}

/// The side with the foreign key.
fn owner(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    both_have_actions(cx, side, other);
    if side.arity() == Arity::Optional && other.arity() == Arity::Required {
        let message = format!(
            "`{}` is required and `{}` is not, so the foreign key must be on `{}`. Move `fields` and `references` \
             there, or make that side optional.",
            other.label(),
            side.label(),
            other.item.name()
        );
        cx.error(&FOREIGN_KEY_ON_OPTIONAL_SIDE, side.id.item, side.fields_span(), message)
            .related(Place::new(other.id.item, other.type_span()), "This side is required.")
            .fix(|| [fixes::make_relation_optional(other)]);
    }
    both_required(cx, side, other);
    unique_key(cx, side, other);
}

/// The foreign key of a one-to-one relation is unique.
fn unique_key(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    let names: Vec<&str> = side.fields().iter().map(|path| path.text.as_str()).collect();
    let is_unique = |key: &Key| key.is_unique() && key.is_over(&names);
    // A line that cannot be read may be what makes it unique.
    if side.model.keys.iter().any(is_unique) || is_wrong_side(side, other) || cx.is_broken(side.id.item) {
        return;
    }
    let list = names.join(", ");
    let message = format!(
        "`{}` is one-to-one, but several rows of `{}` could have the same `{list}`. Make it unique, or make `{}` a \
         list.",
        side.label(),
        side.item.name(),
        other.label()
    );
    cx.error(&ONE_TO_ONE_NOT_UNIQUE, side.id.item, side.fields_span(), message)
        .related(Place::new(other.id.item, other.name_span()), "The other side.")
        .fix(|| {
            // A side with a foreign key of its own is no list.
            let list = other.fields().is_empty().then(|| fixes::make_list(other));
            foreign_key::make_unique(side.schema, side.id.item, &names).into_iter().chain(list)
        });
}

fn is_wrong_side(side: &Side<'_>, other: &Side<'_>) -> bool {
    side.arity() == Arity::Optional && other.arity() == Arity::Required
}

/// The side without the foreign key.
fn back(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    if actions::are_written(other) {
        both_have_actions(cx, side, other);
    } else if let Some(span) = actions::span(side) {
        misplaced_actions(cx, side, other, span);
    }
    both_required(cx, side, other);
}

/// Reported at the second of the two sides by name, whichever holds the foreign key, as Prisma does.
fn both_required(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    let is_first =
        (side.item.name(), side.field.name.as_str()) < (other.item.name(), other.field.name.as_str());
    if side.arity() != Arity::Required || other.arity() != Arity::Required || is_first {
        return;
    }
    let (owner, back) = if side.fields().is_empty() { (other, side) } else { (side, other) };
    let (from, to) = (back.item.name(), owner.item.name());
    let message = format!(
        "`{}` and `{}` cannot both be required: the foreign key is in `{to}`, so a `{from}` without a `{to}` is \
         possible. Change `{}` to `{to}?`.",
        owner.label(),
        back.label(),
        back.label()
    );
    cx.error(&REQUIRED_BACK_RELATION, side.id.item, side.type_span(), message)
        .related(Place::new(other.id.item, other.type_span()), "This side is also required.")
        .fix(|| [fixes::make_relation_optional(back)]);
}

fn both_have_actions(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    let (Some(span), true) = (actions::span(side), actions::are_written(other)) else { return };
    let message = format!(
        "Both `{}` and `{}` have referential actions. Keep those of the side with the foreign key.",
        side.label(),
        other.label()
    );
    cx.error(&REFERENTIAL_ACTIONS_ON_BOTH_SIDES, side.id.item, span, message)
        .related(Place::new(other.id.item, other.name_span()), "The other side.")
        .fix(|| {
            if side.fields().is_empty() { fixes::keep_name_only(side) } else { fixes::remove_actions(other) }
        });
}

fn misplaced_actions(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>, span: Span) {
    let message = format!(
        "`{}` does not hold the foreign key, so `onDelete` and `onUpdate` have no effect. Move them to `{}`.",
        side.label(),
        other.label()
    );
    cx.error(&REFERENTIAL_ACTIONS_ON_WRONG_SIDE, side.id.item, span, message)
        .related(Place::new(other.id.item, other.name_span()), "This side holds the foreign key.")
        .fix(|| {
            let attribute = other.attribute()?;
            let text = fixes::written_actions(side);
            let removed = fixes::keep_name_only(side)?;
            let mut changes = vec![edit::add_argument(other.schema, other.id.item, attribute, &text)];
            changes.extend(removed.edits);
            Some(Fix::choice(format!("Move `{text}` to `{}`", other.label()), changes))
        });
}
