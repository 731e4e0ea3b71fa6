//! JSON, with places where it comes from a file.

use jsonc_parser::ast;
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::Value;

use crate::project::data::{Key, Kind, Node};
use crate::project::located::Problem;
use base::text::Span;

/// Reads JSON with comments; what is no JSON at all is nothing, and told.
pub(in crate::project) fn parse(text: &str) -> (Option<Node>, Option<Problem>) {
    match parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()) {
        Ok(result) => (result.value.as_ref().map(from_ast), None),
        Err(error) => {
            let problem = format!("Invalid JSON: {}.", error.kind());
            (None, Some(Problem::new(span(error.range()), problem)))
        }
    }
}

/// The section of our settings inside what an editor sends.
pub(in crate::project) fn editor_section(value: &Value, section: &str) -> Node {
    let Some(object) = value.as_object() else { return Node::empty() };
    if let Some(own) = object.get(section) {
        return from_value(own);
    }
    // Some clients keep settings under flat keys with dots, with or without the name of the section.
    let prefix = format!("{section}.");
    let mut root = Node::empty();
    for (key, value) in object {
        let key = key.strip_prefix(&prefix).unwrap_or(key);
        let (top, rest) = key.split_once('.').unwrap_or((key, ""));
        insert(&mut root, top, rest, value);
    }
    root
}

fn insert(node: &mut Node, top: &str, rest: &str, value: &Value) {
    let Kind::Object(entries) = &mut node.kind else { return };
    let key = Key { name: top.to_owned(), span: Span::default() };
    if rest.is_empty() {
        entries.push((key, from_value(value)));
        return;
    }
    let (inner, deeper) = rest.split_once('.').unwrap_or((rest, ""));
    if let Some((_, below)) = entries.iter_mut().find(|(key, _)| key.name == top) {
        insert(below, inner, deeper, value);
        return;
    }
    let mut below = Node::empty();
    insert(&mut below, inner, deeper, value);
    entries.push((key, below));
}

fn from_value(value: &Value) -> Node {
    let kind = match value {
        Value::String(text) => Kind::String(text.clone()),
        Value::Array(items) => Kind::Array(items.iter().map(from_value).collect()),
        Value::Object(object) => {
            let key = |name: &String| Key { name: name.clone(), span: Span::default() };
            Kind::Object(object.iter().map(|(name, value)| (key(name), from_value(value))).collect())
        }
        other => Kind::Other(other.clone()),
    };
    Node { kind, span: Span::default() }
}

fn from_ast(value: &ast::Value<'_>) -> Node {
    let kind = match value {
        ast::Value::StringLit(text) => Kind::String(text.value.to_string()),
        ast::Value::NumberLit(number) => {
            Kind::Other(serde_json::from_str(number.value).unwrap_or(Value::Null))
        }
        ast::Value::BooleanLit(truth) => Kind::Other(Value::Bool(truth.value)),
        ast::Value::NullKeyword(_) => Kind::Other(Value::Null),
        ast::Value::Array(array) => Kind::Array(array.elements.iter().map(from_ast).collect()),
        ast::Value::Object(object) => Kind::Object(
            object
                .properties
                .iter()
                .map(|property| {
                    let name = property.name.as_str().to_owned();
                    (Key { name, span: span(property.name.range()) }, from_ast(&property.value))
                })
                .collect(),
        ),
    };
    Node { kind, span: span(value.range()) }
}

fn span(range: Range) -> Span {
    Span::from(range.start..range.end)
}
