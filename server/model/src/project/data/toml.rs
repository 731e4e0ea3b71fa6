//! TOML with places.

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::project::data::{Key, Kind, Node};
use crate::project::located::Problem;
use base::text::Span;

/// Reads TOML; what is wrong is left out and told.
pub(in crate::project) fn parse(text: &str) -> (Node, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let problems = errors.iter().map(|error| {
        let span = error.span().map_or(Span::default(), Span::from);
        Problem::new(span, format!("Invalid TOML: {}.", error.message().trim_end_matches('.')))
    });
    let root = Node { kind: object(table.get_ref()), span: Span::from(table.span()) };
    (root, problems.collect())
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
