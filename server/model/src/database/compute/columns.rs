//! The columns of a model's table.

use crate::catalog::capabilities::EnumStorage;
use crate::catalog::{Provider, ScalarType};
use crate::database::compute::{Computation, defaults, enum_name};
use crate::database::{Column, ColumnType, Native, Nullability, TypeArgument};
use crate::schema::item::{Argument, Arity, EnumStorage as Storage, Expr, Field, KeyKind};
use crate::schema::{FieldType, Schema};

/// One column for each field that is no relation field.
pub(super) fn columns(cx: &Computation<'_>) -> Vec<Column> {
    let fields = (0..).zip(&cx.model.fields);
    fields.filter_map(|(index, field)| column(cx, index, field)).collect()
}

fn column(cx: &Computation<'_>, index: u32, field: &Field) -> Option<Column> {
    let resolved = cx.schema.type_of(field);
    let ty = column_type(cx.schema, cx.provider, field, resolved)?;
    let default = defaults::defaults(cx, field, resolved, &ty);
    Some(Column {
        name: field.database_name().into(),
        nullability: match field.arity() {
            Arity::Required => Nullability::Required,
            Arity::Optional => Nullability::Nullable,
            Arity::List => Nullability::List,
        },
        autoincrement: default.autoincrement || is_row_id(cx, field, resolved),
        has_client_default: default.in_client,
        default: default.in_database,
        field: Some(index),
        ty,
    })
}

/// The type of the column of a field; `None` for relation fields and for types that mean nothing.
pub(super) fn column_type(
    schema: &Schema,
    provider: Provider,
    field: &Field,
    resolved: FieldType,
) -> Option<ColumnType> {
    match resolved {
        FieldType::Scalar(scalar) => Some(scalar_type(schema, provider, field, scalar)),
        // MongoDB nests it, Prisma 8 stores it as JSON; elsewhere Prisma refuses it.
        FieldType::Composite(_) => Some(scalar_type(schema, provider, field, ScalarType::Json)),
        FieldType::Enum(id) => {
            let item = schema.item(id)?;
            let value = item.enumeration()?;
            let stored = |scalar| Native::default_of(provider, scalar).map(ColumnType::Native);
            match value.storage {
                Storage::Text => return stored(ScalarType::String),
                Storage::Integer => return stored(ScalarType::Int),
                Storage::Provider | Storage::Native => {}
            }
            Some(match provider.capabilities().enums {
                EnumStorage::NativeType => ColumnType::Enum(enum_name(provider, item, value)),
                EnumStorage::InColumn => {
                    ColumnType::EnumValues(value.values.iter().map(|it| it.database_name().into()).collect())
                }
                EnumStorage::Text | EnumStorage::None => ColumnType::Scalar(ScalarType::String),
            })
        }
        FieldType::Unsupported => {
            let ty = field.ty.as_ref()?;
            if ty.next.as_ref().is_some_and(|next| next.is_foreign) {
                return Some(ColumnType::Unsupported(ty.name.text.clone()));
            }
            let arguments = ty.arguments.as_ref()?;
            Some(ColumnType::Unsupported(arguments.unnamed()?.as_str()?.into()))
        }
        FieldType::Model(_) | FieldType::Alias(_) | FieldType::Unknown | FieldType::Missing => None,
    }
}

fn scalar_type(schema: &Schema, provider: Provider, field: &Field, scalar: ScalarType) -> ColumnType {
    let written = || {
        let attribute = schema.native_type_of(field)?;
        let (_, name) = attribute.native_type()?;
        let arguments = attribute.arguments().iter().filter_map(argument).collect();
        Native::named(provider, &name.text, scalar, arguments)
    };
    let native = written().or_else(|| Native::default_of(provider, scalar));
    native.map_or(ColumnType::Scalar(scalar), ColumnType::Native)
}

fn argument(argument: &Argument) -> Option<TypeArgument> {
    match argument.value.as_ref()? {
        Expr::Number(number) => number.text.parse().ok().map(TypeArgument::Number),
        Expr::Path(path) if path.text.eq_ignore_ascii_case("max") => Some(TypeArgument::Max),
        _ => None,
    }
}

/// Whether the column is another name for the row id of SQLite, which counts by itself.
fn is_row_id(cx: &Computation<'_>, field: &Field, resolved: FieldType) -> bool {
    let is_key = || {
        let key = cx.model.keys.iter().find(|key| key.kind == KeyKind::Id);
        key.is_some_and(|key| key.is_over(&[field.name.as_str()]))
    };
    cx.provider == Provider::Sqlite && resolved == FieldType::Scalar(ScalarType::Int) && is_key()
}
