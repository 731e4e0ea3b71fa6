//! The content of a block between its braces.

use crate::schema::item::lookup::{Lookup, foreign_key};

use crate::schema::item::place_of;
use crate::schema::item::{Attribute, Documentation, Expr, Field, Key, KeyOwner, Name, TypeRef};
use base::text::Span;

/// The three kinds of blocks with fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ModelKind {
    /// `model`
    Model,
    /// `view`
    View,
    /// `type`: a composite type
    Type,
}

/// The body of a model, view or composite type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Model {
    /// Its kind.
    pub kind: ModelKind,
    /// The fields, in order, including duplicates.
    pub fields: Box<[Field]>,
    /// The block attributes, in order.
    pub attributes: Box<[Attribute]>,
    /// The primary key, unique constraints and indexes, of fields and of the block, in order.
    pub keys: Box<[Key]>,
    lookup: Option<Box<Lookup>>,
    /// Which of the attributes is `@@map`.
    map: Option<u32>,
}

/// An enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Enum {
    /// The values, in order.
    pub values: Box<[EnumValue]>,
    /// The block attributes, in order.
    pub attributes: Box<[Attribute]>,
    /// How the database has it.
    pub storage: EnumStorage,
}

/// How a database has an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnumStorage {
    /// As the provider does it: an `enum` of the classic dialect.
    Provider,
    /// As text with a `CHECK` constraint: an `enum` of the Prisma 8 dialect.
    Text,
    /// As integers with a `CHECK` constraint: an `enum` of the Prisma 8 dialect with numbers for values.
    Integer,
    /// As a type of its own: a `native_enum` of the Prisma 8 dialect.
    Native,
}

/// A name for a type, from a `types` block of the Prisma 8 dialect.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NamedType {
    /// The name.
    pub name: Name,
    /// What it stands for.
    pub ty: TypeRef,
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// Its name.
    pub name: Name,
    /// The stored database value after `=`, as in the Prisma 8 dialect.
    pub stored: Option<Expr>,
    /// Its attributes, in order.
    pub attributes: Box<[Attribute]>,
    /// Its documentation.
    pub documentation: Option<Box<Documentation>>,
    /// From its name to its last attribute.
    pub span: Span,
}

/// The body of a datasource or generator.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// The `key = value` lines, in order.
    pub entries: Box<[Entry]>,
}

/// `key = value`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The key.
    pub key: Name,
    /// The value; `None` while it is missing.
    pub value: Option<Expr>,
    /// From the key to the value.
    pub span: Span,
}

/// A comment of a block.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Comment {
    /// Including its slashes, without the newline.
    pub text: Box<str>,
    /// In bytes of the block.
    pub span: Span,
    /// Its position.
    pub place: CommentPlace,
}

/// The position of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CommentPlace {
    /// On a separate line before the declaration.
    Above,
    /// On a separate line between the braces.
    Inside,
    /// After other text on its line.
    Trailing,
}

impl Model {
    pub(in crate::schema) fn new(
        kind: ModelKind,
        fields: Vec<Field>,
        attributes: Vec<Attribute>,
        keys: Vec<Key>,
    ) -> Model {
        let lookup = Lookup::of(&fields);
        let map = place_of("map", &attributes);
        Model { kind, fields: fields.into(), attributes: attributes.into(), keys: keys.into(), lookup, map }
    }

    /// The attribute that declares a key of the model.
    pub fn key_attribute(&self, key: &Key) -> Option<&Attribute> {
        match key.owner {
            KeyOwner::Field(at) => self.fields.get(at)?.attributes.iter().find(|it| it.span == key.span),
            KeyOwner::Block(at) => self.attributes.get(at),
        }
    }

    /// The last field with this name, which is the one that Prisma uses if there are duplicates.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.get(self.field_index(name)?)
    }

    /// The index of the last field with this name.
    pub fn field_index(&self, name: &str) -> Option<usize> {
        match &self.lookup {
            Some(lookup) => lookup.named(&self.fields, name).last().map(|index| *index as usize),
            None => self.fields.iter().rposition(|field| field.name.text == name),
        }
    }

    /// The indices of the fields whose type has this name, in order.
    pub fn fields_of_type(&self, ty: &str) -> impl Iterator<Item = usize> {
        let known = self.lookup.as_ref().map(|lookup| lookup.of_type(&self.fields, ty));
        let searched = if known.is_some() { &[] } else { &*self.fields };
        let found = searched.iter().enumerate().filter(move |(_, field)| field.type_name() == ty);
        known.unwrap_or_default().iter().map(|index| *index as usize).chain(found.map(|(index, _)| index))
    }

    /// The indices of the fields whose type has this name, which is not that of a built-in type, and whose relation has
    /// that name, or no name; in order.
    pub fn fields_of_relation(
        &self,
        ty: &str,
        relation: Option<&str>,
    ) -> impl DoubleEndedIterator<Item = usize> {
        let known = self.lookup.as_ref().map(|lookup| lookup.of_relation(&self.fields, ty, relation));
        let searched = if known.is_some() { &[] } else { &*self.fields };
        let is_it = move |field: &Field| field.type_name() == ty && field.relation_name() == relation;
        let found = searched.iter().enumerate().filter(move |(_, field)| is_it(field));
        known.unwrap_or_default().iter().map(|index| *index as usize).chain(found.map(|(index, _)| index))
    }

    /// The relation fields whose foreign keys contain the field of this name, in order.
    pub fn relations_over(&self, name: &str) -> impl Iterator<Item = &Field> {
        let known = self.lookup.as_ref().map(|lookup| lookup.over(&self.fields, name));
        let searched = if known.is_some() { &[] } else { &*self.fields };
        let found = searched.iter().filter(move |field| foreign_key(field).any(|it| it == name));
        known
            .unwrap_or_default()
            .iter()
            .filter_map(|(place, _)| self.fields.get(*place as usize))
            .chain(found)
    }

    /// The first block attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name() == name)
    }

    /// The name of the table or collection, from `@@map`.
    pub fn mapped_name(&self) -> Option<&str> {
        self.attributes.get(self.map? as usize)?.named_or_first("name")?.as_str()
    }

    /// The database schema, from `@@schema`.
    pub fn database_schema(&self) -> Option<&str> {
        self.attribute("schema")?.named_or_first("map")?.as_str()
    }

    /// Whether the client omits it: `@@ignore`.
    pub fn is_ignored(&self) -> bool {
        self.attribute("ignore").is_some()
    }
}

impl Enum {
    /// The first value with this name.
    pub fn value(&self, name: &str) -> Option<&EnumValue> {
        self.values.iter().find(|value| value.name.text == name)
    }

    /// The first block attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name() == name)
    }
}

impl EnumValue {
    /// The name in the database: from its value or `@map`, else its own.
    pub fn database_name(&self) -> &str {
        if let Some(stored) = self.stored.as_ref().and_then(Expr::as_str) {
            return stored;
        }
        let mapped = self.attributes.iter().find(|attribute| attribute.name() == "map");
        mapped.and_then(|attribute| attribute.named_or_first("name")?.as_str()).unwrap_or(&self.name.text)
    }
}

impl Config {
    /// The last entry with this key, which is the one that Prisma uses if there are duplicates.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.key.text == key)
    }

    /// The value of the entry with this key.
    pub fn value(&self, key: &str) -> Option<&Expr> {
        self.entry(key)?.value.as_ref()
    }

    /// The string value of the entry with this key.
    pub fn string(&self, key: &str) -> Option<&str> {
        self.value(key)?.as_str()
    }
}
