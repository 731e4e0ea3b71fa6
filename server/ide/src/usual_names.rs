//! Names in the usual convention of databases.

use checks::rules::{plural, words};

/// The usual name of a column: `createdAt` → `created_at`.
pub(crate) fn column_name(name: &str) -> String {
    words(name).join("_").to_lowercase()
}

/// The usual name of a table: `OrderItem` → `order_items`.
pub(crate) fn table_name(name: &str) -> String {
    let name = column_name(name);
    match name.rsplit_once('_') {
        Some((head, last)) => format!("{head}_{}", plural(last)),
        None => plural(&name),
    }
}
