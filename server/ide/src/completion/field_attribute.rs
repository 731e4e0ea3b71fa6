//! After the type of a field, or an enum value: attributes.

use crate::completion::at::At;
use crate::completion::context::{CompletionContext, key_field};
use crate::completion::field_name::holds_key;
use crate::completion::item::{Completion, CompletionKind, Insert, Rank};
use crate::completion::native_type;
use crate::hover::Topic;
use base::text::capitalized;
use model::catalog::ScalarType;
use model::catalog::attributes::{self, Attribute, FieldKind, FieldNeeds, Place, ValueKind};
use model::schema::FieldType;
use model::schema::item::{self, Arity, Field, ItemKind, ModelKind};
use model::schema::spot::{Owner, SpotKind};

/// The attributes that can be added to the line.
pub(super) fn offers(at: At<'_>) -> Vec<Completion> {
    let cx = at.cx;
    let place = match &at.item.kind {
        ItemKind::Model(model) => match model.kind {
            ModelKind::Model => Place::ModelField,
            ModelKind::View => Place::ViewField,
            ModelKind::Type => Place::CompositeField,
        },
        ItemKind::Enum(_) => Place::EnumValue,
        _ => return Vec::new(),
    };
    let written = written(at);
    // A word followed by a dot is the name of the datasource.
    let is_prefix = matches!(at.spot.what, SpotKind::NativePrefix(_));
    attributes::field_attributes()
        .iter()
        .filter(|attribute| cx.is_on(attribute.providers) && cx.has_preview(attribute.preview))
        .filter(|attribute| !is_prefix || attribute.name == "@db")
        .filter(|attribute| attribute.repeatable || !has(&written, attribute))
        .filter_map(|attribute| {
            let rank = match at.field() {
                Some(field) => rank(cx, attribute, place, field)?,
                None => attribute.places.contains(&place).then_some(Rank::Usual)?,
            };
            offer(at, attribute).map(|offer| offer.ranked(rank))
        })
        .collect()
}

/// The attributes of the line, except the one under the cursor.
fn written<'a>(at: At<'a>) -> Vec<&'a item::Attribute> {
    let all = match (&at.item.kind, at.spot.owner) {
        (ItemKind::Enum(body), Owner::Value(index)) => body.values.get(index).map(|value| &value.attributes),
        _ => at.field().map(|field| &field.attributes),
    };
    let here = at.spot.attribute().map(|attribute| attribute.span);
    all.into_iter().flatten().filter(|attribute| Some(attribute.span) != here).collect()
}

fn has(written: &[&item::Attribute], attribute: &Attribute) -> bool {
    written.iter().any(|it| match it.native_type() {
        Some(_) => attribute.name == "@db",
        None => attribute.name.strip_prefix('@') == Some(it.name()),
    })
}

/// How well an attribute fits a field; `None` if it does not.
fn rank(cx: CompletionContext<'_>, attribute: &Attribute, place: Place, field: &Field) -> Option<Rank> {
    let is_second_id = attribute.name == "@id" && cx.has_id();
    if is_second_id || !(attribute.places.contains(&place) || is_view_of_model(attribute, place)) {
        return None;
    }
    let needs = attribute.fields;
    let (kind, scalar) = match cx.schema.type_of(field) {
        FieldType::Scalar(scalar) => (FieldKind::Scalar, Some(scalar)),
        FieldType::Enum(_) => (FieldKind::Enum, None),
        FieldType::Composite(_) => (FieldKind::Composite, None),
        FieldType::Model(_) => (FieldKind::Relation, None),
        FieldType::Unsupported => (FieldKind::Unsupported, None),
        // The type is not known yet.
        FieldType::Alias(_) | FieldType::Unknown | FieldType::Missing => return Some(Rank::Usual),
    };
    let (optional, list) = (field.arity() == Arity::Optional, field.arity() == Arity::List);
    if !needs.accepts_field(kind, scalar, optional, list) {
        return accepts_any_scalar(needs).then_some(Rank::Unfit);
    }
    if is_view_of_model(attribute, place) {
        return Some(Rank::Unfit);
    }
    if attribute.name == "@id" && !is_usual_id(scalar, kind) {
        return Some(Rank::Rare);
    }
    Some(if kind == FieldKind::Relation && attribute.name == "@relation" {
        Rank::Likely
    } else {
        Rank::Usual
    })
}

/// Whether the attribute is for fields of models, but not of views.
fn is_view_of_model(attribute: &Attribute, place: Place) -> bool {
    place == Place::ViewField
        && !attribute.places.contains(&place)
        && attribute.places.contains(&Place::ModelField)
}

/// Whether only the kind of a field's type matters.
fn accepts_any_scalar(needs: FieldNeeds) -> bool {
    needs.optional && needs.list && needs.scalars.is_empty()
}

fn is_usual_id(scalar: Option<ScalarType>, kind: FieldKind) -> bool {
    kind == FieldKind::Enum
        || matches!(
            scalar,
            Some(ScalarType::Int | ScalarType::BigInt | ScalarType::String | ScalarType::Bytes)
        )
}

fn offer(at: At<'_>, attribute: &Attribute) -> Option<Completion> {
    let cx = at.cx;
    let topic = Topic::Attribute(attribute.name.to_owned());
    if attribute.name == "@db" {
        let name = cx.configuration().datasource_name.as_ref()?;
        let offer = Completion::new(CompletionKind::Attribute, format!("@{name}"));
        let offer = offer.detail("native type").about(topic);
        let natives = native_type::usual_names(at);
        // Without snippets, the user continues with a dot, which triggers completion.
        let snippet = match cx.cursor.after().starts_with('.') || natives.is_empty() {
            true => None,
            false => Some(format!("@{name}.${{1|{}|}}", natives.join(","))),
        };
        return Some(Completion { insert: Insert { plain: offer.label.clone(), snippet }, ..offer });
    }
    let offer = Completion::new(CompletionKind::Attribute, attribute.name).detail("attribute").about(topic);
    Some(match relation_snippet(at, attribute).or_else(|| snippet(cx, attribute)) {
        Some(snippet) => offer.filling(snippet),
        None => offer,
    })
}

/// The attribute with brackets and a placeholder, if it usually has arguments.
pub(super) fn snippet(cx: CompletionContext<'_>, attribute: &Attribute) -> Option<String> {
    if cx.cursor.next() == Some('(') {
        return None;
    }
    let first = attribute.unnamed_param().filter(|param| param.required)?;
    let name = attribute.name;
    Some(match first.value {
        ValueKind::Fields | ValueKind::IndexFields => format!("{name}([$1])"),
        ValueKind::Text | ValueKind::SchemaName => format!("{name}(\"$1\")"),
        _ => format!("{name}($1)"),
    })
}

/// The side that can hold the foreign key lists it; a list is the other side.
fn relation_snippet(at: At<'_>, attribute: &Attribute) -> Option<String> {
    if attribute.name != "@relation" || at.cx.cursor.next() == Some('(') {
        return None;
    }
    let field = at.field()?;
    let target = at.cx.target(field).map(|(_, _, model)| model);
    if field.arity() == Arity::List || target.is_some_and(|model| holds_key(at.cx, model)) {
        return Some("@relation(\"$1\")".to_owned());
    }
    let target = target.and_then(key_field);
    let key = target.map_or("id", |field| field.name.as_str());
    let wanted = format!("{}{}", field.name.text, capitalized(key));
    Some(format!("@relation(fields: [${{1:{wanted}}}], references: [${{2:{key}}}])"))
}
