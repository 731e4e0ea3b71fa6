//! At the start of a line between braces: block attributes.

use crate::completion::context::CompletionContext;
use crate::completion::field_attribute::snippet;
use crate::completion::item::{Completion, CompletionKind, Rank};
use crate::hover::Topic;
use model::catalog::attributes::{self, Attribute, Place};
use model::schema::item::{ItemKind, KeyKind, ModelKind};

/// The attributes that can be added to the block.
pub(super) fn offers(cx: CompletionContext<'_>) -> Vec<Completion> {
    let place = match cx.item().map(|item| &item.kind) {
        Some(ItemKind::Model(model)) if model.kind == ModelKind::Model => Place::Model,
        Some(ItemKind::Model(model)) if model.kind == ModelKind::View => Place::View,
        Some(ItemKind::Enum(_)) => Place::Enum,
        _ => return Vec::new(),
    };
    attributes::block_attributes()
        .iter()
        .filter(|attribute| cx.is_on(attribute.providers) && cx.has_preview(attribute.preview))
        .filter(|attribute| attribute.repeatable || !is_written(cx, attribute))
        .filter_map(|attribute| {
            let offer = Completion::new(CompletionKind::Attribute, attribute.name)
                .detail("block attribute")
                .about(Topic::Attribute(attribute.name.to_owned()))
                .ranked(rank(cx, attribute, place)?);
            Some(match snippet(cx, attribute) {
                Some(snippet) => offer.filling(snippet),
                None => offer,
            })
        })
        .collect()
}

fn is_written(cx: CompletionContext<'_>, attribute: &Attribute) -> bool {
    let is_it = |name: &str| attribute.name.strip_prefix("@@") == Some(name);
    cx.block_attributes().any(|it| is_it(it.name()))
        || (attribute.name == "@@id" && cx.keys().any(|key| key.kind == KeyKind::Id))
}

fn rank(cx: CompletionContext<'_>, attribute: &Attribute, place: Place) -> Option<Rank> {
    if !attribute.places.contains(&place) {
        // Attributes of tables that views do not have.
        return (place == Place::View && attribute.places.contains(&Place::Model)).then_some(Rank::Unfit);
    }
    if attribute.name == "@@schema" {
        return Some(match cx.configuration().schemas.is_empty() {
            true => Rank::Unfit,
            false => Rank::Likely,
        });
    }
    Some(Rank::Rare)
}
