//! What an expression is, as far as clients are concerned.

use std::cell::{Cell, RefCell};

use oxc_ast::AstKind;
use oxc_ast::ast::{
    BindingPattern, CallExpression, ChainElement, Class, Expression, ImportDeclarationSpecifier,
    ObjectExpression, TSType,
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;
use smol_str::{SmolStr, format_smolstr};

use base::text::Span;

use crate::code::Name;
use crate::read::packages;
use crate::read::source::Script;
use model::script::span;

/// How far names are followed.
const MAX_DEPTH: u32 = 24;

/// How many expressions are looked at for one receiver.
const MAX_STEPS: u32 = 600;

/// What an expression is.
#[derive(Clone, Debug)]
pub(super) enum Origin<'a> {
    /// A client. `transaction` is the call of `$transaction` that gives it to its callback.
    Client { transaction: Option<Span> },
    /// A model of a client.
    Delegate { of: Box<Origin<'a>>, name: Name },
    /// Something of a module; `last` is the last of the members.
    Imported { module: SmolStr, module_span: Span, name: SmolStr, members: SmolStr, last: Option<Name> },
    /// An object literal.
    Object(&'a ObjectExpression<'a>),
    /// An object of a class.
    Instance(&'a Class<'a>, SmolStr),
    /// Something with a type that the file declares.
    Typed(&'a TSType<'a>, SmolStr),
    /// Something that the file does not tell; `last` is the last of the members.
    Unknown { text: SmolStr, last: Option<Name> },
    /// Certainly something else.
    Other,
}

/// Finds out what expressions are.
pub(super) struct Resolver<'s, 'a> {
    /// The file.
    pub(super) script: &'s Script<'a>,
    steps: Cell<u32>,
    open: RefCell<Vec<SymbolId>>,
}

/// Something unknown with this text.
pub(super) fn unknown<'a>(text: impl Into<SmolStr>) -> Origin<'a> {
    Origin::Unknown { text: text.into(), last: None }
}

impl<'s, 'a> Resolver<'s, 'a> {
    /// A resolver for a file.
    pub(super) fn new(script: &'s Script<'a>) -> Resolver<'s, 'a> {
        Resolver { script, steps: Cell::new(MAX_STEPS), open: RefCell::default() }
    }

    /// What an expression is.
    pub(super) fn origin(&self, expression: &'a Expression<'a>) -> Origin<'a> {
        self.steps.set(MAX_STEPS);
        self.resolve(expression, MAX_DEPTH)
    }

    /// What a declared name is.
    pub(super) fn origin_of(&self, symbol: SymbolId) -> Origin<'a> {
        self.steps.set(MAX_STEPS);
        self.symbol(symbol, MAX_DEPTH)
    }

    /// Takes one step; one less of the depth, `None` when either is used up.
    pub(super) fn step(&self, depth: u32) -> Option<u32> {
        self.steps.set(self.steps.get().checked_sub(1)?);
        depth.checked_sub(1)
    }

    pub(super) fn resolve(&self, expression: &'a Expression<'a>, depth: u32) -> Origin<'a> {
        let Some(depth) = self.step(depth) else { return unknown("") };
        match expression {
            Expression::Identifier(name) => match (self.script.symbol(name), name.name.as_str()) {
                (Some(symbol), _) => self.symbol(symbol, depth),
                (None, name) if packages::is_other_global(name) => Origin::Other,
                (None, name) => unknown(name),
            },
            Expression::ThisExpression(this) => self.this(this.node_id.get()),
            Expression::StaticMemberExpression(member) => {
                let name = &member.property;
                let object = self.resolve(&member.object, depth);
                self.member(object, name.name.as_str(), span(name), depth)
            }
            Expression::ComputedMemberExpression(member) => match member.expression.get_inner_expression() {
                Expression::StringLiteral(key) => {
                    let object = self.resolve(&member.object, depth);
                    self.member(object, key.value.as_str(), inside_quotes(span(&**key)), depth)
                }
                _ => Origin::Other,
            },
            Expression::PrivateFieldExpression(member) => {
                let object = self.resolve(&member.object, depth);
                let name = format_smolstr!("#{}", member.field.name.as_str());
                self.member(object, &name, span(&member.field), depth)
            }
            Expression::ChainExpression(chain) => match &chain.expression {
                ChainElement::CallExpression(call) => self.call(call, depth),
                ChainElement::TSNonNullExpression(inner) => self.resolve(&inner.expression, depth),
                ChainElement::StaticMemberExpression(member) => {
                    let name = &member.property;
                    let object = self.resolve(&member.object, depth);
                    self.member(object, name.name.as_str(), span(name), depth)
                }
                _ => Origin::Other,
            },
            Expression::ParenthesizedExpression(inner) => self.resolve(&inner.expression, depth),
            Expression::TSNonNullExpression(inner) => self.resolve(&inner.expression, depth),
            Expression::TSSatisfiesExpression(inner) => self.resolve(&inner.expression, depth),
            Expression::TSInstantiationExpression(inner) => self.resolve(&inner.expression, depth),
            Expression::AwaitExpression(inner) => self.resolve(&inner.argument, depth),
            Expression::AssignmentExpression(inner) => self.resolve(&inner.right, depth),
            Expression::SequenceExpression(inner) => {
                inner.expressions.last().map_or(Origin::Other, |last| self.resolve(last, depth))
            }
            Expression::TSAsExpression(cast) => self
                .of_type(&cast.type_annotation, "", depth)
                .unwrap_or_else(|| self.resolve(&cast.expression, depth)),
            Expression::TSTypeAssertion(cast) => self
                .of_type(&cast.type_annotation, "", depth)
                .unwrap_or_else(|| self.resolve(&cast.expression, depth)),
            Expression::LogicalExpression(logical) => self.either(&[&logical.left, &logical.right], depth),
            Expression::ConditionalExpression(conditional) => {
                self.either(&[&conditional.consequent, &conditional.alternate], depth)
            }
            Expression::CallExpression(call) => self.call(call, depth),
            Expression::NewExpression(new) => self.construct(&new.callee, depth),
            Expression::ObjectExpression(object) => Origin::Object(object),
            Expression::ImportExpression(import) => match import.source.get_inner_expression() {
                Expression::StringLiteral(source) => imported(source.value.as_str(), span(&**source), "*"),
                _ => Origin::Other,
            },
            _ => Origin::Other,
        }
    }

    /// The one that says most: a client, a module, something unknown.
    pub(super) fn either(&self, all: &[&'a Expression<'a>], depth: u32) -> Origin<'a> {
        let rank = |origin: &Origin<'_>| match origin {
            Origin::Client { .. } => 5,
            Origin::Delegate { .. } => 4,
            Origin::Imported { .. } | Origin::Instance(..) => 3,
            Origin::Object(_) | Origin::Typed(..) => 2,
            Origin::Unknown { .. } => 1,
            Origin::Other => 0,
        };
        let mut best = Origin::Other;
        for expression in all {
            let origin = self.resolve(expression, depth);
            if rank(&origin) > rank(&best) {
                best = origin;
            }
        }
        best
    }

    /// What a declared name is.
    pub(super) fn symbol(&self, symbol: SymbolId, depth: u32) -> Origin<'a> {
        let text = SmolStr::new(self.script.scoping.symbol_name(symbol));
        let Some(depth) = self.step(depth) else { return unknown(text) };
        if self.open.borrow().contains(&symbol) {
            return Origin::Other;
        }
        self.open.borrow_mut().push(symbol);
        let origin = self.declared(symbol, &text, depth);
        self.open.borrow_mut().pop();
        origin
    }

    fn declared(&self, symbol: SymbolId, text: &SmolStr, depth: u32) -> Origin<'a> {
        let (id, declaration) = self.script.declaration(symbol);
        match declaration {
            AstKind::VariableDeclarator(declarator) => {
                let whole = match (&declarator.type_annotation, &declarator.init) {
                    (Some(annotation), init) => self
                        .of_type(&annotation.type_annotation, text, depth)
                        .or_else(|| init.as_ref().map(|init| self.resolve(init, depth))),
                    (None, Some(init)) => Some(self.resolve(init, depth)),
                    (None, None) => None,
                };
                if let BindingPattern::BindingIdentifier(_) = declarator.id
                    && self.script.scoping.symbol_is_mutated(symbol)
                    && !matches!(whole, Some(Origin::Client { .. }))
                {
                    return self.assigned(symbol, whole, text, depth);
                }
                match whole {
                    Some(whole) => self.bound(&declarator.id, whole, symbol, depth),
                    None => unknown(text.clone()),
                }
            }
            AstKind::FormalParameter(parameter) => {
                let annotation = parameter.type_annotation.as_ref();
                let name = match &parameter.pattern {
                    BindingPattern::BindingIdentifier(_) => text.as_str(),
                    _ => "",
                };
                let whole = self
                    .given(id, depth)
                    .or_else(|| annotation.and_then(|it| self.of_type(&it.type_annotation, name, depth)))
                    .or_else(|| {
                        parameter.initializer.as_ref().map(|it| self.resolve(it, depth)).filter(is_telling)
                    })
                    .unwrap_or_else(|| unknown(name));
                self.bound(&parameter.pattern, whole, symbol, depth)
            }
            AstKind::ImportSpecifier(specifier) => self.import(id, specifier.imported.name().as_str()),
            AstKind::ImportDefaultSpecifier(_) => self.import(id, "default"),
            AstKind::ImportNamespaceSpecifier(_) => self.import(id, "*"),
            AstKind::TSImportEqualsDeclaration(import) => match &import.module_reference {
                oxc_ast::ast::TSModuleReference::ExternalModuleReference(module) => {
                    imported(module.expression.value.as_str(), span(&module.expression), "*")
                }
                _ => Origin::Other,
            },
            AstKind::Class(_) | AstKind::Function(_) | AstKind::TSEnumDeclaration(_) => Origin::Other,
            _ => unknown(text.clone()),
        }
    }

    /// What is assigned to a variable, the first that tells something.
    fn assigned(
        &self,
        symbol: SymbolId,
        declared: Option<Origin<'a>>,
        text: &SmolStr,
        depth: u32,
    ) -> Origin<'a> {
        let scoping = &self.script.scoping;
        for write in scoping.get_resolved_references(symbol).filter(|it| it.is_write()) {
            if let AstKind::AssignmentExpression(assignment) = self.script.nodes.parent_kind(write.node_id())
            {
                let origin = self.resolve(&assignment.right, depth);
                if is_telling(&origin) {
                    return origin;
                }
            }
        }
        declared.filter(is_telling).unwrap_or_else(|| unknown(text.clone()))
    }

    /// The part that a pattern binds to a name.
    fn bound(
        &self,
        pattern: &'a BindingPattern<'a>,
        whole: Origin<'a>,
        symbol: SymbolId,
        depth: u32,
    ) -> Origin<'a> {
        let Some(depth) = self.step(depth) else { return unknown("") };
        match pattern {
            BindingPattern::BindingIdentifier(_) => whole,
            BindingPattern::ObjectPattern(object) => {
                let property =
                    object.properties.iter().find(|it| it.value.get_symbol_ids().contains(&symbol));
                match property.and_then(|it| Some((it, it.key.static_name()?))) {
                    Some((property, key)) => {
                        let part = self.member(whole, &key, span(&property.key), depth);
                        self.bound(&property.value, part, symbol, depth)
                    }
                    // The rest: a client without some of its models.
                    None => whole,
                }
            }
            BindingPattern::AssignmentPattern(inner) => {
                let default = self.resolve(&inner.right, depth);
                let whole = if matches!(default, Origin::Client { .. }) { default } else { whole };
                self.bound(&inner.left, whole, symbol, depth)
            }
            BindingPattern::ArrayPattern(_) => unknown(self.script.scoping.symbol_name(symbol)),
        }
    }

    /// What an import brings in.
    fn import(&self, specifier: NodeId, name: &str) -> Origin<'a> {
        let AstKind::ImportDeclaration(import) = self.script.nodes.parent_kind(specifier) else {
            return Origin::Other;
        };
        let is_type = import.import_kind.is_type()
            || import.specifiers.iter().flatten().any(|it| {
                matches!(it, ImportDeclarationSpecifier::ImportSpecifier(it)
                    if it.node_id.get() == specifier && it.import_kind.is_type())
            });
        if is_type {
            Origin::Other
        } else {
            imported(import.source.value.as_str(), span(&import.source), name)
        }
    }

    /// What the caller of a function gives to its first parameter, where the caller is a method of a client.
    fn given(&self, parameter: NodeId, depth: u32) -> Option<Origin<'a>> {
        let nodes = &self.script.nodes;
        let list = nodes.parent_id(parameter);
        let AstKind::FormalParameters(parameters) = nodes.kind(list) else { return None };
        if parameters.items.first()?.node_id.get() != parameter {
            return None;
        }
        let function = nodes.parent_id(list);
        if let Some(origin) = self.called_by(function, depth) {
            return Some(origin);
        }
        // `client.$transaction(run)`.
        let symbol = match nodes.kind(function) {
            AstKind::Function(function) => function.id.as_ref().and_then(|id| id.symbol_id.get()),
            _ => None,
        };
        let symbol = symbol.or_else(|| match nodes.parent_kind(function) {
            AstKind::VariableDeclarator(it) => {
                it.id.get_binding_identifier().and_then(|id| id.symbol_id.get())
            }
            _ => None,
        })?;
        let mut references = self.script.scoping.get_resolved_references(symbol);
        references.find_map(|reference| self.called_by(reference.node_id(), depth))
    }

    /// The client that a call gives to the function that it is given.
    fn called_by(&self, function: NodeId, depth: u32) -> Option<Origin<'a>> {
        self.step(depth)?;
        let at = self.script.nodes.kind(function).span();
        let AstKind::CallExpression(call) = self.script.nodes.parent_kind(function) else { return None };
        if call.arguments.first()?.span() != at {
            return None;
        }
        match method_name(call)? {
            "$transaction" => Some(Origin::Client { transaction: Some(span(call)) }),
            "$extends" | "defineExtension" => Some(Origin::Client { transaction: None }),
            _ => None,
        }
    }
}

/// The name of the method that is called.
pub(super) fn method_name<'a>(call: &CallExpression<'a>) -> Option<&'a str> {
    match call.callee.get_inner_expression() {
        Expression::StaticMemberExpression(member) => Some(member.property.name.as_str()),
        _ => None,
    }
}

/// Whether it is known to be a client, or where it comes from.
fn is_telling(origin: &Origin<'_>) -> bool {
    !matches!(origin, Origin::Other | Origin::Unknown { .. })
}

/// Something that a module exports.
pub(super) fn imported<'a>(module: &str, at: Span, name: &str) -> Origin<'a> {
    if packages::is_other(module) || (packages::is_prisma(module) && name != "*") {
        return Origin::Other;
    }
    Origin::Imported {
        module: SmolStr::new(module),
        module_span: inside_quotes(at),
        name: SmolStr::new(name),
        members: SmolStr::default(),
        last: None,
    }
}

/// Without the quotes.
pub(super) fn inside_quotes(span: Span) -> Span {
    Span::new(span.start.saturating_add(1), span.end.saturating_sub(1))
}
