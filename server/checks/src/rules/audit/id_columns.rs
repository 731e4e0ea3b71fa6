//! Columns that hold the values of an id.

use base::{FieldId, FileEdit, Place};
use model::schema::item::Field;
use model::schema::{Schema, edit};

/// The field and every foreign key field that takes its values from it, through any number of relations: their types
/// have to change together. `None` if one of them also takes its values from another field.
pub(super) fn columns_of(schema: &Schema, id: FieldId) -> Option<Vec<FieldId>> {
    let mut all = vec![id];
    let mut next = 0;
    while let Some(&referenced) = all.get(next) {
        next += 1;
        schema.item(referenced.item)?;
        for field in schema.fields_to(referenced.item) {
            for (column, target) in pairs(schema, field) {
                if target == referenced && !all.contains(&column) {
                    all.push(column);
                }
            }
        }
    }
    let comes_from_them = |&column: &FieldId| {
        let Some(model) = schema.model(column.item) else { return false };
        let relations = (0..model.fields.len()).map(|index| FieldId::new(column.item, index));
        let mut sources = relations.flat_map(|field| pairs(schema, field)).filter(|(own, _)| *own == column);
        sources.all(|(_, target)| all.contains(&target))
    };
    all.iter().all(comes_from_them).then_some(all)
}

/// Each foreign key field with the field it references.
fn pairs(schema: &Schema, field: FieldId) -> Vec<(FieldId, FieldId)> {
    match schema.relation(field) {
        Some(relation) if relation.owns_key && relation.key.len() == relation.referenced.len() => {
            relation.key.into_iter().zip(relation.referenced).collect()
        }
        _ => Vec::new(),
    }
}

/// Makes the same edit at each field; `None` if one of them has a native type, which would no longer fit.
pub(super) fn edit_all(
    schema: &Schema,
    columns: &[FieldId],
    make: impl Fn(FieldId, &Field) -> Option<FileEdit>,
) -> Option<Vec<FileEdit>> {
    let edits = columns.iter().map(|&id| {
        let field = schema.field(id)?;
        if schema.native_type_of(field).is_some() { None } else { make(id, field) }
    });
    edits.collect()
}

/// Replaces the type and keeps `?` and `[]`.
pub(super) fn change_type(schema: &Schema, id: FieldId, field: &Field, to: &str) -> Option<FileEdit> {
    let name = field.ty.as_ref()?.name.span;
    Some(edit::replace(schema, Place::new(id.item, name), to))
}
