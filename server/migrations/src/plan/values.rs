//! Values of columns in PostgreSQL: what takes the place of a value that is gone, how two are compared, and what is lost when
//! the type changes.

use model::catalog::Provider;
use model::database::{Column, ColumnType};
use smol_str::SmolStr;

use crate::cost::is_relabelled;
use crate::diff::cast_of;
use crate::plan::casts::{Kind, cast, kind, native_name};
use crate::plan::names::string;
use crate::render::postgresql::type_of;
use crate::step::{Cast, Pair};

/// Whether both columns have the same type, arrays included.
pub(super) fn is_same_type(a: &Column, b: &Column) -> bool {
    a.ty == b.ty && a.is_list() == b.is_list()
}

/// Whether the type changes without writing a row.
pub(super) fn is_cheap(from: &Column, to: &Column) -> bool {
    from.is_list() == to.is_list() && is_relabelled(&from.ty, &to.ty)
}

/// The values of a column that is an enum of MySQL.
pub(super) fn enum_values(column: &Column) -> Option<&[SmolStr]> {
    match &column.ty {
        ColumnType::EnumValues(values) => Some(values),
        _ => None,
    }
}

/// Whether the column has values of an enum written out, and other ones after.
pub(super) fn changes_values(from: &Column, to: &Column) -> bool {
    enum_values(from).is_some() && enum_values(to).is_some() && from.is_list() == to.is_list()
}

/// A value that takes the place of those that are gone; `None` where there is no such value.
pub(super) fn neutral(column: &Column, first_of_enum: Option<&str>) -> Option<String> {
    if column.is_list() {
        return Some("'{}'".into());
    }
    Some(match (&column.ty, kind(column)) {
        (ColumnType::Enum(_), _) => string(first_of_enum?),
        (_, Kind::Integer | Kind::Fraction | Kind::Money | Kind::Oid) => "0".into(),
        (_, Kind::Boolean) => "false".into(),
        (_, Kind::Text | Kind::Xml) => "''".into(),
        (_, Kind::Timestamp | Kind::Date | Kind::Time) => "CURRENT_TIMESTAMP".into(),
        (_, Kind::Json) => "'{}'".into(),
        (_, Kind::Bytes) => "'\\x'".into(),
        (_, Kind::Uuid) => "gen_random_uuid()".into(),
        (_, Kind::Inet) => "'0.0.0.0'".into(),
        (_, Kind::Bits) => match native_name(column) {
            "Bit" => format!("0::{}", type_of(Provider::Postgresql, column)),
            _ => "B''".into(),
        },
        _ => return None,
    })
}

/// A condition that holds where two values of the type are not the same.
pub(super) fn differ(a: &str, b: &str, column: &Column) -> String {
    // These types have no operator of equality.
    let is_comparable = match &column.ty {
        ColumnType::Native(native) => !matches!(native.native.name, "Json" | "Xml"),
        ColumnType::Enum(_) => true,
        _ => false,
    };
    match is_comparable {
        true => format!("{a} IS DISTINCT FROM {b}"),
        false => format!("{a}::text IS DISTINCT FROM {b}::text"),
    }
}

/// Whether values may be lost when they are cast.
pub(super) fn is_lossy(from: &Column, to: &Column) -> bool {
    match (from.is_list(), to.is_list()) {
        (true, false) => true,
        (false, true) => cast("", from, to).is_none(),
        _ => cast_of(Pair { from, to }, Provider::Postgresql) != Some(Cast::Safe),
    }
}
