//! The element at an offset of a block: the name, word or value under a cursor, and its context.

mod find;
mod parameter;

pub use parameter::Parameter;

use crate::schema::item::{
    Argument, Arguments, Attribute, Comment, Entry, EnumValue, Field, Item, Name, ObjectMember, Path, Text,
    TypeRef,
};
use base::text::Span;

/// The element at an offset of a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot<'i> {
    /// Its span in the block; a gap is empty, at the offset.
    pub span: Span,
    /// The part of the block that it belongs to.
    pub owner: Owner,
    /// The element.
    pub what: SpotKind<'i>,
    /// The enclosing elements, from the attribute, type or entry inwards.
    pub steps: Vec<Step<'i>>,
}

/// The part of a block that an element belongs to. The numbers are indices into the lists of the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// The block as a whole: its keyword and name, and comments.
    Block,
    /// A field.
    Field(usize),
    /// A value of an enum.
    Value(usize),
    /// A block attribute.
    Attribute(usize),
    /// A `key = value` line.
    Entry(usize),
}

/// An element at an offset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SpotKind<'i> {
    /// `model`, `enum` and other keywords.
    Keyword(&'i Name),
    /// The name in a block's declaration.
    BlockName(&'i Name),
    /// The name in a field's declaration.
    FieldName(&'i Field),
    /// The type of a field, including `?` and `[]`.
    FieldType(&'i TypeRef),
    /// The name in an enum value's declaration.
    ValueName(&'i EnumValue),
    /// The key of a `key = value` line.
    Key(&'i Entry),
    /// The name of an attribute, including its `@`.
    AttributeName(&'i Attribute),
    /// The datasource prefix of a native type: `@db` in `@db.Text`.
    NativePrefix(&'i Attribute),
    /// The name of a native type: `Text` in `@db.Text`.
    NativeType(&'i Attribute),
    /// The name of an argument.
    ArgumentName(&'i Argument),
    /// The name of a called function.
    Function(&'i Path),
    /// One name of a path, by index: a field, an enum value, or a word such as `Cascade`.
    Name(&'i Path, usize),
    /// The key of an object.
    MemberKey(&'i ObjectMember),
    /// A string.
    String(&'i Text),
    /// A number.
    Number(&'i Name),
    /// `true` or `false`.
    Boolean(bool),
    /// `null`
    Null,
    /// A comment.
    Comment(&'i Comment),
    /// No element, between brackets.
    Gap,
}

/// An enclosing element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step<'i> {
    /// The arguments of an attribute.
    Attribute(&'i Attribute),
    /// The arguments of a type, as in `Unsupported("…")`.
    Type(&'i TypeRef),
    /// The value of a `key = value` line.
    Entry(&'i Entry),
    /// An argument, by its index in the brackets.
    Argument(&'i Argument, usize),
    /// The brackets of a call, or those of a field in an index.
    Call(&'i Path, &'i Arguments),
    /// An item of a list, by index.
    Item(usize),
    /// A member of an object.
    Member(&'i ObjectMember),
}

impl<'i> Spot<'i> {
    /// The element at `offset`, in bytes of the item's block. Of two elements that meet there it is the second one,
    /// unless that is a gap. `None` if there is no element, or only invalid text.
    pub fn at(item: &'i Item, offset: u32) -> Option<Spot<'i>> {
        find::find(item, offset)
    }

    /// The attribute that it belongs to.
    pub fn attribute(&self) -> Option<&'i Attribute> {
        match (self.what, self.steps.first()) {
            (
                SpotKind::AttributeName(attribute)
                | SpotKind::NativePrefix(attribute)
                | SpotKind::NativeType(attribute),
                _,
            ) => Some(attribute),
            (_, Some(Step::Attribute(attribute))) => Some(attribute),
            _ => None,
        }
    }

    /// The `key = value` line that it belongs to.
    pub fn entry(&self) -> Option<&'i Entry> {
        match (self.what, self.steps.first()) {
            (SpotKind::Key(entry), _) => Some(entry),
            (_, Some(Step::Entry(entry))) => Some(entry),
            _ => None,
        }
    }

    /// The innermost call around it; for the name of an argument, the call with that argument.
    pub fn call(&self) -> Option<(&'i Path, &'i Arguments)> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Call(name, arguments) => Some((*name, *arguments)),
            _ => None,
        })
    }

    /// The innermost argument around it, and its index in the brackets; for the name of an argument, that argument.
    pub fn argument(&self) -> Option<(&'i Argument, usize)> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Argument(argument, index) => Some((*argument, *index)),
            _ => None,
        })
    }
}
