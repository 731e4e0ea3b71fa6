//! The names of models, fields, enums and values for what has a name in the database only.

use model::catalog::Release;
use model::catalog::reserved::refused_for_block;
use model::schema::Schema;
use rustc_hash::FxHashSet;

/// The name as an identifier: characters that it cannot have are replaced, and what it cannot begin with is left out.
fn identifier(name: &str, otherwise: &str) -> String {
    let is_allowed = |char: char| char.is_alphabetic() || char.is_ascii_digit() || char == '_';
    let text: String = name.chars().map(|char| if is_allowed(char) { char } else { '_' }).collect();
    let text = text.trim_start_matches(|char: char| !char.is_alphabetic());
    let text = if text.ends_with('_') && !name.ends_with('_') { text.trim_end_matches('_') } else { text };
    if text.is_empty() { otherwise.to_owned() } else { text.to_owned() }
}

/// The name, else the name with the first number that makes it free.
pub(super) fn free(name: &str, is_free: impl Fn(&str) -> bool) -> String {
    let numbered = (2_u32..10_000).map(|number| format!("{name}{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| is_free(name)).unwrap_or_default()
}

/// A name for a field, given what it is called in the database.
pub(super) fn field_name(database: &str, is_free: impl Fn(&str) -> bool) -> String {
    free(&identifier(database, "column"), is_free)
}

/// A name for an enum value, given what the database stores.
pub(super) fn value_name(database: &str, is_free: impl Fn(&str) -> bool) -> String {
    free(&identifier(database, "EMPTY"), is_free)
}

/// A name for a model or an enum, given what it is called in the database. `taken` are further names that are not free.
pub(super) fn block_name(schema: &Schema, database: &str, taken: &FxHashSet<String>) -> String {
    let release: Release = schema.configuration().release();
    let is_free = |name: &str| {
        schema.find(name).is_none() && !taken.contains(name) && refused_for_block(name, release).is_none()
    };
    free(&identifier(database, "Table"), is_free)
}

/// The name with its first letter in lower case.
pub(super) fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The name with its first letter in upper case.
pub(super) fn upper_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A string literal.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for char in text.chars() {
        match char {
            '\\' => quoted.push_str("\\\\"),
            '"' => quoted.push_str("\\\""),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
