//! What type annotations say.

use oxc_ast::AstKind;
use oxc_ast::ast::{
    BindingPattern, Expression, FormalParameter, PropertyKey, TSSignature, TSType, TSTypeName,
    TSTypeReference,
};
use oxc_semantic::SymbolId;

use crate::code::Unknown;
use crate::read::merge::either;
use crate::read::source::Script;

/// The type of something, as far as the file says.
#[derive(Clone, Copy)]
pub(super) struct Typed<'a> {
    /// The type.
    pub(super) ty: Option<&'a TSType<'a>>,
    /// Whether it may be missing: `?`.
    pub(super) is_optional: bool,
}

/// What a type says of a value that is not known.
pub(super) fn unknown<'a>(script: &Script<'a>, ty: &'a TSType<'a>, depth: u32) -> Unknown {
    let Some(depth) = depth.checked_sub(1) else { return Unknown::default() };
    let scalar = Unknown { is_scalar: true, ..Unknown::default() };
    let list = Unknown { is_list: true, ..Unknown::default() };
    match ty {
        TSType::TSStringKeyword(_)
        | TSType::TSNumberKeyword(_)
        | TSType::TSBooleanKeyword(_)
        | TSType::TSBigIntKeyword(_)
        | TSType::TSLiteralType(_)
        | TSType::TSTemplateLiteralType(_)
        | TSType::TSNullKeyword(_) => scalar,
        TSType::TSUndefinedKeyword(_) => {
            Unknown { may_be_undefined: true, is_scalar: true, is_list: true, ..Unknown::default() }
        }
        TSType::TSArrayType(_) | TSType::TSTupleType(_) => list,
        TSType::TSTypeOperatorType(operator) => unknown(script, &operator.type_annotation, depth),
        TSType::TSParenthesizedType(inner) => unknown(script, &inner.type_annotation, depth),
        TSType::TSUnionType(union) => {
            let all = union.types.iter().map(|it| match it {
                // `null` decides nothing about the others.
                TSType::TSNullKeyword(_) => Unknown { is_scalar: true, is_list: true, ..Unknown::default() },
                it => unknown(script, it, depth),
            });
            all.reduce(either).unwrap_or_default()
        }
        TSType::TSTypeReference(reference) => match name(&reference.type_name) {
            "Date" | "Decimal" | "Uint8Array" | "Buffer" | "String" | "Number" => scalar,
            "Array" | "ReadonlyArray" | "Set" => list,
            "Promise" | "Awaited" | "Readonly" | "NonNullable" => {
                argument(reference).map_or(Unknown::default(), |inner| unknown(script, inner, depth))
            }
            _ => match declared(script, reference) {
                Some(Declared::Type(ty)) => unknown(script, ty, depth),
                Some(Declared::Enum) => scalar,
                _ => Unknown::default(),
            },
        },
        _ => Unknown::default(),
    }
}

/// What is known of a name that a parameter binds.
pub(super) fn of_parameter<'a>(
    script: &Script<'a>,
    parameter: &'a FormalParameter<'a>,
    symbol: SymbolId,
    depth: u32,
) -> Unknown {
    let annotation = parameter.type_annotation.as_ref().map(|it| &it.type_annotation);
    let whole = Typed { ty: annotation, is_optional: parameter.optional };
    let (typed, has_default) = of_pattern(script, &parameter.pattern, whole, symbol, depth);
    let mut flags = typed.map_or(Unknown::default(), |typed| flags(script, typed, depth));
    flags.may_be_undefined &= !has_default;
    flags
}

fn flags<'a>(script: &Script<'a>, typed: Typed<'a>, depth: u32) -> Unknown {
    let mut flags = typed.ty.map_or(Unknown::default(), |ty| unknown(script, ty, depth));
    flags.may_be_undefined |= typed.is_optional;
    flags
}

/// The type of a name that a pattern binds, and whether it has a default.
pub(super) fn of_pattern<'a>(
    script: &Script<'a>,
    pattern: &'a BindingPattern<'a>,
    whole: Typed<'a>,
    symbol: SymbolId,
    depth: u32,
) -> (Option<Typed<'a>>, bool) {
    let Some(depth) = depth.checked_sub(1) else { return (None, false) };
    match pattern {
        BindingPattern::BindingIdentifier(_) => (Some(whole), false),
        BindingPattern::ObjectPattern(object) => {
            let found = object.properties.iter().find(|it| binds(&it.value, symbol));
            let Some((property, key)) = found.and_then(|it| Some((it, it.key.static_name()?))) else {
                return (None, false);
            };
            let part = whole.ty.and_then(|ty| self::property(script, ty, &key, depth));
            let part = part.unwrap_or(Typed { ty: None, is_optional: false });
            of_pattern(script, &property.value, part, symbol, depth)
        }
        BindingPattern::AssignmentPattern(inner) => {
            (of_pattern(script, &inner.left, whole, symbol, depth).0, true)
        }
        BindingPattern::ArrayPattern(_) => (None, false),
    }
}

/// What is known of a member: by the type of the object, or because everybody knows it, such as the query of a request.
pub(super) fn of_member<'a>(
    script: &Script<'a>,
    object: &'a Expression<'a>,
    key: &str,
    depth: u32,
) -> Unknown {
    if let Some(known) = of_request(script, object) {
        return known;
    }
    let Some(owner) = of_expression(script, object, depth) else { return Unknown::default() };
    let part = owner.ty.and_then(|ty| property(script, ty, key, depth));
    part.map_or(Unknown::default(), |typed| flags(script, typed, depth))
}

/// What is known of any member of this: the query and the body of a request, the environment.
fn of_request(script: &Script<'_>, object: &Expression<'_>) -> Option<Unknown> {
    let object = object.get_inner_expression();
    if let Expression::Identifier(name) = object {
        if name.name == "searchParams" {
            return Some(Unknown { may_be_undefined: true, ..Unknown::default() });
        }
        // `const query = req.query`.
        let AstKind::VariableDeclarator(declarator) = script.declaration(script.symbol(name)?).1 else {
            return None;
        };
        let is_plain = matches!(declarator.id, BindingPattern::BindingIdentifier(_));
        let init = declarator.init.as_ref().filter(|_| is_plain)?.get_inner_expression();
        return matches!(init, Expression::StaticMemberExpression(_)).then(|| of_request(script, init))?;
    }
    let Expression::StaticMemberExpression(member) = object else { return None };
    let owner = match member.object.get_inner_expression() {
        Expression::Identifier(name) => name.name.as_str(),
        Expression::StaticMemberExpression(inner) => inner.property.name.as_str(),
        Expression::CallExpression(_) => return None,
        _ => return None,
    };
    let may = Unknown { may_be_undefined: true, ..Unknown::default() };
    match (owner, member.property.name.as_str()) {
        ("req" | "request" | "ctx" | "context", "query") => Some(may),
        ("req" | "request", "body" | "headers" | "cookies") => Some(may),
        ("event", "queryStringParameters") | (_, "searchParams") => Some(may),
        ("process" | "meta", "env") => Some(Unknown { is_scalar: true, ..may }),
        _ => None,
    }
}

/// The type of an expression, where annotations say it.
pub(super) fn of_expression<'a>(
    script: &Script<'a>,
    expression: &'a Expression<'a>,
    depth: u32,
) -> Option<Typed<'a>> {
    let depth = depth.checked_sub(1)?;
    match expression {
        Expression::Identifier(name) => of_symbol(script, script.symbol(name)?, depth),
        Expression::StaticMemberExpression(member) => {
            let owner = of_expression(script, &member.object, depth)?;
            let mut typed = property(script, owner.ty?, &member.property.name, depth)?;
            typed.is_optional |= member.optional;
            Some(typed)
        }
        Expression::AwaitExpression(inner) => of_expression(script, &inner.argument, depth),
        Expression::ParenthesizedExpression(inner) => of_expression(script, &inner.expression, depth),
        Expression::TSNonNullExpression(inner) => of_expression(script, &inner.expression, depth),
        Expression::TSAsExpression(inner) => {
            Some(Typed { ty: Some(&inner.type_annotation), is_optional: false })
        }
        _ => None,
    }
}

/// The type of a declared name.
pub(super) fn of_symbol<'a>(script: &Script<'a>, symbol: SymbolId, depth: u32) -> Option<Typed<'a>> {
    let depth = depth.checked_sub(1)?;
    match script.declaration(symbol).1 {
        AstKind::FormalParameter(parameter) => {
            let ty = parameter.type_annotation.as_ref().map(|it| &it.type_annotation);
            let is_optional = parameter.optional && parameter.initializer.is_none();
            of_pattern(script, &parameter.pattern, Typed { ty, is_optional }, symbol, depth).0
        }
        AstKind::VariableDeclarator(declarator) => {
            let whole = match (&declarator.type_annotation, &declarator.init) {
                (Some(annotation), _) => Typed { ty: Some(&annotation.type_annotation), is_optional: false },
                (None, Some(init)) => of_expression(script, init, depth)?,
                (None, None) => return None,
            };
            of_pattern(script, &declarator.id, whole, symbol, depth).0
        }
        _ => None,
    }
}

/// The type of a property.
pub(super) fn property<'a>(
    script: &Script<'a>,
    ty: &'a TSType<'a>,
    key: &str,
    depth: u32,
) -> Option<Typed<'a>> {
    let depth = depth.checked_sub(1)?;
    match ty {
        TSType::TSTypeLiteral(literal) => signature(&literal.members, key),
        TSType::TSParenthesizedType(inner) => property(script, &inner.type_annotation, key, depth),
        TSType::TSIntersectionType(all) => all.types.iter().find_map(|it| property(script, it, key, depth)),
        TSType::TSUnionType(all) => all.types.iter().find_map(|it| property(script, it, key, depth)),
        TSType::TSTypeReference(reference) => match name(&reference.type_name) {
            "Promise" | "Readonly" | "Required" | "Awaited" | "Omit" | "Pick" | "NonNullable" => {
                property(script, argument(reference)?, key, depth)
            }
            "Partial" => {
                let inner = property(script, argument(reference)?, key, depth);
                let ty = inner.and_then(|it| it.ty);
                Some(Typed { ty, is_optional: true })
            }
            _ => match declared(script, reference)? {
                Declared::Type(ty) => property(script, ty, key, depth),
                Declared::Members(members) => signature(members, key),
                Declared::Enum => None,
            },
        },
        _ => None,
    }
}

fn signature<'a>(members: &'a [TSSignature<'a>], key: &str) -> Option<Typed<'a>> {
    members.iter().find_map(|member| match member {
        TSSignature::TSPropertySignature(property) => {
            let is_it = match &property.key {
                PropertyKey::StaticIdentifier(name) => name.name == key,
                PropertyKey::StringLiteral(text) => text.value == key,
                _ => false,
            };
            let ty = property.type_annotation.as_ref().map(|it| &it.type_annotation);
            is_it.then_some(Typed { ty, is_optional: property.optional })
        }
        _ => None,
    })
}

/// The type of the elements of a list.
pub(super) fn element<'a>(ty: &'a TSType<'a>) -> Option<&'a TSType<'a>> {
    match ty {
        TSType::TSArrayType(array) => Some(&array.element_type),
        TSType::TSTypeReference(reference) if name(&reference.type_name) == "Array" => argument(reference),
        _ => None,
    }
}

/// What the file declares a type as.
enum Declared<'a> {
    Type(&'a TSType<'a>),
    Members(&'a [TSSignature<'a>]),
    Enum,
}

fn declared<'a>(script: &Script<'a>, reference: &'a TSTypeReference<'a>) -> Option<Declared<'a>> {
    let TSTypeName::IdentifierReference(name) = &reference.type_name else { return None };
    match script.declaration(script.symbol(name)?).1 {
        AstKind::TSTypeAliasDeclaration(alias) => Some(Declared::Type(&alias.type_annotation)),
        AstKind::TSInterfaceDeclaration(interface) => Some(Declared::Members(&interface.body.body)),
        AstKind::TSEnumDeclaration(_) => Some(Declared::Enum),
        _ => None,
    }
}

/// The last part of the name of a type.
pub(super) fn name<'a>(name: &'a TSTypeName<'a>) -> &'a str {
    match name {
        TSTypeName::IdentifierReference(name) => name.name.as_str(),
        TSTypeName::QualifiedName(name) => name.right.name.as_str(),
        TSTypeName::ThisExpression(_) => "this",
    }
}

/// The first type argument.
pub(super) fn argument<'a>(reference: &'a TSTypeReference<'a>) -> Option<&'a TSType<'a>> {
    reference.type_arguments.as_ref()?.params.first()
}

/// Whether a pattern binds a name anywhere.
pub(super) fn binds(pattern: &BindingPattern<'_>, symbol: SymbolId) -> bool {
    pattern.get_symbol_ids().contains(&symbol)
}
