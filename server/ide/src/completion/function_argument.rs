//! Between the brackets of a function: arguments, and the numbers that they accept.

use crate::completion::at::At;
use crate::completion::item::{Completion, CompletionKind};
use crate::completion::{index_field, offer};
use crate::hover::Topic;
use model::catalog::functions::{self, Function, FunctionParam, FunctionValue};
use model::schema::item::{Arguments, Path};
use model::schema::spot::Parameter;

/// The argument names that are not given yet, of a function or an index field.
pub(super) fn names(at: At<'_>, name: &Path, given: &Arguments) -> Vec<Completion> {
    if index_field::is_inside(at) {
        return index_field::argument_names(at, given);
    }
    let Some(function) = functions::function(&name.text) else { return Vec::new() };
    function
        .params
        .iter()
        .filter(|param| param.named && !at.is_given(given, param.name))
        .map(|param| {
            let topic = Topic::FunctionArgument(function.name.to_owned(), param.name.to_owned());
            offer::argument(at, param.name, "$1").about(topic)
        })
        .collect()
}

/// The values of an argument of a function, if there are only few.
pub(super) fn values(at: At<'_>, function: &Function, param: &FunctionParam) -> Vec<Completion> {
    if !matches!(at.spot.parameter(), Some(Parameter::Function(..))) {
        return Vec::new();
    }
    match param.value {
        FunctionValue::OneOf(numbers) => numbers
            .iter()
            .map(|number| {
                Completion::new(CompletionKind::Value, number.to_string())
                    .detail(format!("{} of {}()", param.name, function.name))
                    .about(Topic::FunctionArgument(function.name.to_owned(), param.name.to_owned()))
            })
            .collect(),
        FunctionValue::Flag => offer::booleans(),
        FunctionValue::Between(..) | FunctionValue::Integer | FunctionValue::Text => Vec::new(),
    }
}
