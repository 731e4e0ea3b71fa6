//! What an expression comes to, as far as the file tells.

use std::cell::{Cell, RefCell};

use oxc_ast::ast::{
    ArrayExpression, ArrayExpressionElement, BinaryOperator, ChainElement, Expression, LogicalOperator,
    ObjectExpression, ObjectPropertyKind, PropertyKey, PropertyKind, TemplateLiteral, UnaryOperator,
};
use oxc_semantic::SymbolId;
use smol_str::{SmolStr, format_smolstr};

use base::text::Span;

use crate::code::{Entry, Located, Object, Unknown, Value};
use crate::read::source::Script;
use crate::read::{guard, merge};
use model::script::span;

/// How deep values may be nested, constants and functions that are looked through among them.
const MAX_DEPTH: u32 = 40;

/// How many expressions are evaluated for one argument.
const MAX_STEPS: u32 = 4000;

/// Evaluates expressions of a file.
pub(super) struct Evaluator<'s, 'a> {
    /// The file; `None` for an expression alone, whose names mean nothing.
    pub(super) script: Option<&'s Script<'a>>,
    /// Where the value is used, in bytes: what is assigned later does not count.
    pub(super) used_at: Cell<u32>,
    /// The names whose values are being looked for.
    pub(super) open: RefCell<Vec<SymbolId>>,
    steps: Cell<u32>,
}

impl<'s, 'a> Evaluator<'s, 'a> {
    /// An evaluator for what is used at this place.
    pub(super) fn new(script: Option<&'s Script<'a>>, used_at: u32) -> Evaluator<'s, 'a> {
        Evaluator {
            script,
            used_at: Cell::new(used_at),
            open: RefCell::default(),
            steps: Cell::new(MAX_STEPS),
        }
    }

    /// The value of an expression.
    pub(super) fn value(&self, expression: &'a Expression<'a>) -> Located {
        self.eval(expression, MAX_DEPTH)
    }

    /// Takes one of the steps that an argument may have; one less of the depth, `None` when either is used up.
    pub(super) fn step(&self, depth: u32) -> Option<u32> {
        let left = self.steps.get().checked_sub(1)?;
        self.steps.set(left);
        depth.checked_sub(1)
    }

    pub(super) fn eval(&self, expression: &'a Expression<'a>, depth: u32) -> Located {
        let span = span(expression);
        let Some(depth) = self.step(depth) else {
            return Located { span, value: Value::Unknown(Unknown::default()) };
        };
        let value = match expression {
            Expression::ParenthesizedExpression(inner) => return self.eval(&inner.expression, depth),
            Expression::TSSatisfiesExpression(inner) => return self.eval(&inner.expression, depth),
            Expression::TSInstantiationExpression(inner) => return self.eval(&inner.expression, depth),
            Expression::AwaitExpression(awaited) => return self.eval(&awaited.argument, depth),
            Expression::TSAsExpression(inner) => {
                return self.cast(&inner.expression, &inner.type_annotation, depth);
            }
            Expression::TSTypeAssertion(inner) => {
                return self.cast(&inner.expression, &inner.type_annotation, depth);
            }
            Expression::TSNonNullExpression(inner) => return self.non_null(&inner.expression, depth),
            Expression::AssignmentExpression(assignment) => return self.eval(&assignment.right, depth),
            Expression::Identifier(name) => return self.name(name, depth),
            Expression::SequenceExpression(sequence) => match sequence.expressions.last() {
                Some(last) => return self.eval(last, depth),
                None => Value::Undefined,
            },
            Expression::StringLiteral(literal) => Value::Text(SmolStr::new(literal.value.as_str())),
            Expression::NumericLiteral(literal) => Value::Number(number(literal.raw.as_deref())),
            Expression::BigIntLiteral(literal) => Value::Number(number(literal.raw.as_deref())),
            Expression::BooleanLiteral(literal) => Value::Boolean(literal.value),
            Expression::NullLiteral(_) => Value::Null,
            Expression::TemplateLiteral(template) => self.template(template, depth),
            Expression::ArrayExpression(array) => self.list(array, depth),
            Expression::ObjectExpression(object) => Value::Object(self.object(object, depth)),
            Expression::BinaryExpression(binary) if binary.operator == BinaryOperator::Addition => {
                let sides = [&binary.left, &binary.right].map(|side| self.eval(side, depth).value);
                match sides {
                    [Value::Text(left), Value::Text(right)] => Value::Text(format_smolstr!("{left}{right}")),
                    _ => scalar(),
                }
            }
            Expression::BinaryExpression(_) | Expression::UpdateExpression(_) => scalar(),
            Expression::UnaryExpression(unary) => match (unary.operator, &unary.argument) {
                (UnaryOperator::Void, _) => Value::Undefined,
                (UnaryOperator::UnaryNegation, argument) => match self.eval(argument, depth).value {
                    Value::Number(number) if !number.starts_with('-') => {
                        Value::Number(format_smolstr!("-{number}"))
                    }
                    _ => scalar(),
                },
                (UnaryOperator::LogicalNot, argument) => {
                    let truth = merge::is_truthy(&self.eval(argument, depth).value);
                    truth.map_or_else(scalar, |truth| Value::Boolean(!truth))
                }
                _ => scalar(),
            },
            Expression::ConditionalExpression(conditional) => {
                match merge::is_truthy(&self.eval(&conditional.test, depth).value) {
                    Some(true) => return self.eval(&conditional.consequent, depth),
                    Some(false) => return self.eval(&conditional.alternate, depth),
                    None => {
                        let branches = [&conditional.consequent, &conditional.alternate];
                        merge::one_of(branches.map(|branch| self.eval(branch, depth)))
                    }
                }
            }
            Expression::LogicalExpression(logical) => {
                let left = self.eval(&logical.left, depth);
                self.logical(left, logical.operator, &logical.right, depth)
            }
            Expression::CallExpression(call) => return self.call(call, depth),
            Expression::NewExpression(new) => self.construct(new),
            Expression::StaticMemberExpression(member) => {
                return self.member(&member.object, &member.property.name, span, member.optional, depth);
            }
            Expression::ComputedMemberExpression(member) => {
                match self.eval(&member.expression, depth).value {
                    Value::Text(key) => {
                        return self.member(&member.object, &key, span, member.optional, depth);
                    }
                    _ => Value::Unknown(self.element(&member.object, depth)),
                }
            }
            Expression::ChainExpression(chain) => return self.chain(&chain.expression, span, depth),
            _ => Value::Unknown(Unknown::default()),
        };
        Located { span, value }
    }

    fn chain(&self, chain: &'a ChainElement<'a>, span: Span, depth: u32) -> Located {
        match chain {
            ChainElement::CallExpression(call) => {
                let mut located = self.call(call, depth);
                if let Value::Unknown(unknown) = &mut located.value {
                    unknown.may_be_undefined = true;
                }
                located
            }
            ChainElement::TSNonNullExpression(inner) => self.non_null(&inner.expression, depth),
            ChainElement::StaticMemberExpression(member) => {
                self.member(&member.object, &member.property.name, span, true, depth)
            }
            ChainElement::ComputedMemberExpression(member) => {
                match self.eval(&member.expression, depth).value {
                    Value::Text(key) => self.member(&member.object, &key, span, true, depth),
                    _ => {
                        let unknown = Unknown { may_be_undefined: true, ..Unknown::default() };
                        Located { span, value: Value::Unknown(unknown) }
                    }
                }
            }
            ChainElement::PrivateFieldExpression(_) => {
                let unknown = Unknown { may_be_undefined: true, ..Unknown::default() };
                Located { span, value: Value::Unknown(unknown) }
            }
        }
    }

    fn non_null(&self, inner: &'a Expression<'a>, depth: u32) -> Located {
        let mut located = self.eval(inner, depth);
        if let Value::Unknown(unknown) = &mut located.value {
            unknown.may_be_undefined = false;
        }
        located
    }

    fn logical(
        &self,
        left: Located,
        operator: LogicalOperator,
        right: &'a Expression<'a>,
        depth: u32,
    ) -> Value {
        let right = || self.eval(right, depth);
        match (operator, merge::is_truthy(&left.value)) {
            (LogicalOperator::And, Some(false)) => left.value,
            (LogicalOperator::And, Some(true)) => right().value,
            (LogicalOperator::And, None) => {
                // Where the left side decides, it is false, 0, an empty string, null or undefined.
                let may_be_undefined = may_be_undefined(&left.value);
                let falsy =
                    Value::Unknown(Unknown { may_be_undefined, is_scalar: true, ..Unknown::default() });
                merge::one_of([Located { span: left.span, value: falsy }, right()])
            }
            (LogicalOperator::Or, Some(true)) => left.value,
            (LogicalOperator::Or, Some(false)) => right().value,
            (LogicalOperator::Coalesce, _) if matches!(left.value, Value::Null | Value::Undefined) => {
                right().value
            }
            (LogicalOperator::Coalesce, Some(_)) => left.value,
            (LogicalOperator::Or | LogicalOperator::Coalesce, None) => {
                let mut left = left;
                if let Value::Unknown(unknown) = &mut left.value {
                    unknown.may_be_undefined = false;
                }
                merge::one_of([left, right()])
            }
        }
    }

    fn template(&self, template: &'a TemplateLiteral<'a>, depth: u32) -> Value {
        let mut text = String::new();
        for (at, quasi) in template.quasis.iter().enumerate() {
            let Some(cooked) = quasi.value.cooked else { return scalar() };
            text.push_str(cooked.as_str());
            match template.expressions.get(at).map(|inner| self.eval(inner, depth).value) {
                Some(Value::Text(part) | Value::Number(part)) => text.push_str(&part),
                Some(_) => return scalar(),
                None => {}
            }
        }
        Value::Text(SmolStr::from(text))
    }

    fn list(&self, array: &'a ArrayExpression<'a>, depth: u32) -> Value {
        let mut items = Vec::with_capacity(array.elements.len());
        let mut is_partial = false;
        for element in &array.elements {
            match element {
                ArrayExpressionElement::SpreadElement(spread) => {
                    let inner = self.eval(&spread.argument, depth);
                    is_partial |= !extend(&mut items, inner, false);
                }
                ArrayExpressionElement::Elision(_) => {}
                other => items.extend(other.as_expression().map(|inner| self.eval(inner, depth))),
            }
        }
        items.shrink_to_fit();
        Value::List { items, is_partial }
    }

    pub(super) fn object(&self, object: &'a ObjectExpression<'a>, depth: u32) -> Object {
        let mut result = Object::default();
        for property in &object.properties {
            match property {
                ObjectPropertyKind::SpreadProperty(inner) => {
                    merge::spread(&mut result, &self.eval(&inner.argument, depth).value);
                }
                ObjectPropertyKind::ObjectProperty(property) => {
                    let value = if property.kind == PropertyKind::Init && !property.method {
                        let mut value = self.eval(&property.value, depth);
                        if let Some(script) = self.script {
                            guard::narrow(script, &property.value, &mut value);
                        }
                        value
                    } else {
                        Located { span: span(&property.value), value: Value::Unknown(Unknown::default()) }
                    };
                    match self.key(&property.key, depth) {
                        Some(key) => merge::put(
                            &mut result,
                            Entry { key, key_span: span(&property.key), value, is_conditional: false },
                        ),
                        None => result.is_partial = true,
                    }
                }
            }
        }
        result.entries.shrink_to_fit();
        result
    }

    /// The name of a key; `None` where it is computed from something unknown.
    pub(super) fn key(&self, key: &'a PropertyKey<'a>, depth: u32) -> Option<SmolStr> {
        if let Some(name) = key.static_name() {
            return Some(SmolStr::new(name));
        }
        match self.eval(key.as_expression()?, depth).value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A number as it is written, without the mark of a big integer.
fn number(raw: Option<&str>) -> SmolStr {
    raw.map_or(SmolStr::default(), |raw| SmolStr::new(raw.trim_end_matches('n')))
}

/// Adds the elements of a list that is spread; `false` where others may be added. What is there only under a condition is one
/// of itself and nothing.
pub(super) fn extend(items: &mut Vec<Located>, list: Located, is_conditional: bool) -> bool {
    let mut add = |inner: Vec<Located>, is_conditional: bool| {
        items.extend(inner.into_iter().map(|item| if is_conditional { optional(item) } else { item }));
    };
    match list.value {
        Value::List { items: inner, is_partial } => {
            add(inner, is_conditional);
            !is_partial
        }
        Value::OneOf(alternatives) => {
            let mut is_known = true;
            for alternative in alternatives {
                match alternative.value {
                    Value::List { items: inner, is_partial } => {
                        add(inner, true);
                        is_known &= !is_partial;
                    }
                    Value::Unknown(unknown) => is_known &= unknown.is_scalar,
                    _ => {}
                }
            }
            is_known
        }
        _ => false,
    }
}

/// A value that is there only under a condition.
pub(super) fn optional(item: Located) -> Located {
    let span = item.span;
    Located { span, value: merge::one_of([item, Located { span, value: Value::Undefined }]) }
}

/// A value of which only the amount is unknown.
pub(super) fn scalar() -> Value {
    Value::Unknown(Unknown { is_scalar: true, ..Unknown::default() })
}

/// Whether the value may be `undefined`.
pub(super) fn may_be_undefined(value: &Value) -> bool {
    match value {
        Value::Undefined => true,
        Value::Unknown(unknown) => unknown.may_be_undefined,
        Value::OneOf(all) => all.iter().any(|it| may_be_undefined(&it.value)),
        _ => false,
    }
}
