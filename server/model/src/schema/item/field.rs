//! A field of a model, view or composite type.

use crate::catalog::ScalarType;
use crate::schema::item::{Arguments, Attribute, Documentation, Expr, Name, Relation};
use base::text::Span;
use smol_str::SmolStr;

/// A field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type; `None` while it is missing.
    pub ty: Option<TypeRef>,
    /// Its attributes, in order.
    pub attributes: Box<[Attribute]>,
    /// Which of them is `@map`, by which the column is called wherever it is named.
    pub(in crate::schema) map: Option<u32>,
    /// Its `@relation` attribute.
    pub relation: Option<Box<Relation>>,
    /// Its documentation, above it and after it.
    pub documentation: Option<Box<Documentation>>,
    /// A comment after it on its line.
    pub trailing_comment: Option<Span>,
    /// From its name to its last attribute, without comments and invalid text.
    pub span: Span,
}

/// The type of a field as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TypeRef {
    /// The name, in the Prisma 8 dialect without the namespace before it; of `pg.enum(Mood)` it is `Mood`.
    pub name: Name,
    /// The built-in type with that name. Stored, because nearly everything queries it.
    pub scalar: Option<ScalarType>,
    /// How many values.
    pub arity: Arity,
    /// `Unsupported("…")`, and native types in type position of the Prisma 8 dialect.
    pub arguments: Option<Box<Arguments>>,
    /// What only the Prisma 8 dialect has, where there is any of it.
    pub next: Option<Box<NextType>>,
    /// With `?` and `[]`.
    pub span: Span,
}

/// What a type has in the Prisma 8 dialect only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NextType {
    /// The namespace before its name.
    pub namespace: Option<Name>,
    /// The namespace that the field is in.
    pub scope: Option<SmolStr>,
    /// The database type that it names, as the attribute that the classic dialect would have: `db.VarChar(255)`.
    pub native: Option<Attribute>,
    /// Whether it is a preset, which has a default.
    pub is_preset: bool,
    /// Whether it is a type of an extension or of another contract, of which nothing is known here.
    pub is_foreign: bool,
}

/// Which of the attributes is the first of this name.
pub(in crate::schema) fn place_of(name: &str, attributes: &[Attribute]) -> Option<u32> {
    attributes.iter().position(|attribute| attribute.name() == name)?.try_into().ok()
}

/// How many values a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arity {
    /// One.
    Required,
    /// One or none: `?`.
    Optional,
    /// Any number: `[]`.
    List,
}

impl TypeRef {
    /// The type without `?` and `[]`.
    pub fn base_span(&self) -> Span {
        match &self.arguments {
            Some(arguments) => self.span.until(arguments.span.end),
            None => self.span.until(self.name.span.end),
        }
    }

    /// Whether it is a preset of the Prisma 8 dialect.
    pub fn is_preset(&self) -> bool {
        self.next.as_ref().is_some_and(|next| next.is_preset)
    }
}

impl Field {
    /// The first attribute with this name, such as `id` or `db.VarChar`.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name() == name)
    }

    /// Whether it has this attribute.
    pub fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }

    /// How many values it holds; one while its type is missing.
    pub fn arity(&self) -> Arity {
        self.ty.as_ref().map_or(Arity::Required, |ty| ty.arity)
    }

    /// The name that `@relation` gives the relation.
    pub fn relation_name(&self) -> Option<&str> {
        self.relation.as_ref()?.name.as_ref().map(|name| name.value.as_str())
    }

    /// The name of its type; empty while it is missing.
    pub fn type_name(&self) -> &str {
        self.ty.as_ref().map_or("", |ty| ty.name.as_str())
    }

    /// The name of the column, from `@map`.
    pub fn mapped_name(&self) -> Option<&str> {
        self.attributes.get(self.map? as usize)?.named_or_first("name")?.as_str()
    }

    /// The name of its column: from `@map`, else its own.
    pub fn database_name(&self) -> &str {
        self.mapped_name().unwrap_or(&self.name.text)
    }

    /// The value of `@default`.
    pub fn default(&self) -> Option<&Expr> {
        self.attribute("default")?.named_or_first("value")
    }

    /// The attribute with its native type, such as `@db.VarChar(20)`. In the Prisma 8 dialect it stands for the type itself,
    /// and has its span.
    pub fn native_type(&self) -> Option<&Attribute> {
        let written = self.ty.as_ref().and_then(|ty| ty.next.as_ref()?.native.as_ref());
        if written.is_some() {
            return written;
        }
        self.attributes.iter().find(|attribute| attribute.native_type().is_some())
    }
}
