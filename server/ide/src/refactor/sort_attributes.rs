//! Sorts attributes in Prisma's own order.

use crate::refactor::{FileUse, Refactoring, RefactoringKind, Spot};
use model::schema::edit;
use model::schema::item::{Attribute, Field};

/// The order of the attributes of a block.
const OF_BLOCKS: [&str; 8] = ["id", "unique", "index", "fulltext", "shardKey", "map", "schema", "ignore"];

pub(super) fn offer<'a>(at: &Spot<'a>, found: &mut Vec<Refactoring<'a>>) {
    let (schema, id) = (at.schema, at.id);
    if let Some((_, field)) = at.field
        && let Some(order) = order(&field.attributes, edit::field_attribute_rank)
    {
        found.push(Refactoring {
            code: "sort-attributes",
            title: format!("Sort the attributes of `{}`", field.name.text),
            kind: RefactoringKind::Rewrite,
            files: FileUse::Kept,
            change: Box::new(move || edit::reorder_attributes(schema, id, field, &order).map(Into::into)),
        });
    }
    if !at.is_head {
        return;
    }
    let fields: Vec<(&Field, Vec<usize>)> = at
        .item
        .model()
        .into_iter()
        .flat_map(|model| &model.fields)
        .filter_map(|field| Some((field, order(&field.attributes, edit::field_attribute_rank)?)))
        .collect();
    let block = order(at.item.attributes(), block_attribute_rank);
    if fields.is_empty() && block.is_none() {
        return;
    }
    found.push(Refactoring {
        code: "sort-attributes",
        title: format!("Sort all attributes of `{}`", at.item.name()),
        kind: RefactoringKind::Rewrite,
        files: FileUse::Kept,
        change: Box::new(move || {
            let mut edits = Vec::new();
            for (field, order) in &fields {
                edits.extend(edit::reorder_attributes(schema, id, field, order)?);
            }
            if let Some(order) = &block {
                edits.extend(edit::reorder_block_attributes(schema, id, order)?);
            }
            Some(edits.into())
        }),
    });
}

fn block_attribute_rank(name: &str) -> usize {
    OF_BLOCKS.iter().position(|known| *known == name).unwrap_or(OF_BLOCKS.len())
}

/// The sorted attributes, by index; `None` if they are sorted already, or one has no name yet. Unknown ones come last.
fn order(attributes: &[Attribute], rank: impl Fn(&str) -> usize) -> Option<Vec<usize>> {
    if attributes.iter().any(|attribute| attribute.name.is_none()) {
        return None;
    }
    let mut order: Vec<usize> = (0..attributes.len()).collect();
    order.sort_by_key(|at| attributes.get(*at).map(|attribute| rank(attribute.name())));
    (!order.is_sorted()).then_some(order)
}
