//! What functions return, as far as clients are concerned.

use oxc_ast::AstKind;
use oxc_ast::ast::{Argument, CallExpression, Class, ClassElement, Expression};
use oxc_semantic::SymbolId;
use smol_str::format_smolstr;

use crate::read::helpers::arrow_returns;
use crate::read::members::is_key;
use crate::read::origin::{Origin, Resolver, imported, unknown};
use crate::read::packages;
use model::script::returns;
use model::script::span;

impl<'a> Resolver<'_, 'a> {
    /// What a call returns.
    pub(super) fn call(&self, call: &'a CallExpression<'a>, depth: u32) -> Origin<'a> {
        let Some(depth) = self.step(depth) else { return unknown("") };
        let gives_client = call.arguments.iter().filter_map(Argument::as_expression).any(|it| match it {
            Expression::Identifier(name) => packages::is_client_type(&name.name),
            Expression::ArrowFunctionExpression(function) if function.params.items.is_empty() => {
                let mut found = Vec::new();
                arrow_returns(function, &mut found);
                matches!(self.either(&found, depth), Origin::Client { .. })
            }
            _ => false,
        });
        if gives_client {
            return Origin::Client { transaction: None };
        }
        match call.callee.get_inner_expression() {
            Expression::Identifier(name) => match self.script.symbol(name) {
                Some(symbol) => self.returned_by(symbol, depth),
                None if name.name == "require" => match call.arguments.first() {
                    Some(Argument::StringLiteral(module)) => {
                        imported(module.value.as_str(), span(&**module), "*")
                    }
                    _ => Origin::Other,
                },
                None => unknown(format_smolstr!("{}({})", name.name.as_str(), key(call))),
            },
            Expression::StaticMemberExpression(member) => {
                let method = member.property.name.as_str();
                let object = self.resolve(&member.object, depth);
                match (object, method) {
                    (Origin::Other, _) => Origin::Other,
                    (_, "$extends") => Origin::Client { transaction: None },
                    (object, _) if method.starts_with('$') => object,
                    (Origin::Instance(class, _), _) => self.method(class, method, depth),
                    (Origin::Delegate { .. } | Origin::Client { .. }, _) => Origin::Other,
                    (object @ Origin::Imported { .. }, _) => {
                        match self.member(object, method, span(&member.property), depth) {
                            Origin::Imported { module, module_span, name, members, .. } => {
                                Origin::Imported { module, module_span, name, members, last: None }
                            }
                            other => other,
                        }
                    }
                    (Origin::Unknown { text, .. }, _) => {
                        unknown(format_smolstr!("{text}.{method}({})", key(call)))
                    }
                    _ => Origin::Other,
                }
            }
            Expression::ArrowFunctionExpression(function) => {
                let mut found = Vec::new();
                arrow_returns(function, &mut found);
                self.either(&found, depth)
            }
            Expression::FunctionExpression(function) => {
                let mut found = Vec::new();
                function.body.iter().for_each(|body| returns(&body.statements, &mut found, 8));
                self.either(&found, depth)
            }
            _ => Origin::Other,
        }
    }

    /// What a method of a class returns.
    pub(super) fn method(&self, class: &'a Class<'a>, key: &str, depth: u32) -> Origin<'a> {
        for element in &class.body.body {
            if let ClassElement::MethodDefinition(method) = element
                && is_key(&method.key, key)
            {
                return self.returned(&method.value, depth);
            }
        }
        Origin::Other
    }

    /// What a function returns.
    pub(super) fn returned(&self, function: &'a oxc_ast::ast::Function<'a>, depth: u32) -> Origin<'a> {
        let annotation = function.return_type.as_ref();
        if let Some(origin) = annotation.and_then(|it| self.of_type(&it.type_annotation, "", depth)) {
            return origin;
        }
        let mut found = Vec::new();
        function.body.iter().for_each(|body| returns(&body.statements, &mut found, 8));
        self.either(&found, depth)
    }

    /// What a function of the file or of a module returns.
    pub(super) fn returned_by(&self, symbol: SymbolId, depth: u32) -> Origin<'a> {
        let name = self.script.scoping.symbol_name(symbol);
        match self.script.declaration(symbol).1 {
            AstKind::Function(function) => self.returned(function, depth),
            AstKind::VariableDeclarator(declarator) => {
                match declarator.init.as_ref().map(Expression::get_inner_expression) {
                    Some(Expression::ArrowFunctionExpression(function)) => {
                        let annotation = function.return_type.as_ref();
                        let said = annotation.and_then(|it| self.of_type(&it.type_annotation, "", depth));
                        said.unwrap_or_else(|| {
                            let mut found = Vec::new();
                            arrow_returns(function, &mut found);
                            self.either(&found, depth)
                        })
                    }
                    Some(Expression::FunctionExpression(function)) => self.returned(function, depth),
                    // `cache(() => new PrismaClient())`.
                    Some(Expression::CallExpression(call)) => match self.call(call, depth) {
                        origin @ (Origin::Client { .. } | Origin::Imported { .. }) => origin,
                        _ => unknown(format_smolstr!("{name}()")),
                    },
                    _ => unknown(format_smolstr!("{name}()")),
                }
            }
            AstKind::ImportSpecifier(_) | AstKind::ImportDefaultSpecifier(_) => self.symbol(symbol, depth),
            _ => unknown(format_smolstr!("{name}()")),
        }
    }
}

/// The name that a call asks for: `prisma` of `container.get("prisma")`; empty where the first argument is no text.
fn key<'a>(call: &CallExpression<'a>) -> &'a str {
    match call.arguments.first() {
        Some(Argument::StringLiteral(text)) if text.value.len() < 40 => text.value.as_str(),
        _ => "",
    }
}
