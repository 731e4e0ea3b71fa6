//! How PostgreSQL makes a value of one type a value of another, and which types it has no way between.
//!
//! Source: the catalog `pg_cast`; any type is cast to text and from it. What goes by way of a third type is here too, where
//! that says what the value means: `boolean` to `bigint`, `money` to `integer`. Times without a zone are those of UTC, as
//! Prisma writes them.

use model::catalog::{Provider, ScalarType};
use model::database::{Column, ColumnType};

use crate::render::postgresql::type_of;

/// What kind of values a column has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    Fraction,
    Money,
    Oid,
    Boolean,
    Text,
    Timestamp,
    Date,
    Time,
    Json,
    Bytes,
    Bits,
    Uuid,
    Inet,
    Xml,
    Enum,
    /// Prisma has no name for the type.
    Unknown,
}

/// The kind of a column's values, or of the elements of its lists.
pub(super) fn kind(column: &Column) -> Kind {
    let Some(scalar) = column.ty.scalar() else {
        return if matches!(column.ty, ColumnType::Enum(_)) { Kind::Enum } else { Kind::Unknown };
    };
    match (native_name(column), scalar) {
        ("Money", _) => Kind::Money,
        ("Oid", _) => Kind::Oid,
        ("Timestamp" | "Timestamptz", _) => Kind::Timestamp,
        ("Date", _) => Kind::Date,
        ("Time" | "Timetz", _) => Kind::Time,
        ("Bit" | "VarBit", ScalarType::String) => Kind::Bits,
        ("Uuid", _) => Kind::Uuid,
        ("Inet", _) => Kind::Inet,
        ("Xml", _) => Kind::Xml,
        (_, ScalarType::Int | ScalarType::BigInt) => Kind::Integer,
        (_, ScalarType::Float | ScalarType::Decimal) => Kind::Fraction,
        (_, ScalarType::Boolean) => Kind::Boolean,
        (_, ScalarType::DateTime) => Kind::Timestamp,
        (_, ScalarType::Json) => Kind::Json,
        (_, ScalarType::Bytes) => Kind::Bytes,
        (_, ScalarType::String) => Kind::Text,
    }
}

/// The name of the type in `@db`; empty for enums and types without one.
pub(super) fn native_name(column: &Column) -> &'static str {
    column.ty.native().map_or("", |native| native.native.name)
}

/// The value of one column, given as an expression, as one of another; `None` where the database has no cast.
pub(super) fn cast(value: &str, from: &Column, to: &Column) -> Option<String> {
    let ty = type_of(Provider::Postgresql, &without_counting(to));
    match (from.is_list(), to.is_list()) {
        (false, false) => scalar(value, from, to, &ty),
        (false, true) => {
            let item = ty.strip_suffix("[]").unwrap_or(&ty);
            let item = scalar(value, from, to, item)?;
            Some(format!("CASE WHEN {value} IS NULL THEN '{{}}'::{ty} ELSE ARRAY[{item}]::{ty} END"))
        }
        (true, false) => scalar(&format!("({value})[1]"), from, to, &ty),
        (true, true) => list(value, from, to, &ty),
    }
}

/// The column with a plain integer in place of a serial type.
pub(super) fn without_counting(column: &Column) -> Column {
    Column { autoincrement: false, ..column.clone() }
}

/// Lists are cast as a whole, so that the expression may stand in `ALTER TABLE`, which takes no subquery.
fn list(value: &str, from: &Column, to: &Column, ty: &str) -> Option<String> {
    let is_number = |kind| matches!(kind, Kind::Integer | Kind::Fraction);
    match (kind(from), kind(to)) {
        (Kind::Bytes, Kind::Bytes) => Some(format!("{value}::{ty}")),
        (Kind::Bytes, _) | (_, Kind::Bytes) => None,
        (Kind::Text, _) | (_, Kind::Text) | (Kind::Enum, Kind::Enum) => {
            Some(format!("{value}::text[]::{ty}"))
        }
        (Kind::Timestamp | Kind::Time, _) if has_zone(from) != has_zone(to) => None,
        (Kind::Unknown, Kind::Unknown) => None,
        (a, b) if a == b || is_number(a) && is_number(b) => Some(format!("{value}::{ty}")),
        _ => None,
    }
}

fn has_zone(column: &Column) -> bool {
    matches!(native_name(column), "Timestamptz" | "Timetz")
}

fn scalar(value: &str, from: &Column, to: &Column, ty: &str) -> Option<String> {
    use Kind::{
        Bits, Boolean, Bytes, Date, Enum, Fraction, Integer, Json, Money, Oid, Text, Time, Timestamp, Unknown,
    };
    let by = |way: &str| format!("{value}::{way}::{ty}");
    // A moment in UTC, without its zone.
    let moment = || match native_name(from) {
        "Timestamptz" => format!("({value} AT TIME ZONE 'UTC')"),
        "Date" => format!("{value}::timestamp"),
        _ => value.to_owned(),
    };
    Some(match (kind(from), kind(to)) {
        (Text, Bytes) => format!("convert_to({value}::text, 'UTF8')"),
        (Bytes, Text) => format!("convert_from({value}, 'UTF8')::{ty}"),
        // Without the blanks at the end.
        (Text, _) if native_name(from) == "Char" => by("text"),
        (Text, _) | (_, Text) => format!("{value}::{ty}"),
        (Unknown, _) | (_, Unknown) => return None,
        (Integer | Fraction, Oid) | (Oid, Integer | Fraction) => by("bigint"),
        (Money, Integer | Fraction) | (Integer | Fraction, Money) => by("numeric"),
        (Integer | Fraction, Integer | Fraction) => format!("{value}::{ty}"),
        (Boolean, Integer | Fraction | Money | Oid) => by("integer"),
        (Integer | Fraction, Boolean) => format!("({value} <> 0)"),
        (Money, Boolean) => format!("({value}::numeric <> 0)"),
        (Oid, Boolean) => format!("({value}::bigint <> 0)"),
        (Boolean, Bits) if native_name(to) == "Bit" => by("integer"),
        (Bits, Boolean) => format!("(position(B'1' IN {value}) > 0)"),
        (Integer, Bits) if native_name(to) == "Bit" => by("bigint"),
        (Bits, Integer) if native_name(from) == "Bit" => by("bigint"),
        (Timestamp | Date, Timestamp | Date) => match (has_zone(from), has_zone(to)) {
            (false, true) => format!("({} AT TIME ZONE 'UTC')::{ty}", moment()),
            (true, true) => format!("{value}::{ty}"),
            (_, false) => format!("{}::{ty}", moment()),
        },
        (Timestamp, Time) if has_zone(to) => format!("({}::time::text || '+00')::{ty}", moment()),
        (Timestamp, Time) => format!("{}::{ty}", moment()),
        (Time, Time) => match (has_zone(from), has_zone(to)) {
            (false, true) => format!("({value}::text || '+00')::{ty}"),
            (true, false) => format!("({value} AT TIME ZONE 'UTC')::{ty}"),
            _ => format!("{value}::{ty}"),
        },
        (Integer | Fraction | Boolean, Json) => format!("to_jsonb({value})::{ty}"),
        (Json, Integer | Fraction | Boolean) => by("jsonb"),
        (Enum, Enum) => by("text"),
        (a, b) if a == b => format!("{value}::{ty}"),
        _ => return None,
    })
}

/// The value as one of another column, where the type has to change in place: without a cast, by way of its text.
pub(super) fn cast_in_place(value: &str, from: &Column, to: &Column) -> String {
    cast(value, from, to).unwrap_or_else(|| {
        let ty = type_of(Provider::Postgresql, &without_counting(to));
        let text = if from.is_list() == to.is_list() && to.is_list() { "text[]" } else { "text" };
        format!("{value}::{text}::{ty}")
    })
}

/// A condition that holds for the values that cannot be cast; `None` where every value can, or none can be told.
pub(super) fn cannot_be_cast(value: &str, from: &Column, to: &Column) -> Option<String> {
    match (from.is_list(), to.is_list()) {
        (true, false) => return Some(format!("cardinality({value}) > 1")),
        (false, false) => {}
        _ => return None,
    }
    let text = format!("{value}::text");
    let number = |at| to.ty.native().and_then(|native| native.number(at));
    let (least, most) = int_range(native_name(to));
    let json = |is: &str| Some(format!("jsonb_typeof({value}::jsonb) <> '{is}'"));
    match (kind(from), kind(to)) {
        (_, Kind::Text) if matches!(native_name(to), "VarChar" | "Char") => {
            number(0).map(|most| format!("char_length({text}) > {most}"))
        }
        (Kind::Text, Kind::Uuid) => {
            Some(format!("{text} !~* '^[0-9a-f]{{8}}-?([0-9a-f]{{4}}-?){{3}}[0-9a-f]{{12}}$'"))
        }
        (Kind::Text, Kind::Integer | Kind::Oid) => Some(format!("{text} !~ '^\\s*[-+]?[0-9]+\\s*$'")),
        (Kind::Text, Kind::Fraction) => {
            Some(format!("{text} !~* '^\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[-+]?[0-9]+)?\\s*$'"))
        }
        (Kind::Text, Kind::Boolean) => Some(format!(
            "lower(trim({text})) NOT IN ('t', 'f', 'true', 'false', 'y', 'n', 'yes', 'no', 'on', 'off', '1', '0')"
        )),
        (Kind::Text, Kind::Timestamp | Kind::Date) => {
            Some(format!("{text} !~ '^\\s*[0-9]{{4,6}}-[0-9]{{1,2}}-[0-9]{{1,2}}([T ].*)?$'"))
        }
        (Kind::Text, Kind::Time) => Some(format!("{text} !~ '^\\s*[0-9]{{1,2}}:[0-9]{{2}}'")),
        (Kind::Text, Kind::Money) => Some(format!("{text} !~ '^\\s*[-+]?\\$?[0-9][0-9,]*(\\.[0-9]*)?\\s*$'")),
        (Kind::Text, Kind::Bits) => Some(format!("{text} !~ '^[01]*$'")),
        (Kind::Text, Kind::Inet) => {
            Some(format!("{text} !~* '^\\s*[0-9a-f:.]*[.:][0-9a-f:.]*(/[0-9]+)?\\s*$'"))
        }
        (Kind::Fraction, Kind::Integer) => {
            Some(format!("({value} NOT BETWEEN {least} AND {most} OR {value} <> trunc({value}))"))
        }
        (Kind::Integer, Kind::Integer) if native_name(to) != "BigInt" => {
            Some(format!("{value} NOT BETWEEN {least} AND {most}"))
        }
        (Kind::Money, Kind::Integer) => {
            let value = format!("{value}::numeric");
            Some(format!("({value} NOT BETWEEN {least} AND {most} OR {value} <> trunc({value}))"))
        }
        (Kind::Integer | Kind::Fraction, Kind::Oid) => {
            Some(format!("({value} NOT BETWEEN 0 AND {} OR {value} <> trunc({value}::numeric))", u32::MAX))
        }
        (Kind::Integer, Kind::Bits) => {
            let bits = number(0).unwrap_or(1).min(62);
            let most = 1_i64.checked_shl(bits).unwrap_or(i64::MAX);
            Some(format!("{value} NOT BETWEEN 0 AND {}", most.saturating_sub(1)))
        }
        (Kind::Integer | Kind::Fraction, Kind::Fraction) => match (number(0), number(1)) {
            // A `bigint` has 19 digits.
            (Some(digits), Some(scale)) if kind(from) == Kind::Fraction || digits < scale + 19 => {
                Some(format!("abs({value}::numeric) >= 1e{}", digits.saturating_sub(scale)))
            }
            _ => None,
        },
        (Kind::Json, Kind::Integer | Kind::Fraction) => json("number"),
        (Kind::Json, Kind::Boolean) => json("boolean"),
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
