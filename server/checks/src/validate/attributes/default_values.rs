//! The defaults that a field can have: literals of its type, and the functions that make its values.

use crate::validate::fixes::FEW;
use base::text::Span;
use model::catalog::ScalarType;
use model::catalog::functions::{FUNCTIONS, Function, FunctionContext, defaults_for};
use model::schema::item::{Arity, Expr, Field, Name, Text};
use model::schema::{Configuration, FieldType, Schema};

/// Whether a text, with quotes or without as its kind is written, can be a value of the type.
pub(super) fn is_value(ty: FieldType, text: &str) -> bool {
    let FieldType::Scalar(scalar) = ty else { return false };
    let span = Span::default();
    let value = match scalar {
        ScalarType::Int | ScalarType::BigInt | ScalarType::Float => {
            Expr::Number(Name { text: text.into(), span })
        }
        _ => Expr::String(Text { value: text.into(), span, closed: true }),
    };
    literal(scalar, &value).is_ok()
}

/// Whether a literal can be a value of the scalar, and if not, what one looks like.
pub(super) fn literal(scalar: ScalarType, value: &Expr) -> Result<(), &'static str> {
    let number = |value: &Expr| match value {
        Expr::Number(Name { text, .. }) => Some(text.clone()),
        _ => None,
    };
    let text = value.as_str();
    match scalar {
        ScalarType::String => text.map(|_| ()).ok_or("its default must be a string."),
        ScalarType::Boolean => value.as_bool().map(|_| ()).ok_or("its default must be `true` or `false`."),
        ScalarType::Int | ScalarType::BigInt => number(value)
            .and_then(|number| number.parse::<i64>().ok())
            .map(|_| ())
            .ok_or("its default must be an integer of at most 64 bits."),
        ScalarType::Float => number(value).map(|_| ()).ok_or("its default must be a number."),
        ScalarType::Decimal => {
            let written = number(value).map(|number| number.to_string()).or(text.map(str::to_owned));
            let parses = written.is_some_and(|written| written.parse::<f64>().is_ok_and(f64::is_finite));
            parses.then_some(()).ok_or("its default must be a number, with or without quotes.")
        }
        ScalarType::DateTime => text
            .filter(|text| is_rfc3339(text))
            .map(|_| ())
            .ok_or("its default must be an RFC 3339 date and time, such as \"2026-01-31T12:00:00Z\"."),
        ScalarType::Json => text
            .filter(|text| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok())
            .map(|_| ())
            .ok_or("its default must be JSON in a string, such as \"{}\"."),
        ScalarType::Bytes => text
            .filter(|text| is_base64(text))
            .map(|_| ())
            .ok_or("its default must be a base64 string, such as \"aGk=\"."),
    }
}

/// A date and time with its offset, as RFC 3339 section 5.6 defines it; `T` may be a space.
fn is_rfc3339(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>, least: u32, most: u32| {
        let digits = text.get(range).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|digits| digits.parse::<u32>().ok()).filter(|number| (least..=most).contains(number))
    };
    let mark = |at: usize, marks: &[u8]| text.as_bytes().get(at).is_some_and(|byte| marks.contains(byte));
    let (Some(year), Some(month), Some(day)) =
        (number(0..4, 0, 9999), number(5..7, 1, 12), number(8..10, 1, 31))
    else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let clock =
        number(11..13, 0, 23).is_some() && number(14..16, 0, 59).is_some() && number(17..19, 0, 60).is_some();
    let marks = mark(4, b"-") && mark(7, b"-") && mark(10, b"Tt ") && mark(13, b":") && mark(16, b":");
    let rest = text.get(19..).unwrap_or("");
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => {
            let after = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if after.len() == fraction.len() {
                return false;
            }
            after
        }
        None => rest,
    };
    let is_offset = match rest.as_bytes() {
        [b'Z' | b'z'] => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => [h1, h2, m1, m2].iter().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    day <= days && clock && marks && is_offset
}

/// Base64 with padding (RFC 4648 section 4).
fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    // The last letter holds bits that belong to no byte, and these are zero.
    let is_whole = match (text.len() - body.len(), body.bytes().last()) {
        (0, _) => true,
        (1, Some(last)) => b"AEIMQUYcgkosw048".contains(&last),
        (2, Some(last)) => b"AQgw".contains(&last),
        _ => false,
    };
    text.len().is_multiple_of(4)
        && is_whole
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

/// The function that a word without parentheses names, where it makes values for the scalar.
pub(super) fn meant_function(
    configuration: &Configuration,
    scalar: ScalarType,
    word: &str,
) -> Option<&'static Function> {
    let provider = configuration.provider?;
    let word = word.trim_end_matches("()");
    defaults_for(provider, Some(scalar)).find(|known| {
        known.name.eq_ignore_ascii_case(word) && !known.scalars.is_empty() && is_there(known, configuration)
    })
}

/// The defaults that a field of this type usually has.
pub(super) fn usual_defaults(schema: &Schema, field: &Field) -> Vec<String> {
    if field.arity() == Arity::List {
        return vec!["[]".to_owned()];
    }
    match schema.type_of(field) {
        FieldType::Enum(item) => {
            let values = schema.enumeration(item).map_or(&[][..], |it| &it.values);
            values.iter().take(FEW).map(|value| value.name.text.to_string()).collect()
        }
        FieldType::Scalar(ScalarType::Boolean) => vec!["false".to_owned(), "true".to_owned()],
        FieldType::Scalar(ScalarType::Int | ScalarType::BigInt) if !field.has("id") => vec!["0".to_owned()],
        FieldType::Scalar(ScalarType::Float | ScalarType::Decimal) => vec!["0".to_owned()],
        FieldType::Scalar(ScalarType::Json) => vec!["\"{}\"".to_owned()],
        _ => usual_functions(schema, field),
    }
}

/// The functions that make values for the field, those first that the client carries out.
pub(super) fn usual_functions(schema: &Schema, field: &Field) -> Vec<String> {
    let FieldType::Scalar(scalar) = schema.type_of(field) else { return Vec::new() };
    let fits = |known: &&Function| {
        known.context == FunctionContext::Default
            && known.scalars.contains(&scalar)
            && is_there(known, schema.configuration())
            && known.params.iter().all(|param| !param.required)
    };
    // Only an id is counted up, or made by the database.
    let is_usual = |known: &&Function| match known.name {
        "autoincrement" | "sequence" => field.has("id"),
        "auto" => field.has("id") && field.native_type().is_some(),
        "dbgenerated" => false,
        _ => field.has("id") || known.name == "now",
    };
    FUNCTIONS.iter().filter(fits).filter(is_usual).map(|known| format!("{}()", known.name)).collect()
}

/// Whether the database and the release have a function.
pub(super) fn is_there(known: &Function, configuration: &Configuration) -> bool {
    known.availability.contains(configuration.release())
        && configuration.provider.is_none_or(|provider| known.providers.contains(provider))
}
