//! Text edits of items that preserve layout, comments and line endings.
//!
//! Every function takes the schema and returns edits in bytes of the file that contains the item.

mod attribute;
mod block;
mod block_attribute;
mod config;
mod field;
mod line;
mod order;
mod preview_feature;

pub use attribute::{
    add_argument, add_attribute, add_value_attribute, append_attribute, remove_argument, remove_attribute,
    set_argument,
};
pub use block::{add_block, add_whole_block, remove_block, start_with_comments, whole_lines};
pub use block_attribute::{add_block_attribute, append_block_attribute, remove_block_attribute};
pub use config::{add_entry, add_to_list, mentions_key};
pub use field::{FieldPlace, add_documentation, add_field, remove_line};
pub use line::{indent_of, line_ending, line_span, next_line};
pub use order::{
    field_attribute_rank, reorder_attributes, reorder_block_attributes, reorder_fields, reorder_values,
};
pub use preview_feature::add_preview_feature;

use crate::schema::Schema;
use base::text::TextEdit;
use base::{FileEdit, Place};

/// Replaces the text of a place.
pub fn replace(schema: &Schema, place: Place, text: impl Into<String>) -> FileEdit {
    let (file, span) = schema.locate(place);
    FileEdit { file, edit: TextEdit::replace(span, text) }
}

/// Inserts text before the byte `offset` of an item's block.
fn insert(schema: &Schema, item: base::ItemId, offset: u32, text: impl Into<String>) -> FileEdit {
    replace(schema, Place::new(item, base::text::Span::at(offset)), text)
}
