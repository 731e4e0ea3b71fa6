//! Sorts attributes in Prisma's own order.

use crate::refactor::{FileUse, Refactoring, RefactoringKind, Spot};
use model::schema::edit;
use model::schema::item::{Attribute, Field};

/// The order of the attributes of a field; native types are represented by one entry.
const OF_FIELDS: [&str; 8] = ["id", "unique", "default", "updatedAt", "relation", "map", NATIVE, "ignore"];
/// The order of the attributes of a block.
const OF_BLOCKS: [&str; 8] = ["id", "unique", "index", "fulltext", "shardKey", "map", "schema", "ignore"];
/// The entry for every native type.
const NATIVE: &str = "db.";

pub(super) fn offer<'a>(at: &Spot<'a>, found: &mut Vec<Refactoring<'a>>) {
    let (schema, id) = (at.schema, at.id);
    if let Some((_, field)) = at.field
        && let Some(order) = order(&field.attributes, &OF_FIELDS)
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
        .filter_map(|field| Some((field, order(&field.attributes, &OF_FIELDS)?)))
        .collect();
    let block = order(at.item.attributes(), &OF_BLOCKS);
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

/// The sorted attributes, by index; `None` if they are sorted already, or one has no name yet. Unknown ones come last.
fn order(attributes: &[Attribute], known: &[&str]) -> Option<Vec<usize>> {
    if attributes.iter().any(|attribute| attribute.name.is_none()) {
        return None;
    }
    let rank = |at: &usize| {
        let attribute = attributes.get(*at)?;
        let name = if attribute.native_type().is_some() { NATIVE } else { attribute.name() };
        Some(known.iter().position(|known| *known == name).unwrap_or(known.len()))
    };
    let mut order: Vec<usize> = (0..attributes.len()).collect();
    order.sort_by_key(rank);
    (!order.is_sorted()).then_some(order)
}
