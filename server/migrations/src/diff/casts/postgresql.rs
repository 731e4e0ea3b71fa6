//! PostgreSQL and CockroachDB.

use model::database::Native;

use crate::diff::casts::{safe_if, same};
use crate::step::Cast::{self, Impossible, Risky, Safe};
use crate::step::Pair;

/// What PostgreSQL does. A type that is no native type is `Unsupported`.
pub(super) fn cast(lists: Pair<bool>, types: Pair<Option<&Native>>) -> Option<Cast> {
    if lists.from != lists.to {
        let to = types.to.filter(|_| lists.from);
        return Some(match to.map(|to| (to.native.name, to.number(0))) {
            Some(("Text", _) | ("VarChar", None)) => Safe,
            Some(("VarChar" | "Char", _)) => Risky,
            _ => Impossible,
        });
    }
    match (types.from, types.to) {
        (Some(from), Some(to)) if same(Pair { from, to }) => None,
        (Some(from), Some(to)) => native(from, to),
        (None, None) => None,
        _ => Some(Risky),
    }
}

/// What CockroachDB does, which casts hardly anything.
pub(super) fn of_cockroachdb(lists: Pair<bool>, types: Pair<Option<&Native>>, covered: bool) -> Option<Cast> {
    if lists.from != lists.to {
        let to = types.to.filter(|_| lists.from);
        return Some(match to.map(|to| (to.native.name, to.number(0))) {
            Some(("String", None)) => Safe,
            Some(("String" | "Char", _)) => Risky,
            _ => Impossible,
        });
    }
    let (Some(from), Some(to)) = (types.from, types.to) else {
        return (types.from.is_some() != types.to.is_some()).then_some(Risky);
    };
    if same(Pair { from, to }) {
        return None;
    }
    // A time without a precision has six digits.
    let is_time = matches!(from.native.name, "Time" | "Timetz" | "Timestamp" | "Timestamptz");
    let digits = |native: &Native| native.number(0).unwrap_or(6);
    if is_time && from.native.name == to.native.name && digits(from) == 6 && digits(to) == 6 {
        return None;
    }
    Some(match (from.native.name, to.native.name) {
        ("Int4", "String") if !covered && to.arguments.is_empty() => Safe,
        ("Int8", "Int4") if !covered => Risky,
        _ => Impossible,
    })
}

fn native(from: &Native, to: &Native) -> Option<Cast> {
    let name = to.native.name;
    let cast = match from.native.name {
        "Inet" => to_unbounded(name, &["Citext", "Text", "VarChar"]),
        "Money" => match name {
            "Citext" | "Text" | "VarChar" => Safe,
            _ => Risky,
        },
        "Citext" => match name {
            "Text" | "VarChar" => Safe,
            _ => Risky,
        },
        "Oid" => to_unbounded(name, &["Text", "VarChar", "BigInt", "Integer"]),
        "SmallInt" => integer(to, 3, 4, &["Integer", "BigInt", "Real", "DoublePrecision"], &[]),
        "Integer" => integer(to, 10, 11, &["BigInt", "Real", "DoublePrecision"], &["SmallInt"]),
        "BigInt" => integer(to, 19, 20, &["Real", "DoublePrecision"], &["SmallInt", "Integer"]),
        "Decimal" => decimal(from, to),
        "Real" => float(to, 47, &["DoublePrecision"], &[]),
        "DoublePrecision" => float(to, 317, &[], &["Real"]),
        "VarChar" => characters(from, to, false),
        "Char" => characters(from, to, true),
        "Text" => match (name, to.number(0)) {
            ("Citext", _) | ("VarChar", None) => Safe,
            ("VarChar" | "Char", _) => Risky,
            _ => Impossible,
        },
        "ByteA" => match (name, to.number(0)) {
            ("Text", _) | ("VarChar", None) => Safe,
            ("VarChar" | "Char", Some(length)) if length > 2 => Risky,
            _ => Impossible,
        },
        "Timestamp" | "Timestamptz" | "Date" | "Time" | "Timetz" => return time(from, to),
        "Boolean" => match (name, to.number(0)) {
            ("Text" | "VarChar", _) => Safe,
            ("Char", Some(length)) if length > 3 => safe_if(length > 4),
            _ => Impossible,
        },
        "Bit" | "VarBit" => bits(from, to),
        "Uuid" => match (name, to.number(0)) {
            ("Text", _) | ("VarChar", None) => Safe,
            ("VarChar" | "Char", Some(length)) if length > 31 => Safe,
            _ => Impossible,
        },
        other => text_only(other, to),
    };
    Some(cast)
}

fn to_unbounded(name: &str, safe: &[&str]) -> Cast {
    if safe.contains(&name) { Safe } else { Impossible }
}

/// An integer of so many digits before the point, and so many characters with its sign.
fn integer(to: &Native, digits: u32, length: u32, safe: &[&str], risky: &[&str]) -> Cast {
    match to.native.name {
        name if safe.contains(&name) => Safe,
        name if risky.contains(&name) => Risky,
        "Decimal" => match to.precision_and_scale() {
            Some((precision, scale)) => safe_if(precision.saturating_sub(scale) >= digits),
            None => Safe,
        },
        _ => text(to, length),
    }
}

/// A floating point number of at most so many characters.
fn float(to: &Native, length: u32, safe: &[&str], risky: &[&str]) -> Cast {
    match to.native.name {
        "SmallInt" | "Integer" | "BigInt" | "Decimal" => Risky,
        name if safe.contains(&name) => Safe,
        name if risky.contains(&name) => Risky,
        _ => text(to, length),
    }
}

/// A text of at most so many characters, put into a column of text.
fn text(to: &Native, length: u32) -> Cast {
    match (to.native.name, to.number(0)) {
        ("Text", _) | ("VarChar", None) => Safe,
        ("Char", None) => Risky,
        ("VarChar" | "Char", Some(room)) => safe_if(room >= length),
        _ => Impossible,
    }
}

fn decimal(from: &Native, to: &Native) -> Cast {
    let old = from.precision_and_scale();
    let fits = |digits| matches!(old, Some((precision, 0)) if precision <= digits);
    match to.native.name {
        "SmallInt" => safe_if(fits(2)),
        "Integer" => safe_if(fits(9)),
        "BigInt" => safe_if(fits(18)),
        "Decimal" => match (old, to.precision_and_scale()) {
            (None, Some((precision, scale))) => safe_if(precision >= 131_072 && scale >= 16_383),
            (Some((old, old_scale)), Some((new, new_scale))) => safe_if(
                old.saturating_sub(old_scale) <= new.saturating_sub(new_scale) && old_scale <= new_scale,
            ),
            _ => Safe,
        },
        "Real" | "DoublePrecision" => Risky,
        // A sign, and a point where there are digits behind it.
        "VarChar" | "Char" => match (to.number(0), old) {
            (Some(length), Some((precision, scale))) => {
                safe_if(precision + if scale == 0 { 1 } else { 2 } <= length)
            }
            (Some(length), None) => safe_if(length >= 131_073),
            (None, _) => safe_if(to.native.name == "VarChar"),
        },
        "Text" => Safe,
        _ => Impossible,
    }
}

/// Text of a length to other text. A `char` without a length has one character.
fn characters(from: &Native, to: &Native, is_padded: bool) -> Cast {
    let (old, new) = (from.number(0), to.number(0));
    match to.native.name {
        "Text" => Safe,
        "VarChar" | "Char" => match (old, new) {
            (None, _) if is_padded => Safe,
            (None, None) => safe_if(to.native.name != "Char"),
            (None, Some(_)) => Risky,
            (Some(1), None) => Safe,
            (Some(_), None) => safe_if(to.native.name != "Char"),
            (Some(old), Some(new)) => safe_if(old <= new),
        },
        _ => Impossible,
    }
}

fn time(from: &Native, to: &Native) -> Option<Cast> {
    let (name, other) = (from.native.name, to.native.name);
    let has_precision = name != "Date";
    if has_precision && name == other && (to.number(0).is_none() || from.number(0).is_none()) {
        return None;
    }
    let length = match name {
        "Timestamp" => 22,
        "Time" => 13,
        "Timetz" => 18,
        _ => 27,
    };
    let casts: &[&str] = match name {
        "Timestamp" | "Timestamptz" => &["Timestamp", "Timestamptz", "Date", "Time", "Timetz"],
        "Date" => &["Timestamp", "Timestamptz"],
        "Time" => &["Timetz"],
        _ => &["Timetz", "Time"],
    };
    Some(match (other, to.number(0)) {
        ("Text", _) | ("VarChar", None) => Safe,
        ("VarChar" | "Char", Some(room)) if room > length => Safe,
        _ if casts.contains(&other) => Safe,
        _ => Impossible,
    })
}

fn bits(from: &Native, to: &Native) -> Cast {
    let (old, new) = (from.number(0), to.number(0));
    match (from.native.name, old, to.native.name, new) {
        (_, _, "Text", _) | (_, _, "VarChar", None) => Safe,
        ("Bit", None, "VarChar" | "Char" | "VarBit", _) => Safe,
        ("Bit", _, "VarBit", None) | ("VarBit", Some(_), "VarBit", None) => Safe,
        ("Bit", Some(old), "VarChar" | "Char" | "VarBit", Some(new)) if new >= old => Safe,
        ("VarBit", Some(old), "VarBit", Some(new)) if new > old => Safe,
        ("VarBit", Some(old), "VarChar" | "Char", Some(new)) if new >= old => Safe,
        ("VarBit", Some(old), "Bit", Some(new)) if new > old => Impossible,
        ("VarBit", _, "VarChar" | "Char" | "Bit", _) => Risky,
        _ => Impossible,
    }
}

/// Types that are cast to text only, and JSON to its other form. A type that is not listed elsewhere is one of these.
fn text_only(from: &str, to: &Native) -> Cast {
    match (from, to.native.name, to.number(0)) {
        (_, "Text", _) | (_, "VarChar", None) => Safe,
        ("Json", "JsonB", _) | ("JsonB", "Json", _) => Safe,
        (_, "VarChar" | "Char", _) => Risky,
        _ => Impossible,
    }
}
