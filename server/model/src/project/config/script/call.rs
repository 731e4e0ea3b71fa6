//! Calls: of functions in the text, of those that build paths, and of wrappers that hand a configuration on.

use std::path::Path;
use std::rc::Rc;

use oxc_ast::ast::{Argument, CallExpression, Expression, FormalParameters, NewExpression};

use crate::project::config::script::builtin;
use crate::project::config::script::evaluator::{Evaluator, combine};
use crate::project::config::script::value::{Callable, Closure, Scope, Value};
use crate::project::paths::resolve;
use crate::script::returns;

impl<'a> Evaluator<'a, '_> {
    pub(super) fn call(&self, call: &'a CallExpression<'a>, scope: &Scope<'a>, depth: usize) -> Value<'a> {
        let Some(depth) = self.step(depth) else { return Value::Unknown };
        let arguments = self.arguments(&call.arguments, scope, depth);
        // A method of a string or a list: what it is called on matters.
        let callee = without_parentheses(&call.callee);
        if let Expression::StaticMemberExpression(member) = callee {
            let object = self.eval(&member.object, scope, depth);
            if let Value::Text(_) | Value::List(_) | Value::Url(_) = object {
                return method(&object, &member.property.name, &arguments);
            }
            if matches!(object, Value::Object(_)) && matches!(member.property.name.as_str(), "toString") {
                return Value::Unknown;
            }
        }
        match self.eval(callee, scope, depth) {
            Value::Library(name) => self.library_call(name, arguments, scope, depth),
            function @ Value::Function(_) => {
                let result = self.called(function, arguments.clone(), depth);
                // What a helper makes of a module is not followed: bundlers and compilers wrap each of them.
                if is_unclear(&result) { passed_on(arguments) } else { result }
            }
            Value::OneOf(functions) => Value::one_of(
                functions.iter().map(|function| self.called(function.clone(), arguments.clone(), depth)),
            ),
            _ => {
                // A wrapper may be given the configuration, or a function that makes it.
                let made = arguments.into_iter().map(|argument| match argument {
                    function @ Value::Function(_) => self.called(function, Vec::new(), depth),
                    other => other,
                });
                passed_on(made.collect())
            }
        }
    }

    pub(super) fn construct(&self, new: &'a NewExpression<'a>, scope: &Scope<'a>, depth: usize) -> Value<'a> {
        let callee = self.eval(without_parentheses(&new.callee), scope, depth);
        if !matches!(callee, Value::Library("url.URL")) {
            return Value::Unknown;
        }
        let arguments = self.arguments(&new.arguments, scope, depth);
        match arguments.as_slice() {
            [Value::Url(path)] => Value::Url(path.clone()),
            [Value::Text(text)] => file_url(text),
            [relative, Value::Url(base)] => against(relative, base),
            [relative, Value::Text(base)] => match file_url(base) {
                Value::Url(base) => against(relative, &base),
                _ => Value::Unknown,
            },
            _ => Value::Unknown,
        }
    }

    fn arguments(&self, arguments: &'a [Argument<'a>], scope: &Scope<'a>, depth: usize) -> Vec<Value<'a>> {
        let mut values = Vec::new();
        for argument in arguments {
            match argument {
                Argument::SpreadElement(spread) => match self.eval(&spread.argument, scope, depth) {
                    Value::List(items) => values.extend(items.iter().cloned()),
                    _ => values.push(Value::Unknown),
                },
                other => values.push(
                    other.as_expression().map_or(Value::Unknown, |inner| self.eval(inner, scope, depth)),
                ),
            }
        }
        values
    }

    /// What a function returns.
    pub(super) fn called(&self, function: Value<'a>, arguments: Vec<Value<'a>>, depth: usize) -> Value<'a> {
        let (Some(depth), Value::Function(Closure { function, scope })) = (self.step(depth), function) else {
            return Value::Unknown;
        };
        let parameters = match function {
            Callable::Arrow(arrow) => &arrow.params,
            Callable::Full(full) => &full.params,
        };
        let scope = self.with_parameters(parameters, arguments, scope, depth);
        let statements = match function {
            Callable::Arrow(arrow) => match arrow.body.as_expression() {
                Some(expression) => return self.eval(expression, &scope, depth),
                None => match &arrow.body {
                    oxc_ast::ast::ArrowFunctionBody::FunctionBody(body) => &body.statements,
                    _ => return Value::Unknown,
                },
            },
            Callable::Full(full) => match &full.body {
                Some(body) => &body.statements,
                None => return Value::Unknown,
            },
        };
        let mut returned = Vec::new();
        returns(statements, &mut returned, depth);
        Value::one_of(returned.into_iter().map(|expression| self.eval(expression, &scope, depth)))
    }

    fn with_parameters(
        &self,
        parameters: &'a FormalParameters<'a>,
        arguments: Vec<Value<'a>>,
        scope: Scope<'a>,
        depth: usize,
    ) -> Scope<'a> {
        let mut bound = scope.parameters.to_vec();
        let mut arguments = arguments.into_iter();
        for parameter in &parameters.items {
            let argument = match (arguments.next(), &parameter.initializer) {
                (Some(value), _) if !matches!(value, Value::Nothing) => value,
                (_, Some(default)) => self.eval(default, &scope, depth),
                (value, None) => value.unwrap_or(Value::Nothing),
            };
            for symbol in parameter.pattern.get_symbol_ids() {
                let part = self.bound(&parameter.pattern, argument.clone(), symbol, &scope, depth);
                bound.push((symbol, part.unwrap_or(Value::Unknown)));
            }
        }
        Scope { module: scope.module, parameters: Rc::new(bound) }
    }

    fn library_call(
        &self,
        name: &str,
        arguments: Vec<Value<'a>>,
        scope: &Scope<'a>,
        depth: usize,
    ) -> Value<'a> {
        let first = || arguments.first().cloned().unwrap_or(Value::Nothing);
        match name {
            "prisma.defineConfig" | "Object.freeze" | "Promise.resolve" => match first() {
                function @ Value::Function(_) => self.called(function, Vec::new(), depth),
                value => value,
            },
            "prisma.env" => Value::Unknown,
            "Object.assign" => Value::Merged(Rc::new(arguments)),
            "process.cwd" | "Deno.cwd" => text(self.working_dir),
            "url.fileURLToPath" => first().each(|value| match value {
                Value::Url(path) => Value::Text(path),
                Value::Text(text) => match file_url(&text) {
                    Value::Url(path) => Value::Text(path),
                    _ => Value::Text(text),
                },
                _ => Value::Unknown,
            }),
            "url.pathToFileURL" => first().each(|value| match value {
                Value::Text(path) => against(&Value::Text(path), &slashed(self.working_dir)),
                _ => Value::Unknown,
            }),
            "import.meta.resolve" => {
                first().each(|value| against(&value, &scope.module.path.to_string_lossy()))
            }
            "require.resolve" => first().each(|value| match value {
                Value::Text(path) if path.starts_with('.') => text(&resolve(scope.module.dir(), &path)),
                _ => Value::Unknown,
            }),
            "require" | "module.require" => first().each(|value| match value {
                Value::Text(source) => self.import(&source, &scope.module, depth),
                _ => Value::Unknown,
            }),
            "String" => first(),
            name if name.starts_with("path.") => {
                combine(&arguments, |parts| builtin::path(name, parts, self.working_dir))
            }
            _ => Value::Unknown,
        }
    }
}

/// What a function that is not known returns, given these: a wrapper hands the configuration on, as does a helper that makes
/// a module out of another.
fn passed_on(arguments: Vec<Value<'_>>) -> Value<'_> {
    let is_handed_on = |value: &Value<'_>| {
        matches!(value, Value::Object(_) | Value::Merged(_) | Value::Exports(_) | Value::Library(_))
            || matches!(value, Value::OneOf(all) if all.iter().all(|it| matches!(it, Value::Object(_))))
    };
    arguments.into_iter().find(is_handed_on).unwrap_or(Value::Unknown)
}

fn is_unclear(value: &Value<'_>) -> bool {
    match value {
        Value::Unknown | Value::Package(_) | Value::Nothing => true,
        // `mod && mod.__esModule ? mod : { default: mod }`
        Value::OneOf(all) => all.iter().any(|it| matches!(it, Value::Exports(_) | Value::Library(_))),
        _ => false,
    }
}

/// What a method of a string or a list returns.
fn method<'a>(object: &Value<'a>, name: &str, arguments: &[Value<'a>]) -> Value<'a> {
    match (object, name) {
        (Value::Text(_), "toString" | "trim" | "normalize" | "valueOf") | (Value::Url(_), "toString") => {
            object.clone()
        }
        (Value::Text(_), "concat") => {
            let parts: Vec<Value<'a>> = std::iter::once(object).chain(arguments).cloned().collect();
            combine(&parts, |parts| Some(parts.concat()))
        }
        (Value::Text(text), "replace" | "replaceAll") => combine(arguments, |parts| match parts {
            [from, to] if name == "replace" => Some(text.replacen(from, to, 1)),
            [from, to] => Some(text.replace(from, to)),
            _ => None,
        }),
        (Value::List(items), "join") => {
            let separator = arguments.first().map_or_else(|| vec![",".to_owned()], Value::texts);
            let Some(separator) = separator.into_iter().next() else { return Value::Unknown };
            combine(items, |parts| Some(parts.join(&separator)))
        }
        (Value::List(_), "filter" | "slice" | "flat") if arguments.len() < 2 => object.clone(),
        _ => Value::Unknown,
    }
}

/// A relative URL against another.
fn against<'a>(relative: &Value<'a>, base: &str) -> Value<'a> {
    let dir =
        if base.ends_with('/') { Path::new(base) } else { Path::new(base).parent().unwrap_or(Path::new("")) };
    relative.clone().each(|value| match value {
        Value::Text(text) if text.contains("://") => file_url(&text),
        Value::Text(text) => match resolve(dir, &text).to_str() {
            Some(path) => Value::Url(path.to_owned()),
            None => Value::Unknown,
        },
        _ => Value::Unknown,
    })
}

fn file_url<'a>(text: &str) -> Value<'a> {
    text.strip_prefix("file://").map_or(Value::Unknown, |path| Value::Url(path.to_owned()))
}

fn text<'a>(path: &Path) -> Value<'a> {
    path.to_str().map_or(Value::Unknown, |path| Value::Text(path.to_owned()))
}

fn slashed(dir: &Path) -> String {
    format!("{}/", dir.to_string_lossy())
}

fn without_parentheses<'a>(expression: &'a Expression<'a>) -> &'a Expression<'a> {
    match expression.get_inner_expression() {
        Expression::SequenceExpression(sequence) => sequence.expressions.last().unwrap_or(expression),
        inner => inner,
    }
}
