//! Enums, which are types of the database.

use model::schema::item::{Enum, Item};

use crate::convert::edits::BlockEdits;
use crate::convert::literal::quoted;

/// Turns an enum into a `native_enum`.
pub(super) fn convert(item: &Item, declared: &Enum, edits: &mut BlockEdits<'_>) {
    if let Some(keyword) = &item.keyword {
        edits.replace(keyword.span, keyword.span, "native_enum");
    }
    for value in &declared.values {
        let text = format!("{} = {}", value.name.text, quoted(value.database_name()));
        edits.replace(value.span, value.span, text);
    }
    for attribute in &declared.attributes {
        match attribute.name() {
            "map" => {
                let name = attribute.named_or_first("name").and_then(|it| it.as_str()).unwrap_or_default();
                edits.replace(attribute.span, attribute.span, format!("@@map({})", quoted(name)));
            }
            _ => edits.remove_member(attribute.span),
        }
    }
}
