//! SQL that the code writes itself.

use oxc_ast::AstKind;
use oxc_ast::ast::{BinaryOperator, Expression, TemplateLiteral};
use smol_str::SmolStr;

use base::text::Span;

use crate::code::{RawKind, SqlText, Value};
use crate::read::source::Script;
use crate::read::value::Evaluator;
use model::script::span;

/// How many constants are followed to a text.
const MAX_DEPTH: u32 = 6;

/// Which method a name is, on this object.
pub(super) fn kind(name: &str, object: &Expression<'_>) -> Option<RawKind> {
    let is_prisma = || {
        let inner = object.get_inner_expression();
        let is_namespaced =
            matches!(inner, Expression::StaticMemberExpression(it) if it.property.name == "Prisma");
        inner.is_specific_id("Prisma") || is_namespaced
    };
    Some(match name {
        "$queryRaw" => RawKind::QueryRaw,
        "$executeRaw" => RawKind::ExecuteRaw,
        "$queryRawUnsafe" => RawKind::QueryRawUnsafe,
        "$executeRawUnsafe" => RawKind::ExecuteRawUnsafe,
        "$queryRawTyped" => RawKind::Typed,
        "$runCommandRaw" => RawKind::Command,
        "raw" if is_prisma() => RawKind::PrismaRaw,
        "sql" if is_prisma() => RawKind::PrismaSql,
        _ => return None,
    })
}

/// The SQL of a tagged template.
pub(super) fn tagged(template: &TemplateLiteral<'_>) -> SqlText {
    let mut text = String::new();
    for (at, quasi) in template.quasis.iter().enumerate() {
        if at > 0 {
            text.push('?');
        }
        text.push_str(quasi.value.cooked.as_deref().unwrap_or(quasi.value.raw.as_str()));
    }
    SqlText::Tagged(SmolStr::from(text))
}

/// The SQL that a call is given.
pub(super) fn argument<'a>(script: &Script<'a>, expression: &'a Expression<'a>, used_at: u32) -> SqlText {
    let mut text = Composition { script, used_at, text: String::new(), value: None, only_constants: true };
    match text.add(expression, MAX_DEPTH) {
        Some(tagged) => tagged,
        None => match text.value {
            None => SqlText::Literal(SmolStr::from(text.text)),
            Some(_) if text.text.trim_matches(['?', ' ', '\n']).is_empty() && !text.only_constants => {
                SqlText::Unknown
            }
            Some(value) => SqlText::Composed {
                text: SmolStr::from(text.text),
                value,
                only_constants: text.only_constants,
            },
        },
    }
}

struct Composition<'s, 'a> {
    script: &'s Script<'a>,
    used_at: u32,
    text: String,
    value: Option<Span>,
    only_constants: bool,
}

impl<'a> Composition<'_, 'a> {
    /// Adds a part; what it is where it is a tagged template as a whole.
    fn add(&mut self, expression: &'a Expression<'a>, depth: u32) -> Option<SqlText> {
        let Some(depth) = depth.checked_sub(1) else {
            self.unknown(span(expression), false);
            return None;
        };
        match expression.get_inner_expression() {
            Expression::StringLiteral(literal) => self.text.push_str(literal.value.as_str()),
            Expression::TaggedTemplateExpression(template) => {
                return Some(tagged(&template.quasi));
            }
            Expression::TemplateLiteral(template) => {
                for (at, quasi) in template.quasis.iter().enumerate() {
                    self.text.push_str(quasi.value.cooked.as_deref().unwrap_or(quasi.value.raw.as_str()));
                    if let Some(value) = template.expressions.get(at) {
                        self.part(value);
                    }
                }
            }
            Expression::BinaryExpression(binary) if binary.operator == BinaryOperator::Addition => {
                for side in [&binary.left, &binary.right] {
                    match side.get_inner_expression() {
                        Expression::BinaryExpression(_)
                        | Expression::StringLiteral(_)
                        | Expression::TemplateLiteral(_) => {
                            self.add(side, depth);
                        }
                        _ => self.part(side),
                    }
                }
            }
            Expression::Identifier(name) => {
                let declaration =
                    self.script.symbol(name).map(|symbol| (symbol, self.script.declaration(symbol).1));
                if let Some((symbol, AstKind::VariableDeclarator(declarator))) = declaration
                    && let Some(init) = &declarator.init
                    && !self.script.scoping.symbol_is_mutated(symbol)
                    && declarator.id.is_binding_identifier()
                {
                    return self.add(init, depth);
                }
                self.unknown(span(expression), false);
            }
            _ => self.unknown(span(expression), false),
        }
        None
    }

    /// A value that becomes part of the text.
    fn part(&mut self, value: &'a Expression<'a>) {
        let known = Evaluator::new(Some(self.script), self.used_at).value(value).value;
        let is_constant = is_constant(&known);
        match known {
            Value::Text(text) | Value::Number(text) => {
                self.text.push_str(&text);
                self.value.get_or_insert(span(value));
            }
            _ => self.unknown(span(value), is_constant),
        }
    }

    fn unknown(&mut self, at: Span, is_constant: bool) {
        self.text.push('?');
        self.value.get_or_insert(at);
        self.only_constants &= is_constant;
    }
}

/// Whether it is one of several constants.
fn is_constant(value: &Value) -> bool {
    match value {
        Value::Text(_) | Value::Number(_) | Value::Boolean(_) | Value::Null => true,
        Value::OneOf(all) => all.iter().all(|it| is_constant(&it.value)),
        _ => false,
    }
}
