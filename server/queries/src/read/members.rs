//! Members of objects, classes and types, as far as clients are concerned.

use oxc_ast::AstKind;
use oxc_ast::ast::{
    Class, ClassElement, Expression, MethodDefinitionKind, ObjectPropertyKind, Statement, TSType, TSTypeName,
    TSTypeQueryExprName,
};
use oxc_semantic::NodeId;
use smol_str::{SmolStr, format_smolstr};

use base::text::Span;

use crate::code::Name;
use crate::read::origin::{Origin, Resolver, unknown};
use crate::read::packages;
use crate::read::types;

const CLIENT: Origin<'static> = Origin::Client { transaction: None };

impl<'a> Resolver<'_, 'a> {
    /// A member of something.
    pub(super) fn member(&self, object: Origin<'a>, key: &str, at: Span, depth: u32) -> Origin<'a> {
        let Some(depth) = self.step(depth) else { return unknown("") };
        let name = Name { text: SmolStr::new(key), span: at };
        match object {
            Origin::Other => Origin::Other,
            Origin::Client { .. } if key.starts_with('$') => Origin::Other,
            Origin::Client { .. } => Origin::Delegate { of: Box::new(object), name },
            Origin::Delegate { name: inner, .. } => {
                let text = format_smolstr!("{}.{key}", inner.text);
                Origin::Unknown { text, last: Some(name) }
            }
            Origin::Imported { module, module_span, name: of, members, .. } => {
                if of == "*" && members.is_empty() {
                    let is_class = packages::is_prisma(&module) || packages::is_client_class(key);
                    if is_class {
                        return Origin::Other;
                    }
                    return Origin::Imported { module, module_span, name: name.text, members, last: None };
                }
                let members =
                    if members.is_empty() { SmolStr::new(key) } else { format_smolstr!("{members}.{key}") };
                Origin::Imported { module, module_span, name: of, members, last: Some(name) }
            }
            Origin::Object(object) => {
                for property in object.properties.iter().rev() {
                    let ObjectPropertyKind::ObjectProperty(property) = property else { continue };
                    if property.key.static_name().is_some_and(|it| it == key) {
                        return self.resolve(&property.value, depth);
                    }
                }
                let has_spread =
                    object.properties.iter().any(|it| matches!(it, ObjectPropertyKind::SpreadProperty(_)));
                if has_spread { unknown(key) } else { Origin::Other }
            }
            Origin::Instance(class, text) => self.property(class, key, depth).unwrap_or_else(|| {
                if self.is_client(class, depth) {
                    return Origin::Delegate { of: Box::new(CLIENT), name };
                }
                Origin::Unknown { text: format_smolstr!("{text}.{key}"), last: Some(name) }
            }),
            Origin::Typed(ty, text) => {
                let joined = joined(&text, key);
                let property = types::property(self.script, ty, key, depth);
                let known = property.and_then(|it| self.of_type(it.ty?, &joined, depth));
                known.unwrap_or(Origin::Unknown { text: joined, last: Some(name) })
            }
            Origin::Unknown { text, .. } => {
                let last = (!text.is_empty()).then_some(name);
                Origin::Unknown { text: joined(&text, key), last }
            }
        }
    }

    /// `this`, where it stands.
    pub(super) fn this(&self, at: NodeId) -> Origin<'a> {
        for id in self.script.nodes.ancestor_ids(at) {
            match self.script.nodes.kind(id) {
                AstKind::Class(class) => return self.instance(class, "this"),
                AstKind::Function(_) => {
                    // A function that is no method has a `this` of its own.
                    let parent = self.script.nodes.parent_kind(id);
                    if !matches!(parent, AstKind::MethodDefinition(_) | AstKind::PropertyDefinition(_)) {
                        return unknown("this");
                    }
                }
                _ => {}
            }
        }
        unknown("this")
    }

    fn instance(&self, class: &'a Class<'a>, text: &str) -> Origin<'a> {
        Origin::Instance(class, SmolStr::new(text))
    }

    /// Whether a class extends Prisma's.
    pub(super) fn is_client(&self, class: &'a Class<'a>, depth: u32) -> bool {
        let Some(depth) = self.step(depth) else { return false };
        let Some(heritage) = &class.heritage else { return false };
        match heritage.expression.get_inner_expression() {
            Expression::Identifier(name) => match self.class(name) {
                Some(parent) => self.is_client(parent, depth),
                None => packages::is_client_type(self.imported_name(name)),
            },
            Expression::StaticMemberExpression(member) => packages::is_client_type(&member.property.name),
            // `extends getExtendedClient()`, `extends (X as new () => PrismaClient)`.
            Expression::CallExpression(call) => match self.call(call, depth) {
                Origin::Client { .. } => true,
                Origin::Imported { name, .. } => name.contains("Prisma"),
                Origin::Unknown { text, .. } => text.contains("Prisma"),
                _ => false,
            },
            _ => false,
        }
    }

    /// The class of the file that a name stands for.
    pub(super) fn class(&self, name: &oxc_ast::ast::IdentifierReference<'a>) -> Option<&'a Class<'a>> {
        match self.script.declaration(self.script.symbol(name)?).1 {
            AstKind::Class(class) => Some(class),
            AstKind::VariableDeclarator(declarator) => match declarator.init.as_ref()? {
                Expression::ClassExpression(class) => Some(class),
                _ => None,
            },
            _ => None,
        }
    }

    /// The name that a module exports what is known here under another.
    pub(super) fn imported_name(&self, name: &oxc_ast::ast::IdentifierReference<'a>) -> &'a str {
        let declaration = self.script.symbol(name).map(|symbol| self.script.declaration(symbol).1);
        match declaration {
            Some(AstKind::ImportSpecifier(specifier)) => specifier.imported.name().as_str(),
            _ => name.name.as_str(),
        }
    }

    /// `new C(…)`.
    pub(super) fn construct(&self, callee: &'a Expression<'a>, depth: u32) -> Origin<'a> {
        match callee.get_inner_expression() {
            Expression::Identifier(name) => {
                if let Some(class) = self.class(name) {
                    if self.is_client(class, depth) {
                        return CLIENT;
                    }
                    return self.instance(class, name.name.as_str());
                }
                if packages::is_client_type(self.imported_name(name)) {
                    return CLIENT;
                }
                match self.script.symbol(name).map(|symbol| self.symbol(symbol, depth)) {
                    Some(origin @ Origin::Imported { .. }) => origin,
                    _ => Origin::Other,
                }
            }
            Expression::StaticMemberExpression(member) if packages::is_client_type(&member.property.name) => {
                CLIENT
            }
            _ => Origin::Other,
        }
    }

    /// A property of a class: by its declaration, a parameter of the constructor, or an assignment.
    fn property(&self, class: &'a Class<'a>, key: &str, depth: u32) -> Option<Origin<'a>> {
        let depth = self.step(depth)?;
        let text = format_smolstr!("this.{key}");
        for element in &class.body.body {
            match element {
                ClassElement::PropertyDefinition(property) if is_key(&property.key, key) => {
                    let annotation = property.type_annotation.as_ref();
                    let known = annotation.and_then(|it| self.of_type(&it.type_annotation, &text, depth));
                    let known = known.or_else(|| Some(self.resolve(property.value.as_ref()?, depth)));
                    return known.or_else(|| self.set_in(class, key, depth));
                }
                ClassElement::MethodDefinition(method)
                    if method.kind == MethodDefinitionKind::Constructor =>
                {
                    for parameter in &method.value.params.items {
                        let is_it = parameter.accessibility.is_some() || parameter.readonly;
                        let name = parameter.pattern.get_identifier_name();
                        if !is_it || name.is_none_or(|name| name != key) {
                            continue;
                        }
                        let known = parameter
                            .type_annotation
                            .as_ref()
                            .and_then(|it| self.of_type(&it.type_annotation, &text, depth));
                        let default = || Some(self.resolve(parameter.initializer.as_ref()?, depth));
                        return Some(known.or_else(default).unwrap_or_else(|| unknown(text)));
                    }
                }
                ClassElement::MethodDefinition(method)
                    if method.kind == MethodDefinitionKind::Get && is_key(&method.key, key) =>
                {
                    return Some(self.returned(&method.value, depth));
                }
                _ => {}
            }
        }
        if let Some(origin) = self.set_in(class, key, depth) {
            return Some(origin);
        }
        match class.heritage.as_ref()?.expression.get_inner_expression() {
            Expression::Identifier(name) => self.property(self.class(name)?, key, depth),
            _ => None,
        }
    }

    /// What the methods of a class assign to a property: `this.prisma = …`.
    fn set_in(&self, class: &'a Class<'a>, key: &str, depth: u32) -> Option<Origin<'a>> {
        let methods = class.body.body.iter().filter_map(|element| match element {
            ClassElement::MethodDefinition(method) => method.value.body.as_ref(),
            _ => None,
        });
        for statement in methods.flat_map(|body| &body.statements) {
            let Statement::ExpressionStatement(statement) = statement else { continue };
            let Expression::AssignmentExpression(assignment) = &statement.expression else { continue };
            let Some(target) = assignment.left.as_member_expression() else { continue };
            if matches!(target.object(), Expression::ThisExpression(_))
                && target.static_property_name().is_some_and(|name| name == key)
            {
                return Some(self.resolve(&assignment.right, depth));
            }
        }
        None
    }

    /// What a type says; `None` where it says nothing. `text` is how the value is called.
    pub(super) fn of_type(&self, ty: &'a TSType<'a>, text: &str, depth: u32) -> Option<Origin<'a>> {
        let depth = self.step(depth)?;
        match ty {
            TSType::TSTypeReference(reference) => {
                let name = types::name(&reference.type_name);
                if packages::is_client_type(name) {
                    return Some(CLIENT);
                }
                if let TSTypeName::IdentifierReference(identifier) = &reference.type_name
                    && let Some(symbol) = self.script.symbol(identifier)
                {
                    match self.script.declaration(symbol).1 {
                        AstKind::Class(class) if self.is_client(class, depth) => return Some(CLIENT),
                        AstKind::Class(class) => return Some(self.instance(class, text)),
                        AstKind::TSTypeAliasDeclaration(alias) => {
                            return self.of_type(&alias.type_annotation, text, depth);
                        }
                        AstKind::TSInterfaceDeclaration(interface) => {
                            let is_client = interface
                                .extends
                                .iter()
                                .any(|it| packages::is_client_type(types::name(&it.type_name)));
                            return Some(if is_client { CLIENT } else { Origin::Typed(ty, text.into()) });
                        }
                        AstKind::ImportSpecifier(it) if packages::is_client_type(&it.imported.name()) => {
                            return Some(CLIENT);
                        }
                        _ => {}
                    }
                }
                match name {
                    _ if packages::is_other_type(name) => Some(Origin::Other),
                    "Omit"
                    | "Pick"
                    | "Partial"
                    | "Required"
                    | "Readonly"
                    | "Promise"
                    | "NonNullable"
                    | "DeepMockProxy"
                    | "MockProxy"
                    | "Mocked"
                    | "Awaited"
                    | "DynamicClientExtensionThis" => self.of_type(types::argument(reference)?, text, depth),
                    "ReturnType" => match types::argument(reference)? {
                        TSType::TSTypeQuery(query) => match &query.expr_name {
                            TSTypeQueryExprName::IdentifierReference(name) => {
                                Some(self.returned_by(self.script.symbol(name)?, depth))
                            }
                            _ => None,
                        },
                        inner => self.of_type(inner, text, depth),
                    },
                    // `Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0]`.
                    "Parameters" => self.is_transaction_type(ty).then_some(CLIENT),
                    _ => None,
                }
            }
            TSType::TSIndexedAccessType(_) => self.is_transaction_type(ty).then_some(CLIENT),
            TSType::TSTypeQuery(query) => match &query.expr_name {
                TSTypeQueryExprName::IdentifierReference(name) => {
                    let symbol = self.script.symbol(name)?;
                    Some(match self.script.declaration(symbol).1 {
                        AstKind::Function(_) => self.returned_by(symbol, depth),
                        AstKind::Class(class) if self.is_client(class, depth) => CLIENT,
                        _ => self.symbol(symbol, depth),
                    })
                }
                _ => None,
            },
            TSType::TSParenthesizedType(inner) => self.of_type(&inner.type_annotation, text, depth),
            TSType::TSUnionType(union) => self.first_of(&union.types, text, depth),
            TSType::TSIntersectionType(all) => self.first_of(&all.types, text, depth),
            TSType::TSTypeLiteral(_) => Some(Origin::Typed(ty, text.into())),
            TSType::TSImportType(import) => {
                let name = import.qualifier.as_ref()?;
                let text = self.script.text_of(model::script::span(name));
                packages::is_client_type(text).then_some(CLIENT)
            }
            TSType::TSStringKeyword(_)
            | TSType::TSNumberKeyword(_)
            | TSType::TSBooleanKeyword(_)
            | TSType::TSArrayType(_) => Some(Origin::Other),
            _ => None,
        }
    }

    fn first_of(&self, types: &'a [TSType<'a>], text: &str, depth: u32) -> Option<Origin<'a>> {
        let mut found: Option<Origin<'a>> = None;
        for ty in types {
            match self.of_type(ty, text, depth) {
                Some(client @ Origin::Client { .. }) => return Some(client),
                Some(Origin::Other) | None => {}
                other => found = found.or(other),
            }
        }
        found
    }

    fn is_transaction_type(&self, ty: &TSType<'a>) -> bool {
        self.script.text_of(model::script::span(ty)).contains("$transaction")
    }
}

/// Whether a key of a class is this name.
pub(super) fn is_key(key: &oxc_ast::ast::PropertyKey<'_>, name: &str) -> bool {
    match name.strip_prefix('#') {
        Some(name) => key.private_name().is_some_and(|it| it == name),
        None => key.static_name().is_some_and(|it| it == name),
    }
}

/// The text of a member: `ctx.prisma`. The whole of destructured parameters has no text.
fn joined(text: &str, key: &str) -> SmolStr {
    if text.is_empty() { SmolStr::new(key) } else { format_smolstr!("{text}.{key}") }
}
