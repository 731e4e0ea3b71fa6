//! Expressions as values.

use queries::code::{Unknown, Value};
use queries::read::argument;

/// Spans are those of the text, and unknown amounts are told from unknown keys.
#[test]
fn object() {
    let text = r#"{ where: { é: 1, b: -2.5, c: `x`, d: { in: ids }, e: undefined, ...rest }, take: 10n }"#;
    let value = argument(text).unwrap();
    assert_eq!(value.span.of(text), text);
    let object = value.value.as_object().unwrap();
    let filter = object.get("where").unwrap().as_object().unwrap();
    assert!(filter.is_partial && !object.is_partial && value.value.is_partial());
    assert_eq!(filter.get("é"), Some(&Value::Number("1".into())));
    assert_eq!(filter.get("b"), Some(&Value::Number("-2.5".into())));
    assert_eq!(filter.get("c"), Some(&Value::Text("x".into())));
    assert_eq!(filter.get("e"), Some(&Value::Undefined));
    let inner = filter.get("d").unwrap().as_object().unwrap();
    assert_eq!(inner.get("in"), Some(&Value::Unknown(Unknown::default())));
    assert_eq!(inner.entry("in").unwrap().key_span.of(text), "in");
    assert_eq!(object.get("take"), Some(&Value::Number("10".into())));
}

/// Keys under conditions are marked; what both branches have is certain.
#[test]
fn conditions() {
    let text = "{ a: 1, ...(x && { b: 2 }), ...(y ? { c: 1, d: 1 } : { c: 2 }), ...[].b, ...{ a: 3 } }";
    let value = argument(text).unwrap().value;
    let keys: Vec<(&str, bool)> = value
        .as_object()
        .unwrap()
        .entries
        .iter()
        .map(|entry| (entry.key.as_str(), entry.is_conditional))
        .collect();
    assert_eq!(keys, [("b", true), ("c", false), ("d", true), ("a", false)]);
}

/// What is no expression is no value.
#[test]
fn broken() {
    assert_eq!(argument("{ a: "), None);
    assert_eq!(argument(""), None);
    assert_eq!(argument("a b"), None);
    assert_eq!(argument(&"[".repeat(100_000)), None);
}
