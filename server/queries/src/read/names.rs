//! What names and members come to: constants of the file, and what is said of parameters.

use oxc_ast::AstKind;
use oxc_ast::ast::{
    AssignmentOperator, AssignmentTarget, BindingPattern, Expression, IdentifierReference, PropertyKey,
    TSType,
};
use oxc_semantic::SymbolId;
use oxc_span::GetSpan;

use base::text::Span;

use crate::code::{Located, Unknown, Value};
use crate::read::merge;
use crate::read::packages;
use crate::read::types::{self, binds};
use crate::read::value::{Evaluator, scalar};
use model::script::span;

impl<'a> Evaluator<'_, 'a> {
    /// What an identifier stands for.
    pub(super) fn name(&self, name: &'a IdentifierReference<'a>, depth: u32) -> Located {
        let at = span(name);
        let symbol = self.script.and_then(|script| script.symbol(name));
        match (symbol, name.name.as_str()) {
            (Some(symbol), _) => self.symbol(symbol, at, depth),
            (None, "undefined") => Located { span: at, value: Value::Undefined },
            (None, "NaN" | "Infinity") => {
                Located { span: at, value: Value::Number(name.name.as_str().into()) }
            }
            _ => Located { span: at, value: Value::Unknown(Unknown::default()) },
        }
    }

    /// What a declared name stands for, where it is used: its value with everything that is assigned to it before.
    pub(super) fn symbol(&self, symbol: SymbolId, used: Span, depth: u32) -> Located {
        let unknown = Located { span: used, value: Value::Unknown(Unknown::default()) };
        let (Some(script), Some(depth)) = (self.script, self.step(depth)) else { return unknown };
        let is_open = self.open.borrow().contains(&symbol);
        if is_open {
            // `where = { ...where, a: 1 }`: what it was before.
            return self.declared(symbol, used, depth);
        }
        self.open.borrow_mut().push(symbol);
        let mut located = self.declared(symbol, used, depth);
        if script.scoping.symbol_is_mutated(symbol) {
            located = self.reassigned(symbol, located, depth);
        }
        self.mutate(symbol, &mut located, depth);
        self.open.borrow_mut().pop();
        located
    }

    /// What a name is declared as.
    fn declared(&self, symbol: SymbolId, used: Span, depth: u32) -> Located {
        let unknown = |flags| Located { span: used, value: Value::Unknown(flags) };
        let Some(script) = self.script else { return unknown(Unknown::default()) };
        let (id, declaration) = script.declaration(symbol);
        match declaration {
            AstKind::VariableDeclarator(declarator) => {
                let is_iterated = matches!(
                    script.nodes.parent_kind(script.nodes.parent_id(id)),
                    AstKind::ForOfStatement(_) | AstKind::ForInStatement(_)
                );
                let Some(init) = declarator.init.as_ref().filter(|_| !is_iterated) else {
                    let value = match &declarator.type_annotation {
                        Some(annotation) => {
                            Value::Unknown(types::unknown(script, &annotation.type_annotation, depth))
                        }
                        None if is_iterated => Value::Unknown(Unknown::default()),
                        None => Value::Undefined,
                    };
                    return Located { span: used, value };
                };
                let mut value = self.eval(init, depth);
                if let (Value::Unknown(flags), Some(annotation)) =
                    (&mut value.value, &declarator.type_annotation)
                {
                    *flags = types::unknown(script, &annotation.type_annotation, depth);
                }
                let found = self.bound(&declarator.id, value, Some(init), symbol, depth);
                found.unwrap_or_else(|| unknown(Unknown::default()))
            }
            AstKind::FormalParameter(parameter) => {
                let mut flags = types::of_parameter(script, parameter, symbol, depth);
                if let (Some(default), BindingPattern::BindingIdentifier(_)) =
                    (&parameter.initializer, &parameter.pattern)
                {
                    flags.may_be_undefined = false;
                    flags.is_scalar |= matches!(
                        self.eval(default, depth).value,
                        Value::Text(_) | Value::Number(_) | Value::Boolean(_)
                    );
                }
                unknown(flags)
            }
            _ => unknown(Unknown::default()),
        }
    }

    /// What is assigned to a name as a whole, beside what it is declared with.
    fn reassigned(&self, symbol: SymbolId, declared: Located, depth: u32) -> Located {
        let Some(script) = self.script else { return declared };
        let mut values = vec![declared];
        for write in script.scoping.get_resolved_references(symbol).filter(|it| it.is_write()) {
            let at = write.node_id();
            if self.is_later(at) {
                continue;
            }
            let value = match script.nodes.parent_kind(at) {
                AstKind::AssignmentExpression(assignment)
                    if matches!(assignment.left, AssignmentTarget::AssignmentTargetIdentifier(_))
                        && assignment.operator == AssignmentOperator::Assign =>
                {
                    self.eval(&assignment.right, depth)
                }
                _ => Located { span: span(&script.nodes.kind(at)), value: scalar() },
            };
            if !self.is_conditional(at, symbol) && script.nodes.kind(at).span().start < self.used_at.get() {
                values.clear();
            }
            values.push(value);
        }
        let span = values.first().map_or(Span::default(), |it| it.span);
        if merge::grow(&values) {
            return Located { span, value: Value::Object(merge::join(&values)) };
        }
        Located { span, value: merge::one_of(values) }
    }

    /// The part of a value that a pattern binds to a name. `from` is the expression that is taken apart.
    pub(super) fn bound(
        &self,
        pattern: &'a BindingPattern<'a>,
        value: Located,
        from: Option<&'a Expression<'a>>,
        symbol: SymbolId,
        depth: u32,
    ) -> Option<Located> {
        let depth = self.step(depth)?;
        match pattern {
            BindingPattern::BindingIdentifier(name) => {
                (name.symbol_id.get() == Some(symbol)).then_some(value)
            }
            BindingPattern::ObjectPattern(object) => {
                if let Some(property) =
                    object.properties.iter().find(|property| binds(&property.value, symbol))
                {
                    let key = match &property.key {
                        PropertyKey::StaticIdentifier(name) => name.name.as_str(),
                        PropertyKey::StringLiteral(text) => text.value.as_str(),
                        _ => return None,
                    };
                    let mut part = self.part(&value, key, span(&property.key));
                    if let (Value::Unknown(flags), Some(script), Some(from)) =
                        (&mut part.value, self.script, from)
                    {
                        *flags = merge_flags(*flags, types::of_member(script, from, key, depth));
                    }
                    return self.bound(&property.value, part, None, symbol, depth);
                }
                let rest = object.rest.as_ref().filter(|rest| binds(&rest.argument, symbol))?;
                let mut left = value;
                if let Value::Object(object_value) = &mut left.value {
                    let taken = object.properties.iter().filter_map(|it| it.key.static_name());
                    let taken: Vec<_> = taken.collect();
                    object_value.entries.retain(|entry| !taken.iter().any(|key| *key == entry.key.as_str()));
                }
                self.bound(&rest.argument, left, None, symbol, depth)
            }
            BindingPattern::ArrayPattern(array) => {
                let (at, element) = array.elements.iter().enumerate().find_map(|(at, element)| {
                    Some((at, element.as_ref().filter(|element| binds(element, symbol))?))
                })?;
                let part = match &value.value {
                    Value::List { items, .. } => items.get(at).cloned(),
                    _ => None,
                };
                let unknown = Located { span: span(element), value: Value::Unknown(Unknown::default()) };
                self.bound(element, part.unwrap_or(unknown), None, symbol, depth)
            }
            BindingPattern::AssignmentPattern(with_default) => {
                let value = match value.value {
                    Value::Undefined => self.eval(&with_default.right, depth),
                    Value::Unknown(flags) => {
                        let flags = Unknown { may_be_undefined: false, ..flags };
                        Located { span: value.span, value: Value::Unknown(flags) }
                    }
                    _ => value,
                };
                self.bound(&with_default.left, value, None, symbol, depth)
            }
        }
    }

    /// `object.key`.
    pub(super) fn member(
        &self,
        object: &'a Expression<'a>,
        key: &str,
        at: Span,
        is_optional: bool,
        depth: u32,
    ) -> Located {
        if let Some(value) = self.enum_member(object, key, depth) {
            return Located { span: at, value };
        }
        let value = self.eval(object, depth);
        let mut part = self.part(&value, key, at);
        if let Value::Unknown(flags) = &mut part.value
            && part.span == at
        {
            if let Some(script) = self.script {
                *flags = merge_flags(*flags, types::of_member(script, object, key, depth));
            }
            flags.may_be_undefined |= is_optional || has_question_mark(object);
        }
        part
    }

    /// A member of an enum: of the file, of the client that Prisma generates, or of Prisma itself.
    fn enum_member(&self, object: &'a Expression<'a>, key: &str, depth: u32) -> Option<Value> {
        let script = self.script?;
        match object.get_inner_expression() {
            Expression::Identifier(name) => {
                let (id, declaration) = script.declaration(script.symbol(name)?);
                match declaration {
                    AstKind::TSEnumDeclaration(it) => {
                        let member = it.body.members.iter().find(|it| it.id.static_name() == key)?;
                        let value = member.initializer.as_ref().map(|it| self.eval(it, depth).value);
                        Some(value.filter(|it| matches!(it, Value::Text(_))).unwrap_or_else(scalar))
                    }
                    AstKind::ImportSpecifier(_) => match script.nodes.parent_kind(id) {
                        AstKind::ImportDeclaration(import) if packages::is_prisma(&import.source.value) => {
                            Some(scalar())
                        }
                        _ => None,
                    },
                    _ => None,
                }
            }
            // `Prisma.SortOrder.desc`.
            Expression::StaticMemberExpression(member) if member.object.is_specific_id("Prisma") => {
                let is_text =
                    matches!(member.property.name.as_str(), "SortOrder" | "QueryMode" | "NullsOrder");
                is_text.then(|| Value::Text(key.into()))
            }
            _ => None,
        }
    }

    /// What an object has under a key.
    fn part(&self, value: &Located, key: &str, at: Span) -> Located {
        let value = match &value.value {
            Value::Object(object) => match object.entry(key) {
                Some(entry) if !entry.is_conditional => return entry.value.clone(),
                Some(entry) => {
                    merge::one_of([entry.value.clone(), Located { span: at, value: Value::Undefined }])
                }
                None if object.is_partial => Value::Unknown(Unknown::default()),
                None => Value::Undefined,
            },
            Value::OneOf(all) => merge::one_of(all.iter().map(|it| self.part(it, key, at))),
            Value::List { .. } if key == "length" => scalar(),
            Value::Text(_) => scalar(),
            _ => Value::Unknown(Unknown::default()),
        };
        Located { span: at, value }
    }

    /// What is known of an element of something by a computed key.
    pub(super) fn element(&self, object: &'a Expression<'a>, depth: u32) -> Unknown {
        let list = self.script.and_then(|script| types::of_expression(script, object, depth));
        let element = list.and_then(|list| types::element(list.ty?));
        match (self.script, element) {
            (Some(script), Some(ty)) => types::unknown(script, ty, depth),
            _ => Unknown::default(),
        }
    }

    /// `value as T`.
    pub(super) fn cast(&self, inner: &'a Expression<'a>, ty: &'a TSType<'a>, depth: u32) -> Located {
        let mut located = self.eval(inner, depth);
        if let (Value::Unknown(flags), Some(script)) = (&mut located.value, self.script) {
            let said = types::unknown(script, ty, depth);
            let says_nothing = matches!(ty, TSType::TSAnyKeyword(_) | TSType::TSUnknownKeyword(_));
            if !says_nothing {
                *flags = Unknown {
                    may_be_undefined: said.may_be_undefined,
                    is_scalar: said.is_scalar || flags.is_scalar,
                    is_list: said.is_list || flags.is_list,
                    is_undefined_on_purpose: said.may_be_undefined && flags.is_undefined_on_purpose,
                };
            }
        }
        located
    }

    /// What a function of the file returns.
    pub(super) fn returned(&self, returns: &[&'a Expression<'a>], at: Span, depth: u32) -> Located {
        let used_at = self.used_at.get();
        let value = |it: &&'a Expression<'a>| {
            self.used_at.set(model::script::span(*it).start);
            self.eval(it, depth)
        };
        let values: Vec<Located> = returns.iter().map(value).collect();
        self.used_at.set(used_at);
        let span = values.first().map_or(at, |it| it.span);
        Located { span, value: merge::one_of(values) }
    }
}

/// What two sources say of an unknown value.
fn merge_flags(a: Unknown, b: Unknown) -> Unknown {
    Unknown {
        may_be_undefined: a.may_be_undefined || b.may_be_undefined,
        is_scalar: a.is_scalar || b.is_scalar,
        is_list: a.is_list || b.is_list,
        is_undefined_on_purpose: a.is_undefined_on_purpose || b.is_undefined_on_purpose,
    }
}

/// Whether `?.` is in a chain of members and calls.
fn has_question_mark(expression: &Expression<'_>) -> bool {
    let mut at = expression;
    loop {
        at = match at {
            Expression::StaticMemberExpression(member) if member.optional => return true,
            Expression::StaticMemberExpression(member) => &member.object,
            Expression::ComputedMemberExpression(member) if member.optional => return true,
            Expression::ComputedMemberExpression(member) => &member.object,
            Expression::CallExpression(call) if call.optional => return true,
            Expression::CallExpression(call) => &call.callee,
            _ => return false,
        }
    }
}
