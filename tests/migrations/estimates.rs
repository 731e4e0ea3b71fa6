//! How long statements take on tables of known size.

use migrations::cost::{Cost, Duration, LockMode};
use statistics::{IndexStatistics, Statistics, TableStatistics};

/// The estimate for a table of so many rows and bytes, with so many indexes.
fn estimate(duration: Duration, rows: u64, bytes: Option<u64>, indexes: usize) -> Option<String> {
    let table =
        TableStatistics { name: "User".to_owned(), rows, table_bytes: bytes, ..TableStatistics::default() };
    let index = |at: usize| IndexStatistics {
        table: "User".to_owned(),
        name: format!("i{at}"),
        ..IndexStatistics::default()
    };
    let statistics = Statistics {
        provider: "postgresql".to_owned(),
        tables: vec![table],
        indexes: (0..indexes).map(index).collect(),
        ..Statistics::default()
    };
    let cost = Cost {
        object: "User".into(),
        lock: LockMode::AccessExclusive,
        name: LockMode::AccessExclusive.name(),
        blocks: LockMode::AccessExclusive.blocks(),
        duration,
    };
    cost.estimate(&statistics)
}

#[test]
fn an_estimate_is_a_range_that_grows_with_the_table() {
    for (duration, rows, bytes, indexes, expected) in [
        (Duration::Scan, 1000, Some(100_000), 1, "1 k rows, less than a second"),
        (Duration::Scan, 5_000_000, Some(466_000_000), 1, "5 M rows, up to 9 s"),
        (Duration::IndexBuild, 5_000_000, Some(466_000_000), 1, "5 M rows, about 3 to 20 s"),
        (Duration::Rewrite, 5_000_000, Some(466_000_000), 1, "5 M rows, about 4 to 30 s"),
        // Each index is built again.
        (Duration::Rewrite, 5_000_000, Some(466_000_000), 5, "5 M rows, about 10 to 80 s"),
        (Duration::Rewrite, 100_000_000, Some(20_000_000_000), 4, "100 M rows, about 3 to 30 min"),
        (Duration::Rewrite, 2_000_000_000, Some(500_000_000_000), 4, "2 G rows, about 70 min to 10 h"),
        // Without a size, a row counts 100 bytes.
        (Duration::Rewrite, 5_000_000, None, 1, "5 M rows, about 4 to 30 s"),
    ] {
        assert_eq!(
            estimate(duration, rows, bytes, indexes).as_deref(),
            Some(expected),
            "{duration:?} {rows}"
        );
    }
    assert_eq!(estimate(Duration::Brief, 5_000_000, None, 1), None);
    assert_eq!(estimate(Duration::Rows, 5_000_000, None, 1), None);
}
