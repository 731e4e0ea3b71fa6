//! MySQL and MariaDB.

use model::database::{ColumnType, Native};

use crate::diff::casts::{safe_if, same};
use crate::step::Cast::{self, Impossible, Risky, Safe};
use crate::step::Pair;

/// What MySQL does.
pub(super) fn cast(types: Pair<&ColumnType>) -> Option<Cast> {
    match (types.from, types.to) {
        (ColumnType::EnumValues(from), ColumnType::EnumValues(to)) => {
            (from != to).then(|| safe_if(from.iter().all(|value| to.contains(value))))
        }
        (ColumnType::EnumValues(_), _) | (_, ColumnType::EnumValues(_)) => Some(Risky),
        (ColumnType::Native(from), ColumnType::Native(to)) => {
            if same(Pair { from, to }) {
                None
            } else {
                native(from, to)
            }
        }
        _ => None,
    }
}

/// The types that go by the name of their group in [`ROWS`].
const GROUPS: &[(&str, &[&str])] = &[
    ("texts", &["Char", "VarChar", "TinyText", "Text", "MediumText", "LongText"]),
    ("blobs", &["TinyBlob", "Blob", "MediumBlob", "LongBlob"]),
    ("binaries", &["Binary", "VarBinary"]),
    ("signed", &["TinyInt", "SmallInt", "MediumInt", "Int", "BigInt"]),
    (
        "unsigned",
        &["UnsignedTinyInt", "UnsignedSmallInt", "UnsignedMediumInt", "UnsignedInt", "UnsignedBigInt"],
    ),
    ("floats", &["Float", "Double"]),
    ("dates", &["Date", "DateTime", "Timestamp"]),
];

/// A type, and what a cast from it to others does: types and groups of [`GROUPS`]. The first mention counts; what is not
/// mentioned cannot be cast.
struct Row {
    from: &'static str,
    safe: &'static str,
    risky: &'static str,
}

const fn row(from: &'static str, safe: &'static str, risky: &'static str) -> Row {
    Row { from, safe, risky }
}

const ROWS: &[Row] = &[
    row("BigInt", "binaries Bit blobs texts floats Time", "signed unsigned Year"),
    row("Binary", "blobs texts Decimal floats MediumInt VarBinary", "Binary signed unsigned Bit Time Year"),
    row(
        "Bit",
        "blobs texts VarBinary TinyInt SmallInt MediumInt Int Year UnsignedTinyInt UnsignedSmallInt \
         UnsignedMediumInt UnsignedInt",
        "Bit BigInt UnsignedBigInt Decimal floats",
    ),
    row("TinyBlob", "blobs", "binaries Bit texts"),
    row("Blob", "blobs", "binaries Bit texts"),
    row("MediumBlob", "blobs", "binaries Bit texts"),
    row("LongBlob", "blobs", "binaries Bit texts"),
    row("Char", "blobs TinyText Text MediumText LongText", ANYTHING),
    row("VarChar", "blobs TinyText Text MediumText LongText", ANYTHING),
    row("TinyText", "binaries Bit Char VarChar Text MediumText LongText Blob MediumBlob LongBlob", ANYTHING),
    row("Text", "binaries Bit Char VarChar MediumText LongText Blob MediumBlob LongBlob", ANYTHING),
    row("MediumText", "binaries Bit Char VarChar Text LongText Blob MediumBlob LongBlob", ANYTHING),
    row("LongText", "binaries Bit Char VarChar Text MediumText Blob MediumBlob LongBlob", ANYTHING),
    row("Date", "DateTime BigInt UnsignedBigInt Int UnsignedInt Decimal floats binaries Bit texts blobs", ""),
    row("DateTime", "binaries texts blobs BigInt UnsignedBigInt Timestamp Time Date", ""),
    row("Timestamp", "binaries texts blobs BigInt UnsignedBigInt DateTime Time Date", ""),
    row("Decimal", "binaries texts blobs", "Decimal signed unsigned Bit Time floats Year Json"),
    row("Double", "Float signed unsigned Decimal Json Year TinyText Text MediumText LongText blobs Time", ""),
    row("Float", "Double signed unsigned Decimal Json Year TinyText Text MediumText LongText blobs Time", ""),
    row("Int", "BigInt binaries texts blobs", "Bit signed unsigned Year floats Decimal"),
    row("MediumInt", "BigInt binaries texts blobs", "Bit signed unsigned Year floats Decimal"),
    row("SmallInt", "MediumInt Int BigInt Time", "binaries Bit texts blobs TinyInt floats Year unsigned"),
    row("TinyInt", "SmallInt MediumInt Int BigInt Time", "binaries Bit texts blobs floats Year unsigned"),
    row("Json", "binaries texts blobs", ""),
    row("Time", "Time binaries texts blobs Decimal signed unsigned Bit floats", "dates"),
    row("UnsignedBigInt", "", "binaries texts blobs signed unsigned Bit floats Time Year"),
    row("UnsignedInt", "", "binaries texts blobs signed unsigned Bit floats Time Year"),
    row("UnsignedMediumInt", "", "binaries texts blobs signed unsigned Bit floats Time Year"),
    row(
        "UnsignedSmallInt",
        "UnsignedMediumInt UnsignedInt UnsignedBigInt",
        "binaries texts blobs signed unsigned Bit floats Time Year",
    ),
    row(
        "UnsignedTinyInt",
        "UnsignedSmallInt UnsignedMediumInt UnsignedInt UnsignedBigInt",
        "binaries texts blobs signed unsigned Bit floats Time Year",
    ),
    row("VarBinary", "Blob MediumBlob LongBlob", "Binary Bit texts TinyBlob"),
    row(
        "Year",
        "binaries blobs texts BigInt Bit Int MediumInt SmallInt UnsignedBigInt UnsignedInt UnsignedMediumInt \
         UnsignedSmallInt floats",
        "Decimal Json",
    ),
];

const ANYTHING: &str = "binaries texts blobs signed unsigned floats Decimal Bit Json dates Time Year";

fn native(from: &Native, to: &Native) -> Option<Cast> {
    let (old, new) = (from.number(0), to.number(0));
    let (least, length) = (old.unwrap_or_default(), new.unwrap_or_default());
    let cast = match (from.native.name, to.native.name) {
        // A time without a precision has no digits behind the point.
        ("Time", "Time") if new.is_none() && least == 0 => return None,
        ("DateTime", "DateTime") | ("Timestamp", "Timestamp") => safe_if(old < new),
        ("BigInt", "Decimal") => match to.precision_and_scale() {
            Some((precision, scale)) if precision.saturating_sub(scale) >= 20 => Safe,
            _ => Impossible,
        },
        ("Binary", "Binary") | ("Bit", "Bit") | ("VarBinary", "VarBinary") => safe_if(length > least),
        ("Binary", "Bit") => safe_if(length >= least.saturating_mul(8)),
        ("Bit", "BigInt" | "UnsignedBigInt") => safe_if(least == 64),
        ("Bit", "Binary") if least >= length.saturating_mul(8) => Safe,
        ("Char" | "VarChar", "Char" | "VarChar" | "Binary" | "VarBinary") => safe_if(length >= least),
        ("DateTime" | "Timestamp" | "Double", "Bit") if length == 64 => Safe,
        ("Float", "Bit") if length >= 32 => Safe,
        ("Double" | "Float", "Binary" | "VarBinary" | "Char" | "VarChar") if length >= 32 => Risky,
        ("Double" | "Float", "Binary" | "VarBinary" | "Char" | "VarChar" | "Bit") => Impossible,
        ("Int" | "MediumInt", "Bit") => safe_if(length >= 32),
        ("VarBinary", "Binary") => safe_if(length > least),
        (name, other) => listed(name, other),
    };
    Some(cast)
}

fn listed(from: &str, to: &str) -> Cast {
    let Some(row) = ROWS.iter().find(|row| row.from == from) else { return Risky };
    let has = |list: &str| {
        list.split_whitespace().any(|word| {
            word == to || GROUPS.iter().any(|(group, types)| *group == word && types.contains(&to))
        })
    };
    match (has(row.safe), has(row.risky)) {
        (true, _) => Safe,
        (_, true) => Risky,
        _ => Impossible,
    }
}
