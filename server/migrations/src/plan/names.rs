//! Names in SQL, and the names of what a plan makes for a while.

use model::catalog::Provider;
use model::database::QualifiedName;

use crate::rename::WAITING;

/// How many bytes of a name PostgreSQL keeps.
const MAX_BYTES: usize = 63;

/// A name as the provider quotes it.
pub(crate) fn quoted(provider: Provider, name: &str) -> String {
    match provider {
        Provider::Mysql => format!("`{}`", name.replace('`', "``")),
        Provider::Sqlserver => format!("[{}]", name.replace(']', "]]")),
        _ => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

/// A name with its database schema, where one is named.
pub(crate) fn qualified(provider: Provider, name: &QualifiedName) -> String {
    in_namespace_of(provider, name, &name.name)
}

/// A name in the database schema of another one.
pub(crate) fn in_namespace_of(provider: Provider, other: &QualifiedName, name: &str) -> String {
    match &other.namespace {
        Some(namespace) => format!("{}.{}", quoted(provider, namespace), quoted(provider, name)),
        None => quoted(provider, name),
    }
}

/// A string in SQL.
pub(crate) fn string(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A name with a suffix, cut so that the database keeps the whole of it.
pub(crate) fn with_suffix(name: &str, suffix: &str) -> String {
    let mut end = name.len().min(MAX_BYTES.saturating_sub(suffix.len()));
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{suffix}", name.get(..end).unwrap_or(name))
}

/// The name of what waits to be dropped.
pub(super) fn quarantined(name: &str) -> String {
    with_suffix(&format!("{WAITING}{name}"), "")
}
