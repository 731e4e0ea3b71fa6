//! The order of the fields of a block.

use crate::schema::edit::line::line_span;
use crate::schema::edit::replace;
use crate::schema::item::Field;
use crate::schema::{FileEdit, ItemId, Place, Schema};
use crate::text::Span;

/// Puts the fields of a model, view or composite type into another order: `order` names them by index. Each takes its
/// `///` lines and the comment behind it along; blank lines and other comments stay where they are. `None` where two
/// fields share a line, or `order` does not name every field once.
pub fn reorder_fields(schema: &Schema, id: ItemId, order: &[usize]) -> Option<Vec<FileEdit>> {
    let model = schema.model(id)?;
    let block = schema.text(id);
    let units: Vec<Span> = model.fields.iter().map(|field| unit(&block, field)).collect();
    let is_apart = units.iter().zip(units.iter().skip(1)).all(|(one, next)| one.end < next.start);
    let mut named = order.to_vec();
    named.sort_unstable();
    if !is_apart || !named.into_iter().eq(0..units.len()) {
        return None;
    }
    let moved = units.iter().zip(order).enumerate().filter(|(at, (_, from))| at != *from);
    moved
        .map(|(_, (slot, from))| {
            let text = units.get(*from)?.of(&block).to_owned();
            Some(replace(schema, Place::new(id, *slot), text))
        })
        .collect()
}

/// The lines of a field with its documentation, without the last line's end.
fn unit(block: &str, field: &Field) -> Span {
    let documented = field.documentation.as_ref().map_or(field.span.start, |docs| docs.span.start);
    let start = line_span(block, documented.min(field.span.start)).start;
    Span::new(start, line_span(block, field.span.end).end)
}
