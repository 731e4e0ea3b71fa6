//! Column types of fields.

use crate::hover::context::Context;
use base::{FieldId, ItemId};
use model::catalog::capabilities::EnumStorage;
use model::catalog::{Provider, ScalarType, native_types};
use model::schema::FieldType;
use model::schema::item::{Arity, Attribute, Expr, Field};

/// The maximum number of enum values listed in a column type.
const NAMED_VALUES: usize = 4;

/// The column type of the field in this database, such as `varchar(80)`. `None` for fields without a column, and if the
/// database or its type is unknown.
pub(super) fn column_type(cx: Context<'_>, id: FieldId) -> Option<String> {
    let field = cx.schema.field(id)?;
    let provider = cx.provider()?;
    let one = match cx.schema.type_of(field) {
        FieldType::Scalar(scalar) => scalar_column(provider, scalar, field)?,
        FieldType::Enum(declared) => enum_column(cx, provider, declared)?,
        FieldType::Unsupported => unsupported_column(field)?,
        _ => return None,
    };
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

fn scalar_column(provider: Provider, scalar: ScalarType, field: &Field) -> Option<String> {
    let Some(attribute) = field.native_type() else {
        return Some(scalar.default_column(provider)?.column.to_owned()).filter(|column| !column.is_empty());
    };
    let (_, name) = attribute.native_type()?;
    let native = native_types::native_type(provider, name.as_str())?;
    Some(native.column_type(&native_arguments(attribute)))
}

fn enum_column(cx: Context<'_>, provider: Provider, id: ItemId) -> Option<String> {
    let item = cx.schema.item(id)?;
    match provider.capabilities().enums {
        EnumStorage::NativeType => Some(item.database_name().to_owned()),
        EnumStorage::InColumn => {
            let values = &item.enumeration()?.values;
            let shown = values.iter().take(NAMED_VALUES).map(|value| format!("'{}'", value.database_name()));
            let mut shown: Vec<String> = shown.collect();
            if values.len() > NAMED_VALUES {
                shown.push("…".to_owned());
            }
            Some(format!("enum({})", shown.join(", ")))
        }
        EnumStorage::Text => {
            ScalarType::String.default_column(provider).map(|column| column.column.to_owned())
        }
        EnumStorage::None => None,
    }
}

fn unsupported_column(field: &Field) -> Option<String> {
    let arguments = field.ty.as_ref()?.arguments.as_ref()?;
    arguments.unnamed()?.as_str().map(str::to_owned)
}
