//! The order of the fields and attributes of a block.

use crate::schema::Schema;
use crate::schema::edit::line::line_span;
use crate::schema::edit::replace;
use crate::schema::item::{Documentation, EnumValue, Field};
use base::text::Span;
use base::{FileEdit, ItemId, Place};

/// The order of the attributes of a field; native types are represented by one entry.
const FIELD_ATTRIBUTES: [&str; 8] =
    ["id", "unique", "default", "updatedAt", "relation", "map", NATIVE, "ignore"];
/// The entry for every native type.
const NATIVE: &str = "db.";

/// The position of an attribute of this name in Prisma's own order; that of unknown ones is the last.
pub fn field_attribute_rank(name: &str) -> usize {
    let name = if name.contains('.') { NATIVE } else { name };
    FIELD_ATTRIBUTES.iter().position(|known| *known == name).unwrap_or(FIELD_ATTRIBUTES.len())
}

/// Reorders the fields of a model, view or composite type: `order` lists their indices. Each moves with its `///` lines
/// and its trailing comment; blank lines and other comments stay. `None` if two fields share a line, or `order` is not
/// a permutation of the fields.
pub fn reorder_fields(schema: &Schema, id: ItemId, order: &[usize]) -> Option<Vec<FileEdit>> {
    let model = schema.model(id)?;
    let block = schema.text(id);
    let units = model.fields.iter().map(|field| unit(&block, field.span, field.documentation.as_deref()));
    reorder_units(schema, id, &block, &units.collect::<Vec<_>>(), order)
}

/// Like [`reorder_fields`], for block attributes.
pub fn reorder_block_attributes(schema: &Schema, id: ItemId, order: &[usize]) -> Option<Vec<FileEdit>> {
    let attributes = schema.item(id)?.attributes();
    let block = schema.text(id);
    let units = attributes.iter().map(|it| unit(&block, it.span, it.documentation.as_deref()));
    reorder_units(schema, id, &block, &units.collect::<Vec<_>>(), order)
}

/// Reorders the values of an enum. Each moves with the comments directly above it and after it. `None` if two values share
/// a line, or `order` is not a permutation of the values.
pub fn reorder_values(schema: &Schema, id: ItemId, order: &[usize]) -> Option<Vec<FileEdit>> {
    let item = schema.item(id)?;
    let values = &item.enumeration()?.values;
    let block = schema.text(id);
    let first = item.open_brace?.end;
    let unit = |value: &EnumValue| {
        let mut unit = unit(&block, value.span, value.documentation.as_deref());
        while unit.start > first {
            let above = line_span(&block, unit.start - 1);
            if above.start <= first || !above.of(&block).trim_start().starts_with("//") {
                break;
            }
            unit.start = above.start;
        }
        unit
    };
    let units: Vec<Span> = values.iter().map(unit).collect();
    let is_apart = |at: u32| line_span(&block, at).start > first;
    let shares_no_brace = units.first().is_none_or(|unit| is_apart(unit.start))
        && units.last().is_none_or(|last| item.close_brace.is_some_and(|brace| brace.start > last.end));
    shares_no_brace.then(|| reorder_units(schema, id, &block, &units, order))?
}

/// Reorders the attributes of a field. The text between them stays.
pub fn reorder_attributes(
    schema: &Schema,
    id: ItemId,
    field: &Field,
    order: &[usize],
) -> Option<Vec<FileEdit>> {
    let units: Vec<Span> = field.attributes.iter().map(|attribute| attribute.span).collect();
    reorder_units(schema, id, &schema.text(id), &units, order)
}

fn reorder_units(
    schema: &Schema,
    id: ItemId,
    block: &str,
    units: &[Span],
    order: &[usize],
) -> Option<Vec<FileEdit>> {
    let is_apart = units.iter().zip(units.iter().skip(1)).all(|(one, next)| one.end < next.start);
    let mut named = order.to_vec();
    named.sort_unstable();
    if !is_apart || !named.into_iter().eq(0..units.len()) {
        return None;
    }
    let moved = units.iter().zip(order).enumerate().filter(|(at, (_, from))| at != *from);
    moved
        .map(|(_, (slot, from))| {
            let text = units.get(*from)?.of(block).to_owned();
            Some(replace(schema, Place::new(id, *slot), text))
        })
        .collect()
}

/// The lines of a member with its documentation, without the last line break.
fn unit(block: &str, span: Span, documentation: Option<&Documentation>) -> Span {
    let documented = documentation.map_or(span.start, |docs| docs.span.start);
    let start = line_span(block, documented.min(span.start)).start;
    Span::new(start, line_span(block, span.end).end)
}
