//! Resolution of field types.

use crate::catalog::ScalarType;
use crate::schema::Schema;
use crate::schema::item::{Field, ItemKind, ModelKind};
use base::{FieldId, ItemId};

/// The resolved type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// A built-in type.
    Scalar(ScalarType),
    /// A model or view: the field is a relation field.
    Model(ItemId),
    /// A composite type.
    Composite(ItemId),
    /// An enum.
    Enum(ItemId),
    /// `Unsupported("…")`.
    Unsupported,
    /// A type alias, removed from Prisma.
    Alias(ItemId),
    /// An undeclared name.
    Unknown,
    /// The type is missing.
    Missing,
}

impl FieldType {
    /// The block that declares the type.
    pub fn item(self) -> Option<ItemId> {
        match self {
            FieldType::Model(id) | FieldType::Composite(id) | FieldType::Enum(id) | FieldType::Alias(id) => {
                Some(id)
            }
            _ => None,
        }
    }

    /// Whether a column can store it: neither a relation nor a composite type.
    pub fn is_scalar_like(self) -> bool {
        matches!(self, FieldType::Scalar(_) | FieldType::Enum(_) | FieldType::Unsupported)
    }
}

impl Schema {
    /// The resolved type of the field.
    pub fn field_type(&self, id: FieldId) -> FieldType {
        self.field(id).map_or(FieldType::Missing, |field| self.type_of(field))
    }

    /// The resolved type of the field.
    pub fn type_of(&self, field: &Field) -> FieldType {
        let Some(ty) = &field.ty else { return FieldType::Missing };
        // A declared name cannot shadow a built-in type: those names are reserved.
        if let Some(scalar) = ty.scalar {
            return FieldType::Scalar(scalar);
        }
        if ty.name.text == "Unsupported" && ty.arguments.is_some() {
            return FieldType::Unsupported;
        }
        let Some(id) = self.find(&ty.name.text) else { return FieldType::Unknown };
        // The kind is part of the dependency on the name.
        match self.peek(id).map(|item| &item.kind) {
            Some(ItemKind::Model(model)) if model.kind == ModelKind::Type => FieldType::Composite(id),
            Some(ItemKind::Model(_)) => FieldType::Model(id),
            Some(ItemKind::Enum(_)) => FieldType::Enum(id),
            Some(ItemKind::Alias(_)) => FieldType::Alias(id),
            _ => FieldType::Unknown,
        }
    }

    /// Follows a dotted path of field names from an item, through composite types. Returns the field of each name, up
    /// to the first unknown one.
    pub fn follow<'n>(&self, item: ItemId, names: impl IntoIterator<Item = &'n str>) -> Vec<FieldId> {
        let mut found = Vec::new();
        let mut at = Some(item);
        for name in names {
            let Some(field) = at.and_then(|item| self.field_named(item, name)) else { break };
            at = match self.field_type(field) {
                FieldType::Composite(next) => Some(next),
                _ => None,
            };
            found.push(field);
        }
        found
    }
}
