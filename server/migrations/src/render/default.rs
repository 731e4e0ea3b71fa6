//! Constants in SQL.

use std::fmt::Write as _;

use model::database::{DateTime, Literal};

/// A string in single quotes, with those in it doubled.
pub(super) fn string(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// `2024-12-31 23:59:59 +00:00`
pub(super) fn date_time(time: &DateTime) -> String {
    format!("'{} {} {}'", time.date, time.time, time.offset)
}

/// Numbers, booleans, and the rest as it stands.
pub(super) fn plain(literal: &Literal) -> String {
    match literal {
        Literal::String(text) | Literal::Enum(text) | Literal::Json(text) => text.to_string(),
        Literal::Int(number) => number.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::Boolean(value) => value.to_string(),
        Literal::DateTime(time) => format!("{} {} {}", time.date, time.time, time.offset),
        Literal::Bytes(bytes) => hex(bytes),
        Literal::List(items) => format!("[{}]", items.iter().map(plain).collect::<Vec<_>>().join(", ")),
    }
}
