//! The types of fields.

use crate::catalog::ScalarType;
use crate::schema::item::{Arity, Name, TypeRef};
use crate::schema::lower::expr;
use base::text::Span;
use syntax::ast::{self, View};
use syntax::{Kind, Role};

pub(super) fn field_type(view: ast::FieldType<'_>) -> TypeRef {
    let legacy = view.child::<ast::LegacyList>(Role::LegacyList);
    let path = match &legacy {
        Some(list) => list.child::<ast::Path>(Role::Name),
        None => view.child::<ast::Path>(Role::Name),
    };
    let name = path.map_or(Name { text: Default::default(), span: Span::at(view.span().end) }, |path| Name {
        text: path.text().into(),
        span: path.span(),
    });
    let modifiers = view.children::<ast::Modifier>().map(|modifier| modifier.node().kind_id());
    let arity = if legacy.is_some() { Arity::List } else { arity(modifiers) };
    let arguments = view.child::<ast::Arguments>(Role::Arguments).map(|it| Box::new(expr::arguments(it, 0)));
    TypeRef { scalar: ScalarType::parse(&name.text), name, arity, arguments, next: None, span: view.span() }
}

/// The arity that the modifiers of a type say.
pub(super) fn arity(modifiers: impl Iterator<Item = Kind> + Clone) -> Arity {
    if modifiers.clone().any(|kind| kind == Kind::ListModifier) {
        Arity::List
    } else if modifiers.clone().any(|kind| kind == Kind::OptionalModifier) {
        Arity::Optional
    } else {
        Arity::Required
    }
}
