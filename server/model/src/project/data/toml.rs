//! TOML with places.

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use crate::project::data::{Key, Kind, Node};
use crate::project::located::Problem;
use base::text::Span;

/// The maximum size of a file, in bytes: each byte can become an error of a few hundred bytes.
const MAX_BYTES: usize = 256 << 10;

/// The maximum number of errors reported for a file.
const MAX_ERRORS: usize = 100;

/// Parses TOML. Invalid parts are reported, and missing in the result. A text larger than 256 KiB is reported, and not parsed.
pub(in crate::project) fn parse(text: &str) -> (Node, Vec<Problem>) {
    if text.len() > MAX_BYTES {
        let message = format!("This file is not read: it is larger than {} KiB.", MAX_BYTES >> 10);
        return (Node::empty(), vec![Problem::new(Span::default(), message)]);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let problem = |error: &Error| {
        let span = error.span().map_or(Span::default(), Span::from);
        Problem::new(span, format!("Invalid TOML: {}.", error.message().trim_end_matches('.')))
    };
    let mut problems: Vec<Problem> = errors.iter().take(MAX_ERRORS).map(problem).collect();
    if let Some(next) = errors.get(MAX_ERRORS) {
        let span = next.span().map_or(Span::default(), Span::from);
        let more = errors.len() - MAX_ERRORS;
        problems.push(Problem::new(span, format!("Invalid TOML: {more} more errors from here on.")));
    }
    let root = Node { kind: object(table.get_ref()), span: Span::from(table.span()) };
    (root, problems)
}

fn object(table: &DeTable<'_>) -> Kind {
    let mut entries: Vec<(Key, Node)> = table
        .iter()
        .map(|(key, value)| {
            let key = Key { name: key.get_ref().to_string(), span: Span::from(key.span()) };
            (key, node(value))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span);
    Kind::Object(entries)
}

fn node(value: &Spanned<DeValue<'_>>) -> Node {
    let kind = match value.get_ref() {
        DeValue::String(text) => Kind::String(text.to_string()),
        DeValue::Integer(number) => {
            let parsed = i64::from_str_radix(number.as_str(), number.radix());
            Kind::Other(parsed.map_or(Value::Null, Value::from))
        }
        DeValue::Float(number) => {
            Kind::Other(number.as_str().parse::<f64>().map_or(Value::Null, Value::from))
        }
        DeValue::Boolean(truth) => Kind::Other(Value::Bool(*truth)),
        DeValue::Datetime(date) => Kind::String(date.to_string()),
        DeValue::Array(items) => Kind::Array(items.iter().map(node).collect()),
        DeValue::Table(table) => object(table),
    };
    Node { kind, span: Span::from(value.span()) }
}
