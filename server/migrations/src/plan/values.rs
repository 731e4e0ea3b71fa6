//! Values of columns in PostgreSQL: how one type becomes another, what takes the place of a value that is gone, and how two
//! are compared.

use model::catalog::{Provider, ScalarType};
use model::database::{Column, ColumnType};
use smol_str::SmolStr;

use crate::cost::is_relabelled;
use crate::diff::cast_of;
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

/// What kinds of types are cast into each other without a detour.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Number,
    Boolean,
    Text,
    Time,
    Json,
    Bytes,
    Other,
}

fn family(column: &Column) -> Family {
    match &column.ty {
        ColumnType::Native(native) if native.native.name == "Uuid" => Family::Other,
        ColumnType::Native(_) | ColumnType::Scalar(_) => match column.ty.scalar().unwrap_or(ScalarType::Json)
        {
            ScalarType::Int | ScalarType::BigInt | ScalarType::Float | ScalarType::Decimal => Family::Number,
            ScalarType::Boolean => Family::Boolean,
            ScalarType::DateTime => Family::Time,
            ScalarType::Json => Family::Json,
            ScalarType::Bytes => Family::Bytes,
            ScalarType::String => Family::Text,
        },
        _ => Family::Other,
    }
}

fn native_name(column: &Column) -> &'static str {
    column.ty.native().map_or("", |native| native.native.name)
}

/// The value of one column, given as an expression, as one of another.
pub(super) fn cast(value: &str, from: &Column, to: &Column) -> String {
    let ty = type_of(Provider::Postgresql, &without_counting(to));
    match (from.is_list(), to.is_list()) {
        (false, true) => {
            return format!("CASE WHEN {value} IS NULL THEN '{{}}'::{ty} ELSE ARRAY[{value}]::{ty} END");
        }
        (true, false) => return format!("({value})[1]::{ty}"),
        (true, true) => return format!("{value}::text[]::{ty}"),
        (false, false) => {}
    }
    let with_zone = |column: &Column| native_name(column) == "Timestamptz";
    match (family(from), family(to)) {
        (Family::Boolean, Family::Number) => format!("{value}::integer::{ty}"),
        (Family::Number, Family::Boolean) => format!("({value} <> 0)"),
        (Family::Time, Family::Time) if with_zone(from) != with_zone(to) => {
            format!("({value} AT TIME ZONE 'UTC')::{ty}")
        }
        (from, Family::Bytes) if from != Family::Bytes => format!("convert_to({value}::text, 'UTF8')"),
        (Family::Bytes, to) if to != Family::Bytes => format!("convert_from({value}, 'UTF8')::{ty}"),
        (a, b) if a == b && a != Family::Other => format!("{value}::{ty}"),
        (_, Family::Text) | (Family::Text, _) => format!("{value}::{ty}"),
        _ => format!("{value}::text::{ty}"),
    }
}

/// A condition that holds for the values that cannot be cast; `None` where every value can, or none can be told.
pub(super) fn cannot_be_cast(value: &str, from: &Column, to: &Column) -> Option<String> {
    match (from.is_list(), to.is_list()) {
        (true, false) => return Some(format!("cardinality({value}) > 1")),
        (false, false) => {}
        _ => return None,
    }
    let text = format!("{value}::text");
    let is_uuid = |column: &Column| native_name(column) == "Uuid";
    let never = match (family(from), family(to)) {
        (Family::Number | Family::Boolean, Family::Time)
        | (Family::Time, Family::Number | Family::Boolean) => true,
        (Family::Number | Family::Boolean | Family::Time, Family::Other) => is_uuid(to),
        (Family::Other, Family::Number | Family::Boolean | Family::Time) => is_uuid(from),
        _ => false,
    };
    if never {
        return Some(format!("{value} IS NOT NULL"));
    }
    let is_number = family(from) == Family::Number;
    match &to.ty {
        ColumnType::Native(native) => match (native.native.name, native.scalar) {
            ("Uuid", _) => {
                Some(format!("{text} !~* '^[0-9a-f]{{8}}-?([0-9a-f]{{4}}-?){{3}}[0-9a-f]{{12}}$'"))
            }
            (_, ScalarType::Int | ScalarType::BigInt)
                if matches!(from.ty.scalar(), Some(ScalarType::Float | ScalarType::Decimal)) =>
            {
                let (least, most) = int_range(native.native.name);
                Some(format!("({value} NOT BETWEEN {least} AND {most} OR {value} <> trunc({value}))"))
            }
            (_, ScalarType::Int) if is_number => Some(format!(
                "{value} NOT BETWEEN {} AND {}",
                int_range(native.native.name).0,
                int_range(native.native.name).1
            )),
            (_, ScalarType::Int | ScalarType::BigInt) if family(from) == Family::Text => {
                Some(format!("{text} !~ '^\\s*[-+]?[0-9]+\\s*$'"))
            }
            (_, ScalarType::Float | ScalarType::Decimal) if family(from) == Family::Text => {
                Some(format!("{text} !~* '^\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[-+]?[0-9]+)?\\s*$'"))
            }
            (_, ScalarType::Boolean) if family(from) == Family::Text => Some(format!(
                "lower(trim({text})) NOT IN ('t', 'f', 'true', 'false', 'y', 'n', 'yes', 'no', 'on', 'off', '1', '0')"
            )),
            ("VarChar" | "Char", _) => native.number(0).map(|most| format!("char_length({text}) > {most}")),
            _ => None,
        },
        _ => None,
    }
}

fn int_range(name: &str) -> (i64, i64) {
    match name {
        "SmallInt" => (i64::from(i16::MIN), i64::from(i16::MAX)),
        "BigInt" => (i64::MIN, i64::MAX),
        _ => (i64::from(i32::MIN), i64::from(i32::MAX)),
    }
}

/// A value that takes the place of those that are gone; `None` where there is no such value.
pub(super) fn neutral(column: &Column, first_of_enum: Option<&str>) -> Option<String> {
    if column.is_list() {
        return Some("'{}'".into());
    }
    Some(match (&column.ty, family(column)) {
        (ColumnType::Enum(_), _) => string(first_of_enum?),
        (_, Family::Number) => "0".into(),
        (_, Family::Boolean) => "false".into(),
        (_, Family::Text) => "''".into(),
        (_, Family::Time) => "CURRENT_TIMESTAMP".into(),
        (_, Family::Json) => "'{}'".into(),
        (_, Family::Bytes) => "'\\x'".into(),
        (_, Family::Other) if native_name(column) == "Uuid" => "gen_random_uuid()".into(),
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

/// The column with a plain integer in place of a serial type.
pub(super) fn without_counting(column: &Column) -> Column {
    Column { autoincrement: false, ..column.clone() }
}

/// Whether values may be lost when they are cast.
pub(super) fn is_lossy(from: &Column, to: &Column) -> bool {
    match (from.is_list(), to.is_list()) {
        (true, false) => true,
        (false, true) => false,
        _ => cast_of(Pair { from, to }, Provider::Postgresql) != Some(Cast::Safe),
    }
}
