//! JSON output.

use base::text::{Encoding, positions};
use model::project::Files;
use queries::code::{CodeKind, Located, Object, Value};
use serde_json::{Map, Value as Json, json};

use crate::cli::code_base::SchemaQuery;
use crate::cli::sources::Sources;

/// The calls, one entry each: lines and columns from 1 (columns in characters), `start` and `end` of the call in bytes.
///
/// Of `where` and the other parts of the argument, literals stand as they are. What is computed elsewhere is
/// `{"$expression": "userId"}`, and one of several values is `{"$oneOf": [ … ]}`; a key that depends on a condition ends in `?`,
/// and `"$partial": true` says that there may be keys that are not known.
pub(super) fn render(sources: &Sources, queries: &[SchemaQuery<'_>]) -> String {
    let mut entries = Vec::with_capacity(queries.len());
    for of_file in queries.chunk_by(|a, b| a.query.file.path == b.query.file.path) {
        let Some(first) = of_file.first() else { continue };
        let path = &first.query.file.path;
        let text = sources.files.read(path).unwrap_or_default();
        let shown = sources.shown(path);
        let places =
            positions(&text, of_file.iter().map(|it| it.query.call.operation_span.start), Encoding::Utf32);
        for (it, place) in of_file.iter().zip(places) {
            entries.push(entry(it, &shown, &text, (place.line + 1, place.column + 1)));
        }
    }
    format!("{:#}\n", Json::Array(entries))
}

fn entry(it: &SchemaQuery<'_>, shown: &str, text: &str, (line, column): (u32, u32)) -> Json {
    let call = it.query.call;
    let argument = call.argument.as_ref().map(|argument| &argument.value);
    let part = |key: &str| {
        let value = argument.and_then(Value::as_object).and_then(|object| object.entry(key));
        value.map_or(Json::Null, |entry| value_of(&entry.value, text))
    };
    json!({
        "file": shown,
        "line": line,
        "column": column,
        "start": call.span.start,
        "end": call.span.end,
        "model": it.model_name(),
        "operation": call.operation.name(),
        "where": part("where"),
        "orderBy": part("orderBy"),
        "take": part("take"),
        "skip": part("skip"),
        "cursor": part("cursor"),
        "distinct": part("distinct"),
        "include": part("include"),
        "select": part("select"),
        "partial": it.is_partial(),
        "inLoop": call.surroundings.iteration.is_some(),
        "isTest": it.query.file.kind == CodeKind::Test,
    })
}

fn value_of(located: &Located, text: &str) -> Json {
    match &located.value {
        Value::Object(object) => object_of(object, text),
        Value::List { items, is_partial } => {
            let mut items: Vec<Json> = items.iter().map(|item| value_of(item, text)).collect();
            if *is_partial {
                items.push(json!({ "$partial": true }));
            }
            Json::Array(items)
        }
        Value::Text(value) => json!(value.as_str()),
        Value::Number(number) => {
            number.parse::<serde_json::Number>().map_or_else(|_| json!(number.as_str()), Json::Number)
        }
        Value::Boolean(value) => json!(value),
        Value::Null => Json::Null,
        Value::OneOf(values) => {
            json!({ "$oneOf": values.iter().map(|it| value_of(it, text)).collect::<Vec<Json>>() })
        }
        Value::Undefined => json!({ "$expression": "undefined" }),
        Value::Unknown(_) => json!({ "$expression": located.span.of(text) }),
    }
}

fn object_of(object: &Object, text: &str) -> Json {
    let key = |entry: &queries::code::Entry| {
        format!("{}{}", entry.key, if entry.may_be_absent() { "?" } else { "" })
    };
    let mut map: Map<String, Json> =
        object.entries.iter().map(|entry| (key(entry), value_of(&entry.value, text))).collect();
    if object.is_partial {
        map.insert("$partial".to_owned(), Json::Bool(true));
    }
    Json::Object(map)
}
