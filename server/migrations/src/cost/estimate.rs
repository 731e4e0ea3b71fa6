//! How long statements take on tables whose size is known.
//!
//! The rates were measured on PostgreSQL; `server/docs/statistics.md` says how, and gives the figures. An estimate is a range: from what
//! the processor needs with all data in memory, to a slower processor with data on a network disk.

use std::borrow::Cow;

use statistics::{Statistics, TableStatistics};

use super::lock::{Cost, Duration};

/// What a kind of work takes of the processor, in seconds, and how often it moves the bytes of a table.
struct Rate {
    /// For each GB of the table: at least, and at most.
    per_gigabyte: (f64, f64),
    /// For each million rows: at least, and at most.
    per_million_rows: (f64, f64),
    /// For each million rows and each index that is built.
    per_index: (f64, f64),
    /// How often the table is read or written, with the log of changes.
    passes: f64,
}

/// A scan that checks each row: a condition at least, a foreign key at most.
const SCAN: Rate =
    Rate { per_gigabyte: (0.25, 0.25), per_million_rows: (0.045, 0.4), per_index: (0.0, 0.0), passes: 1.0 };

/// An index: of integers at least, of texts and beside writes (`CONCURRENTLY`) at most.
const INDEX_BUILD: Rate =
    Rate { per_gigabyte: (0.28, 0.46), per_million_rows: (0.0, 0.0), per_index: (0.5, 0.85), passes: 2.0 };

/// A new copy of the table and its indexes: of keys that are in order at least, of texts at most.
const REWRITE: Rate =
    Rate { per_gigabyte: (2.4, 2.4), per_million_rows: (0.3, 0.3), per_index: (0.3, 0.8), passes: 3.0 };

/// How much slower another processor is, at most.
const SLOW_PROCESSOR: f64 = 2.0;

/// How many bytes a network disk reads or writes in a second, at least.
const SLOW_DISK: f64 = 100e6;

/// The most bytes of an index entry that its build writes, with the log of changes.
const ENTRY_BYTES: f64 = 100.0;

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

    /// `12 M rows, about 20 to 90 s`. `None` for a table that is not known, and where its size does not matter.
    pub fn estimate(&self, statistics: &Statistics) -> Option<String> {
        let table = statistics.table_named(&self.object)?;
        let (least, most) = seconds(self.duration, table, statistics)?;
        Some(format!("{} rows, {}", rows(table.rows), time(least, most)))
    }
}

/// Whether a table is so small that no lock on it is noticed.
pub fn is_small(statistics: &Statistics, table: &str) -> bool {
    statistics.table_named(table).is_some_and(|table| {
        table.rows <= SMALL_ROWS && table.table_bytes.is_none_or(|bytes| bytes <= SMALL_BYTES)
    })
}

/// How many seconds it takes at least, and at most.
#[allow(clippy::cast_precision_loss, reason = "an estimate needs no more")]
fn seconds(duration: Duration, table: &TableStatistics, statistics: &Statistics) -> Option<(f64, f64)> {
    let (rate, indexes) = match duration {
        Duration::Brief | Duration::Rows => return None,
        Duration::Scan => (&SCAN, 0),
        Duration::IndexBuild => (&INDEX_BUILD, 1),
        // A table whose indexes are not known has at least a primary key.
        Duration::Rewrite => (&REWRITE, statistics.indexes_of(table).count().max(1)),
    };
    let rows = table.rows as f64;
    let bytes = table.table_bytes.map_or(rows * ROW_BYTES, |bytes| bytes as f64);
    let entries = rows * indexes as f64;
    let processor = |of: fn((f64, f64)) -> f64| {
        of(rate.per_gigabyte) * bytes / 1e9
            + of(rate.per_million_rows) * rows / 1e6
            + of(rate.per_index) * entries / 1e6
    };
    let moved = bytes * rate.passes + entries * ENTRY_BYTES;
    Some((processor(|(least, _)| least), processor(|(_, most)| most) * SLOW_PROCESSOR + moved / SLOW_DISK))
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

/// A range of times in words, with one digit each: `about 20 to 90 s`, `about 40 s to 3 min`, `up to 5 s`.
fn time(least: f64, most: f64) -> String {
    match (least, most) {
        (_, ..1.0) => "less than a second".to_owned(),
        (..1.0, _) => format!("up to {}", amount(most).0 + amount(most).1),
        _ => {
            let ((least, unit), (most, other)) = (amount(least), amount(most));
            match (least == most, unit == other) {
                (true, true) => format!("about {most}{other}"),
                (false, true) => format!("about {least} to {most}{other}"),
                (_, false) => format!("about {least}{unit} to {most}{other}"),
            }
        }
    }
}

/// A number with one digit, and its unit.
fn amount(seconds: f64) -> (String, &'static str) {
    let (value, unit) = match seconds {
        ..95.0 => (seconds, " s"),
        ..5700.0 => (seconds / 60.0, " min"),
        _ => (seconds / 3600.0, " h"),
    };
    let step = if value < 10.0 { 1.0 } else { 10.0 };
    (format!("{:.0}", (value / step).round() * step), unit)
}
