//! Changing a `prisma-lens.toml` so that comments, order and line endings stay.

use toml_edit::{DocumentMut, Item, RawString, Table, TableLike, Value};

use base::Level;
use base::text::{Span, TextEdit, difference};

/// Sets the level of a rule in the text of a `prisma-lens.toml`: in place where it is set, else at the end of `[rules]`. Gives
/// the edits, none where it has that level.
///
/// # Errors
/// Why the text cannot be changed: it is no TOML, or `rules` is no table. A sentence.
pub fn set_rule_level(text: &str, code: &str, level: Level) -> Result<Vec<TextEdit>, String> {
    // The library writes lines that end with a line feed.
    let plain = text.replace("\r\n", "\n");
    let mut document: DocumentMut = plain
        .parse()
        .map_err(|error: toml_edit::TomlError| format!("The file is not valid TOML: {}.", error.message()))?;
    let rules = document.entry("rules").or_insert_with(|| Item::Table(Table::new()));
    let rules = rules.as_table_like_mut().ok_or("`rules` is not a table.")?;
    match rules.get_mut(code) {
        Some(item) => match item.as_table_like_mut() {
            Some(table) => set(table, "level", level),
            None => set(rules, code, level),
        },
        None => set(rules, code, level),
    }
    let changed = document.to_string();
    let newline = if plain.len() < text.len() { "\r\n" } else { "\n" };
    let offsets = Offsets::of(text);
    let edits = difference(&plain, &changed).into_iter().map(|edit| TextEdit {
        span: Span::new(offsets.original(edit.span.start), offsets.original(edit.span.end)),
        text: edit.text.replace('\n', newline),
    });
    Ok(edits.collect())
}

/// Writes a level, and leaves what stands around the one before.
fn set(table: &mut dyn TableLike, key: &str, level: Level) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(before) => {
            let decor = before.decor().clone();
            *before = Value::from(level.name());
            *before.decor_mut() = decor;
        }
        None => {
            let mut value = Value::from(level.name());
            // What stands between the last value of an inline table and its end stays there.
            if let Some(last) =
                table.iter_mut().last().and_then(|(_, item)| item.as_value_mut().map(Value::decor_mut))
                && let Some(suffix) =
                    last.suffix().and_then(RawString::as_str).filter(|it| it.trim().is_empty())
            {
                value.decor_mut().set_suffix(suffix.to_owned());
                last.set_suffix("");
            }
            table.insert(key, Item::Value(value));
        }
    }
}

/// From offsets of a text without carriage returns to those of the text itself.
struct Offsets {
    /// Where each line feed behind a carriage return is in the shorter text.
    ends: Vec<u32>,
}

impl Offsets {
    fn of(text: &str) -> Offsets {
        let ends =
            text.match_indices("\r\n").enumerate().map(|(before, (at, _))| Span::from(at - before..at).start);
        Offsets { ends: ends.collect() }
    }

    fn original(&self, offset: u32) -> u32 {
        // A place right before a line feed is before the carriage return as well.
        let before = self.ends.partition_point(|end| *end < offset);
        offset.saturating_add(u32::try_from(before).unwrap_or(u32::MAX))
    }
}
