//! What database clients print for the packs, as rows: `psql --csv`, `mysql --batch`, `sqlite3 -csv` and `-json`, `sqlcmd`.
//!
//! A line that begins with `section` names columns, and one that begins with the section below it is a row. All other lines, such as
//! what a client says of its own, are left out.

use std::collections::BTreeMap;

use serde_json::Value;

/// A row of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The section of its query.
    pub section: String,
    /// The line that it is on, from 1; 0 where it comes from no file.
    pub line: u64,
    /// The values by the names of their columns; NULL and empty ones are left out.
    pub cells: BTreeMap<String, String>,
}

impl Row {
    /// The value in a column.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str)
    }
}

/// The rows of an output.
///
/// # Errors
///
/// Where it is no output of a pack, or is broken, with the line.
pub fn rows(text: &str) -> Result<Vec<Row>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rows = match text.trim_start().chars().next() {
        Some('[' | '{') => of_json(text)?,
        _ => of_lines(text)?,
    };
    match rows.is_empty() {
        true => Err("it has no output of `prisma-lens db sql`: no line begins with `section`.".to_owned()),
        false => Ok(rows),
    }
}

/// One or more JSON arrays of objects, as `sqlite3 -json` prints them: one for each query.
fn of_json(text: &str) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        let value = value.map_err(|error| format!("{error}."))?;
        let objects = match value {
            Value::Array(objects) => objects,
            object => vec![object],
        };
        for object in &objects {
            let Some(object) = object.as_object() else { continue };
            let Some(section) = object.get("section").and_then(Value::as_str) else { continue };
            let cells = object.iter().filter_map(|(name, value)| {
                let text = match value {
                    Value::Null => return None,
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                (!text.is_empty()).then(|| (name.clone(), text))
            });
            rows.push(Row { section: section.to_owned(), line: 0, cells: cells.collect() });
        }
    }
    Ok(rows)
}

/// Lines with separated values. The separator follows from the first line with names of columns.
fn of_lines(text: &str) -> Result<Vec<Row>, String> {
    let mut heads = text.lines().filter_map(|line| line.trim_start_matches('"').strip_prefix("section"));
    let separator = heads.find_map(|rest| rest.trim_start_matches('"').bytes().next());
    let Some(separator) = separator.filter(|byte| b",\t;|".contains(byte)) else { return Ok(Vec::new()) };
    let is_quoted = separator != b'\t' && separator != b'|';
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .quoting(is_quoted)
        .from_reader(text.as_bytes());
    let mut names: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| format!("{error}."))?;
        let line = record.position().map_or(0, csv::Position::line);
        let Some(first) = record.get(0).map(str::trim) else { continue };
        if first == "section" {
            names = record.iter().map(|name| name.trim().to_owned()).collect();
            continue;
        }
        // Lines of dashes, tags of commands, messages.
        let is_row = names.len() == record.len()
            && !first.is_empty()
            && first.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if !is_row {
            continue;
        }
        let cells = names.iter().zip(&record).filter_map(|(name, value)| {
            let value = if is_quoted { value.to_owned() } else { unescaped(value) };
            let is_absent = value.is_empty() || value == "NULL" || value == "\\N";
            (!is_absent).then(|| (name.clone(), value))
        });
        rows.push(Row { section: first.to_owned(), line, cells: cells.collect() });
    }
    Ok(rows)
}

/// A value as `mysql --batch` writes it, where line ends and tabs are escaped.
fn unescaped(value: &str) -> String {
    if !value.contains('\\') {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('0') => out.push('\0'),
            Some('\\') => out.push('\\'),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}
