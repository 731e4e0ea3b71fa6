//! What names mean.

use std::rc::Rc;

use oxc_ast::AstKind;
use oxc_ast::ast::{
    AssignmentOperator, AssignmentTarget, BindingPattern, IdentifierReference, ImportDeclarationSpecifier,
    PropertyKey, TSModuleReference, VariableDeclarator,
};
use oxc_semantic::SymbolId;

use crate::project::config::script::builtin;
use crate::project::config::script::evaluator::{Evaluator, closure};
use crate::project::config::script::value::{Callable, Scope, Value};

impl<'a> Evaluator<'a, '_> {
    pub(super) fn name(&self, name: &IdentifierReference<'a>, scope: &Scope<'a>, depth: usize) -> Value<'a> {
        let scoping = &scope.module.scoping;
        let reference = name.reference_id.get().map(|id| scoping.get_reference(id));
        match reference.and_then(|reference| reference.symbol_id()) {
            Some(symbol) => self.symbol(symbol, scope, depth),
            None => self.global(&name.name, scope),
        }
    }

    /// A name that nothing in the script declares.
    fn global(&self, name: &str, scope: &Scope<'a>) -> Value<'a> {
        let text = |path: &std::path::Path| {
            path.to_str().map_or(Value::Unknown, |path| Value::Text(path.to_owned()))
        };
        match name {
            "undefined" => Value::Nothing,
            "__dirname" => text(scope.module.dir()),
            "__filename" => text(&scope.module.path),
            _ => builtin::global(name).map_or(Value::Unknown, Value::Library),
        }
    }

    /// What a name of the script means: what it is bound to, and everything that is assigned to it later.
    pub(super) fn symbol(&self, symbol: SymbolId, scope: &Scope<'a>, depth: usize) -> Value<'a> {
        let Some(depth) = self.step(depth) else { return Value::Unknown };
        if let Some((_, value)) = scope.parameters.iter().rev().find(|(id, _)| *id == symbol) {
            return value.clone();
        }
        let module = &scope.module;
        let declared = self.declared(symbol, scope, depth);
        if !module.scoping.symbol_is_mutated(symbol) {
            return declared;
        }
        let writes = module.scoping.get_resolved_references(symbol).filter(|it| it.is_write());
        let assigned = writes.map(|write| match module.nodes.parent_kind(write.node_id()) {
            AstKind::AssignmentExpression(assignment) => {
                let is_whole = matches!(assignment.left, AssignmentTarget::AssignmentTargetIdentifier(_));
                let replaces = matches!(
                    assignment.operator,
                    AssignmentOperator::Assign
                        | AssignmentOperator::LogicalNullish
                        | AssignmentOperator::LogicalOr
                );
                if is_whole && replaces { self.eval(&assignment.right, scope, depth) } else { Value::Unknown }
            }
            _ => Value::Unknown,
        });
        let assigned: Vec<Value<'a>> = assigned.collect();
        // Declared without a value, it has one by the time it is read.
        let declared = Some(declared).filter(|value| !matches!(value, Value::Nothing));
        Value::one_of(declared.into_iter().chain(assigned))
    }

    fn declared(&self, symbol: SymbolId, scope: &Scope<'a>, depth: usize) -> Value<'a> {
        let module = &scope.module;
        let id = module.scoping.symbol_declaration(symbol);
        match module.nodes.kind(id) {
            AstKind::VariableDeclarator(declarator) => self.variable(declarator, symbol, scope, depth),
            AstKind::TSEnumDeclaration(declaration) => Value::Enum(declaration),
            AstKind::Function(function) => closure(Callable::Full(function), scope),
            AstKind::FormalParameter(parameter) => match &parameter.initializer {
                Some(default) if is_bound(&parameter.pattern, symbol) => self.eval(default, scope, depth),
                _ => Value::Unknown,
            },
            AstKind::ImportSpecifier(specifier) => {
                self.imported(id, &specifier.imported.name(), scope, depth)
            }
            AstKind::ImportDefaultSpecifier(_) => self.imported(id, "default", scope, depth),
            AstKind::ImportNamespaceSpecifier(_) => self.imported(id, "*", scope, depth),
            AstKind::TSImportEqualsDeclaration(import) => match &import.module_reference {
                TSModuleReference::ExternalModuleReference(reference) => {
                    self.import(&reference.expression.value, module, depth)
                }
                _ => Value::Unknown,
            },
            _ => Value::Unknown,
        }
    }

    fn variable(
        &self,
        declarator: &'a VariableDeclarator<'a>,
        symbol: SymbolId,
        scope: &Scope<'a>,
        depth: usize,
    ) -> Value<'a> {
        let Some(init) = &declarator.init else { return Value::Nothing };
        let value = self.eval(init, scope, depth);
        self.bound(&declarator.id, value, symbol, scope, depth).unwrap_or(Value::Unknown)
    }

    /// The part of a value that a pattern binds to a name.
    pub(super) fn bound(
        &self,
        pattern: &'a BindingPattern<'a>,
        value: Value<'a>,
        symbol: SymbolId,
        scope: &Scope<'a>,
        depth: usize,
    ) -> Option<Value<'a>> {
        let depth = self.step(depth)?;
        match pattern {
            BindingPattern::BindingIdentifier(name) => {
                (name.symbol_id.get() == Some(symbol)).then_some(value)
            }
            BindingPattern::ObjectPattern(object) => object.properties.iter().find_map(|property| {
                let key = match &property.key {
                    PropertyKey::StaticIdentifier(name) => name.name.to_string(),
                    PropertyKey::StringLiteral(text) => text.value.to_string(),
                    _ => return None,
                };
                let part = || self.member_value(&value, &key, scope, depth);
                binds(&property.value, symbol)
                    .then(|| self.bound(&property.value, part(), symbol, scope, depth))
                    .flatten()
            }),
            BindingPattern::ArrayPattern(array) => {
                array.elements.iter().enumerate().find_map(|(at, element)| {
                    let element = element.as_ref().filter(|element| binds(element, symbol))?;
                    let part = self.member_value(&value, &at.to_string(), scope, depth);
                    self.bound(element, part, symbol, scope, depth)
                })
            }
            BindingPattern::AssignmentPattern(with_default) => {
                let value = match value {
                    Value::Nothing | Value::Unknown | Value::Package(_) => {
                        self.eval(&with_default.right, scope, depth)
                    }
                    value => value,
                };
                self.bound(&with_default.left, value, symbol, scope, depth)
            }
        }
    }

    /// What an import in the script brings in.
    fn imported(
        &self,
        specifier: oxc_semantic::NodeId,
        name: &str,
        scope: &Scope<'a>,
        depth: usize,
    ) -> Value<'a> {
        let AstKind::ImportDeclaration(import) = scope.module.nodes.parent_kind(specifier) else {
            return Value::Unknown;
        };
        let has_default = import.specifiers.iter().flatten();
        let is_alone =
            has_default.filter(|it| matches!(it, ImportDeclarationSpecifier::ImportDefaultSpecifier(_)));
        let module = self.import(&import.source.value, &scope.module, depth);
        let is_package = !import.source.value.starts_with('.') && matches!(module, Value::Unknown);
        match name {
            _ if is_package => Value::Package(Rc::from(import.source.value.as_str())),
            "*" => module,
            "default" if is_alone.count() > 0 && matches!(module, Value::Library(_)) => module,
            name => self.member_value(&module, name, scope, depth),
        }
    }
}

/// Whether a pattern is this name and nothing else.
fn is_bound(pattern: &BindingPattern<'_>, symbol: SymbolId) -> bool {
    matches!(pattern, BindingPattern::BindingIdentifier(name) if name.symbol_id.get() == Some(symbol))
}

/// Whether a pattern binds a name anywhere.
fn binds(pattern: &BindingPattern<'_>, symbol: SymbolId) -> bool {
    pattern.get_symbol_ids().contains(&symbol)
}
