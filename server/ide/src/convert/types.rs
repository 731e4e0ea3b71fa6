//! The types of scalar fields.

use base::text::Span;
use model::catalog::ScalarType;
use model::catalog::next::{self, native_counterpart, scalar_counterpart};
use model::schema::item::{Argument, Expr, Field};
use model::schema::{FieldType, Schema};

/// The type of a column in Prisma 8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ColumnType {
    /// Its name.
    pub(super) name: &'static str,
    /// Its arguments.
    pub(super) arguments: Vec<String>,
    /// The type in the Prisma 7 schema.
    pub(super) scalar: ScalarType,
}

/// A native type that Prisma 8 does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MissingType {
    /// Its name after `@db.`.
    pub(super) name: String,
    /// The attribute.
    pub(super) span: Span,
}

impl ColumnType {
    /// The type as it is written.
    pub(super) fn text(&self) -> String {
        match self.arguments.is_empty() {
            true => self.name.to_owned(),
            false => format!("{}({})", self.name, self.arguments.join(", ")),
        }
    }

    /// The codec that stores it.
    pub(super) fn codec(&self) -> &'static str {
        next::type_constructor(&[self.name]).map_or("", |ty| ty.codec)
    }
}

/// The type of the column of a scalar field. Of any other field it is an error without a name.
pub(super) fn column_type(schema: &Schema, field: &Field) -> Result<ColumnType, MissingType> {
    let FieldType::Scalar(scalar) = schema.type_of(field) else {
        return Err(MissingType { name: String::new(), span: field.span });
    };
    let Some(native) = field.native_type() else {
        let counterpart = scalar_counterpart(scalar);
        let arguments = counterpart.arguments.iter().map(|it| (*it).to_owned()).collect();
        return Ok(ColumnType { name: counterpart.name, arguments, scalar });
    };
    let name = native.native_type().map_or("", |(_, name)| name.as_str());
    let Some(counterpart) = native_counterpart(name) else {
        return Err(MissingType { name: name.to_owned(), span: native.span });
    };
    let written: Vec<String> = native.arguments().iter().filter_map(argument).collect();
    let arguments = match written.is_empty() {
        true => counterpart.arguments.iter().map(|it| (*it).to_owned()).collect(),
        false => written,
    };
    Ok(ColumnType { name: counterpart.name, arguments, scalar })
}

fn argument(argument: &Argument) -> Option<String> {
    match argument.value.as_ref()? {
        Expr::Number(number) => Some(number.text.to_string()),
        Expr::String(text) => Some(text.value.to_string()),
        _ => None,
    }
}
