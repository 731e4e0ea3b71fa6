//! Reads the arguments of attributes as their specification in the catalog asks.

use crate::validate::code::codes;
use crate::validate::next::checked::Checked;
use crate::validate::next::indexes;
use crate::validate::next::references::{has_referenced, parameter_at, visible};
use crate::validate::next::report::Report;
use crate::validate::next::symbols::{Entity, FieldSymbol, Symbol};
use ::syntax::next::{Argument, Attribute, ObjectMember, Value, decoded};
use base::text::Span;
use model::catalog::next::{AttributeSpec, Parameter, Shape};

codes! {
    /// An attribute whose arguments do not fit.
    ///
    /// The hover of an attribute shows which arguments it takes. Prisma 8 reports it as `PSL_INVALID_ATTRIBUTE_SYNTAX`.
    PSL_INVALID_ATTRIBUTE_SYNTAX = "psl-invalid-attribute-syntax";
}

/// What an attribute says, if all its arguments fit.
#[derive(Default)]
pub(super) struct Parsed<'d> {
    values: Vec<(&'static str, Given<'d>)>,
}

/// The value of an argument.
#[derive(Clone)]
pub(super) enum Given<'d> {
    String(String),
    Boolean(bool),
    Word(&'d str),
    Fields(Vec<&'d str>),
    Entity(usize),
    Index(Vec<IndexField<'d>>),
    Other,
}

/// What an index is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum IndexField<'d> {
    /// A field.
    Field(&'d str),
    /// `wildcard()`: all fields, or those below one.
    Wildcard(Option<&'d str>),
}

impl<'d> Parsed<'d> {
    fn get(&self, name: &str) -> Option<&Given<'d>> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(super) fn string(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Given::String(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn boolean(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Given::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn word(&self, name: &str) -> Option<&'d str> {
        match self.get(name)? {
            Given::Word(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn fields(&self, name: &str) -> Option<&[&'d str]> {
        match self.get(name)? {
            Given::Fields(fields) => Some(fields),
            _ => None,
        }
    }

    pub(super) fn index(&self) -> Option<&[IndexField<'d>]> {
        match self.get("fields")? {
            Given::Index(fields) => Some(fields),
            _ => None,
        }
    }

    pub(super) fn entity(&self, name: &str) -> Option<usize> {
        match self.get(name)? {
            Given::Entity(at) => Some(*at),
            _ => None,
        }
    }
}

/// The model or field whose attribute is read.
#[derive(Clone, Copy)]
pub(super) struct Owner<'c, 'd> {
    pub(super) entity: &'c Entity<'d>,
    pub(super) field: Option<&'c FieldSymbol<'d>>,
}

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

/// The key of a member of an object, and its value. Without a colon, the key is taken for the value as well.
pub(super) fn key_and_value<'d>(member: &'d ObjectMember, text: &str) -> (Option<String>, Option<&'d Value>) {
    let key = match &member.key {
        Some(Value::Ident(ident)) => Some(ident.text.clone()),
        Some(Value::String(span)) => Some(decoded(span.of(text))),
        _ => None,
    };
    let after_key = member.key.as_ref().map_or(member.span.start, |key| key.span().end);
    let rest = Span::new(after_key, member.span.end).of(text);
    match rest.trim_start().starts_with(':') {
        true => (key, member.value.as_ref()),
        false => (key, member.key.as_ref()),
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

/// Words in backticks, separated by commas.
pub(super) fn listed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}
