//! The members of blocks.

use crate::schema::item::{
    Arity, Config, Entry, Enum, EnumValue, Field, Key, Model, ModelKind, Name, Relation, TypeRef,
};
use crate::schema::lower::{attributes, comments, exact, expr, name};
use crate::syntax::ast::{self, View};
use crate::text::Span;

pub(super) fn model(kind: ModelKind, body: Option<ast::Body<'_>>) -> Model {
    let (mut fields, mut block_attributes, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    let Some(body) = body else { return Model::new(kind, fields, block_attributes, keys) };
    for node in ast::children(body.node()) {
        if let Some(field) = ast::Field::cast(node, body.block_text()) {
            let field = self::field(field);
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

pub(super) fn enumeration(body: Option<ast::Body<'_>>) -> Enum {
    let values = body.iter().flat_map(|body| body.children::<ast::EnumValue>()).filter_map(enum_value);
    let attributes = body.iter().flat_map(|body| body.children::<ast::BlockAttribute>());
    Enum { values: exact(values), attributes: exact(attributes.map(attributes::block_attribute)) }
}

pub(super) fn config(body: Option<ast::Body<'_>>) -> Config {
    let entries = body.iter().flat_map(|body| body.children::<ast::KeyValue>()).filter_map(entry);
    Config { entries: exact(entries) }
}

pub(super) fn field_type(view: ast::FieldType<'_>) -> TypeRef {
    let legacy = view.child::<ast::LegacyList>("legacy_list");
    let path = match &legacy {
        Some(list) => list.child::<ast::Path>("name"),
        None => view.child::<ast::Path>("name"),
    };
    let name = path.map_or(Name { text: Default::default(), span: Span::at(view.span().end) }, |path| Name {
        text: path.text().into(),
        span: path.span(),
    });
    let modifiers = || view.children::<ast::Modifier>().map(|modifier| modifier.node().kind());
    let arity = if legacy.is_some() || modifiers().any(|kind| kind == "list_modifier") {
        Arity::List
    } else if modifiers().any(|kind| kind == "optional_modifier") {
        Arity::Optional
    } else {
        Arity::Required
    };
    let arguments = view.child::<ast::Arguments>("arguments").map(|it| Box::new(expr::arguments(it, 0)));
    TypeRef { name, arity, arguments, span: view.span() }
}

fn field(view: ast::Field<'_>) -> Field {
    let name = view.child::<ast::Identifier>("name").map(name);
    let name = name.unwrap_or(Name { text: Default::default(), span: Span::at(view.span().start) });
    let ty = view.child::<ast::FieldType>("type").map(field_type);
    let attributes = exact(view.children::<ast::Attribute>().map(attributes::attribute));
    let mut span = name.span;
    if let Some(ty) = &ty {
        span = span.cover(ty.span);
    }
    Field {
        relation: attributes.iter().find(|it| it.name() == "relation").map(|it| Box::new(Relation::read(it))),
        span: attributes.last().map_or(span, |last| span.cover(last.span)),
        documentation: comments::documentation(&view),
        trailing_comment: view.child::<ast::Comment>("comment").map(|comment| comment.span()),
        name,
        ty,
        attributes,
    }
}

fn enum_value(view: ast::EnumValue<'_>) -> Option<EnumValue> {
    let name = name(view.child("name")?);
    let stored = view.child::<ast::Expression>("value").and_then(|value| expr::expression(value, 0));
    let attributes = exact(view.children::<ast::Attribute>().map(attributes::attribute));
    let span = stored.as_ref().map_or(name.span, |value| name.span.cover(value.span()));
    Some(EnumValue {
        span: attributes.last().map_or(span, |last| span.cover(last.span)),
        documentation: comments::documentation(&view),
        trailing_comment: view.child::<ast::Comment>("comment").map(|comment| comment.span()),
        name,
        stored,
        attributes,
    })
}

fn entry(view: ast::KeyValue<'_>) -> Option<Entry> {
    let key = name(view.child("key")?);
    let value = view.child::<ast::Expression>("value").and_then(|value| expr::expression(value, 0));
    let end = value.as_ref().map_or(key.span.end, |value| value.span().end);
    Some(Entry { span: Span::new(key.span.start, end), key, value })
}
