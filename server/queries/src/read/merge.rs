//! Values put together: spreads, conditions, later assignments.

use base::text::Span;
use smol_str::SmolStr;

use crate::code::{Entry, Located, Object, Unknown, Value};

/// How many values something may have that depends on conditions.
const MAX_ALTERNATIVES: usize = 12;

/// Adds a key to an object. A later one replaces an earlier one, unless it is there only under a condition.
pub(super) fn put(object: &mut Object, entry: Entry) {
    let Some(at) = object.entries.iter().position(|it| it.key == entry.key) else {
        object.entries.push(entry);
        return;
    };
    let old = object.entries.remove(at);
    let entry = if entry.is_conditional {
        let span = entry.value.span;
        let value = one_of([old.value, entry.value]);
        Entry { value: Located { span, value }, is_conditional: old.is_conditional, ..entry }
    } else {
        entry
    };
    object.entries.push(entry);
}

/// Adds what `...value` adds to an object.
pub(super) fn spread(object: &mut Object, value: &Value) {
    match value {
        Value::OneOf(alternatives) => {
            let joined = join(alternatives);
            spread(object, &Value::Object(joined));
        }
        Value::Object(inner) => {
            inner.entries.iter().for_each(|entry| put(object, entry.clone()));
            object.is_partial |= inner.is_partial;
        }
        Value::Unknown(unknown) => object.is_partial |= !unknown.is_scalar,
        Value::List { .. } => object.is_partial = true,
        Value::Text(_) | Value::Number(_) | Value::Boolean(_) | Value::Null | Value::Undefined => {}
    }
}

/// What is known of an object that is one of several: keys that all have are certain, others are conditional.
pub(super) fn join(alternatives: &[Located]) -> Object {
    let objects: Vec<Object> = alternatives
        .iter()
        .map(|alternative| {
            let mut object = Object::default();
            spread(&mut object, &alternative.value);
            object
        })
        .collect();
    let mut joined = Object { is_partial: objects.iter().any(|it| it.is_partial), ..Object::default() };
    for entry in objects.iter().flat_map(|object| &object.entries) {
        if joined.entry(&entry.key).is_some() {
            continue;
        }
        let same: Vec<&Entry> = objects.iter().filter_map(|object| object.entry(&entry.key)).collect();
        let is_conditional = same.len() < objects.len() || same.iter().any(|it| it.is_conditional);
        let value = one_of(same.into_iter().map(|it| it.value.clone()));
        let value = Located { span: entry.value.span, value };
        joined.entries.push(Entry { value, is_conditional, ..entry.clone() });
    }
    joined
}

/// Whether the values of a variable are objects that gain keys: each has all keys of the first.
pub(super) fn grow(values: &[Located]) -> bool {
    let Some((first, later)) = values.split_first() else { return false };
    let keys: &[Entry] = first.value.as_object().map_or(&[], |object| &object.entries);
    let is_object = |it: &Located| matches!(it.value, Value::Object(_) | Value::Undefined);
    let has_all = |it: &Located| {
        it.value.as_object().is_none_or(|object| keys.iter().all(|entry| object.entry(&entry.key).is_some()))
    };
    !later.is_empty() && values.iter().all(is_object) && later.iter().all(has_all)
}

/// One of several values. Where only an amount is unknown, they are one unknown value.
pub(super) fn one_of(values: impl IntoIterator<Item = Located>) -> Value {
    let mut all: Vec<Located> = Vec::new();
    let mut unknown: Option<(Span, Unknown)> = None;
    for located in values.into_iter().flat_map(alternatives) {
        match located.value {
            Value::Unknown(other) => {
                let merged = unknown.map_or(other, |(_, it)| either(it, other));
                unknown = Some((unknown.map_or(located.span, |(span, _)| span), merged));
            }
            _ if all.iter().any(|it| it.value == located.value) => {}
            _ if all.len() < MAX_ALTERNATIVES => all.push(located),
            _ => unknown = Some((located.span, Unknown::default())),
        }
    }
    if let Some((span, mut flags)) = unknown {
        all.retain(|it| match &it.value {
            Value::Undefined => {
                flags.may_be_undefined = true;
                flags.is_undefined_on_purpose = true;
                false
            }
            Value::Text(_) | Value::Number(_) | Value::Boolean(_) => {
                flags.is_list = false;
                false
            }
            Value::List { .. } => !flags.is_list,
            _ => true,
        });
        all.insert(0, Located { span, value: Value::Unknown(flags) });
    }
    match all.len() {
        0 => Value::Unknown(Unknown::default()),
        1 => all.pop().map_or(Value::Undefined, |it| it.value),
        _ => {
            all.shrink_to_fit();
            Value::OneOf(all)
        }
    }
}

/// The values that something may have, one where no condition decides.
fn alternatives(located: Located) -> Vec<Located> {
    match located.value {
        Value::OneOf(all) => all,
        _ => vec![located],
    }
}

/// What is known where it is one or the other.
pub(super) fn either(a: Unknown, b: Unknown) -> Unknown {
    Unknown {
        may_be_undefined: a.may_be_undefined || b.may_be_undefined,
        is_scalar: a.is_scalar && b.is_scalar,
        is_list: a.is_list && b.is_list,
        is_undefined_on_purpose: a.is_undefined_on_purpose || b.is_undefined_on_purpose,
    }
}

/// Whether a condition takes the value for true; `None` where that is not known.
pub(super) fn is_truthy(value: &Value) -> Option<bool> {
    match value {
        Value::Text(text) => Some(!text.is_empty()),
        Value::Number(number) => number.parse::<f64>().ok().map(|number| number != 0.0),
        Value::Boolean(truth) => Some(*truth),
        Value::Null | Value::Undefined => Some(false),
        Value::Object(_) | Value::List { .. } => Some(true),
        Value::OneOf(_) | Value::Unknown(_) => None,
    }
}

/// Sets what stands at a path in an object: `where.author.id = …`. Objects in between are created where they are missing.
pub(super) fn set(object: &mut Object, path: &[(SmolStr, Span)], value: Located, is_conditional: bool) {
    let Some(((key, key_span), rest)) = path.split_first() else { return };
    if rest.is_empty() {
        let (key, key_span) = (key.clone(), *key_span);
        return put(object, Entry { key, key_span, value, is_conditional });
    }
    match object.entries.iter_mut().find(|entry| entry.key == *key) {
        Some(entry) => match &mut entry.value.value {
            Value::Object(inner) => set(inner, rest, value, is_conditional),
            _ => object.is_partial = true,
        },
        None => object.is_partial = true,
    }
}

/// The list or object at a path, to be changed.
pub(super) fn at_path<'v>(value: &'v mut Value, path: &[(SmolStr, Span)]) -> Option<&'v mut Value> {
    let Some(((key, _), rest)) = path.split_first() else { return Some(value) };
    let Value::Object(object) = value else { return None };
    let entry = object.entries.iter_mut().find(|entry| entry.key == *key)?;
    at_path(&mut entry.value.value, rest)
}
