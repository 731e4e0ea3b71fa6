//! What stands at an offset of a block: the name, word or value under a cursor, and what it stands in.

mod find;
mod parameter;

pub use parameter::Parameter;

use crate::schema::item::{
    Argument, Arguments, Attribute, Comment, Entry, EnumValue, Field, Item, Name, ObjectMember, Path, Text,
    TypeRef,
};
use base::text::Span;

/// What stands at an offset of a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot<'i> {
    /// Its bytes in the block; a gap is empty and stands at the offset.
    pub span: Span,
    /// The line of the block that it belongs to.
    pub owner: Owner,
    /// What it is.
    pub what: What<'i>,
    /// What it stands in, from the attribute, type or entry inwards.
    pub steps: Vec<Step<'i>>,
}

/// The part of a block that something belongs to. The numbers are indices into the lists of the item.
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

/// What may stand at an offset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What<'i> {
    /// `model`, `enum` and their like.
    Keyword(&'i Name),
    /// The name that a block declares.
    BlockName(&'i Name),
    /// The name that a field declares.
    FieldName(&'i Field),
    /// The type of a field, `?` and `[]` included.
    FieldType(&'i TypeRef),
    /// The name that a value of an enum declares.
    ValueName(&'i EnumValue),
    /// The key of a `key = value` line.
    Key(&'i Entry),
    /// The name of an attribute, with its `@`.
    AttributeName(&'i Attribute),
    /// The name of the datasource in front of a native type: `@db` in `@db.Text`.
    NativePrefix(&'i Attribute),
    /// The name of a native type: `Text` in `@db.Text`.
    NativeType(&'i Attribute),
    /// The name of an argument.
    ArgumentName(&'i Argument),
    /// The name of a function that is called.
    Function(&'i Path),
    /// One name of a path, by its place among them: of a field, an enum value, or a word such as `Cascade`.
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
    /// Nothing, between brackets.
    Gap,
}

/// One thing that encloses another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step<'i> {
    /// The arguments of an attribute.
    Attribute(&'i Attribute),
    /// The arguments of a type, as in `Unsupported("…")`.
    Type(&'i TypeRef),
    /// The value of a `key = value` line.
    Entry(&'i Entry),
    /// An argument, by its place in the brackets.
    Argument(&'i Argument, usize),
    /// The brackets of a call, or those behind a field in an index.
    Call(&'i Path, &'i Arguments),
    /// An item of a list, by its place.
    Item(usize),
    /// A member of an object.
    Member(&'i ObjectMember),
}

impl<'i> Spot<'i> {
    /// What stands at `offset`, in bytes of the item's block. Of two things that meet there it is the latter, unless that
    /// is a gap. `None` where nothing stands, or text that makes no sense.
    pub fn at(item: &'i Item, offset: u32) -> Option<Spot<'i>> {
        find::find(item, offset)
    }

    /// The attribute that it belongs to.
    pub fn attribute(&self) -> Option<&'i Attribute> {
        match (self.what, self.steps.first()) {
            (
                What::AttributeName(attribute) | What::NativePrefix(attribute) | What::NativeType(attribute),
                _,
            ) => Some(attribute),
            (_, Some(Step::Attribute(attribute))) => Some(attribute),
            _ => None,
        }
    }

    /// The `key = value` line that it belongs to.
    pub fn entry(&self) -> Option<&'i Entry> {
        match (self.what, self.steps.first()) {
            (What::Key(entry), _) => Some(entry),
            (_, Some(Step::Entry(entry))) => Some(entry),
            _ => None,
        }
    }

    /// The innermost call around it; for the name of an argument, the call that is given the argument.
    pub fn call(&self) -> Option<(&'i Path, &'i Arguments)> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Call(name, arguments) => Some((*name, *arguments)),
            _ => None,
        })
    }

    /// The innermost argument around it and the argument's place in its brackets; for the name of an argument, that one.
    pub fn argument(&self) -> Option<(&'i Argument, usize)> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Argument(argument, index) => Some((*argument, *index)),
            _ => None,
        })
    }
}
