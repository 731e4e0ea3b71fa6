//! The defaults of columns.

use smol_str::SmolStr;

/// The default of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDefault {
    /// The value.
    pub value: DefaultValue,
    /// The name of its constraint (SQL Server).
    pub constraint: Option<SmolStr>,
}

/// What a database fills in for a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultValue {
    /// A constant.
    Literal(Literal),
    /// The time of the statement.
    Now,
    /// An SQL expression; `None` where the schema leaves it open (`dbgenerated()`).
    Expression(Option<SmolStr>),
    /// The next number of a sequence. The serial columns of PostgreSQL have one without a name.
    Sequence(Box<Sequence>),
    /// `unique_rowid()` of CockroachDB.
    UniqueRowId,
}

/// A sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sequence {
    /// Its name; empty where the database names it.
    pub name: SmolStr,
    /// The lowest number; 0 where it is left open.
    pub min: i64,
    /// The highest number; 0 where it is left open.
    pub max: i64,
    /// The first number; 0 where it is left open.
    pub start: i64,
    /// How many numbers are taken at once; 0 where it is left open.
    pub cache: i64,
    /// How far each number is from the one before; 0 where it is left open.
    pub increment: i64,
    /// Whether the numbers are made up and not counted (CockroachDB).
    pub is_virtual: bool,
}

/// A constant.
#[derive(Clone, Debug)]
pub enum Literal {
    /// A string.
    String(SmolStr),
    /// A value of an enum, as the database stores it.
    Enum(SmolStr),
    /// An integer of up to 64 bits.
    Int(i64),
    /// A decimal number, as it is written.
    Number(SmolStr),
    /// A boolean.
    Boolean(bool),
    /// A point in time.
    DateTime(DateTime),
    /// A JSON text.
    Json(SmolStr),
    /// Bytes.
    Bytes(Box<[u8]>),
    /// An array.
    List(Vec<Literal>),
}

/// A point in time, in the parts that its texts are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateTime {
    /// `2024-12-31`
    pub date: SmolStr,
    /// `23:59:59`, with a fraction of 3, 6 or 9 digits where there is any.
    pub time: SmolStr,
    /// `+01:00`
    pub offset: SmolStr,
}

impl PartialEq for Literal {
    /// Numbers are equal where their values are: `1.0` and `1.00`.
    fn eq(&self, other: &Literal) -> bool {
        match (self, other) {
            (Literal::String(a), Literal::String(b))
            | (Literal::Enum(a), Literal::Enum(b))
            | (Literal::Json(a), Literal::Json(b)) => a == b,
            (Literal::Int(a), Literal::Int(b)) => a == b,
            (Literal::Number(a), Literal::Number(b)) => value(a) == value(b),
            (Literal::Boolean(a), Literal::Boolean(b)) => a == b,
            (Literal::DateTime(a), Literal::DateTime(b)) => a == b,
            (Literal::Bytes(a), Literal::Bytes(b)) => a == b,
            (Literal::List(a), Literal::List(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Literal {}

/// The sign, the digits before the point without leading zeros, and those behind it without trailing ones.
fn value(number: &str) -> (bool, &str, &str) {
    let (negative, digits) = match number.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    (negative && !(whole.is_empty() && fraction.is_empty()), whole, fraction)
}

impl DateTime {
    /// Reads a time as RFC 3339 has it: `2024-12-31T23:59:59.5Z`.
    pub fn parse(text: &str) -> Option<DateTime> {
        let (date, rest) = (text.get(..10)?, text.get(11..)?);
        let end = rest.find(['Z', 'z', '+', '-'])?;
        let (time, offset) = (rest.get(..end)?, rest.get(end..)?);
        let is_utc = offset.eq_ignore_ascii_case("z") || offset == "-00:00";
        let offset = if is_utc { "+00:00" } else { offset };
        let (seconds, fraction) = time.split_once('.').unwrap_or((time, ""));
        let mut digits: String = fraction.chars().take(9).collect();
        while !digits.len().is_multiple_of(3) {
            digits.push('0');
        }
        while digits.ends_with("000") {
            digits.truncate(digits.len() - 3);
        }
        let time = if digits.is_empty() { seconds.into() } else { format!("{seconds}.{digits}").into() };
        Some(DateTime { date: date.into(), time, offset: offset.into() })
    }
}

impl Literal {
    /// A decimal number, written out where it has an exponent.
    pub fn number(text: &str) -> Literal {
        let plain = || {
            let (digits, exponent) = text.split_once(['e', 'E'])?;
            let exponent: i32 = exponent.parse().ok().filter(|it| (-400..=400).contains(it))?;
            let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
            let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
            let all = format!("{whole}{fraction}");
            let point = i32::try_from(whole.len()).ok()? + exponent;
            Some(match usize::try_from(point) {
                Ok(point) if point >= all.len() => format!("{sign}{all}{}", "0".repeat(point - all.len())),
                Ok(point) if point > 0 => format!("{sign}{}.{}", all.get(..point)?, all.get(point..)?),
                _ => format!("{sign}0.{}{all}", "0".repeat(usize::try_from(-point).ok()?)),
            })
        };
        Literal::Number(plain().map_or_else(|| text.into(), SmolStr::from))
    }

    /// Decodes the text of a `Bytes` default: base64 with padding.
    pub fn bytes(base64: &str) -> Option<Literal> {
        let mut bytes = Vec::with_capacity(base64.len() / 4 * 3);
        let (mut bits, mut count) = (0_u32, 0_u32);
        for letter in base64.bytes().filter(|letter| *letter != b'=') {
            let value = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'a'..=b'z' => letter - b'a' + 26,
                b'0'..=b'9' => letter - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                _ => return None,
            };
            bits = bits << 6 | u32::from(value);
            count += 6;
            if count >= 8 {
                count -= 8;
                bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
            }
        }
        Some(Literal::Bytes(bytes.into()))
    }
}
