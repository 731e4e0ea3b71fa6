//! Attributes.

use crate::schema::item::{Attribute, Name};
use crate::schema::lower::{comments, expr};
use crate::syntax::ast::{self, View};

pub(super) fn attribute(view: ast::Attribute<'_>) -> Attribute {
    read(&view)
}

pub(super) fn block_attribute(view: ast::BlockAttribute<'_>) -> Attribute {
    let mut attribute = read(&view);
    attribute.documentation = comments::documentation(&view);
    attribute.trailing_comment = view.child::<ast::Comment>("comment").map(|comment| comment.span());
    // The node also covers the comments above and behind the attribute, and what fits nowhere.
    if let Some(at) = view.token("@@") {
        attribute.span = at;
    }
    if let Some(name) = &attribute.name {
        attribute.span = attribute.span.cover(name.span);
    }
    if let Some(arguments) = &attribute.arguments {
        attribute.span = attribute.span.cover(arguments.span);
    }
    attribute
}

fn read<'t>(view: &impl View<'t>) -> Attribute {
    let path = view.child::<ast::Path>("name").map(expr::path);
    Attribute {
        name: path.as_ref().map(|path| Name { text: path.text.clone(), span: path.span }),
        segments: path.map(|path| path.segments).unwrap_or_default(),
        arguments: view.child::<ast::Arguments>("arguments").map(|it| expr::arguments(it, 0)),
        span: view.span(),
        documentation: None,
        trailing_comment: None,
    }
}
