//! One form for what TOML and JSON can say, with places.

use serde_json::{Map, Value};

use base::text::Span;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    /// What it is.
    pub(super) kind: Kind,
    /// Where it stands.
    pub(super) span: Span,
}

/// The kinds of values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Node>),
    /// Keys and values in the order written.
    Object(Vec<(Key, Node)>),
    /// A number, a boolean, a date, or nothing.
    Other(Value),
}

/// A key and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    /// Its name.
    pub(super) name: String,
    /// Where it stands.
    pub(super) span: Span,
}

impl Node {
    /// An object without keys.
    pub(super) fn empty() -> Node {
        Node { kind: Kind::Object(Vec::new()), span: Span::default() }
    }

    /// The value as plain JSON.
    pub(super) fn to_json(&self) -> Value {
        match &self.kind {
            Kind::String(text) => Value::String(text.clone()),
            Kind::Array(items) => Value::Array(items.iter().map(Node::to_json).collect()),
            Kind::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| (key.name.clone(), value.to_json()));
                Value::Object(entries.collect::<Map<_, _>>())
            }
            Kind::Other(value) => value.clone(),
        }
    }

    /// The keys and values of an object.
    pub(super) fn entries(&self) -> Option<&[(Key, Node)]> {
        match &self.kind {
            Kind::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// The text of a string.
    pub(super) fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// What kind of value it is, in words.
    pub(super) fn describe(&self) -> &'static str {
        match &self.kind {
            Kind::String(_) => "a string",
            Kind::Array(_) => "a list",
            Kind::Object(_) => "a table",
            Kind::Other(Value::Bool(_)) => "a boolean",
            Kind::Other(Value::Number(_)) => "a number",
            Kind::Other(_) => "another type",
        }
    }
}
