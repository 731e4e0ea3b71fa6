//! Names of constraints that are free, and keys that are declared once.

use crate::validate::codes::Removal;
use crate::validate::{mend, removal};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::schema::item::Item;
use model::schema::{Schema, edit};

use super::columns::twin;

/// Gives a constraint a name that no other has: in the place of the written one, else as `map:` of its attribute.
pub(in crate::validate::attributes) fn free_name(
    schema: &Schema,
    id: ItemId,
    item: &Item,
    span: Span,
    (name, is_written): (&str, bool),
    most: Option<usize>,
    is_taken: impl Fn(&str) -> bool,
) -> Option<Fix> {
    let free =
        (2..100).map(|number| shortened(name, &format!("_{number}"), most)).find(|it| !is_taken(it))?;
    let text = format!("{free:?}");
    if is_written {
        return Some(mend::change(schema, id, span, &text));
    }
    let (attribute, _) = removal::attribute_at(item, span)?;
    let change = edit::set_argument(schema, id, attribute, "map", &text);
    Some(Fix::choice(format!("Call it {text} in the database"), vec![change]))
}

/// Takes a key away that another one of the same model repeats.
pub(in crate::validate::attributes) fn not_twice(
    schema: &Schema,
    id: ItemId,
    item: &Item,
    span: Span,
) -> Option<Fix> {
    let key = twin(item, span)?;
    removal::fix(schema, Place::new(id, key.span), Removal::Attribute)
}

/// The name with the suffix, within so many bytes.
fn shortened(name: &str, suffix: &str, most: Option<usize>) -> String {
    let room = most.map_or(usize::MAX, |most| most.saturating_sub(suffix.len()));
    let end =
        name.char_indices().map(|(at, char)| at + char.len_utf8()).take_while(|end| *end <= room).last();
    format!("{}{suffix}", name.get(..end.unwrap_or(0)).unwrap_or(""))
}
