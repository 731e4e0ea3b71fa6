//! Functions and their arguments.

use crate::hover::context::Context;
use crate::hover::page::{Page, code};
use model::catalog::functions::{self, Function, FunctionContext, FunctionParam, FunctionValue};

/// What is known of a function.
pub(super) fn page(cx: Context<'_>, name: &str) -> Option<String> {
    let function = functions::function(name)?;
    let page = Page::titled(&signature(function), kind(function)).text(function.docs);
    let page = page.notes([cx.provider_note(function.providers)]);
    // What a single argument does, the function's own text says as well.
    let params: Vec<String> = match function.params {
        [_] => Vec::new(),
        params => params.iter().map(|param| format!("{} {}", code(&label(param)), param.docs)).collect(),
    };
    Some(page.list(&params).fence(function.example).finish())
}

/// What is known of an argument of a function.
pub(super) fn param_page(cx: Context<'_>, function: &Function, param: &FunctionParam) -> String {
    let of = format!("argument of {}", code(&signature(function)));
    let page = Page::titled(&label(param), &of).text(param.docs);
    let values = match param.value {
        FunctionValue::OneOf(numbers) => {
            let numbers: Vec<String> = numbers.iter().map(|number| code(&number.to_string())).collect();
            Some(format!("One of {}.", numbers.join(", ")))
        }
        FunctionValue::Between(low, high) => Some(format!("From {low} to {high}.")),
        FunctionValue::Integer | FunctionValue::Flag | FunctionValue::Text => None,
    };
    page.notes([values, cx.provider_note(function.providers)]).finish()
}

/// `uuid(version?)`
fn signature(function: &Function) -> String {
    let params: Vec<String> = function.params.iter().map(label).collect();
    match params.len() {
        0..=2 => format!("{}({})", function.name, params.join(", ")),
        _ => format!("{}(…)", function.name),
    }
}

fn label(param: &FunctionParam) -> String {
    let optional = if param.required { "" } else { "?" };
    let colon = if param.named { ":" } else { "" };
    format!("{}{optional}{colon}", param.name)
}

fn kind(function: &Function) -> &'static str {
    match (function.context, function.in_database) {
        (FunctionContext::Default, true) => "default, made by the database",
        (FunctionContext::Default, false) => "default, made by Prisma Client",
        (FunctionContext::Configuration, _) => "value of a key",
        (FunctionContext::Index, _) => "part of an index",
    }
}
