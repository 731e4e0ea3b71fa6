//! One block as a value: all its content, with the span of each part.
//!
//! An item is lowered from its block alone and does not know other items, so it lives as long as its block is
//! unchanged. All spans are bytes relative to the start of the block. Invalid text is omitted, or kept as written: an
//! item is never an error.
//!
//! Items take most of the memory of a large schema, so lists are exactly as long as their content, and rarely used
//! parts are boxed.

mod attribute;
mod body;
mod deprecated;
mod expr;
mod field;
mod key;
mod lookup;
mod relation;

pub use attribute::Attribute;
pub use body::{
    Comment, CommentPlace, Config, Entry, Enum, EnumStorage, EnumValue, Model, ModelKind, NamedType,
};
pub use expr::{Argument, Arguments, Call, Expr, ObjectMember, Path, Text};
pub(in crate::schema) use field::place_of;
pub use field::{Arity, Field, NextType, TypeRef};
pub use key::{Column, Key, KeyKind, KeyOwner, Sort};
pub use relation::Relation;

use smol_str::SmolStr;

use base::ItemId;
use base::text::Span;

/// A name and its span.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// As written.
    pub text: SmolStr,
    /// In bytes of the block.
    pub span: Span,
}

impl Name {
    /// The name as a string.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// A documentation comment: the `///` lines above or after an element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Documentation {
    /// The lines without slashes, joined by `\n`.
    pub text: String,
    /// From the first line to the last, in bytes of the block.
    pub span: Span,
}

/// One block of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// The declaration.
    pub kind: ItemKind,
    /// Its keyword; `None` for text that declares nothing.
    pub keyword: Option<Name>,
    /// Its name; `None` while it is missing.
    pub name: Option<Name>,
    /// The namespace that it is in.
    pub namespace: Option<SmolStr>,
    /// Its documentation.
    pub documentation: Option<Box<Documentation>>,
    /// The declaration from its keyword to its closing brace.
    pub span: Span,
    /// The opening brace, if present.
    pub open_brace: Option<Span>,
    /// The closing brace, if present.
    pub close_brace: Option<Span>,
    /// All comments of the block, in order.
    pub comments: Box<[Comment]>,
    /// The length of the block in bytes.
    pub len: u32,
}

/// A model, view or composite type of a schema, with its item and its id.
#[derive(Clone, Copy, Debug)]
pub struct ModelRef<'s> {
    /// Which item it is.
    pub id: ItemId,
    /// The item.
    pub item: &'s Item,
    /// Its body.
    pub model: &'s Model,
}

/// The declaration of a block.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// `model`, `view` or `type`.
    Model(Model),
    /// `enum`.
    Enum(Enum),
    /// `datasource`.
    Datasource(Config),
    /// `generator`.
    Generator(Config),
    /// `type Name = …`, removed from Prisma.
    Alias(Option<TypeRef>),
    /// `types` of Prisma 8: names for types.
    Types(Box<[NamedType]>),
    /// `policy_select` and its like of Prisma 8.
    Policy(Config),
    /// `role` of Prisma 8.
    Role,
    /// The head of a `namespace` of Prisma 8. What it contains are items of their own.
    Namespace,
    /// A block with another keyword.
    Other,
    /// Only comments and invalid lines.
    Nothing,
}

impl Item {
    /// The name of its table, view, collection or enum type: from `@@map`, else its own.
    pub fn database_name(&self) -> &str {
        let mapped = match self.model() {
            Some(model) => model.mapped_name(),
            None => {
                let map = self.attributes().iter().find(|attribute| attribute.name() == "map");
                map.and_then(|attribute| attribute.named_or_first("name")?.as_str())
            }
        };
        mapped.unwrap_or(self.name())
    }

    /// Whether it is a variant of another model that is in the table of that model, as the Prisma 8 dialect has it: `@@base`
    /// without `@@map`.
    pub fn shares_table(&self) -> bool {
        let has = |name: &str| self.attributes().iter().any(|attribute| attribute.name() == name);
        self.model().is_some() && has("base") && !has("map")
    }

    /// The model, view or composite type.
    pub fn model(&self) -> Option<&Model> {
        match &self.kind {
            ItemKind::Model(model) => Some(model),
            _ => None,
        }
    }

    /// The enum.
    pub fn enumeration(&self) -> Option<&Enum> {
        match &self.kind {
            ItemKind::Enum(value) => Some(value),
            _ => None,
        }
    }

    /// The datasource or generator.
    pub fn config(&self) -> Option<&Config> {
        match &self.kind {
            ItemKind::Datasource(config) | ItemKind::Generator(config) => Some(config),
            _ => None,
        }
    }

    /// Its name; empty while it is missing.
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or("", Name::as_str)
    }

    /// Its name, behind that of its namespace: `auth.User`.
    pub fn qualified_name(&self) -> String {
        match &self.namespace {
            Some(namespace) => format!("{namespace}.{}", self.name()),
            None => self.name().to_owned(),
        }
    }

    /// The policy.
    pub fn policy(&self) -> Option<&Config> {
        match &self.kind {
            ItemKind::Policy(config) => Some(config),
            _ => None,
        }
    }

    /// The span that represents the whole block: its name, else its keyword, else its start.
    pub fn head(&self) -> Span {
        self.name.as_ref().or(self.keyword.as_ref()).map_or(Span::at(self.span.start), |name| name.span)
    }

    /// The block attributes of a model, view, composite type or enum.
    pub fn attributes(&self) -> &[Attribute] {
        match &self.kind {
            ItemKind::Model(model) => &model.attributes,
            ItemKind::Enum(value) => &value.attributes,
            _ => &[],
        }
    }
}

/// Collects what `read` returns, in a list without spare capacity: items are kept for long, and there are many. They are
/// counted first, which costs less than memory that is asked for and given back.
pub(in crate::schema) fn exact<T, V>(
    from: impl Iterator<Item = V> + Clone,
    read: impl FnMut(V) -> Option<T>,
) -> Box<[T]> {
    let mut list = Vec::with_capacity(from.clone().count());
    list.extend(from.filter_map(read));
    list.into()
}
