//! What an expression may come to.

use std::rc::Rc;

use oxc_ast::ast::{ArrowFunctionExpression, Function, ObjectExpression, TSEnumDeclaration};
use oxc_semantic::SymbolId;

use crate::project::config::script::source::Module;
use crate::script::span;
use base::text::Span;

/// How many values something may have that depends on conditions.
const MAX_ALTERNATIVES: usize = 16;

/// Where an expression is evaluated: in a script, perhaps in a function that was called.
#[derive(Debug, Clone)]
pub(in crate::project::config) struct Scope<'a> {
    /// The script.
    pub(in crate::project::config) module: Rc<Module<'a>>,
    /// The values of parameters.
    pub(in crate::project::config) parameters: Rc<Vec<(SymbolId, Value<'a>)>>,
}

impl<'a> Scope<'a> {
    /// The top of a script.
    pub(in crate::project::config) fn top(module: &Rc<Module<'a>>) -> Scope<'a> {
        Scope { module: module.clone(), parameters: Rc::default() }
    }
}

/// An object literal and where it is evaluated.
#[derive(Debug, Clone)]
pub(in crate::project::config) struct Literal<'a> {
    /// The literal.
    pub(in crate::project::config) object: &'a ObjectExpression<'a>,
    /// Where.
    pub(in crate::project::config) scope: Scope<'a>,
}

impl Literal<'_> {
    /// From brace to brace.
    pub(in crate::project::config) fn span(&self) -> Span {
        span(self.object)
    }
}

/// A function of the text and where it was made.
#[derive(Debug, Clone)]
pub(in crate::project::config) struct Closure<'a> {
    /// The function.
    pub(super) function: Callable<'a>,
    /// Where.
    pub(super) scope: Scope<'a>,
}

/// The two kinds of functions.
#[derive(Debug, Clone, Copy)]
pub(super) enum Callable<'a> {
    /// `() => …`
    Arrow(&'a ArrowFunctionExpression<'a>),
    /// `function () { … }`
    Full(&'a Function<'a>),
}

/// What an expression comes to.
#[derive(Debug, Clone)]
pub(in crate::project::config) enum Value<'a> {
    /// A string.
    Text(String),
    /// The URL of a file: its path.
    Url(String),
    /// A boolean.
    Bool(bool),
    /// `undefined` or `null`.
    Nothing,
    /// An array.
    List(Rc<Vec<Value<'a>>>),
    /// An object literal.
    Object(Literal<'a>),
    /// Merged objects; the keys of later ones win.
    Merged(Rc<Vec<Value<'a>>>),
    /// An enum of TypeScript: its members.
    Enum(&'a TSEnumDeclaration<'a>),
    /// A function of the text.
    Function(Closure<'a>),
    /// All that a script exports.
    Exports(Rc<Module<'a>>),
    /// Something of Node or of Prisma, by its full name: `path.join`, `process.env`.
    Library(&'static str),
    /// One of these, depending on conditions.
    OneOf(Rc<Vec<Value<'a>>>),
    /// Something that another package exports: the module that it is imported from.
    Package(Rc<str>),
    /// Only running the script would tell.
    Unknown,
}

impl<'a> Value<'a> {
    /// One of several values. Those that are unknown do not count beside others.
    pub(in crate::project::config) fn one_of(values: impl IntoIterator<Item = Value<'a>>) -> Value<'a> {
        let mut all: Vec<Value<'a>> = Vec::new();
        let values: Vec<Value<'a>> = values.into_iter().flat_map(Value::alternatives).collect();
        if let [only @ Value::Package(_)] = values.as_slice() {
            return only.clone();
        }
        for value in values {
            let is_new = match &value {
                Value::Unknown | Value::Package(_) => false,
                Value::Text(text) => !all.iter().any(|it| matches!(it, Value::Text(other) if other == text)),
                _ => true,
            };
            if is_new && all.len() < MAX_ALTERNATIVES {
                all.push(value);
            }
        }
        match all.len() {
            0 => Value::Unknown,
            1 => all.pop().unwrap_or(Value::Unknown),
            _ => Value::OneOf(Rc::new(all)),
        }
    }

    /// The values that it may have, one where no condition decides.
    pub(in crate::project::config) fn alternatives(self) -> Vec<Value<'a>> {
        match self {
            Value::OneOf(values) => values.to_vec(),
            other => vec![other],
        }
    }

    /// The same of each value that it may have.
    pub(super) fn each(self, f: impl FnMut(Value<'a>) -> Value<'a>) -> Value<'a> {
        match self {
            Value::OneOf(values) => Value::one_of(values.iter().cloned().map(f)),
            other => std::iter::once(other).map(f).next().unwrap_or(Value::Unknown),
        }
    }

    /// The strings that it may be, none where it is something else.
    pub(in crate::project::config) fn texts(&self) -> Vec<String> {
        match self {
            Value::Text(text) => vec![text.clone()],
            Value::OneOf(values) => values.iter().flat_map(Value::texts).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a condition takes it for true; `None` where that is not known.
    pub(super) fn is_truthy(&self) -> Option<bool> {
        match self {
            Value::Text(text) => Some(!text.is_empty()),
            Value::Bool(truth) => Some(*truth),
            Value::Nothing => Some(false),
            Value::OneOf(_) | Value::Unknown | Value::Library(_) | Value::Package(_) => None,
            Value::Url(_)
            | Value::List(_)
            | Value::Object(_)
            | Value::Merged(_)
            | Value::Enum(_)
            | Value::Function(_)
            | Value::Exports(_) => Some(true),
        }
    }
}
