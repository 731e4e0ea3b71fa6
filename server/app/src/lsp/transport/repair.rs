//! Making the best of messages that are not quite what the protocol asks for.
//!
//! A change of a document that is dropped lets the server's text and the editor's differ from then on, and every later
//! change lands in another place than it was meant for. So what can be understood is taken; where a change cannot be, the
//! document is closed, which says so.

use std::borrow::Cow;

use serde_json::{Map, Value, json};
use tower_lsp::jsonrpc::Request;

/// What stands in the place of half a character. It is as long as that, in UTF-16.
const REPLACEMENT: &str = "\\ufffd";

/// The body with a replacement character for each byte that is not UTF-8, and for each surrogate without its other half, and with
/// escapes for control characters that stand in strings as they are. `None` where there is none of these.
pub fn repaired(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let mut out = String::with_capacity(text.len());
    let mut is_changed = matches!(text, Cow::Owned(_));
    let mut rest = &*text;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        // An escape is two characters long, or six with the number of a UTF-16 unit.
        let next = escape.chars().nth(1).map_or(1, |next| 1 + next.len_utf8());
        let length = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                out.push_str(REPLACEMENT);
                is_changed = true;
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            _ => next,
        };
        let (escape, after) = escape.split_at_checked(length).unwrap_or((escape, ""));
        out.push_str(escape);
        rest = after;
    }
    out.push_str(rest);
    match with_escaped_controls(&out) {
        Some(escaped) => Some(escaped),
        None => is_changed.then_some(out),
    }
}

/// JSON in which control characters in strings are escaped; `None` where there are none.
fn with_escaped_controls(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut is_escaped, mut is_changed) = (false, false, false);
    for char in text.chars() {
        if in_string && char < ' ' {
            out.push_str(&format!("\\u{:04x}", u32::from(char)));
            is_changed = true;
        } else {
            out.push(char);
        }
        in_string ^= char == '"' && !is_escaped;
        is_escaped = in_string && char == '\\' && !is_escaped;
    }
    is_changed.then_some(out)
}

/// A `didOpen` whose parameters have the form that they should have: a version that is none is 0, and a language that is none is left
/// to the name of the document. One without a document or text stays as it is, and the log says so.
pub fn readable_opening(request: Request) -> Request {
    let (method, id, params) = request.into_parts();
    let mut params = params.unwrap_or_default();
    let document = params.get_mut("textDocument").and_then(Value::as_object_mut);
    let has_text = |document: &&mut Map<String, Value>| {
        ["uri", "text"].into_iter().all(|name| document.get(name).is_some_and(Value::is_string))
    };
    match document.filter(has_text) {
        Some(document) => {
            document.insert("version".to_owned(), version_of(document).into());
            if !document.get("languageId").is_some_and(Value::is_string) {
                document.insert("languageId".to_owned(), "".into());
            }
        }
        None => tracing::error!("A document that was opened cannot be read: it has no URI or no text."),
    }
    let request = Request::build(method);
    let request = id.into_iter().fold(request, |request, id| request.id(id));
    request.params(params).finish()
}

/// The version of a document, or 0.
fn version_of(document: &Map<String, Value>) -> i32 {
    document.get("version").and_then(Value::as_i64).and_then(|it| i32::try_from(it).ok()).unwrap_or_default()
}

/// The UTF-16 unit of the `\uXXXX` that a text begins with.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

/// A `didChange` whose parameters have the form that they should have: numbers that are no lines or columns are moved to
/// the nearest that is, and a missing version is 0. One that cannot be understood becomes a `didClose`: the document is in
/// an unknown state, and the log says so.
pub fn readable_change(request: Request) -> Request {
    let (method, id, params) = request.into_parts();
    let mut params = params.unwrap_or_default();
    if is_readable(&mut params) {
        let request = Request::build(method);
        let request = id.into_iter().fold(request, |request, id| request.id(id));
        return request.params(params).finish();
    }
    let document = params.get("textDocument").and_then(|it| it.get("uri")).and_then(Value::as_str);
    tracing::error!(
        "A change of {} cannot be read, so its text is unknown here. Close the file and open it again.",
        document.unwrap_or("a document")
    );
    let params = json!({ "textDocument": { "uri": document.unwrap_or_default() } });
    Request::build("textDocument/didClose").params(params).finish()
}

fn is_readable(params: &mut Value) -> bool {
    let Some(document) = params.get_mut("textDocument").and_then(Value::as_object_mut) else { return false };
    if !document.get("uri").is_some_and(Value::is_string) {
        return false;
    }
    document.insert("version".to_owned(), version_of(document).into());
    let Some(changes) = params.get_mut("contentChanges").and_then(Value::as_array_mut) else { return false };
    changes.iter_mut().all(|change| {
        let Some(change) = change.as_object_mut() else { return false };
        // It says again what the range says, and may be wrong.
        change.remove("rangeLength");
        let is_text = change.get("text").is_some_and(Value::is_string);
        let is_place = match change.get_mut("range") {
            None | Some(Value::Null) => true,
            Some(range) => {
                ["start", "end"].into_iter().all(|end| range.get_mut(end).is_some_and(is_position))
            }
        };
        is_text && is_place
    })
}

fn is_position(position: &mut Value) -> bool {
    ["line", "character"].into_iter().all(|name| {
        let Some(number) = position.get_mut(name) else { return false };
        if number.as_u64().is_some_and(|it| u32::try_from(it).is_ok()) {
            return true;
        }
        let Some(value) = number.as_f64() else { return false };
        // The nearest number that a line or column may be.
        let nearest = value.round().clamp(0.0, f64::from(u32::MAX));
        *number = json!(nearest as u32);
        true
    })
}
