//! Rows become statistics: those that a client printed, and those of a connection.

use std::collections::BTreeSet;

use model::catalog::Provider;

use crate::format::{
    FORMAT_VERSION, IndexStatistics, IndexedColumn, StatementStatistics, Statistics, TableStatistics,
};
use crate::output::Row;
use crate::shape::{names, shape, tags};

/// The statistics in rows of packs. Rows about a moment (connections, locks, transactions) are left out.
///
/// # Errors
///
/// A row that is not as its query makes it, with its line, or no row about the server.
pub fn collect(rows: &[Row]) -> Result<Statistics, String> {
    let Some(server) = rows.iter().find(|row| row.section == "server") else {
        return Err("no row is of the section `server`, with which every pack begins.".to_owned());
    };
    let provider = text(server, "provider")?;
    let known = Provider::parse(&provider).ok_or_else(|| problem(server, "provider", "no known provider"))?;
    if let Some(other) =
        rows.iter().find(|row| row.section == "server" && row.get("provider") != Some(&provider))
    {
        return Err(problem(other, "provider", &format!("not {provider}, as in the other output")));
    }
    let mut found = Statistics {
        version: FORMAT_VERSION,
        provider,
        server_version: optional(server, "version"),
        collected_at: text(server, "collected_at")?,
        counting_since: optional(server, "counting_since"),
        ..Statistics::default()
    };
    for row in rows {
        match row.section.as_str() {
            "tables" => found.tables.push(table(row)?),
            "indexes" => found.indexes.push(index(row)?),
            _ => {}
        }
    }
    for row in rows {
        match row.section.as_str() {
            "index_columns" => index_column(row, known, &mut found.indexes)?,
            "index_usage" => index_usage(row, &mut found.indexes)?,
            "index_sizes" => index_size(row, &mut found.indexes)?,
            "sizes" => size(row, &mut found)?,
            _ => {}
        }
    }
    add_statements(rows, known, &mut found)?;
    found.tables.sort_by(|one, other| (&one.schema, &one.name).cmp(&(&other.schema, &other.name)));
    found.tables.dedup_by(|one, other| one.schema == other.schema && one.name == other.name);
    let key = |index: &IndexStatistics| (index.schema.clone(), index.table.clone(), index.name.clone());
    found.indexes.sort_by_key(key);
    found.indexes.dedup_by(|one, other| key(one) == key(other));
    Ok(found)
}

fn table(row: &Row) -> Result<TableStatistics, String> {
    Ok(TableStatistics {
        schema: optional(row, "schema"),
        name: text(row, "name")?,
        rows: number(row, "rows")?.unwrap_or_default(),
        table_bytes: number(row, "table_bytes")?,
        index_bytes: number(row, "index_bytes")?,
        dead_rows: number(row, "dead_rows")?,
        sequential_scans: number(row, "sequential_scans")?,
        sequential_rows: number(row, "sequential_rows")?,
        index_scans: number(row, "index_scans")?,
        writes: number(row, "writes")?,
    })
}

fn index(row: &Row) -> Result<IndexStatistics, String> {
    Ok(IndexStatistics {
        schema: optional(row, "schema"),
        table: text(row, "table")?,
        name: text(row, "name")?,
        columns: Vec::new(),
        method: optional(row, "method"),
        is_unique: flag(row, "is_unique")?,
        is_primary: flag(row, "is_primary")?,
        is_valid: flag(row, "is_valid")?,
        is_partial: flag(row, "is_partial")?,
        bytes: number(row, "bytes")?,
        scans: number(row, "scans")?,
        fingerprint: optional(row, "fingerprint"),
    })
}

/// The index that a row is about, if it is known.
fn index_of<'i>(row: &Row, indexes: &'i mut [IndexStatistics]) -> Option<&'i mut IndexStatistics> {
    indexes.iter_mut().find(|index| {
        row.get("name") == Some(&index.name)
            && row.get("table") == Some(&index.table)
            && row.get("schema") == index.schema.as_deref()
    })
}

fn index_column(row: &Row, provider: Provider, indexes: &mut [IndexStatistics]) -> Result<(), String> {
    let is_expression = flag(row, "is_expression")?;
    let name = optional(row, "column").unwrap_or_else(|| "expression".to_owned());
    let name = if is_expression { shape(&name, provider) } else { name };
    let position = number(row, "position")?.unwrap_or_default();
    let column = IndexedColumn { name, is_descending: flag(row, "is_descending")?, is_expression };
    if let Some(index) = index_of(row, indexes)
        && index.columns.len() as u64 + 1 == position
    {
        index.columns.push(column);
    }
    Ok(())
}

fn index_usage(row: &Row, indexes: &mut [IndexStatistics]) -> Result<(), String> {
    let scans = number(row, "scans")?;
    if let Some(index) = index_of(row, indexes) {
        index.scans = scans;
    }
    Ok(())
}

fn index_size(row: &Row, indexes: &mut [IndexStatistics]) -> Result<(), String> {
    let bytes = number(row, "bytes")?;
    if let Some(index) = index_of(row, indexes) {
        index.bytes = bytes;
    }
    Ok(())
}

fn size(row: &Row, found: &mut Statistics) -> Result<(), String> {
    let bytes = number(row, "bytes")?.unwrap_or_default();
    let table = row.get("table").unwrap_or_default();
    let table = found.tables.iter_mut().find(|known| known.name == table);
    if row.get("kind") == Some("index") {
        if let Some(index) = index_of(row, &mut found.indexes) {
            index.bytes = Some(bytes);
        }
        if let Some(table) = table {
            table.index_bytes = Some(table.index_bytes.unwrap_or_default() + bytes);
        }
    } else if let Some(table) = table {
        table.table_bytes = Some(bytes);
    }
    Ok(())
}

/// The statements, those of one shape put together. Where the tables are known, statements about none of them are left out: those of
/// the database's own catalog, and of other applications.
fn add_statements(rows: &[Row], provider: Provider, found: &mut Statistics) -> Result<(), String> {
    let tables: BTreeSet<&str> = found.tables.iter().map(|table| table.name.as_str()).collect();
    let mut statements: Vec<StatementStatistics> = Vec::new();
    for row in rows.iter().filter(|row| row.section == "statements") {
        let Some(text) = row.get("statement") else { continue };
        let named = names(text, provider);
        if !tables.is_empty() && !named.iter().any(|name| tables.contains(name.as_str())) {
            continue;
        }
        let is_query = |verb: &str| named.first().is_some_and(|first| first.eq_ignore_ascii_case(verb));
        if !["select", "insert", "update", "delete", "with", "merge", "replace"].into_iter().any(is_query) {
            continue;
        }
        let one = StatementStatistics {
            shape: shape(text, provider),
            calls: number(row, "calls")?.unwrap_or_default(),
            total_ms: decimal(row, "total_ms")?.unwrap_or_default(),
            mean_ms: decimal(row, "mean_ms")?.unwrap_or_default(),
            max_ms: decimal(row, "max_ms")?,
            rows: number(row, "rows")?,
            tags: tags(text, provider),
        };
        match statements.iter_mut().find(|known| known.shape == one.shape && known.tags == one.tags) {
            Some(known) => add(known, &one),
            None => statements.push(one),
        }
    }
    statements
        .sort_by(|one, other| other.total_ms.total_cmp(&one.total_ms).then(one.shape.cmp(&other.shape)));
    found.statements = statements;
    Ok(())
}

/// Adds the calls of another statement of the same shape.
fn add(known: &mut StatementStatistics, other: &StatementStatistics) {
    known.calls += other.calls;
    known.total_ms += other.total_ms;
    known.rows = known.rows.zip(other.rows).map(|(one, other)| one + other);
    known.max_ms = known.max_ms.zip(other.max_ms).map(|(one, other)| one.max(other));
    #[allow(clippy::cast_precision_loss, reason = "an average needs no more")]
    if known.calls > 0 {
        known.mean_ms = (known.total_ms / known.calls as f64 * 1000.0).round() / 1000.0;
    }
}

fn problem(row: &Row, column: &str, what: &str) -> String {
    let place = if row.line > 0 { format!("line {}: ", row.line) } else { String::new() };
    let value = row.get(column).unwrap_or_default();
    format!("{place}`{column}` of `{}` is {what}: `{value}`.", row.section)
}

fn text(row: &Row, column: &str) -> Result<String, String> {
    optional(row, column).ok_or_else(|| problem(row, column, "empty"))
}

fn optional(row: &Row, column: &str) -> Option<String> {
    row.get(column).map(str::to_owned)
}

/// A number; negative ones, which counters have after an overflow, are 0.
fn number(row: &Row, column: &str) -> Result<Option<u64>, String> {
    let Some(value) = row.get(column) else { return Ok(None) };
    match value.parse::<u64>() {
        Ok(number) => Ok(Some(number)),
        Err(_) if value.strip_prefix('-').is_some_and(|rest| rest.parse::<u64>().is_ok()) => Ok(Some(0)),
        Err(_) => Err(problem(row, column, "no number")),
    }
}

/// A number with a fraction.
pub fn decimal(row: &Row, column: &str) -> Result<Option<f64>, String> {
    let Some(value) = row.get(column) else { return Ok(None) };
    value
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())
        .map(Some)
        .ok_or_else(|| problem(row, column, "no number"))
}

fn flag(row: &Row, column: &str) -> Result<bool, String> {
    match row.get(column).map(str::to_ascii_lowercase).as_deref() {
        Some("t" | "true" | "1" | "yes") => Ok(true),
        Some("f" | "false" | "0" | "no") | None => Ok(false),
        Some(_) => Err(problem(row, column, "neither true nor false")),
    }
}
