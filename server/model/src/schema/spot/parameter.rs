//! The catalog parameter of an argument.

use crate::catalog::attributes::{self, AttributeParam, ValueKind, index_field_param};
use crate::catalog::functions::{self, Function, FunctionParam};
use crate::schema::item::{Argument, Arguments, Attribute, Path};
use crate::schema::spot::{Owner, Spot, Step};

/// The parameter of an argument.
#[derive(Clone, Copy, Debug)]
pub enum Parameter {
    /// A parameter of the attribute.
    Attribute(&'static AttributeParam),
    /// A parameter of a field in an index.
    IndexField(&'static AttributeParam),
    /// A parameter of a function.
    Function(&'static Function, &'static FunctionParam),
}

impl Parameter {
    /// The parameter's name.
    pub fn name(self) -> &'static str {
        match self {
            Parameter::Attribute(param) | Parameter::IndexField(param) => param.name,
            Parameter::Function(_, param) => param.name,
        }
    }

    /// The parameter of an attribute; `None` for that of a function.
    pub fn attribute_param(self) -> Option<&'static AttributeParam> {
        match self {
            Parameter::Attribute(param) | Parameter::IndexField(param) => Some(param),
            Parameter::Function(..) => None,
        }
    }

    /// What it does, in Markdown.
    pub fn docs(self) -> &'static str {
        match self {
            Parameter::Attribute(param) | Parameter::IndexField(param) => param.docs,
            Parameter::Function(_, param) => param.docs,
        }
    }

    /// The parameter of the innermost argument among these steps.
    pub(super) fn of(owner: Owner, steps: &[Step<'_>]) -> Option<Parameter> {
        let mut found = None;
        // The function or field that the brackets belong to, if any.
        let mut call: Option<(&Path, &Arguments)> = None;
        let mut attribute = None;
        for step in steps {
            match step {
                Step::Attribute(it) => attribute = attribute_facts(owner, it).map(|facts| (facts, *it)),
                Step::Call(name, arguments) => call = Some((name, arguments)),
                Step::Argument(argument, index) => {
                    found = match (call, found) {
                        (None, _) => {
                            attribute.and_then(|(facts, it)| attribute_param(facts, it, argument, *index))
                        }
                        (Some(_), Some(Parameter::Attribute(param)))
                            if param.value == ValueKind::IndexFields =>
                        {
                            index_field_param(&argument.name()).map(Parameter::IndexField)
                        }
                        (Some((name, arguments)), _) => function_param(name, arguments, argument, *index),
                    };
                }
                Step::Type(_) | Step::Entry(_) | Step::Item(_) | Step::Member(_) => {}
            }
        }
        found
    }
}

impl Spot<'_> {
    /// The parameter of the argument that contains the element, or that it names.
    pub fn parameter(&self) -> Option<Parameter> {
        Parameter::of(self.owner, &self.steps)
    }

    /// The catalog entry of the attribute that the element belongs to.
    pub fn attribute_facts(&self) -> Option<&'static attributes::Attribute> {
        attribute_facts(self.owner, self.attribute()?)
    }
}

fn attribute_facts(owner: Owner, attribute: &Attribute) -> Option<&'static attributes::Attribute> {
    if attribute.native_type().is_some() {
        return attributes::attribute("@db");
    }
    let marks = if matches!(owner, Owner::Attribute(_)) { "@@" } else { "@" };
    attributes::attribute(&format!("{marks}{}", attribute.name()))
}

/// An argument may omit its name wherever it is, if no other argument omits it or has that name.
fn attribute_param(
    facts: &'static attributes::Attribute,
    written: &Attribute,
    argument: &Argument,
    index: usize,
) -> Option<Parameter> {
    let param = match &argument.name {
        Some(name) => facts.param(name.as_str()),
        None => facts.unnamed_param().filter(|param| {
            let others =
                written.arguments.iter().flat_map(|it| &it.list).filter(|it| it.span != argument.span);
            let is_same = |other: &Argument| other.name.as_ref().is_none_or(|name| name.text == param.name);
            index == 0 || !others.into_iter().any(is_same)
        }),
    };
    param.map(Parameter::Attribute)
}

fn function_param(
    name: &Path,
    arguments: &Arguments,
    argument: &Argument,
    index: usize,
) -> Option<Parameter> {
    let function = functions::function(&name.text)?;
    let param = match &argument.name {
        Some(name) => function.params.iter().find(|param| param.named && param.name == name.text),
        None => {
            let before = arguments.list.iter().take(index).filter(|it| it.name.is_none()).count();
            function.params.iter().filter(|param| !param.named).nth(before)
        }
    };
    param.map(|param| Parameter::Function(function, param))
}
