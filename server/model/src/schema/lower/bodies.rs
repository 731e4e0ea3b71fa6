//! The members of blocks.

use crate::schema::item::{
    Config, Entry, Enum, EnumStorage, EnumValue, Expr, Field, Key, Model, ModelKind, Name, Relation,
};
use crate::schema::item::{exact, place_of};
use crate::schema::lower::{Context, attributes, comments, expr, field_type, name, next_type};
use base::text::Span;
use syntax::Role;
use syntax::ast::{self, View};

pub(super) fn model(kind: ModelKind, body: Option<ast::Body<'_>>, cx: Context<'_>) -> Model {
    let Some(body) = body else { return Model::new(kind, Vec::new(), Vec::new(), Vec::new()) };
    let mut fields = Vec::with_capacity(body.children::<ast::Field>().count());
    let mut block_attributes = Vec::with_capacity(body.children::<ast::BlockAttribute>().count());
    let mut keys = Vec::new();
    for node in ast::children(body.node()) {
        if let Some(field) = ast::Field::cast(node, body.block_text()) {
            let field = self::field(field, cx);
            let index = fields.len();
            keys.extend(field.attributes.iter().filter_map(|it| Key::of_field(&field, index, it)));
            fields.push(field);
        } else if let Some(attribute) = ast::BlockAttribute::cast(node, body.block_text()) {
            let attribute = attributes::block_attribute(attribute);
            keys.extend(Key::of_block(block_attributes.len(), &attribute));
            block_attributes.push(attribute);
        }
    }
    Model::new(kind, fields, block_attributes, keys)
}

pub(super) fn enumeration(body: Option<ast::Body<'_>>, cx: Context<'_>) -> Enum {
    let values = body.iter().flat_map(|body| body.children::<ast::EnumValue>());
    let attributes = body.iter().flat_map(|body| body.children::<ast::BlockAttribute>());
    let block_attribute = |it| Some(attributes::block_attribute(it));
    let values = exact(values, enum_value);
    let storage = if cx.is_next { storage(&values) } else { EnumStorage::Provider };
    Enum { values, attributes: exact(attributes, block_attribute), storage }
}

/// How the values of an enum are stored: as numbers if they are numbers.
fn storage(values: &[EnumValue]) -> EnumStorage {
    let is_number = |value: &EnumValue| matches!(value.stored, Some(Expr::Number(_)));
    match !values.is_empty() && values.iter().all(is_number) {
        true => EnumStorage::Integer,
        false => EnumStorage::Text,
    }
}

pub(super) fn config(body: Option<ast::Body<'_>>) -> Config {
    Config { entries: exact(body.iter().flat_map(|body| body.children::<ast::KeyValue>()), entry) }
}

fn field(view: ast::Field<'_>, cx: Context<'_>) -> Field {
    let name = view.child::<ast::Identifier>(Role::Name).map(name);
    let name = name.unwrap_or(Name { text: Default::default(), span: Span::at(view.span().start) });
    let ty = view.child::<ast::FieldType>(Role::Type);
    let mut attributes = exact(view.children::<ast::Attribute>(), |it| Some(attributes::attribute(it)));
    let ty = match ty {
        Some(ty) if cx.is_next => {
            let (ty, implied) = next_type::field_type(ty, cx.namespace);
            if !implied.is_empty() {
                attributes = implied.into_iter().chain(attributes).collect();
            }
            Some(ty)
        }
        ty => ty.map(field_type::field_type),
    };
    let mut span = name.span;
    if let Some(ty) = &ty {
        span = span.cover(ty.span);
    }
    let mut relation =
        attributes.iter().find(|it| it.name() == "relation").map(|it| Box::new(Relation::read(it)));
    if let Some(relation) = relation.as_mut().filter(|it| cx.is_next && it.fields.is_some()) {
        relation.index.get_or_insert(true);
    }
    Field {
        relation,
        span: attributes.last().map_or(span, |last| span.cover(last.span)),
        documentation: comments::documentation(&view),
        map: place_of("map", &attributes),
        trailing_comment: view.child::<ast::Comment>(Role::Comment).map(|comment| comment.span()),
        name,
        ty,
        attributes,
    }
}

fn enum_value(view: ast::EnumValue<'_>) -> Option<EnumValue> {
    let name = name(view.child(Role::Name)?);
    let stored = view.child::<ast::Expression>(Role::Value).and_then(|value| expr::expression(value, 0));
    let attributes = exact(view.children::<ast::Attribute>(), |it| Some(attributes::attribute(it)));
    let span = stored.as_ref().map_or(name.span, |value| name.span.cover(value.span()));
    Some(EnumValue {
        span: attributes.last().map_or(span, |last| span.cover(last.span)),
        documentation: comments::documentation(&view),
        name,
        stored,
        attributes,
    })
}

fn entry(view: ast::KeyValue<'_>) -> Option<Entry> {
    let key = name(view.child(Role::Key)?);
    let value = view.child::<ast::Expression>(Role::Value).and_then(|value| expr::expression(value, 0));
    let end = value.as_ref().map_or(key.span.end, |value| value.span().end);
    Some(Entry { span: Span::new(key.span.start, end), key, value })
}
