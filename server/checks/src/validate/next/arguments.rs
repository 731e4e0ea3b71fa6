//! Reads the arguments of attributes as their specification in the catalog asks.

use crate::validate::next::checked::Checked;
use crate::validate::next::indexes;
pub(super) use crate::validate::next::parsed::{
    Given, IndexField, Owner, PSL_INVALID_ATTRIBUTE_SYNTAX, Parsed, key_and_value, listed,
};
use crate::validate::next::references::{has_referenced, parameter_at, visible};
use crate::validate::next::report::Report;
use crate::validate::next::symbols::Symbol;
use ::syntax::next::{Argument, Attribute, Value, decoded};
use base::text::Span;
use model::catalog::next::{AttributeSpec, Parameter, Shape};

/// Reads the arguments of an attribute. `default` says whether a value is a default of the field. `None` if an argument
/// does not fit, which is reported here or was reported before.
pub(super) fn read<'d>(
    checked: &Checked<'_>,
    owner: Owner<'_, 'd>,
    attribute: &'d Attribute,
    spec: &'static AttributeSpec,
    default: &mut dyn FnMut(&'d Value, &mut Report<'_>) -> bool,
    report: &mut Report<'_>,
) -> Option<Parsed<'d>> {
    let mut parsed = Parsed::default();
    let mut seen: Vec<&str> = Vec::new();
    let (mut position, mut has_excess, mut is_valid) = (0, false, true);
    let sign = if owner.field.is_some() { "@" } else { "@@" };
    let shown = format!("`{sign}{}`", spec.name);
    for argument in attribute.list() {
        let name = argument.name.as_ref().map(|name| name.text.as_str());
        let Some(parameter) = parameter_at(spec, name, &mut position) else {
            is_valid = false;
            let (span, message) = match name {
                Some(name) => {
                    (argument.span, format!("{shown} has no argument `{name}`. Correct or remove it."))
                }
                None if has_excess => continue,
                None => (attribute.span, format!("{shown} has too many arguments. Remove some.")),
            };
            has_excess |= name.is_none();
            report.error(&PSL_INVALID_ATTRIBUTE_SYNTAX, owner.entity.at(span), message);
            continue;
        };
        if seen.contains(&parameter.name) {
            is_valid = false;
            let message = format!("{shown} has `{}` twice. Remove one of the two.", parameter.name);
            report.error(&PSL_INVALID_ATTRIBUTE_SYNTAX, owner.entity.at(argument.span), message);
            continue;
        }
        seen.push(parameter.name);
        match value(checked, owner, argument, parameter, default, report) {
            Some(value) => parsed.values.push((parameter.name, value)),
            None => is_valid = false,
        }
    }
    for parameter in spec.positional.iter().chain(spec.named) {
        if parameter.is_required && !seen.contains(&parameter.name) {
            is_valid = false;
            let message = format!("{shown} needs `{}`. Add it.", parameter.name);
            report.error(&PSL_INVALID_ATTRIBUTE_SYNTAX, owner.entity.at(attribute.span), message);
        }
    }
    is_valid.then_some(parsed)
}

/// Reads the arguments of an attribute without a default value.
pub(super) fn plain<'d>(
    checked: &Checked<'_>,
    owner: Owner<'_, 'd>,
    attribute: &'d Attribute,
    spec: &'static AttributeSpec,
    report: &mut Report<'_>,
) -> Option<Parsed<'d>> {
    read(checked, owner, attribute, spec, &mut |_, _| true, report)
}

fn value<'d>(
    checked: &Checked<'_>,
    owner: Owner<'_, 'd>,
    argument: &'d Argument,
    parameter: &Parameter,
    default: &mut dyn FnMut(&'d Value, &mut Report<'_>) -> bool,
    report: &mut Report<'_>,
) -> Option<Given<'d>> {
    let mut refuse = |span: Span, message: String| {
        report.error(&PSL_INVALID_ATTRIBUTE_SYNTAX, owner.entity.at(span), message);
        None
    };
    let name = parameter.name;
    let Some(value) = &argument.value else {
        return refuse(argument.span, format!("`{name}` has no value. Add one."));
    };
    let span = value.span();
    match (parameter.shape, value) {
        (Shape::String, Value::String(text)) => Some(Given::String(decoded(text.of(owner.entity.text)))),
        (Shape::String, _) => refuse(span, format!("`{name}` must be a string.")),
        (Shape::StringOf(known), Value::String(text)) => {
            let text = decoded(text.of(owner.entity.text));
            match known.contains(&text.as_str()) {
                true => Some(Given::String(text)),
                false => refuse(span, format!("`{name}` must be one of {}.", listed(known))),
            }
        }
        (Shape::Boolean, Value::Boolean(value, _)) => Some(Given::Boolean(*value)),
        (Shape::Boolean, _) => refuse(span, format!("`{name}` must be `true` or `false`.")),
        (Shape::Word(known), Value::Ident(ident)) if known.contains(&ident.text.as_str()) => {
            Some(Given::Word(&ident.text))
        }
        (Shape::Word(known) | Shape::StringOf(known), _) => {
            refuse(span, format!("`{name}` must be one of {}.", listed(known)))
        }
        (Shape::Field, Value::Ident(ident)) => {
            owner.entity.field(&ident.text).map(|_| Given::Fields(vec![ident.text.as_str()]))
        }
        (Shape::Field, _) => refuse(span, format!("`{name}` must be a field.")),
        (Shape::Fields | Shape::ReferencedFields, Value::List(values, _)) => {
            fields(checked, owner, values, span, parameter, report)
        }
        (Shape::Fields | Shape::ReferencedFields, _) => {
            refuse(span, format!("`{name}` must be a list of fields, such as `[a, b]`."))
        }
        (Shape::Model, Value::Ident(ident)) => {
            match visible(checked.symbols, owner.entity.namespace, &ident.text) {
                Some(Symbol::Entity(at)) if checked.symbols.entity(at).is_some_and(|it| it.is_model) => {
                    Some(Given::Entity(at))
                }
                Some(_) => refuse(span, format!("`{}` is not a model. Name a model.", ident.text)),
                // Where it is nothing at all, that was reported.
                None if checked.catalog.scalar(&ident.text).is_some() => {
                    refuse(span, format!("`{}` is not a model. Name a model.", ident.text))
                }
                None => None,
            }
        }
        (Shape::Model, _) => refuse(span, format!("`{name}` must be the name of a model.")),
        (Shape::Options, Value::Object(members, _)) => {
            let mut is_valid = true;
            let mut keys: Vec<String> = Vec::new();
            for member in members {
                let (key, value) = key_and_value(member, owner.entity.text);
                let (span, message) = match (key, value) {
                    (None, _) => (member.span, "This member has no key. Add one.".to_owned()),
                    (Some(key), None) => (member.span, format!("`{key}` has no value. Add one.")),
                    (Some(key), Some(Value::String(_))) if !keys.contains(&key) => {
                        keys.push(key);
                        continue;
                    }
                    (Some(key), Some(Value::String(_))) => {
                        (member.span, format!("`{key}` is given twice. Remove one of the two."))
                    }
                    (Some(key), Some(value)) => (value.span(), format!("`{key}` must be a string.")),
                };
                is_valid = false;
                report.error(&PSL_INVALID_ATTRIBUTE_SYNTAX, owner.entity.at(span), message);
            }
            is_valid.then_some(Given::Other)
        }
        (Shape::Options, _) => {
            refuse(span, format!("`{name}` must be an object, such as `{{ key: \"value\" }}`."))
        }
        (
            Shape::OneOf(..)
            | Shape::Integer
            | Shape::Integers(..)
            | Shape::Strings
            | Shape::JsonText
            | Shape::IndexFields,
            _,
        ) => indexes::value(owner, value, parameter, report),
        (Shape::Default, value) => default(value, report).then_some(Given::Other),
    }
}

fn fields<'d>(
    checked: &Checked<'_>,
    owner: Owner<'_, 'd>,
    values: &'d [Value],
    span: Span,
    parameter: &Parameter,
    report: &mut Report<'_>,
) -> Option<Given<'d>> {
    let mut error = |span: Span, message: String| {
        report.error(&PSL_INVALID_ATTRIBUTE_SYNTAX, owner.entity.at(span), message);
    };
    let (mut names, mut is_valid) = (Vec::new(), true);
    for value in values {
        let Value::Ident(ident) = value else {
            error(value.span(), "This must be the name of a field.".into());
            is_valid = false;
            continue;
        };
        let is_known = match (parameter.shape, owner.field) {
            (Shape::ReferencedFields, Some(field)) => {
                has_referenced(checked, owner.entity, field, &ident.text)
            }
            _ => owner.entity.field(&ident.text).is_some(),
        };
        // What does not exist was reported.
        is_valid &= is_known;
        if !is_known {
            continue;
        }
        if names.contains(&ident.text.as_str()) {
            error(value.span(), format!("`{}` is named twice. Remove one of the two.", ident.text));
            is_valid = false;
        }
        names.push(ident.text.as_str());
    }
    if values.is_empty() {
        error(span, format!("`{}` must name at least one field.", parameter.name));
        is_valid = false;
    }
    is_valid.then_some(Given::Fields(names))
}
