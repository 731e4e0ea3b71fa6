//! Preview features of generators.

use crate::schema::Schema;
use crate::schema::edit::insert;
use crate::schema::edit::line::{line_ending, line_span, member_indent};
use crate::schema::item::Expr;
use base::FileEdit;

/// Adds a preview feature to the generator of Prisma Client. `None` if the schema has no such generator, or its list of
/// features is incomplete.
pub fn add_preview_feature(schema: &Schema, feature: &str) -> Option<FileEdit> {
    let (id, item, config) = schema.items().find_map(|(id, item)| {
        let config = item.config()?;
        let is_client =
            config.string("provider").is_some_and(|provider| provider.starts_with("prisma-client"));
        (is_client && item.keyword.as_ref()?.text == "generator").then_some((id, item, config))
    })?;
    let value = match config.entry("previewFeatures") {
        Some(entry) => entry.value.as_ref()?,
        None => {
            let block = schema.text(id);
            let (newline, indent) = (line_ending(&block), member_indent(&block, item));
            let end = line_span(&block, config.entries.last()?.span.end).end;
            return Some(insert(
                schema,
                id,
                end,
                format!("{newline}{indent}previewFeatures = [\"{feature}\"]"),
            ));
        }
    };
    match value {
        Expr::Array { items, span, closed: true } => {
            let (at, text) = match items.last() {
                Some(last) => (last.span().end, format!(", \"{feature}\"")),
                None => (span.start + 1, format!("\"{feature}\"")),
            };
            Some(insert(schema, id, at, text))
        }
        _ => None,
    }
}
