//! The values of `@default`.

use std::fmt::Write as _;

use model::catalog::next::Catalog;
use model::database::Literal;
use model::schema::item::{Arguments, Enum, Expr, Field};

use crate::convert::literal::quoted;
use crate::convert::temporal;
use crate::convert::types::ColumnType;

/// A default value in Prisma 8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Default {
    /// The database makes it: the value as it is written.
    Stored(String),
    /// Prisma makes it: the value as it is written.
    Generated(String),
    /// None: `dbgenerated()` says that only the database knows.
    Nothing,
}

/// Why a default value cannot be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The JSON value null, which Prisma 8 takes for a missing value.
    JsonNull,
    /// Prisma 8 makes such values for other types only.
    OtherType,
    /// A value that cannot be read.
    Unknown,
}

/// The default value of a field of a scalar type.
pub(super) fn of_scalar(value: &Expr, ty: &ColumnType, is_list: bool) -> Result<Default, Refusal> {
    if let Some((name, arguments)) = value.as_call() {
        return function(name, arguments, ty);
    }
    let text = match value.as_array() {
        Some(items) if is_list => list(items, ty)?,
        _ => literal(value, ty)?,
    };
    Ok(Default::Stored(text))
}

/// The default value of a field of an enum type.
pub(super) fn of_enum(value: &Expr, declared: &Enum) -> Result<Default, Refusal> {
    if let Some(("dbgenerated", arguments)) = value.as_call() {
        return Ok(generated_by_database(arguments));
    }
    let member = |value: &Expr| {
        let name = value.as_path().ok_or(Refusal::Unknown)?;
        let member = declared.values.iter().find(|it| it.name.text == name.text);
        member.map(|it| quoted(it.database_name())).ok_or(Refusal::Unknown)
    };
    let text = match value.as_array() {
        Some(items) => bracketed(items.iter().map(member).collect::<Result<_, _>>()?),
        None => member(value)?,
    };
    Ok(Default::Stored(text))
}

fn function(name: &str, arguments: &Arguments, ty: &ColumnType) -> Result<Default, Refusal> {
    if name == "dbgenerated" {
        return Ok(generated_by_database(arguments));
    }
    let function = Catalog::default().function(name).ok_or(Refusal::Unknown)?;
    if !function.generator.fits(ty.codec()) {
        return Err(Refusal::OtherType);
    }
    let number = arguments.list.first().and_then(|argument| argument.value.as_ref()?.as_int());
    let text = match (name, number) {
        // Prisma 8 makes CUIDs of version 2 only.
        ("cuid", _) => "cuid(2)".to_owned(),
        ("uuid", None | Some(4)) => "uuid()".to_owned(),
        (_, Some(number)) => format!("{name}({number})"),
        (_, None) => format!("{name}()"),
    };
    let is_client = function.generator.is_client();
    Ok(if is_client { Default::Generated(text) } else { Default::Stored(text) })
}

fn generated_by_database(arguments: &Arguments) -> Default {
    let Some(sql) = arguments.unnamed().and_then(Expr::as_str) else { return Default::Nothing };
    // These are the same as the functions.
    if matches!(sql, "now()" | "autoincrement()") {
        return Default::Stored(sql.to_owned());
    }
    Default::Stored(tagged_sql(sql))
}

/// An SQL expression as it is written in a default.
fn tagged_sql(sql: &str) -> String {
    match sql.contains('`') {
        true => format!("sql{}", quoted(sql)),
        false => format!("sql`{}`", sql.replace('\\', "\\\\")),
    }
}

fn literal(value: &Expr, ty: &ColumnType) -> Result<String, Refusal> {
    match value {
        Expr::Number(number) => Ok(number.text.to_string()),
        Expr::Boolean(value, _) => Ok(value.to_string()),
        Expr::String(text) => match ty.name {
            "Json" | "Jsonb" => json(&text.value),
            "Bytes" | "Timestamp" | "Timestamptz" | "Date" | "Time" | "Timetz" => {
                sql_literal(&text.value, ty).map(|sql| tagged_sql(&sql)).ok_or(Refusal::Unknown)
            }
            // Prisma 7 takes decimal numbers in quotes as well.
            "Numeric" if is_decimal(&text.value) => Ok(text.value.to_string()),
            _ => Ok(quoted(&text.value)),
        },
        _ => Err(Refusal::Unknown),
    }
}

fn list(items: &[Expr], ty: &ColumnType) -> Result<String, Refusal> {
    let database_type = match ty.name {
        "Bytes" => Some("BYTEA".to_owned()),
        "Timestamp" | "Timestamptz" | "Date" | "Time" | "Timetz" => Some(ty.text().to_uppercase()),
        _ => None,
    };
    let Some(database_type) = database_type else {
        return Ok(bracketed(items.iter().map(|item| literal(item, ty)).collect::<Result<_, _>>()?));
    };
    let item = |item: &Expr| sql_literal(item.as_str()?, ty);
    let items: Option<Vec<String>> = items.iter().map(item).collect();
    let items = items.ok_or(Refusal::Unknown)?;
    Ok(tagged_sql(&format!("ARRAY[{}]::{database_type}[]", items.join(", "))))
}

/// Whether a text is digits, with a sign and a fraction if any.
fn is_decimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole.strip_prefix('-').unwrap_or(whole)) && is_digits(fraction)
}

fn bracketed(items: Vec<String>) -> String {
    format!("[{}]", items.join(", "))
}

/// Bytes in Base64 or a time, as an SQL string.
fn sql_literal(text: &str, ty: &ColumnType) -> Option<String> {
    let stored = match ty.name {
        "Bytes" => hex_of_base64(text)?,
        name => temporal::stored(text, name)?,
    };
    Some(format!("'{}'", stored.replace('\'', "''")))
}

/// Bytes as PostgreSQL writes them, from padded Base64.
fn hex_of_base64(text: &str) -> Option<String> {
    let body = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || text.len() - body.len() > 2 {
        return None;
    }
    let Literal::Bytes(bytes) = Literal::bytes(body)? else { return None };
    let mut hex = "\\x".to_owned();
    for byte in &bytes {
        write!(hex, "{byte:02x}").ok()?;
    }
    Some(hex)
}

/// JSON as it is written in a default, without white space.
fn json(text: &str) -> Result<String, Refusal> {
    let mut compact = String::with_capacity(text.len());
    let (mut is_string, mut is_escaped) = (false, false);
    for character in text.chars() {
        if !is_string && character.is_ascii_whitespace() {
            continue;
        }
        compact.push(character);
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_string = !is_string,
            _ => {}
        }
    }
    match compact.as_str() {
        "null" => Err(Refusal::JsonNull),
        _ => Ok(format!("json`{}`", compact.replace('\\', "\\\\").replace('`', "\\`"))),
    }
}

/// Whether the database has a default for the column of a field.
pub(super) fn has_stored_default(field: &Field) -> bool {
    let Some(value) = field.default() else { return false };
    match value.as_call() {
        Some(("uuid" | "cuid" | "ulid" | "nanoid", _)) => false,
        Some(("dbgenerated", arguments)) => !arguments.list.is_empty(),
        _ => true,
    }
}
