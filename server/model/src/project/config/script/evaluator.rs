//! Expressions.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    ArrayExpressionElement, BinaryOperator, Expression, LogicalOperator, TemplateLiteral, UnaryOperator,
};

use crate::project::config::script::source::Module;
use crate::project::config::script::value::{Callable, Closure, Literal, Scope, Value};
use crate::project::vfs::Files;

/// How deep expressions are followed: names that lead to names, calls in calls.
pub(super) const MAX_DEPTH: usize = 64;

/// How many expressions are looked at for one configuration. Names that double at every step would else take for ever.
const MAX_STEPS: u32 = 20_000;

/// A longer string is no path, and joining such strings could fill the memory.
const MAX_STRING_BYTES: usize = 4096;

/// How many ways there may be to put strings of several values together.
const MAX_COMBINATIONS: usize = 16;

/// Where files may be read.
#[derive(Debug, Clone, Default)]
pub(in crate::project) struct Boundary {
    folders: Vec<PathBuf>,
}

impl Boundary {
    /// What lies in these folders.
    pub(in crate::project) fn new(folders: Vec<PathBuf>) -> Boundary {
        Boundary { folders }
    }

    /// Whether a path lies inside.
    pub(in crate::project) fn holds(&self, path: &Path) -> bool {
        self.folders.iter().any(|folder| path.starts_with(folder))
    }
}

/// Evaluates the expressions of a configuration file and of the scripts that it imports.
pub(in crate::project::config) struct Evaluator<'a, 'f> {
    pub(super) allocator: &'a Allocator,
    pub(super) files: &'f dyn Files,
    pub(super) boundary: &'f Boundary,
    /// The configuration file: places in other scripts are of no use to anybody who reads it.
    pub(super) main: &'f Path,
    /// The folder in which Prisma's commands run.
    pub(super) working_dir: &'f Path,
    pub(super) modules: RefCell<Vec<(PathBuf, Option<Rc<Module<'a>>>)>>,
    steps: Cell<u32>,
}

impl<'a, 'f> Evaluator<'a, 'f> {
    /// Begins with nothing read.
    pub(in crate::project::config) fn new(
        allocator: &'a Allocator,
        files: &'f dyn Files,
        boundary: &'f Boundary,
        main: &'f Path,
        working_dir: &'f Path,
    ) -> Evaluator<'a, 'f> {
        let modules = RefCell::default();
        Evaluator { allocator, files, boundary, main, working_dir, modules, steps: Cell::new(MAX_STEPS) }
    }

    /// The value of an expression.
    pub(in crate::project::config) fn value(
        &self,
        expression: &'a Expression<'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        self.eval(expression, scope, MAX_DEPTH)
    }

    /// Takes one of the steps that a configuration may have; one less of the depth, `None` when either is used up.
    pub(super) fn step(&self, depth: usize) -> Option<usize> {
        let left = self.steps.get().checked_sub(1)?;
        self.steps.set(left);
        depth.checked_sub(1)
    }

    pub(super) fn eval(&self, expression: &'a Expression<'a>, scope: &Scope<'a>, depth: usize) -> Value<'a> {
        let Some(depth) = self.step(depth) else { return Value::Unknown };
        let value = match expression {
            Expression::StringLiteral(literal) => Value::Text(literal.value.to_string()),
            Expression::BooleanLiteral(literal) => Value::Bool(literal.value),
            Expression::NullLiteral(_) => Value::Nothing,
            Expression::TemplateLiteral(template) => self.template(template, scope, depth),
            Expression::Identifier(name) => self.name(name, scope, depth),
            Expression::ArrayExpression(array) => self.list(&array.elements, scope, depth),
            Expression::ObjectExpression(object) => Value::Object(Literal { object, scope: scope.clone() }),
            Expression::ArrowFunctionExpression(function) => closure(Callable::Arrow(function), scope),
            Expression::FunctionExpression(function) => closure(Callable::Full(function), scope),
            Expression::AssignmentExpression(assignment) => self.eval(&assignment.right, scope, depth),
            Expression::AwaitExpression(awaited) => self.eval(&awaited.argument, scope, depth),
            Expression::BinaryExpression(binary) if binary.operator == BinaryOperator::Addition => {
                let parts = [&binary.left, &binary.right].map(|side| self.eval(side, scope, depth));
                combine(&parts, |parts| Some(parts.concat()))
            }
            Expression::ConditionalExpression(conditional) => {
                let branches = match self.eval(&conditional.test, scope, depth).is_truthy() {
                    Some(true) => vec![&conditional.consequent],
                    Some(false) => vec![&conditional.alternate],
                    None => vec![&conditional.consequent, &conditional.alternate],
                };
                Value::one_of(branches.into_iter().map(|branch| self.eval(branch, scope, depth)))
            }
            Expression::LogicalExpression(logical) => {
                let left = self.eval(&logical.left, scope, depth);
                self.logical(left, logical.operator, &logical.right, scope, depth)
            }
            Expression::UnaryExpression(unary) => match unary.operator {
                UnaryOperator::Void => Value::Nothing,
                UnaryOperator::LogicalNot => {
                    let truth = self.eval(&unary.argument, scope, depth).is_truthy();
                    truth.map_or(Value::Unknown, |truth| Value::Bool(!truth))
                }
                _ => Value::Unknown,
            },
            Expression::CallExpression(call) => self.call(call, scope, depth),
            Expression::NewExpression(new) => self.construct(new, scope, depth),
            Expression::ImportExpression(import) => {
                let source = self.eval(&import.source, scope, depth);
                source.each(|source| match source {
                    Value::Text(source) => self.import(&source, &scope.module, depth),
                    _ => Value::Unknown,
                })
            }
            Expression::ImportMeta(_) => Value::Library("import.meta"),
            Expression::SequenceExpression(sequence) => match sequence.expressions.last() {
                Some(last) => self.eval(last, scope, depth),
                None => Value::Unknown,
            },
            Expression::ChainExpression(chain) => self.chain(&chain.expression, scope, depth),
            Expression::StaticMemberExpression(member) => {
                let object = self.eval(&member.object, scope, depth);
                self.member_value(&object, &member.property.name, scope, depth)
            }
            Expression::ComputedMemberExpression(member) => {
                let object = self.eval(&member.object, scope, depth);
                self.computed(object, &member.expression, scope, depth)
            }
            Expression::ParenthesizedExpression(inner) => self.eval(&inner.expression, scope, depth),
            Expression::TSAsExpression(inner) => self.eval(&inner.expression, scope, depth),
            Expression::TSSatisfiesExpression(inner) => self.eval(&inner.expression, scope, depth),
            Expression::TSNonNullExpression(inner) => self.eval(&inner.expression, scope, depth),
            Expression::TSTypeAssertion(inner) => self.eval(&inner.expression, scope, depth),
            Expression::TSInstantiationExpression(inner) => self.eval(&inner.expression, scope, depth),
            _ => Value::Unknown,
        };
        match value {
            Value::Text(text) if text.len() > MAX_STRING_BYTES => Value::Unknown,
            value => value,
        }
    }

    fn logical(
        &self,
        left: Value<'a>,
        operator: LogicalOperator,
        right: &'a Expression<'a>,
        scope: &Scope<'a>,
        depth: usize,
    ) -> Value<'a> {
        let right = || self.eval(right, scope, depth);
        match (operator, left.is_truthy()) {
            (LogicalOperator::And, Some(false)) => left,
            (LogicalOperator::And, _) => right(),
            (LogicalOperator::Or, Some(true)) => left,
            (LogicalOperator::Coalesce, Some(_)) if !matches!(left, Value::Nothing) => left,
            (_, Some(_)) => right(),
            // An environment variable with a fallback: the fallback is what the project itself says.
            (_, None) => Value::one_of([left, right()]),
        }
    }

    fn template(&self, template: &'a TemplateLiteral<'a>, scope: &Scope<'a>, depth: usize) -> Value<'a> {
        let mut parts = Vec::new();
        for (at, text) in template.quasis.iter().enumerate() {
            parts.push(text.value.cooked.map_or(Value::Unknown, |text| Value::Text(text.to_string())));
            parts.extend(template.expressions.get(at).map(|inner| self.eval(inner, scope, depth)));
        }
        combine(&parts, |parts| Some(parts.concat()))
    }

    fn list(&self, elements: &'a [ArrayExpressionElement<'a>], scope: &Scope<'a>, depth: usize) -> Value<'a> {
        let mut items = Vec::new();
        for element in elements {
            match element {
                ArrayExpressionElement::SpreadElement(spread) => {
                    match self.eval(&spread.argument, scope, depth) {
                        Value::List(inner) => items.extend(inner.iter().cloned()),
                        _ => items.push(Value::Unknown),
                    }
                }
                ArrayExpressionElement::Elision(_) => items.push(Value::Nothing),
                other => items.push(
                    other.as_expression().map_or(Value::Unknown, |inner| self.eval(inner, scope, depth)),
                ),
            }
        }
        Value::List(Rc::new(items))
    }
}

/// A function with what it sees.
pub(super) fn closure<'a>(function: Callable<'a>, scope: &Scope<'a>) -> Value<'a> {
    Value::Function(Closure { function, scope: scope.clone() })
}

/// What comes of strings, for each way to choose among the values that the parts may have. A URL of a file counts as its
/// path.
pub(super) fn combine<'a>(parts: &[Value<'a>], f: impl Fn(&[String]) -> Option<String>) -> Value<'a> {
    let mut ways: Vec<Vec<String>> = vec![Vec::new()];
    for part in parts {
        let texts = match part {
            Value::Url(path) => vec![path.clone()],
            other => other.texts(),
        };
        let longer = |way: &Vec<String>| {
            let way = way.clone();
            texts
                .iter()
                .map(move |text| way.iter().cloned().chain([text.clone()]).collect())
                .collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(longer).take(MAX_COMBINATIONS).collect();
    }
    Value::one_of(ways.iter().map(|way| f(way).map_or(Value::Unknown, Value::Text)))
}
