//! Resolution of field types.

use crate::catalog::ScalarType;
use crate::schema::Schema;
use crate::schema::item::{Attribute, Field, ItemKind, ModelKind, TypeRef};
use base::{FieldId, ItemId};

/// How many names of `types` blocks a type may go through.
const MAX_ALIASES: usize = 8;

/// The namespace that declarations outside of namespaces are in.
const DEFAULT_NAMESPACE: &str = "public";

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
        field.ty.as_ref().map_or(FieldType::Missing, |ty| self.resolved(ty, MAX_ALIASES))
    }

    /// What a type refers to, through at most so many aliases.
    fn resolved(&self, ty: &TypeRef, aliases: usize) -> FieldType {
        // A declared name cannot shadow a built-in type: those names are reserved.
        if let Some(scalar) = ty.scalar {
            return FieldType::Scalar(scalar);
        }
        let is_foreign = ty.next.as_ref().is_some_and(|next| next.is_foreign);
        if is_foreign || ty.name.text == "Unsupported" && ty.arguments.is_some() {
            return FieldType::Unsupported;
        }
        let Some(id) = self.declaration_of(ty) else { return FieldType::Unknown };
        // The kind is part of the dependency on the name.
        match self.peek(id).map(|item| &item.kind) {
            Some(ItemKind::Types(types)) => {
                let named = types.iter().find(|it| it.name.text == ty.name.text);
                let named = named.filter(|_| aliases > 0);
                named.map_or(FieldType::Unknown, |named| self.resolved(&named.ty, aliases - 1))
            }
            Some(ItemKind::Model(model)) if model.kind == ModelKind::Type => FieldType::Composite(id),
            Some(ItemKind::Model(_)) => FieldType::Model(id),
            Some(ItemKind::Enum(_)) => FieldType::Enum(id),
            Some(ItemKind::Alias(_)) => FieldType::Alias(id),
            _ => FieldType::Unknown,
        }
    }

    /// The block that declares the name of a type. A name without a namespace is looked up in the namespace of its field
    /// first, then outside of namespaces, then in the others; of these Prisma 8 takes the last.
    pub fn declaration_of(&self, ty: &TypeRef) -> Option<ItemId> {
        let all = self.all_named(&ty.name.text);
        let Some(next) = ty.next.as_deref() else {
            return match all {
                [] | [_] => all.first(),
                // Outside of namespaces, where there are any.
                _ => all.iter().find(|id| self.namespace_of(**id).is_none()).or(all.first()),
            }
            .copied();
        };
        let within = |namespace: Option<&str>| all.iter().find(|id| self.namespace_of(**id) == namespace);
        let found = match &next.namespace {
            Some(namespace) if namespace.text == DEFAULT_NAMESPACE => {
                within(Some(DEFAULT_NAMESPACE)).or_else(|| within(None))
            }
            Some(namespace) => within(Some(&namespace.text)),
            None => within(next.scope.as_deref()).or_else(|| within(None)).or(all.last()),
        };
        found.copied()
    }

    /// The namespace that the item is in. Which names an item declares is recorded with them.
    fn namespace_of(&self, id: ItemId) -> Option<&str> {
        self.peek(id)?.namespace.as_deref()
    }

    /// Whether no other block of the same name in the same namespace is before it.
    pub fn is_first_of_name(&self, id: ItemId) -> bool {
        let Some(item) = self.head(id) else { return false };
        let all = self.all_named(item.name());
        all.iter().find(|other| self.namespace_of(**other) == item.namespace.as_deref()) == Some(&id)
    }

    /// Whether the type of a field can be this block. Of several blocks of one name and namespace no type means the later
    /// ones, so nobody has to look for the fields of each.
    pub fn can_be_meant(&self, id: ItemId) -> bool {
        let all = self.all_named(self.head(id).map_or("", |item| item.name()));
        all.len() < 2 || all.last() == Some(&id) || self.is_first_of_name(id)
    }

    /// The fields whose type is this model, view, composite type or enum, in order.
    pub fn fields_to(&self, id: ItemId) -> impl Iterator<Item = FieldId> {
        let name = self.head(id).map_or("", |item| item.name());
        let is_only = self.all_named(name).len() < 2;
        let fields = self.can_be_meant(id).then(|| self.fields_of_type(name));
        let is_meant = move |field: &FieldId| is_only || self.field_type(*field).item() == Some(id);
        fields.into_iter().flatten().filter(is_meant)
    }

    /// The attribute with the native type of a field, also where a `types` block names it.
    pub fn native_type_of<'s>(&'s self, field: &'s Field) -> Option<&'s Attribute> {
        if let Some(native) = field.native_type() {
            return Some(native);
        }
        let mut ty = field.ty.as_ref().filter(|ty| ty.scalar.is_none())?;
        for _ in 0..MAX_ALIASES {
            let Some(ItemKind::Types(types)) = self.peek(self.declaration_of(ty)?).map(|item| &item.kind)
            else {
                return None;
            };
            ty = &types.iter().find(|it| it.name.text == ty.name.text)?.ty;
            if let Some(native) = ty.next.as_ref().and_then(|next| next.native.as_ref()) {
                return Some(native);
            }
        }
        None
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
