//! The `@relation` attribute.

use crate::schema::item::{Attribute, Expr, Path, Text, exact};
use base::text::Span;

/// The arguments of `@relation`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Relation {
    /// The name that distinguishes it from other relations between the same models.
    pub name: Option<Box<Text>>,
    /// `fields:`, the scalar fields of this model in the foreign key; `None` if it is missing.
    pub fields: Option<Box<[Path]>>,
    /// The list after `fields:`, including its brackets.
    pub fields_span: Option<Span>,
    /// `references:`, the referenced fields of the other model; `None` if it is missing.
    pub references: Option<Box<[Path]>>,
    /// The list after `references:`, including its brackets.
    pub references_span: Option<Span>,
    /// `onDelete:`, as written.
    pub on_delete: Option<Path>,
    /// `onUpdate:`, as written.
    pub on_update: Option<Path>,
    /// `map:`, the name of the foreign key in the database.
    pub map: Option<Box<Text>>,
    /// Whether Prisma makes an index over the foreign key: in the Prisma 8 dialect unless `index: false` says otherwise.
    /// `None` where the dialect does not say, and on the side without the key.
    pub index: Option<bool>,
    /// The attribute.
    pub span: Span,
}

impl Relation {
    /// Reads the attribute.
    pub(crate) fn read(attribute: &Attribute) -> Relation {
        let names = |value: Option<&Expr>| {
            value.map(|value| exact(value.as_list().iter(), |it| it.as_path().cloned()))
        };
        let path = |name| attribute.named(name).and_then(Expr::as_path).cloned();
        let (fields, references) = (attribute.named("fields"), attribute.named("references"));
        Relation {
            name: attribute.named_or_first("name").and_then(Expr::as_text).cloned().map(Box::new),
            fields: names(fields),
            fields_span: fields.map(Expr::span),
            references: names(references),
            references_span: references.map(Expr::span),
            on_delete: path("onDelete"),
            on_update: path("onUpdate"),
            map: attribute.named("map").and_then(Expr::as_text).cloned().map(Box::new),
            index: attribute.named("index").and_then(Expr::as_bool),
            span: attribute.span,
        }
    }

    /// The names of the scalar fields in the foreign key.
    pub fn field_names(&self) -> impl Iterator<Item = &str> {
        self.fields.as_deref().unwrap_or_default().iter().map(|path| path.text.as_str())
    }

    /// The names of the referenced fields.
    pub fn referenced_names(&self) -> impl Iterator<Item = &str> {
        self.references.as_deref().unwrap_or_default().iter().map(|path| path.text.as_str())
    }
}
