//! The value that the text of a `DEFAULT` stands for.

use model::catalog::{Provider, ScalarType};
use model::database::{ColumnType, DateTime, DefaultValue, Literal};
use smol_str::SmolStr;

/// What the database fills in; `None` for NULL.
pub(super) fn default_value(
    provider: Provider,
    ty: &ColumnType,
    is_list: bool,
    text: &str,
) -> Option<DefaultValue> {
    let text = text.trim();
    let bare = bare(text);
    let lower = bare.to_ascii_lowercase();
    if lower == "null" {
        return None;
    }
    if lower.starts_with("nextval(") {
        return Some(DefaultValue::Sequence(Box::default()));
    }
    if provider == Provider::Cockroachdb && lower == "unique_rowid()" {
        return Some(DefaultValue::UniqueRowId);
    }
    if ty.scalar() == Some(ScalarType::DateTime) && is_now(&lower) {
        return Some(DefaultValue::Now);
    }
    let constant = if is_list { list(provider, ty, bare) } else { literal(provider, ty, bare) };
    Some(match constant {
        Some(constant) => DefaultValue::Literal(constant),
        None => DefaultValue::Expression(Some(SmolStr::new(text))),
    })
}

/// Without parentheses around the whole, and without a cast at the end.
fn bare(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let before = text;
        if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
            && is_balanced(inner)
        {
            text = inner.trim();
        }
        if let Some(at) = text.rfind("::")
            && is_type(text.get(at + 2..).unwrap_or(""))
            && is_balanced(text.get(..at).unwrap_or(""))
        {
            text = text.get(..at).unwrap_or(text).trim();
        }
        if text == before {
            return text;
        }
    }
}

fn is_type(text: &str) -> bool {
    let is_part = |character: char| {
        character.is_alphanumeric()
            || matches!(character, '_' | ' ' | '"' | '.' | '[' | ']' | '(' | ')' | ',')
    };
    !text.is_empty() && text.chars().all(is_part)
}

/// Whether parentheses and quotes of a text close inside it.
fn is_balanced(text: &str) -> bool {
    let (mut depth, mut is_quoted) = (0i32, false);
    for character in text.chars() {
        match character {
            '\'' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && !is_quoted
}

fn is_now(lower: &str) -> bool {
    let name = lower.split('(').next().unwrap_or_default().trim();
    let arguments = lower.get(name.len()..).unwrap_or_default();
    let is_plain =
        arguments.chars().all(|character| matches!(character, '(' | ')' | ' ') || character.is_ascii_digit());
    is_plain
        && matches!(name, "now" | "current_timestamp" | "getdate" | "sysdatetime" | "localtimestamp")
        && (name.ends_with("timestamp") || !arguments.is_empty())
}

/// The constant of one value.
fn literal(provider: Provider, ty: &ColumnType, text: &str) -> Option<Literal> {
    let string = string(provider, text);
    if ty.is_enum() {
        return string.map(Literal::Enum);
    }
    let scalar = ty.scalar()?;
    let plain = string.as_deref().unwrap_or(text);
    Some(match scalar {
        ScalarType::Boolean => Literal::Boolean(boolean(plain)?),
        ScalarType::Int | ScalarType::BigInt => Literal::Int(integer(plain)?),
        ScalarType::Float | ScalarType::Decimal => {
            let number = plain.trim_start_matches('(').trim_end_matches(')').trim();
            number.parse::<f64>().ok()?;
            Literal::Number(SmolStr::new(number))
        }
        ScalarType::DateTime => Literal::DateTime(date_time(&string?)?),
        ScalarType::Json => Literal::Json(string?),
        ScalarType::Bytes => Literal::Bytes(bytes(plain)?),
        _ => Literal::String(string?),
    })
}

fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "t" | "1" | "b'1'" | "yes" | "on" => Some(true),
        "false" | "f" | "0" | "b'0'" | "no" | "off" => Some(false),
        _ => None,
    }
}

fn integer(text: &str) -> Option<i64> {
    let text = text.trim_start_matches('(').trim_end_matches(')').replace(' ', "");
    text.parse().ok().or_else(|| match text.to_ascii_lowercase().as_str() {
        "true" => Some(1),
        "false" => Some(0),
        _ => None,
    })
}

fn date_time(text: &str) -> Option<DateTime> {
    DateTime::parse(text).or_else(|| DateTime::parse(&format!("{}Z", text.replacen(' ', "T", 1))))
}

/// Bytes in hexadecimal digits: `\xff`, `0xff`, `x'ff'`.
fn bytes(text: &str) -> Option<Box<[u8]>> {
    let digits = text
        .strip_prefix("\\x")
        .or_else(|| text.strip_prefix("0x"))
        .or_else(|| text.get(2..text.len().checked_sub(1)?).filter(|_| text.starts_with(['x', 'X'])))?;
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// The text of a string literal.
fn string(provider: Provider, text: &str) -> Option<SmolStr> {
    let quote = match text.chars().next()? {
        'N' | 'n' | 'E' | 'e' => {
            return string(provider, text.get(1..).filter(|rest| rest.starts_with('\''))?);
        }
        '"' if matches!(provider, Provider::Mysql | Provider::Sqlite) => '"',
        '\'' => '\'',
        _ => return None,
    };
    let inner = text.get(1..text.len().checked_sub(1)?)?;
    if !text.ends_with(quote) || text.len() < 2 {
        return None;
    }
    let doubled: String = [quote, quote].iter().collect();
    let plain = inner.replace(&doubled, "\u{0}");
    if plain.contains(quote) {
        return None;
    }
    let plain = plain.replace('\u{0}', &quote.to_string());
    Some(SmolStr::new(if provider == Provider::Mysql { unescaped(&plain) } else { plain }))
}

/// Without the backslashes of MySQL.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (character, character == '\\') {
            (_, true) => match characters.next() {
                Some('n') => plain.push('\n'),
                Some('t') => plain.push('\t'),
                Some('r') => plain.push('\r'),
                Some(other) => plain.push(other),
                None => plain.push('\\'),
            },
            (other, false) => plain.push(other),
        }
    }
    plain
}

/// The constant of an array: `ARRAY['a', 'b']`, `'{a,b}'`.
fn list(provider: Provider, ty: &ColumnType, text: &str) -> Option<Literal> {
    if let Some(inner) = string(provider, text) {
        let inner = inner.strip_prefix('{')?.strip_suffix('}')?;
        if inner.trim().is_empty() {
            return Some(Literal::List(Vec::new()));
        }
        let items = inner.split(',').map(|item| {
            let item = item.trim().trim_matches('"');
            literal(provider, ty, &format!("'{item}'"))
        });
        return items.collect::<Option<_>>().map(Literal::List);
    }
    let inner =
        text.get(..5).filter(|word| word.eq_ignore_ascii_case("ARRAY")).and_then(|_| text.get(5..))?;
    let inner = inner.trim().strip_prefix('[')?.strip_suffix(']')?;
    let items = split_items(inner);
    items.iter().map(|item| literal(provider, ty, bare(item))).collect::<Option<_>>().map(Literal::List)
}

/// The items between commas outside quotes and parentheses.
fn split_items(text: &str) -> Vec<&str> {
    let (mut items, mut start, mut is_quoted, mut depth) = (Vec::new(), 0, false, 0u32);
    for (at, character) in text.char_indices() {
        match character {
            '\'' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth = depth.saturating_sub(1),
            ',' if !is_quoted && depth == 0 => {
                items.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    items.extend(text.get(start..).filter(|rest| !rest.trim().is_empty()));
    items
}
