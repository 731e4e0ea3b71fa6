//! Column types of fields.

use crate::hover::context::HoverContext;
use base::FieldId;
use model::database::column_type_of;
use model::schema::FieldType;
use model::schema::item::{Arity, Attribute, Expr};

/// The column type of the field in this database, such as `varchar(80)`. `None` for fields without a column, and if the
/// database or its type is unknown.
pub(super) fn column_type(cx: HoverContext<'_>, id: FieldId) -> Option<String> {
    let field = cx.schema.field(id)?;
    // MongoDB nests composite values in the document.
    if matches!(cx.schema.type_of(field), FieldType::Composite(_)) {
        return None;
    }
    let provider = cx.provider()?;
    let one = column_type_of(cx.schema, provider, field)?.shown(provider)?;
    Some(if field.arity() == Arity::List { format!("{one}[]") } else { one })
}

/// The arguments of a native type as written.
pub(super) fn native_arguments(attribute: &Attribute) -> Vec<&str> {
    attribute
        .arguments()
        .iter()
        .filter_map(|argument| match argument.value.as_ref()? {
            Expr::Number(name) => Some(name.as_str()),
            // The databases write it in lower case.
            Expr::Path(path) if path.text == "Max" => Some("max"),
            Expr::Path(path) => Some(path.text.as_str()),
            _ => None,
        })
        .collect()
}
