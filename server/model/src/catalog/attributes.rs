//! The attributes of fields (`@name`) and blocks (`@@name`), with their arguments.
//!
//! Source: Prisma's validator, asked with one small schema an attribute, place, argument and provider.

use crate::catalog::provider::{Provider, ProviderSet};
use crate::catalog::release::{Availability, Release};
use crate::catalog::scalars::ScalarType;

mod block;
mod field;
mod params;

pub use params::INDEX_FIELD_PARAMS;

/// An attribute.
#[derive(Debug)]
pub struct Attribute {
    /// The name with its marks, such as `@id` or `@@index`; `@db` stands for every native type.
    pub name: &'static str,
    /// What it does, in Markdown.
    pub docs: &'static str,
    /// Lines of a model that use it well.
    pub example: &'static str,
    /// Where it may stand.
    pub places: &'static [Place],
    /// The first release that refuses it in views, where they took it before; `None` where `places` says it all.
    pub views_until: Option<Release>,
    /// The fields that may carry it; everything for block attributes.
    pub fields: FieldNeeds,
    /// The databases that have it.
    pub providers: ProviderSet,
    /// The preview feature that it needs, if any.
    pub preview: Option<&'static str>,
    /// Whether it may stand several times at one place.
    pub repeatable: bool,
    /// Its arguments, in the order in which they are offered.
    pub params: &'static [AttributeParam],
}

/// Where an attribute may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// On a field of a model.
    ModelField,
    /// On a field of a view.
    ViewField,
    /// On a field of a composite type.
    CompositeField,
    /// On a value of an enum.
    EnumValue,
    /// In a model.
    Model,
    /// In a view.
    View,
    /// In an enum.
    Enum,
}

/// What a field must be to carry an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldNeeds {
    /// The kinds of type that it may have.
    pub kinds: &'static [FieldKind],
    /// The scalar types that it may have; empty for all.
    pub scalars: &'static [ScalarType],
    /// Whether it may be optional.
    pub optional: bool,
    /// Whether it may be a list.
    pub list: bool,
}

/// The kind of a field's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// A built-in scalar type.
    Scalar,
    /// An enum.
    Enum,
    /// A composite type.
    Composite,
    /// A model or view: a relation.
    Relation,
    /// `Unsupported("…")`.
    Unsupported,
}

/// An argument of an attribute, or of a field inside an index.
#[derive(Debug)]
pub struct AttributeParam {
    /// The name before the colon.
    pub name: &'static str,
    /// Whether it may stand first without its name.
    pub unnamed: bool,
    /// Whether it has to be given.
    pub required: bool,
    /// What its value is.
    pub value: ValueKind,
    /// The databases that have it. Prisma refuses it on others, save that it ignores `ops` of a B-tree there.
    pub providers: ProviderSet,
    /// The argument that took its place, if it should no longer be written.
    pub replaced_by: Option<&'static str>,
    /// The preview feature that it needs, if any.
    pub preview: Option<&'static str>,
    /// The releases that have it.
    pub availability: Availability,
    /// What it does, in Markdown.
    pub docs: &'static str,
}

/// What the value of an argument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// A string.
    Text,
    /// A integer.
    Number,
    /// `true` or `false`.
    Flag,
    /// A list of fields of this block, without arguments of their own.
    Fields,
    /// A list of fields of this block, each with arguments such as `sort`, or paths into composite types.
    IndexFields,
    /// A list of fields of the model that a relation points at.
    References,
    /// A literal, an enum value, a list of them, or a function.
    Default,
    /// `Asc` or `Desc`.
    Sort,
    /// An index type.
    IndexType,
    /// An operator class, or `raw("…")`.
    OperatorClass,
    /// A referential action.
    Action,
    /// `raw("…")` or an object of conditions on fields.
    Predicate,
    /// The name of a database schema that the datasource lists.
    SchemaName,
}

impl Attribute {
    /// Whether it belongs to a block (`@@`) rather than to a field or value.
    pub fn is_block(&self) -> bool {
        self.name.starts_with("@@")
    }

    /// The argument of this name.
    pub fn param(&self, name: &str) -> Option<&'static AttributeParam> {
        self.params.iter().find(|param| param.name == name)
    }

    /// The argument that may stand first without its name.
    pub fn unnamed_param(&self) -> Option<&'static AttributeParam> {
        self.params.iter().find(|param| param.unnamed)
    }

    /// Whether a release lets it stand at this place.
    pub fn is_allowed_at(&self, place: Place, release: Release) -> bool {
        let is_view = matches!((place, self.is_block()), (Place::View, true) | (Place::ViewField, false));
        self.places.contains(&place) || (is_view && self.views_until.is_some_and(|first| release < first))
    }

    /// Whether it may stand at this place, on this database.
    pub fn is_available_at(&self, place: Place, provider: Provider) -> bool {
        self.places.contains(&place) && self.providers.contains(provider)
    }
}

impl FieldNeeds {
    /// Whether a field of this type and arity meets them. The scalar is that of the field, if it has one.
    pub fn accepts_field(
        self,
        kind: FieldKind,
        scalar: Option<ScalarType>,
        optional: bool,
        list: bool,
    ) -> bool {
        let typed = self.scalars.is_empty() || scalar.is_some_and(|scalar| self.scalars.contains(&scalar));
        self.kinds.contains(&kind) && typed && (self.optional || !optional) && (self.list || !list)
    }
}

/// The attributes of fields and enum values, in the order in which they are offered.
pub fn field_attributes() -> &'static [Attribute] {
    field::ATTRIBUTES
}

/// The attributes of blocks, in the order in which they are offered.
pub fn block_attributes() -> &'static [Attribute] {
    block::ATTRIBUTES
}

/// The attribute of this name, written with its marks: `@id`, `@@index`. Any native type (`@db.Text`) is `@db`.
pub fn attribute(name: &str) -> Option<&'static Attribute> {
    match name.strip_prefix("@@") {
        Some(name) => attribute_of(true, name),
        None => attribute_of(false, name.strip_prefix('@')?),
    }
}

/// The attribute of this name, written without its marks: one of blocks or one of their members. Any native type
/// (`db.Text`) is `@db`.
pub fn attribute_of(is_block: bool, name: &str) -> Option<&'static Attribute> {
    let (all, marks) = if is_block { (block_attributes(), "@@") } else { (field_attributes(), "@") };
    let name = if name.starts_with("db.") && !is_block { "db" } else { name };
    // Lengths tell most of them apart: this is asked of every attribute of a schema, several times.
    let length = marks.len() + name.len();
    all.iter().find(|attribute| attribute.name.len() == length && attribute.name.ends_with(name))
}

/// The argument of this name that a field inside an index, unique or id takes: `sort`, `length` or `ops`.
pub fn index_field_param(name: &str) -> Option<&'static AttributeParam> {
    INDEX_FIELD_PARAMS.iter().find(|param| param.name == name)
}
