//! Between the brackets of an attribute or an index field: argument names.

use crate::completion::at::At;
use crate::completion::item::{Completion, Rank};
use crate::completion::{index_field, offer};
use crate::hover::Topic;
use model::catalog::Provider;
use model::catalog::attributes::{Attribute, AttributeParam, ValueKind};
use model::schema::item::{Argument, Arguments, Arity};
use model::schema::spot::Step;

/// The number of databases that must have an argument for it to be offered on the others.
const WIDESPREAD: usize = 3;

/// The arguments that are not given yet.
pub(super) fn names(at: At<'_>) -> Vec<Completion> {
    if let Some(Step::Type(_)) = at.spot.steps.first() {
        return Vec::new();
    }
    let (Some(attribute), Some(written)) = (at.spot.attribute_facts(), at.spot.attribute()) else {
        return Vec::new();
    };
    let Some(given) = &written.arguments else { return Vec::new() };
    let here = at.spot.argument().map(|(argument, _)| argument);
    attribute
        .params
        .iter()
        .filter(|param| param.replaced_by.is_none() && !at.is_given(given, param.name))
        .filter_map(|param| {
            let rank = rank(at, attribute, param, given, here)?;
            let topic = Topic::Argument(attribute.name.to_owned(), param.name.to_owned());
            Some(offer::argument(at, param.name, offer::placeholder(param.value)).about(topic).ranked(rank))
        })
        .collect()
}

fn rank(
    at: At<'_>,
    attribute: &Attribute,
    param: &AttributeParam,
    given: &Arguments,
    here: Option<&Argument>,
) -> Option<Rank> {
    let cx = at.cx;
    if attribute.name == "@relation" && !is_on_side(at, param) {
        return Some(Rank::Unfit);
    }
    if !cx.has_preview(param.preview) || !param.availability.contains(cx.release()) {
        return None;
    }
    if !cx.is_on(param.providers) {
        let is_widespread = param.value == ValueKind::Text && param.providers.iter().count() >= WIDESPREAD;
        return is_widespread.then_some(Rank::Unfit);
    }
    // A value alone needs no name.
    let is_list = matches!(param.value, ValueKind::Fields | ValueKind::IndexFields);
    if param.unnamed && param.required && !is_list {
        return None;
    }
    if !index_field::accepts(at, attribute.name, param) {
        return None;
    }
    // The first argument may omit its name, and is then given.
    let is_given =
        |argument: &Argument| argument.name.is_none() && Some(argument.span) != here.map(|it| it.span);
    if param.unnamed && given.list.iter().any(is_given) {
        return Some(Rank::Unfit);
    }
    Some(match param.value {
        ValueKind::Fields | ValueKind::IndexFields | ValueKind::References => Rank::Likely,
        ValueKind::Text => Rank::Rare,
        _ => Rank::Usual,
    })
}

/// Whether the side of a relation that the field is accepts the argument of `@relation`. A list has no foreign key, and so
/// only a name; on MongoDB both lists of a many-to-many relation have `fields` and `references`.
fn is_on_side(at: At<'_>, param: &AttributeParam) -> bool {
    let is_list = at.field().is_some_and(|field| field.arity() == Arity::List);
    let is_mongodb = at.cx.provider() == Some(Provider::Mongodb);
    let is_key = matches!(param.value, ValueKind::Fields | ValueKind::References);
    !is_list || param.unnamed || (is_mongodb && is_key)
}
