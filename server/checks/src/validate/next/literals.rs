//! Written values: which types take them, and which codecs store them.

use serde_json::Value as Json;

use model::catalog::next::{Codec, DataType};

/// Whether a codec reads a JSON value. What is surely no date and no time is refused; of the others only some versions of
/// Node.js know whether they are one.
pub(super) fn decodes(codec: &Codec, value: &Json) -> bool {
    let text = value.as_str();
    match (codec.id, codec.data_type) {
        ("pg/int8@1" | "pg/unboundedint@1", _) => text.is_some_and(is_integer),
        ("pg/int8number@1", _) => text.is_some_and(is_safe_integer),
        ("pg/date-temporal@1" | "pg/timestamp-temporal@1" | "pg/timestamptz-temporal@1", _) => {
            text.is_some_and(starts_with_date)
        }
        ("pg/time-temporal@1", _) => text.is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit())),
        ("pg/timestamptz-date@1", _) => text.is_some_and(is_timestamp),
        ("sqlite/integer@1", _) => {
            value.as_f64().is_some_and(|it| it.fract() == 0.0 && it.abs() <= SAFE as f64)
        }
        ("sqlite/real@1", _) => value.is_number(),
        ("sqlite/blob@1", _) => text.is_some_and(is_upper_hex),
        ("sqlite/datetime@1", _) => text.is_some_and(|text| text.contains(|c: char| c.is_ascii_digit())),
        ("sqlite/bigint@1", _) => text.is_some_and(is_integer),
        ("sqlite/bigintnumber@1", _) => text.is_some_and(is_safe_integer),
        ("mongo/date@1", _) => text.is_some(),
        ("mongo/int64@1", _) => text.is_some_and(|text| is_integer(text) && text.parse::<i64>().is_ok()),
        ("mongo/decimal128@1", _) => text.is_some_and(is_decimal),
        ("mongo/binary@1", _) => text.is_some_and(is_base64),
        (id, _) if id.starts_with("mongo/") || id.starts_with("sqlite/") => true,
        (_, DataType::Numeric) => text.is_some(),
        (_, DataType::Float(_)) => value.is_number() || text.is_some_and(is_non_finite),
        (_, DataType::Bytes) => text.is_some_and(is_base64),
        _ => true,
    }
}

/// The largest integer that JavaScript holds exactly.
const SAFE: i128 = (1 << 53) - 1;

fn is_upper_hex(text: &str) -> bool {
    text.len().is_multiple_of(2) && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'))
}

/// A decimal number without an exponent, of at most as many digits as a `Decimal128` has.
fn is_decimal(text: &str) -> bool {
    if is_non_finite(text) {
        return true;
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, it)| (whole, Some(it)));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let count = digits.trim_matches('0').bytes().filter(u8::is_ascii_digit).count();
    is_number(whole) && fraction.is_none_or(is_number) && count <= 34
}

/// `NaN` and the infinities.
fn is_non_finite(text: &str) -> bool {
    matches!(text, "NaN" | "Infinity" | "-Infinity")
}

/// An integer without a fraction.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// An integer that a `number` of JavaScript holds exactly.
fn is_safe_integer(text: &str) -> bool {
    is_integer(text) && text.parse::<i128>().is_ok_and(|value| (-SAFE..=SAFE).contains(&value))
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4) && text.len() - body.len() <= 2 && body.bytes().all(is_digit)
}

/// `2024-05-06`, and whatever follows.
fn starts_with_date(text: &str) -> bool {
    let mut parts = text.trim_start_matches(['+', '-']).splitn(3, '-');
    let is_number = |part: Option<&str>, least: usize| {
        part.is_some_and(|it| it.len() >= least && it.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let has_year_and_month = is_number(parts.next(), 4) && is_number(parts.next(), 2);
    has_year_and_month && is_number(parts.next().and_then(|rest| rest.get(..2)), 2)
}

/// `2024-05-06 07:08:09+02`, in years that a `Date` of JavaScript holds.
fn is_timestamp(text: &str) -> bool {
    let text = text.strip_suffix(" BC").unwrap_or(text);
    let Some((date, time)) = text.split_once([' ', 'T']) else { return false };
    let mut parts = date.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let Some((clock, offset)) = time.find(['Z', '+', '-']).map(|at| time.split_at(at)) else { return false };
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, it)| (clock, Some(it)));
    let number = |text: &str, most: u32| {
        let is_pair = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_pair && text.parse::<u32>().is_ok_and(|value| value <= most)
    };
    let is_fraction =
        |text: &str| (1..=6).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    let mut clock = clock.split(':');
    let is_clock = [23, 59, 59].into_iter().all(|most| clock.next().is_some_and(|text| number(text, most)));
    let offset = offset.strip_prefix(['+', '-']);
    let is_offset = offset.is_none_or(|text| {
        let digits: String = text.chars().filter(|c| *c != ':').collect();
        matches!(digits.len(), 2 | 4 | 6) && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    let is_year =
        (4..=6).contains(&year.len()) && year.bytes().all(|it| it.is_ascii_digit()) && year != "0000";
    is_year
        && number(month, 12)
        && month != "00"
        && number(day, 31)
        && day != "00"
        && is_clock
        && clock.next().is_none()
        && fraction.is_none_or(is_fraction)
        && is_offset
}

/// A value as it is written.
pub(super) enum Written {
    Text(String),
    Boolean,
    Number(String),
    Json(Json),
}

/// Whether a default could do more than give a value.
pub(super) fn is_unsafe(sql: &str) -> bool {
    let upper = sql.to_ascii_uppercase();
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_select = |(at, text): (usize, &str)| {
        let before = upper.get(..at).and_then(|text| text.chars().next_back());
        let after = upper.get(at + text.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    };
    [";", "--", "/*", "$$"].iter().any(|token| sql.contains(token))
        || upper.match_indices("SELECT").any(is_select)
}

/// The written value in the form that a type stores. `None` if the type takes no such value, `Some(None)` if this one is
/// out of its range.
pub(super) fn cast(written: &Written, ty: DataType) -> Option<Option<Json>> {
    match (written, ty) {
        (Written::Text(text), DataType::Text | DataType::AsText | DataType::Bytes) => {
            Some(Some(Json::String(text.clone())))
        }
        (Written::Boolean, DataType::Boolean) => Some(Some(Json::Bool(true))),
        (Written::Json(json), DataType::Json | DataType::Jsonb) => Some(Some(json.clone())),
        (Written::Number(text), _) => number(text, ty),
        _ => None,
    }
}

fn number(text: &str, ty: DataType) -> Option<Option<Json>> {
    let whole = if is_integer(text) { Some(text.parse::<i128>().unwrap_or(i128::MAX)) } else { None };
    let bits = match whole {
        Some(value) if i16::try_from(value).is_ok() => 16,
        Some(value) if i32::try_from(value).is_ok() => 32,
        Some(value) if i64::try_from(value).is_ok() => 64,
        _ => 128,
    };
    let stored = Json::String(text.to_owned());
    match ty {
        DataType::Integer(size) if bits <= size => Some(Some(match size {
            64 => stored,
            _ => Json::from(whole.and_then(|value| i32::try_from(value).ok()).unwrap_or_default()),
        })),
        DataType::Numeric => Some(Some(stored)),
        DataType::Float(size) => {
            if is_non_finite(text) {
                return Some(Some(stored));
            }
            let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
            let is_in = |value: &f64| size != 32 || value.abs() <= f64::from(f32::MAX);
            Some(value.filter(is_in).map(Json::from))
        }
        _ => None,
    }
}
