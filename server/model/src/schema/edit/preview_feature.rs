//! Preview features of generators.

use crate::schema::Schema;
use crate::schema::edit::{add_entry, add_to_list, mentions_key};
use base::FileEdit;

/// Adds a preview feature to the generator of Prisma Client. `None` if the schema has no such generator, or its list of
/// features is incomplete.
pub fn add_preview_feature(schema: &Schema, feature: &str) -> Option<FileEdit> {
    let (id, config) = schema.items().find_map(|(id, item)| {
        let config = item.config()?;
        let is_client =
            config.string("provider").is_some_and(|provider| provider.starts_with("prisma-client"));
        (is_client && item.keyword.as_ref()?.text == "generator").then_some((id, config))
    })?;
    let value = match config.entry("previewFeatures") {
        Some(entry) => entry.value.as_ref()?,
        None if mentions_key(schema, id, "previewFeatures") => return None,
        None => {
            let text = format!("previewFeatures = [\"{feature}\"]");
            return Some(add_entry(schema, id, config.entries.last()?, &text));
        }
    };
    add_to_list(schema, id, value, &format!("\"{feature}\""))
}
