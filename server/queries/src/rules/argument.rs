//! The keys of the argument of a call.

use crate::code::{Call, Entry, Located, Value};

/// The keys of the argument of a call, none where there is no argument. `None` where the code does not tell all keys.
pub(super) fn keys(call: &Call) -> Option<&[Entry]> {
    match &call.argument {
        None => Some(&[]),
        Some(Located { value: Value::Undefined, .. }) => Some(&[]),
        Some(Located { value: Value::Object(object), .. }) if !object.is_partial => Some(&object.entries),
        _ => None,
    }
}

/// The key of this name, unless it is certainly `undefined`.
pub(super) fn key<'e>(keys: &'e [Entry], name: &str) -> Option<&'e Entry> {
    keys.iter().find(|entry| entry.key == name && entry.value.value != Value::Undefined)
}

/// Whether one of these keys is given.
pub(super) fn has_any(keys: &[Entry], names: &[&str]) -> bool {
    names.iter().any(|name| key(keys, name).is_some())
}
