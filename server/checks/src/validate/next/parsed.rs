//! What an attribute says, once its arguments are read.

use crate::validate::code::codes;
use crate::validate::next::symbols::{Entity, FieldSymbol};
use ::syntax::next::{ObjectMember, Value, decoded};
use base::text::Span;

codes! {
    /// An attribute whose arguments do not fit.
    ///
    /// The hover of an attribute shows which arguments it takes. Prisma 8 reports it as `PSL_INVALID_ATTRIBUTE_SYNTAX`.
    PSL_INVALID_ATTRIBUTE_SYNTAX = "psl-invalid-attribute-syntax";
}

/// What an attribute says, if all its arguments fit.
#[derive(Default)]
pub(super) struct Parsed<'d> {
    pub(super) values: Vec<(&'static str, Given<'d>)>,
}

/// The value of an argument.
#[derive(Clone)]
pub(super) enum Given<'d> {
    String(String),
    Boolean(bool),
    Word(&'d str),
    Fields(Vec<&'d str>),
    Entity(usize),
    Index(Vec<IndexField<'d>>),
    Other,
}

/// What an index is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum IndexField<'d> {
    /// A field.
    Field(&'d str),
    /// `wildcard()`: all fields, or those below one.
    Wildcard(Option<&'d str>),
}

impl<'d> Parsed<'d> {
    fn get(&self, name: &str) -> Option<&Given<'d>> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(super) fn string(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Given::String(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn boolean(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Given::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn word(&self, name: &str) -> Option<&'d str> {
        match self.get(name)? {
            Given::Word(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn fields(&self, name: &str) -> Option<&[&'d str]> {
        match self.get(name)? {
            Given::Fields(fields) => Some(fields),
            _ => None,
        }
    }

    pub(super) fn index(&self) -> Option<&[IndexField<'d>]> {
        match self.get("fields")? {
            Given::Index(fields) => Some(fields),
            _ => None,
        }
    }

    pub(super) fn entity(&self, name: &str) -> Option<usize> {
        match self.get(name)? {
            Given::Entity(at) => Some(*at),
            _ => None,
        }
    }
}

/// The model or field whose attribute is read.
#[derive(Clone, Copy)]
pub(super) struct Owner<'c, 'd> {
    pub(super) entity: &'c Entity<'d>,
    pub(super) field: Option<&'c FieldSymbol<'d>>,
}

/// The key of a member of an object, and its value. Without a colon, the key is taken for the value as well.
pub(super) fn key_and_value<'d>(member: &'d ObjectMember, text: &str) -> (Option<String>, Option<&'d Value>) {
    let key = match &member.key {
        Some(Value::Ident(ident)) => Some(ident.text.to_string()),
        Some(Value::String(span)) => Some(decoded(span.of(text))),
        _ => None,
    };
    let after_key = member.key.as_ref().map_or(member.span.start, |key| key.span().end);
    let rest = Span::new(after_key, member.span.end).of(text);
    match rest.trim_start().starts_with(':') {
        true => (key, member.value.as_ref()),
        false => (key, member.key.as_ref()),
    }
}

/// Words in backticks, separated by commas.
pub(super) fn listed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}
