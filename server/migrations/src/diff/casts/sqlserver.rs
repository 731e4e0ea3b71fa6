//! SQL Server.

use model::catalog::ScalarType;
use model::database::{ColumnType, Native, TypeArgument};

use crate::diff::casts::{safe_if, same};
use crate::step::Cast::{self, Impossible, Risky, Safe};
use crate::step::Pair;

/// What SQL Server does.
pub(super) fn cast(types: Pair<&ColumnType>) -> Option<Cast> {
    let (Some(from), Some(to)) = (types.from.native(), types.to.native()) else {
        return of_unsupported(types);
    };
    let is_double =
        |native: &Native| native.native.name == "Float" && matches!(native.number(0), None | Some(53));
    let is_real = |native: &Native| {
        native.native.name == "Real" || native.native.name == "Float" && native.number(0) == Some(24)
    };
    let is_same = same(Pair { from, to }) || is_double(from) && is_double(to) || is_real(from) && is_real(to);
    (!is_same).then(|| native(from, to))
}

/// A type that has no `@db` attribute on one of the sides.
fn of_unsupported(types: Pair<&ColumnType>) -> Option<Cast> {
    if types.from == types.to {
        return None;
    }
    Some(match (types.from.scalar(), types.to.scalar()) {
        (_, Some(ScalarType::String)) => Safe,
        (Some(ScalarType::String), Some(ScalarType::Int | ScalarType::Float))
        | (Some(ScalarType::DateTime), Some(ScalarType::Float)) => Impossible,
        _ => Risky,
    })
}

/// The room of a column of text or bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Room {
    /// So many characters or bytes.
    Of(u32),
    /// Two gigabytes.
    Max,
}

/// The room of the type; one character or byte where no length is given.
fn room(native: &Native) -> Room {
    match native.arguments.first() {
        Some(TypeArgument::Number(number)) => Room::Of(*number),
        Some(TypeArgument::Max) => Room::Max,
        None => Room::Of(1),
    }
}

fn has_length(native: &Native) -> bool {
    !native.arguments.is_empty()
}

const NUMBERS: &[&str] =
    &["TinyInt", "SmallInt", "Int", "BigInt", "Decimal", "Money", "SmallMoney", "Bit", "Float", "Real"];
const TIMES: &[&str] = &["Date", "Time", "DateTime", "DateTime2", "DateTimeOffset", "SmallDateTime"];
const CHARACTERS: &[&str] = &["Char", "NChar", "VarChar", "NVarChar"];
const BYTES: &[&str] = &["Binary", "VarBinary"];

fn native(from: &Native, to: &Native) -> Cast {
    match from.native.name {
        "Bit" => match to.native.name {
            "Real" | "DateTime" | "SmallDateTime" => Safe,
            name if NUMBERS.contains(&name) || CHARACTERS.contains(&name) || BYTES.contains(&name) => Safe,
            _ => Impossible,
        },
        "TinyInt" => integer(to, 1, 3, 3, 0),
        "SmallInt" => integer(to, 2, 5, 6, 2),
        "Int" => integer(to, 3, 10, 11, 4),
        "BigInt" => integer(to, 4, 19, 20, 8),
        "Decimal" => decimal(from, to),
        "Money" => money(to, 19, 21, 8),
        "SmallMoney" => money(to, 10, 12, 4),
        "Float" | "Real" => float(from, to),
        "Date" => time(to, 10, &["DateTime", "DateTime2", "DateTimeOffset"], &["SmallDateTime"]),
        "Time" => time(to, 8, &["DateTime2", "DateTimeOffset"], &["DateTime", "SmallDateTime"]),
        "DateTime" => time(to, 23, &["DateTime2", "DateTimeOffset"], &["Date", "Time", "SmallDateTime"]),
        "DateTime2" => time(to, 27, &["DateTimeOffset"], &["Date", "Time", "DateTime", "SmallDateTime"]),
        "DateTimeOffset" => time(to, 33, &[], &["Date", "Time", "DateTime", "DateTime2", "SmallDateTime"]),
        "SmallDateTime" => time(to, 19, &["DateTime", "DateTime2", "DateTimeOffset"], &["Date", "Time"]),
        "Char" | "NChar" | "VarChar" | "NVarChar" => characters(from, to),
        "Text" => large_text(to, "VarChar", &["Char", "NChar", "NVarChar", "NText"]),
        "NText" => large_text(to, "NVarChar", &["Char", "NChar", "VarChar", "Text"]),
        "Binary" | "VarBinary" => bytes(from, to),
        "Image" => large_text(to, "VarBinary", &["Binary"]),
        "Xml" => large_text(to, "NVarChar", &["Char", "NChar", "VarChar", "Binary", "VarBinary"]),
        "UniqueIdentifier" => match to.native.name {
            "Char" | "NChar" | "VarChar" | "NVarChar" => safe_if(room(to) >= Room::Of(36)),
            "Binary" | "VarBinary" => safe_if(room(to) >= Room::Of(16)),
            _ => Impossible,
        },
        _ => Impossible,
    }
}

/// An integer: its rank among them, its digits, its characters with a sign, its bytes (0 where any will do).
fn integer(to: &Native, rank: u32, digits: u32, length: u32, width: u32) -> Cast {
    match to.native.name {
        "TinyInt" => safe_if(rank <= 1),
        "SmallInt" => safe_if(rank <= 2),
        "Int" => safe_if(rank <= 3),
        "BigInt" | "Float" | "Real" => Safe,
        "Decimal" => match to.precision_and_scale() {
            Some((precision, scale)) => safe_if(precision.saturating_sub(scale) >= digits),
            None => safe_if(rank <= 3),
        },
        "Money" => safe_if(rank <= 3),
        "SmallMoney" | "DateTime" | "SmallDateTime" => safe_if(rank <= 2),
        "Bit" => Risky,
        "Binary" | "VarBinary" => safe_if(width == 0 || has_length(to) && room(to) >= Room::Of(width)),
        name if CHARACTERS.contains(&name) => safe_if(has_length(to) && room(to) >= Room::Of(length)),
        _ => Impossible,
    }
}

fn decimal(from: &Native, to: &Native) -> Cast {
    let old = from.precision_and_scale();
    match to.native.name {
        "Decimal" => match (old, to.precision_and_scale()) {
            (Some((precision, scale)), None) => safe_if(precision <= 18 && scale == 0),
            (None, Some((precision, scale))) => safe_if(precision >= 18 && scale == 0),
            (Some((old, old_scale)), Some((new, new_scale))) => safe_if(
                old.saturating_sub(old_scale) <= new.saturating_sub(new_scale) && old_scale <= new_scale,
            ),
            (None, None) => Safe,
        },
        // A sign, and a point where there are digits behind it; 18 digits where nothing is given.
        name if CHARACTERS.contains(&name) => {
            let length = match old {
                Some((precision, scale)) => precision + if scale == 0 { 1 } else { 2 },
                None => 19,
            };
            safe_if(has_length(to) && room(to) >= Room::Of(length))
        }
        "DateTime" | "SmallDateTime" => Risky,
        name if NUMBERS.contains(&name) || BYTES.contains(&name) => Risky,
        _ => Impossible,
    }
}

/// Money of so many digits, so many characters with sign and point, so many bytes.
fn money(to: &Native, digits: u32, length: u32, width: u32) -> Cast {
    match to.native.name {
        "Decimal" => match to.precision_and_scale() {
            Some((precision, scale)) => safe_if(precision >= digits && scale >= 4),
            None => Risky,
        },
        "Money" => Safe,
        "Binary" | "VarBinary" => safe_if(has_length(to) && room(to) >= Room::Of(width)),
        "DateTime" | "SmallDateTime" => Risky,
        name if CHARACTERS.contains(&name) => safe_if(has_length(to) && room(to) >= Room::Of(length)),
        name if NUMBERS.contains(&name) => Risky,
        _ => Impossible,
    }
}

fn float(from: &Native, to: &Native) -> Cast {
    // Up to 24 bits it has four bytes, else eight.
    let is_short =
        |native: &Native| native.native.name == "Real" || native.number(0).is_some_and(|bits| bits <= 24);
    let (length, width) = if is_short(from) { (47, 4) } else { (317, 8) };
    let at_least = |least| matches!(room(to), Room::Of(room) if has_length(to) && room >= least);
    match to.native.name {
        "Float" => safe_if(is_short(from) == is_short(to)),
        "Real" => safe_if(is_short(from) && from.native.name == "Float"),
        "DateTime" | "SmallDateTime" => Risky,
        name if CHARACTERS.contains(&name) => safe_if(at_least(length)),
        name if BYTES.contains(&name) => safe_if(at_least(width)),
        name if NUMBERS.contains(&name) => Risky,
        _ => Impossible,
    }
}

/// A time of so many characters.
fn time(to: &Native, length: u32, safe: &[&str], risky: &[&str]) -> Cast {
    match to.native.name {
        name if safe.contains(&name) => Safe,
        name if risky.contains(&name) => Risky,
        name if CHARACTERS.contains(&name) => {
            safe_if(matches!(room(to), Room::Of(room) if has_length(to) && room >= length))
        }
        _ => Impossible,
    }
}

fn characters(from: &Native, to: &Native) -> Cast {
    let is_wide = |name: &str| name.starts_with('N');
    let narrows = is_wide(from.native.name) && !is_wide(to.native.name);
    match to.native.name {
        name if NUMBERS.contains(&name) || TIMES.contains(&name) => Risky,
        "UniqueIdentifier" => Risky,
        name if CHARACTERS.contains(&name) || name == "Text" || name == "NText" => {
            if narrows {
                return Risky;
            }
            match name {
                "Text" => Safe,
                "NText" => safe_if(from.native.name != "VarChar" || room(from) != Room::Max),
                // Twice the room, and no more than two gigabytes.
                "NVarChar" if from.native.name == "VarChar" && room(to) == Room::Max => {
                    safe_if(room(from) != Room::Max)
                }
                _ => safe_if(!has_length(from) || room(from) <= room(to)),
            }
        }
        _ => Impossible,
    }
}

/// A large object: safe to the type with room for as much.
fn large_text(to: &Native, large: &str, risky: &[&str]) -> Cast {
    match to.native.name {
        name if name == large => safe_if(room(to) == Room::Max),
        name if risky.contains(&name) => Risky,
        _ => Impossible,
    }
}

fn bytes(from: &Native, to: &Native) -> Cast {
    let fits = |width: u32| safe_if(room(from) <= Room::Of(width));
    let is_fixed = from.native.name == "Binary";
    // A column without a length has one byte, which only some of the targets are told of.
    let integer = |width: u32| if has_length(from) || is_fixed { fits(width) } else { Risky };
    match to.native.name {
        "TinyInt" => fits(1),
        "SmallInt" => integer(2),
        "Int" => integer(4),
        "BigInt" => integer(8),
        "Money" => fits(8),
        "SmallMoney" => fits(4),
        "Decimal" | "Bit" | "DateTime" | "SmallDateTime" => Risky,
        "Char" | "VarChar" | "Binary" | "VarBinary" => safe_if(!has_length(from) || room(from) <= room(to)),
        // Two bytes a character.
        "NChar" | "NVarChar" => safe_if(!has_length(from) || room(from) <= doubled(room(to))),
        "Image" => Safe,
        "Xml" | "UniqueIdentifier" => Risky,
        _ => Impossible,
    }
}

fn doubled(room: Room) -> Room {
    match room {
        Room::Of(count) => Room::Of(count.saturating_mul(2)),
        Room::Max => Room::Max,
    }
}
