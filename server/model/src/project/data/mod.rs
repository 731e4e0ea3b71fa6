//! Text formats for data (JSON, TOML, YAML) read into one form, with places.

pub(super) mod json;
pub(super) mod toml;
pub(super) mod yaml;

use serde_json::{Map, Value};

use base::text::Span;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::project) struct Node {
    /// What it is.
    pub(in crate::project) kind: Kind,
    /// Where it stands.
    pub(in crate::project) span: Span,
}

/// The kinds of values.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::project) enum Kind {
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
pub(in crate::project) struct Key {
    /// Its name.
    pub(in crate::project) name: String,
    /// Where it stands.
    pub(in crate::project) span: Span,
}

impl Node {
    /// An object without keys.
    pub(in crate::project) fn empty() -> Node {
        Node { kind: Kind::Object(Vec::new()), span: Span::default() }
    }

    /// The value as plain JSON.
    pub(in crate::project) fn to_json(&self) -> Value {
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
    pub(in crate::project) fn entries(&self) -> Option<&[(Key, Node)]> {
        match &self.kind {
            Kind::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value of a member of an object.
    pub(in crate::project) fn get(&self, key: &str) -> Option<&Node> {
        self.entries()?.iter().find(|(name, _)| name.name == key).map(|(_, value)| value)
    }

    /// The text of a string.
    pub(in crate::project) fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// What kind of value it is, in words.
    pub(in crate::project) fn describe(&self) -> &'static str {
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
