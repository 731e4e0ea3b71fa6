//! Calls in the arguments of queries: helpers of Prisma, of the language, and functions of the file.

use model::script::returns;
use oxc_ast::AstKind;
use oxc_ast::ast::{
    Argument, ArrowFunctionBody, ArrowFunctionExpression, BindingPattern, CallExpression, ClassElement,
    Expression, NewExpression,
};
use oxc_semantic::NodeId;

use base::text::Span;

use crate::code::{Located, Object, Unknown, Value};
use crate::read::members::is_key;
use crate::read::merge;
use crate::read::value::{Evaluator, scalar};
use model::script::span;

impl<'a> Evaluator<'_, 'a> {
    /// What a call returns.
    pub(super) fn call(&self, call: &'a CallExpression<'a>, depth: u32) -> Located {
        let at = span(call);
        let unknown = Located { span: at, value: Value::Unknown(Unknown::default()) };
        let Some(depth) = self.step(depth) else { return unknown };
        let first = call.arguments.first().and_then(Argument::as_expression);
        let scalar = Located { span: at, value: scalar() };
        match call.callee.get_inner_expression() {
            Expression::Identifier(name) => {
                if let Some(symbol) = self.script.and_then(|script| script.symbol(name)) {
                    let returns = self.returns(symbol);
                    // What calls itself is not followed.
                    if returns.is_empty() || self.open.borrow().contains(&symbol) {
                        return unknown;
                    }
                    self.open.borrow_mut().push(symbol);
                    let value = self.returned(&returns, at, depth);
                    self.open.borrow_mut().pop();
                    return value;
                }
                match name.name.as_str() {
                    "Number" | "parseInt" | "parseFloat" | "String" | "BigInt" | "Boolean" | "Symbol" => {
                        scalar
                    }
                    "structuredClone" => first.map_or(unknown, |it| self.eval(it, depth)),
                    _ => unknown,
                }
            }
            // `Prisma.validator<…>()({ … })`.
            Expression::CallExpression(inner) if is_member(&inner.callee, "Prisma", "validator") => {
                first.map_or(unknown, |it| self.eval(it, depth))
            }
            Expression::StaticMemberExpression(member) => {
                let method = member.property.name.as_str();
                if let Expression::ThisExpression(this) = member.object.get_inner_expression() {
                    let returns = self.returns_of_method(this.node_id.get(), method);
                    let is_known = !returns.is_empty();
                    return if is_known { self.returned(&returns, at, depth) } else { unknown };
                }
                if matches!(method, "map" | "flatMap")
                    && let Some(Expression::ArrowFunctionExpression(function)) = first
                {
                    return self.mapped(function, at, depth);
                }
                if let Expression::Identifier(object) = member.object.get_inner_expression() {
                    match (object.name.as_str(), method) {
                        ("Object", "assign") => {
                            let mut object = Object::default();
                            for argument in &call.arguments {
                                match argument.as_expression() {
                                    Some(it) => merge::spread(&mut object, &self.eval(it, depth).value),
                                    None => object.is_partial = true,
                                }
                            }
                            return Located { span: at, value: Value::Object(object) };
                        }
                        ("Object", "freeze" | "seal") | ("Promise", "resolve") => {
                            return first.map_or(unknown, |it| self.eval(it, depth));
                        }
                        ("Object", "keys" | "values" | "entries") | ("Array", "from" | "of") => {
                            return list(at);
                        }
                        ("Date" | "Math" | "crypto" | "JSON" | "Number" | "Buffer", _)
                            if (object.name.as_str(), method) != ("JSON", "parse") =>
                        {
                            return scalar;
                        }
                        // Of the search parameters of a URL: null, not undefined, where there is none.
                        ("searchParams" | "params" | "formData", "get") => return scalar,
                        ("searchParams" | "formData", "getAll") => return list(at),
                        _ => {}
                    }
                }
                if method == "get"
                    && matches!(member.object.get_inner_expression(),
                        Expression::StaticMemberExpression(inner) if inner.property.name == "searchParams")
                {
                    return scalar;
                }
                self.method(member.object.get_inner_expression(), method, at, depth)
            }
            Expression::ArrowFunctionExpression(function) if call.arguments.is_empty() => {
                let mut returns = Vec::new();
                arrow_returns(function, &mut returns);
                self.returned(&returns, at, depth)
            }
            _ => unknown,
        }
    }

    /// A list of what a callback makes of each element; of objects the shape is known.
    fn mapped(&self, function: &'a ArrowFunctionExpression<'a>, at: Span, depth: u32) -> Located {
        let mut returns = Vec::new();
        arrow_returns(function, &mut returns);
        let item = self.returned(&returns, at, depth);
        match item.value {
            Value::Object(_) => {
                Located { span: at, value: Value::List { items: vec![item], is_partial: true } }
            }
            _ => list(at),
        }
    }

    /// The expressions that a method of the class around may return.
    fn returns_of_method(&self, this: NodeId, name: &str) -> Vec<&'a Expression<'a>> {
        let mut found = Vec::new();
        let Some(script) = self.script else { return found };
        let class = script.nodes.ancestor_kinds(this).find_map(|kind| match kind {
            AstKind::Class(class) => Some(class),
            _ => None,
        });
        for element in class.iter().flat_map(|class| &class.body.body) {
            if let ClassElement::MethodDefinition(method) = element
                && is_key(&method.key, name)
                && let Some(body) = &method.value.body
            {
                returns(&body.statements, &mut found, 16);
            }
        }
        found
    }

    /// What a method returns whose name says it.
    fn method(&self, object: &'a Expression<'a>, method: &str, at: Span, depth: u32) -> Located {
        let value = match method {
            "filter" => match self.eval(object, depth).value {
                // `[a && { … }].filter(Boolean)`.
                Value::List { items, is_partial } => Value::List { items, is_partial },
                _ => return list(at),
            },
            "map" | "flatMap" | "split" | "slice" | "concat" | "sort" | "reverse" | "toSorted" | "flat"
            | "splice" => return list(at),
            "toString" | "trim" | "toLowerCase" | "toUpperCase" | "toISOString" | "getTime" | "toDate"
            | "replace" | "replaceAll" | "substring" | "padStart" | "join" | "valueOf" | "toNumber"
            | "toFixed" | "normalize" | "includes" | "startsWith" | "endsWith" | "some" | "every"
            | "indexOf" | "charAt" | "digest" | "hash" => scalar(),
            "find" | "at" | "pop" | "shift" | "findLast" => {
                Value::Unknown(Unknown { may_be_undefined: true, ..Unknown::default() })
            }
            _ => Value::Unknown(Unknown::default()),
        };
        Located { span: at, value }
    }

    /// `new C(…)`.
    pub(super) fn construct(&self, new: &'a NewExpression<'a>) -> Value {
        let is_text =
            |name: &str| matches!(name, "Date" | "Decimal" | "String" | "Number" | "ObjectId" | "URL");
        match new.callee.get_inner_expression() {
            Expression::Identifier(name) if is_text(&name.name) => scalar(),
            Expression::StaticMemberExpression(member) if is_text(&member.property.name) => scalar(),
            Expression::Identifier(name) if name.name == "Array" || name.name == "Set" => {
                Value::Unknown(Unknown { is_list: true, ..Unknown::default() })
            }
            _ => Value::Unknown(Unknown::default()),
        }
    }

    /// The expressions that a function of the file may return.
    pub(super) fn returns(&self, symbol: oxc_semantic::SymbolId) -> Vec<&'a Expression<'a>> {
        let mut found = Vec::new();
        let Some(script) = self.script else { return found };
        match script.declaration(symbol).1 {
            AstKind::Function(function) => {
                if let Some(body) = &function.body {
                    returns(&body.statements, &mut found, 16);
                }
            }
            AstKind::VariableDeclarator(declarator)
                if matches!(declarator.id, BindingPattern::BindingIdentifier(_)) =>
            {
                match declarator.init.as_ref().map(Expression::get_inner_expression) {
                    Some(Expression::ArrowFunctionExpression(function)) => {
                        arrow_returns(function, &mut found);
                    }
                    Some(Expression::FunctionExpression(function)) => {
                        if let Some(body) = &function.body {
                            returns(&body.statements, &mut found, 16);
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        found
    }
}

fn list(at: Span) -> Located {
    Located { span: at, value: Value::Unknown(Unknown { is_list: true, ..Unknown::default() }) }
}

/// `object.property`, both by name.
pub(super) fn is_member(expression: &Expression<'_>, object: &str, property: &str) -> bool {
    match expression.get_inner_expression() {
        Expression::StaticMemberExpression(member) => {
            member.property.name == property && member.object.is_specific_id(object)
        }
        _ => false,
    }
}

/// The expressions that an arrow function may return.
pub(super) fn arrow_returns<'a>(
    function: &'a ArrowFunctionExpression<'a>,
    found: &mut Vec<&'a Expression<'a>>,
) {
    match &function.body {
        ArrowFunctionBody::FunctionBody(body) => returns(&body.statements, found, 16),
        body => found.extend(body.as_expression()),
    }
}
