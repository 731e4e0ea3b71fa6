//! Attributes.

use crate::schema::item::{Arguments, Attribute, Expr, Name, Path};
use crate::schema::lower::{comments, expr};
use syntax::ast::{self, View};
use syntax::{Kind, Role};

pub(super) fn attribute(view: ast::Attribute<'_>) -> Attribute {
    read(&view)
}

pub(super) fn block_attribute(view: ast::BlockAttribute<'_>) -> Attribute {
    let mut attribute = read(&view);
    attribute.documentation = comments::documentation(&view);
    // The node also includes the comments above and after the attribute, and invalid text.
    if let Some(at) = view.token(Kind::DoubleAt) {
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
    let name = view.child::<ast::Path>(Role::Name).map(expr::path);
    let mut arguments = view.child::<ast::Arguments>(Role::Arguments).map(|it| expr::arguments(it, 0));
    if let (Some(path), Some(arguments)) = (&name, &mut arguments) {
        name_fields(&path.text, arguments);
    }
    Attribute { name, arguments, span: view.span(), documentation: None }
}

/// A field may be named `true`, `false` or `null`. In attributes that list fields, these words are names.
fn name_fields(attribute: &str, arguments: &mut Arguments) {
    let names: &[&str] = match attribute {
        "relation" => &["fields", "references"],
        "id" | "unique" | "index" | "fulltext" | "shardKey" => &["fields", ""],
        _ => return,
    };
    for argument in &mut arguments.list {
        let name = argument.name.as_ref().map_or("", Name::as_str);
        match &mut argument.value {
            Some(Expr::Array { items, .. }) if names.contains(&name) => items.iter_mut().for_each(name_field),
            Some(value) if names.contains(&name) => name_field(value),
            _ => {}
        }
    }
}

fn name_field(value: &mut Expr) {
    if matches!(value, Expr::Path(_)) {
        return;
    }
    let Some((text, span)) = value.as_word() else { return };
    let name = Name { text: text.into(), span };
    *value = Expr::Path(Path::from(name));
}
