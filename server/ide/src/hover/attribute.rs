//! Attributes and their arguments.

use crate::hover::context::HoverContext;
use crate::hover::page::{Page, code, first_sentence};
use crate::hover::{function, key, relation};
use base::{FieldId, ItemId};
use model::catalog::attributes::{Attribute, AttributeParam, ValueKind};
use model::catalog::index_types::IndexType;
use model::catalog::referential_actions::{self, ReferentialEvent};
use model::schema::item::{Key, KeyOwner};
use model::schema::spot::{Owner, Parameter, Spot};

/// The documentation of an attribute, and what this one defines.
pub(super) fn page(cx: HoverContext<'_>, item: ItemId, spot: &Spot<'_>) -> Option<String> {
    let attribute = spot.attribute_facts()?;
    let kind = if attribute.is_block() { "block attribute" } else { "field attribute" };
    let kind = if matches!(spot.owner, Owner::Value(_)) { "value attribute" } else { kind };
    Some(attribute_page(cx, attribute, kind, &definitions(cx, item, spot)))
}

/// The documentation of an attribute.
pub(super) fn known(cx: HoverContext<'_>, attribute: &Attribute) -> String {
    let kind = if attribute.is_block() { "block attribute" } else { "field attribute" };
    attribute_page(cx, attribute, kind, &[])
}

fn attribute_page(cx: HoverContext<'_>, attribute: &Attribute, kind: &str, definitions: &[String]) -> String {
    let params: Vec<String> = attribute
        .params
        .iter()
        .filter(|param| is_offered(cx, param))
        .map(|param| format!("{} {}", code(&format!("{}:", param.name)), first_sentence(param.docs)))
        .collect();
    let page = Page::titled(attribute.name, kind).list(definitions).text(attribute.docs);
    let notes = [cx.provider_note(attribute.providers), cx.preview_note(attribute.preview, attribute.docs)];
    page.notes(notes).list(&params).fence(attribute.example).finish()
}

/// The documentation of an argument by its name.
pub(super) fn argument(cx: HoverContext<'_>, item: ItemId, spot: &Spot<'_>) -> Option<String> {
    match spot.parameter()? {
        Parameter::Function(function, param) => Some(function::param_page(cx, function, param)),
        Parameter::Attribute(param) | Parameter::IndexField(param) => {
            let is_of_field = matches!(spot.parameter()?, Parameter::IndexField(_));
            let attribute = spot.attribute_facts().filter(|_| !is_of_field);
            let here = event(param.name).and_then(|event| in_force(cx, item, spot, event));
            Some(param_page(cx, param, attribute, here.as_slice()))
        }
    }
}

/// The documentation of an attribute's argument; without an attribute, of an index field's argument.
pub(super) fn known_param(
    cx: HoverContext<'_>,
    param: &AttributeParam,
    attribute: Option<&Attribute>,
) -> String {
    param_page(cx, param, attribute, &[])
}

fn param_page(
    cx: HoverContext<'_>,
    param: &AttributeParam,
    attribute: Option<&Attribute>,
    here: &[String],
) -> String {
    let of = match attribute {
        Some(attribute) => format!("argument of {}", code(attribute.name)),
        None => "argument of an index field".to_owned(),
    };
    let replaced = param.replaced_by.map(|other| format!("*Replaced by {}.*", code(other)));
    Page::titled(&format!("{}:", param.name), &of)
        .list(here)
        .text(param.docs)
        .notes([
            replaced,
            cx.provider_note(param.providers),
            cx.release_note(param.availability),
            cx.preview_note(param.preview, param.docs),
        ])
        .notes([values(cx, param)])
        .finish()
}

/// The accepted words of the argument.
fn values(cx: HoverContext<'_>, param: &AttributeParam) -> Option<String> {
    let words: Vec<String> = match param.value {
        ValueKind::Sort => vec!["Asc".to_owned(), "Desc".to_owned()],
        ValueKind::Flag => vec!["true".to_owned(), "false".to_owned()],
        ValueKind::IndexType => IndexType::ALL
            .into_iter()
            .filter(|kind| cx.provider().is_none_or(|provider| kind.is_supported(provider)))
            .map(|kind| kind.name().to_owned())
            .collect(),
        ValueKind::Action => {
            let mode = cx.schema.configuration().relation_mode;
            let allowed = referential_actions::allowed(cx.provider()?, mode);
            allowed.iter().map(|action| action.name().to_owned()).collect()
        }
        _ => return None,
    };
    let words: Vec<String> = words.iter().map(|word| code(word)).collect();
    Some(format!("Values: {}", words.join(", ")))
}

/// The event of an argument of `@relation`.
pub(super) fn event(argument: &str) -> Option<ReferentialEvent> {
    [ReferentialEvent::Delete, ReferentialEvent::Update]
        .into_iter()
        .find(|event| event.argument() == argument)
}

/// The action in effect in the relation of the field on the line of the element.
fn in_force(cx: HoverContext<'_>, item: ItemId, spot: &Spot<'_>, event: ReferentialEvent) -> Option<String> {
    let Owner::Field(index) = spot.owner else { return None };
    relation::action(cx, &cx.schema.relation(FieldId::new(item, index))?, event)
}

fn is_offered(cx: HoverContext<'_>, param: &AttributeParam) -> bool {
    param.replaced_by.is_none()
        && param.availability.contains(cx.release())
        && cx.provider().is_none_or(|provider| param.providers.contains(provider))
}

/// The key or relation that this attribute defines.
fn definitions(cx: HoverContext<'_>, item: ItemId, spot: &Spot<'_>) -> Vec<String> {
    let Some(attribute) = spot.attribute() else { return Vec::new() };
    if let Owner::Field(index) = spot.owner
        && attribute.name() == "relation"
    {
        let info = cx.schema.relation(FieldId::new(item, index));
        return info.map(|info| relation::facts(cx, &info)).unwrap_or_default();
    }
    let of_this = |key: &&Key| match (key.owner, spot.owner) {
        (KeyOwner::Field(a), Owner::Field(b)) | (KeyOwner::Block(a), Owner::Attribute(b)) => {
            a == b && key.span == attribute.span
        }
        _ => false,
    };
    let key = cx.schema.model(item).and_then(|model| model.keys.iter().find(of_this));
    key.map(|key| key::facts(cx, item, key)).unwrap_or_default()
}
