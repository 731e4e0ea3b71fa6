//! Which composite types contain a value of which others.

use base::{FieldId, ItemId};
use model::schema::item::{Arity, Item, ModelKind};
use model::schema::{FieldType, Schema};

/// A field of a composite type that always has a value of another one, or of the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::validate) struct Containment {
    /// The field.
    pub field: FieldId,
    /// The composite type of its value.
    pub of: ItemId,
}

/// What values a composite type always contains.
pub(in crate::validate) fn containments(schema: &Schema, id: ItemId, item: &Item) -> Box<[Containment]> {
    let Some(model) = item.model().filter(|model| model.kind == ModelKind::Type) else {
        return Box::default();
    };
    let fields = model.fields.iter().enumerate().filter(|(_, field)| field.arity() == Arity::Required);
    let found = fields.filter_map(|(at, field)| match schema.type_of(field) {
        FieldType::Composite(of) => Some(Containment { field: FieldId::new(id, at), of }),
        _ => None,
    });
    found.collect()
}
