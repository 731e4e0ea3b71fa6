//! How long statements take on tables whose size is known.
//!
//! The rates are those of an ordinary cloud machine with its data on a network disk. They give the order of magnitude: seconds or hours.

use std::borrow::Cow;

use statistics::{Statistics, TableStatistics};

use super::lock::{Cost, Duration};

/// How many bytes of a table are read in a second.
const SCANNED: f64 = 200e6;

/// How many bytes of a table are written anew in a second.
const REWRITTEN: f64 = 60e6;

/// How many bytes of indexes are built in a second.
const BUILT: f64 = 30e6;

/// How many rows are sorted for an index in a second.
const SORTED: f64 = 1e6;

/// The bytes of a row, where the size of a table is not known.
const ROW_BYTES: f64 = 100.0;

/// Up to how many rows a table is so small that no lock on it is noticed.
const SMALL_ROWS: u64 = 1000;

/// Up to how many bytes a table is so small that no lock on it is noticed.
const SMALL_BYTES: u64 = 1 << 20;

impl Cost {
    /// How long it takes, in words: with the number of rows and an estimate, where statistics know the table.
    pub fn describe(&self, statistics: Option<&Statistics>) -> Cow<'static, str> {
        let words = self.duration.describe();
        match statistics.and_then(|statistics| self.estimate(statistics)) {
            Some(estimate) => Cow::Owned(format!("{words} ({estimate})")),
            None => Cow::Borrowed(words),
        }
    }

    /// `12 M rows, about 40 s`. `None` for a table that is not known, and where its size does not matter.
    pub fn estimate(&self, statistics: &Statistics) -> Option<String> {
        let table = statistics.table_named(&self.object)?;
        let seconds = seconds(self.duration, table)?;
        Some(format!("{} rows, {}", rows(table.rows), time(seconds)))
    }
}

/// Whether a table is so small that no lock on it is noticed.
pub fn is_small(statistics: &Statistics, table: &str) -> bool {
    statistics.table_named(table).is_some_and(|table| {
        table.rows <= SMALL_ROWS && table.table_bytes.is_none_or(|bytes| bytes <= SMALL_BYTES)
    })
}

#[allow(clippy::cast_precision_loss, reason = "an estimate needs no more")]
fn seconds(duration: Duration, table: &TableStatistics) -> Option<f64> {
    let rows = table.rows as f64;
    let bytes = table.table_bytes.map_or(rows * ROW_BYTES, |bytes| bytes as f64);
    let indexes = table.index_bytes.unwrap_or_default() as f64;
    Some(match duration {
        Duration::Brief | Duration::Rows => return None,
        Duration::Scan => bytes / SCANNED,
        Duration::IndexBuild => bytes / SCANNED + rows / SORTED,
        Duration::Rewrite => bytes / REWRITTEN + indexes / BUILT,
    })
}

/// A number of rows in words: `950`, `12 k`, `1.5 M`.
pub fn rows(number: u64) -> String {
    let units = [(1_000_000_000, "G"), (1_000_000, "M"), (1000, "k")];
    let Some((unit, name)) = units.into_iter().find(|(unit, _)| number >= *unit) else {
        return number.to_string();
    };
    let tenths = number / (unit / 10);
    match tenths < 100 && !tenths.is_multiple_of(10) {
        true => format!("{}.{} {name}", tenths / 10, tenths % 10),
        false => format!("{} {name}", tenths / 10),
    }
}

/// A time in words, with one digit: `about 40 s`.
fn time(seconds: f64) -> String {
    let rounded = |value: f64| {
        let step = if value < 10.0 { 1.0 } else { 10.0 };
        format!("{:.0}", (value / step).round() * step)
    };
    match seconds {
        ..1.0 => "less than a second".to_owned(),
        ..95.0 => format!("about {} s", rounded(seconds)),
        ..5700.0 => format!("about {} min", rounded(seconds / 60.0)),
        _ => format!("about {} h", rounded(seconds / 3600.0)),
    }
}
