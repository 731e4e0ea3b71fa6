//! The arguments of indexes of MongoDB, whose values have forms of their own.

use crate::validate::next::parsed::{
    Given, IndexField, Owner, PSL_INVALID_ATTRIBUTE_SYNTAX, key_and_value, listed,
};
use crate::validate::next::report::Report;
use crate::validate::next::symbols::Entity;
use ::syntax::next::{Argument, ObjectMember, Path, Value, decoded};
use base::text::Span;
use model::catalog::next::{Parameter, Shape};
use serde_json::Value as Json;

/// Reads a value of one of these forms; reports what does not fit.
pub(super) fn value<'d>(
    owner: Owner<'_, 'd>,
    value: &'d Value,
    parameter: &Parameter,
    report: &mut Report<'_>,
) -> Option<Given<'d>> {
    let text = owner.entity.text;
    let name = parameter.name;
    let mut error = |span: Span, message: String| {
        report.error(&PSL_INVALID_ATTRIBUTE_SYNTAX, owner.entity.at(span), message);
    };
    match (parameter.shape, value) {
        (Shape::OneOf(numbers, words), _) => {
            let given = one_of(value, numbers, words, text);
            if given.is_none() {
                let mut known: Vec<String> = numbers.iter().map(i64::to_string).collect();
                known.extend(words.iter().map(|word| format!("\"{word}\"")));
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                error(value.span(), format!("`{name}` must be one of {}.", listed(&known)));
            }
            given
        }
        (Shape::Integer, _) => {
            let is_integer = number(value, text).is_some_and(|number| number.fract() == 0.0);
            if !is_integer {
                error(value.span(), format!("`{name}` must be an integer."));
            }
            is_integer.then_some(Given::Other)
        }
        (Shape::JsonText, _) => {
            let object = match value {
                Value::String(span) => {
                    let json = decoded(span.of(text));
                    matches!(serde_json::from_str(&json), Ok(Json::Object(_))).then_some(json)
                }
                _ => None,
            };
            if object.is_none() {
                error(value.span(), format!("`{name}` must be a string with a JSON object."));
            }
            object.map(Given::String)
        }
        (Shape::Strings, Value::List(values, _)) => {
            let mut wrong = values.iter().filter(|value| !matches!(value, Value::String(_))).peekable();
            let is_valid = wrong.peek().is_none();
            wrong.for_each(|value| error(value.span(), format!("`{name}` is a list of strings.")));
            is_valid.then_some(Given::Other)
        }
        (Shape::Strings, _) => {
            error(value.span(), format!("`{name}` must be a list of strings."));
            None
        }
        (Shape::Integers(from, to), Value::Object(members, _)) => {
            weights(members, (from, to), name, text, &mut error).then_some(Given::Other)
        }
        (Shape::Integers(..), _) => {
            error(value.span(), format!("`{name}` must be an object, such as `{{ title: 10 }}`."));
            None
        }
        (Shape::IndexFields, Value::List(values, _)) => {
            let fields: Vec<Option<IndexField<'d>>> =
                values.iter().map(|value| index_field(owner.entity, value, &mut error)).collect();
            if values.is_empty() {
                error(value.span(), format!("`{name}` must name at least one field."));
                return None;
            }
            fields.into_iter().collect::<Option<Vec<_>>>().map(Given::Index)
        }
        _ => {
            error(value.span(), format!("`{name}` must be a list of fields, such as `[a, b(sort: Desc)]`."));
            None
        }
    }
}

fn number(value: &Value, text: &str) -> Option<f64> {
    match value {
        Value::Number(span) => span.of(text).parse().ok(),
        _ => None,
    }
}

fn one_of<'d>(value: &Value, numbers: &[i64], words: &[&'static str], text: &str) -> Option<Given<'d>> {
    if let Value::String(span) = value {
        let given = decoded(span.of(text));
        return words.iter().find(|word| **word == given).map(|word| Given::Word(word));
    }
    let given = number(value, text)?;
    numbers.iter().any(|number| *number as f64 == given).then_some(Given::Other)
}

fn weights(
    members: &[ObjectMember],
    (from, to): (i64, i64),
    name: &str,
    text: &str,
    error: &mut dyn FnMut(Span, String),
) -> bool {
    let mut keys: Vec<String> = Vec::new();
    let mut is_valid = true;
    for member in members {
        let is_weight = |value: &Value| {
            number(value, text).is_some_and(|it| it.fract() == 0.0 && it >= from as f64 && it <= to as f64)
        };
        let (span, message) = match key_and_value(member, text) {
            (None, _) => (member.span, "This member has no key. Add one.".to_owned()),
            (Some(key), None) => (member.span, format!("`{key}` has no value. Add one.")),
            (Some(key), Some(value)) if !is_weight(value) => {
                (value.span(), format!("`{key}` of `{name}` must be an integer from {from} to {to}."))
            }
            (Some(key), Some(_)) if keys.contains(&key) => {
                (member.span, format!("`{key}` is given twice. Remove one of the two."))
            }
            (Some(key), Some(_)) => {
                keys.push(key);
                continue;
            }
        };
        is_valid = false;
        error(span, message);
    }
    is_valid
}

/// An element of the list of fields. A field that does not exist was reported before.
fn index_field<'d>(
    model: &Entity<'d>,
    value: &'d Value,
    error: &mut dyn FnMut(Span, String),
) -> Option<IndexField<'d>> {
    let found = match value {
        Value::Ident(ident) => return model.field(&ident.text).map(|_| IndexField::Field(&ident.text)),
        Value::Call { path, arguments, .. } => called(model, path, &arguments.list),
        _ => None,
    };
    if found.is_none() {
        let message = "An index is over fields: `name`, `name(sort: Desc)` or `wildcard()`.";
        error(value.span(), message.to_owned());
    }
    found
}

fn called<'d>(model: &Entity<'d>, path: &'d Path, arguments: &'d [Argument]) -> Option<IndexField<'d>> {
    let name = path.segments.first().filter(|name| path.is_simple(&name.text))?.text.as_str();
    if name == "wildcard" {
        match arguments {
            [] => return Some(IndexField::Wildcard(None)),
            [Argument { name: None, value: Some(Value::Ident(scope)), .. }] => {
                return Some(IndexField::Wildcard(Some(&scope.text)));
            }
            _ => {}
        }
    }
    let is_sort = |argument: &Argument| {
        argument.name.as_ref().is_some_and(|name| name.text == "sort")
            && matches!(&argument.value, Some(Value::Ident(word)) if matches!(word.text.as_str(), "Asc" | "Desc"))
    };
    let is_sorted = matches!(arguments, [only] if is_sort(only));
    (is_sorted && model.field(name).is_some()).then_some(IndexField::Field(name))
}
