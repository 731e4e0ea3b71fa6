//! Which names that a file exports hold a client.

use oxc_ast::AstKind;
use oxc_ast::ast::{
    AssignmentTarget, Declaration, ExportDefaultDeclarationKind, Expression, ImportOrExportKind,
    ModuleExportName, ObjectPropertyKind, Statement,
};
use oxc_semantic::SymbolId;
use smol_str::SmolStr;

use base::text::Span;

use crate::code::{Export, Import};
use crate::read::origin::{Origin, Resolver, inside_quotes};
use model::script::span;

/// How far names are followed.
const MAX_DEPTH: u32 = 16;

/// The exported names that hold a client, or a function or class that makes one; and all that is handed on from other modules.
pub(super) fn exports<'a>(resolver: &Resolver<'_, 'a>) -> Vec<Export> {
    let mut found = Vec::new();
    for statement in &resolver.script.program.body {
        match statement {
            Statement::ExportDeclaration(export) => declared(resolver, &export.declaration, &mut found),
            Statement::ExportNamedDeclaration(export) if export.export_kind == ImportOrExportKind::Value => {
                for specifier in &export.specifiers {
                    let ModuleExportName::IdentifierReference(local) = &specifier.local else { continue };
                    let origin = resolver.script.symbol(local).map(|symbol| symbol_origin(resolver, symbol));
                    add(&mut found, specifier.exported.name().as_str(), origin);
                }
            }
            Statement::ExportFromDeclaration(export) if export.export_kind == ImportOrExportKind::Value => {
                for specifier in &export.specifiers {
                    let source = inside_quotes(span(&export.source));
                    let name = specifier.exported.name();
                    let from = import(&export.source.value, &specifier.local.name(), source);
                    found.push(Export { name: SmolStr::new(name.as_str()), from: Some(from) });
                }
            }
            Statement::ExportAllDeclaration(export) if export.export_kind == ImportOrExportKind::Value => {
                let name = export.exported.as_ref().map(|it| it.name());
                let from = import(&export.source.value, "*", inside_quotes(span(&export.source)));
                let name = name.map_or(SmolStr::new_static("*"), |name| SmolStr::new(name.as_str()));
                found.push(Export { name, from: Some(from) });
            }
            Statement::ExportDefaultDeclaration(export) => {
                let origin = match &export.declaration {
                    ExportDefaultDeclarationKind::ClassDeclaration(class) => {
                        resolver.is_client(class, MAX_DEPTH).then_some(CLIENT)
                    }
                    ExportDefaultDeclarationKind::FunctionDeclaration(function) => {
                        let symbol = function.id.as_ref().and_then(|id| id.symbol_id.get());
                        symbol.map(|symbol| symbol_origin(resolver, symbol))
                    }
                    other => other.as_expression().map(|it| value_origin(resolver, it)),
                };
                add(&mut found, "default", origin);
            }
            Statement::TSExportAssignment(export) => {
                add(&mut found, "default", Some(value_origin(resolver, &export.expression)));
            }
            Statement::ExpressionStatement(statement) => {
                if let Expression::AssignmentExpression(assignment) = &statement.expression {
                    common_js(resolver, &assignment.left, &assignment.right, &mut found);
                }
            }
            _ => {}
        }
    }
    found
}

const CLIENT: Origin<'static> = Origin::Client { transaction: None };

fn declared<'a>(resolver: &Resolver<'_, 'a>, declaration: &'a Declaration<'a>, found: &mut Vec<Export>) {
    match declaration {
        Declaration::VariableDeclaration(variables) => {
            for declarator in &variables.declarations {
                for name in declarator.id.get_binding_identifiers() {
                    let origin = name.symbol_id.get().map(|symbol| symbol_origin(resolver, symbol));
                    add(found, name.name.as_str(), origin);
                }
            }
        }
        Declaration::FunctionDeclaration(function) => {
            if let Some(id) = &function.id {
                add(found, id.name.as_str(), id.symbol_id.get().map(|it| symbol_origin(resolver, it)));
            }
        }
        Declaration::ClassDeclaration(class) => {
            if let Some(id) = &class.id {
                let origin = resolver.is_client(class, MAX_DEPTH).then_some(CLIENT);
                add(found, id.name.as_str(), origin);
            }
        }
        _ => {}
    }
}

/// `module.exports = …`, `exports.name = …`.
fn common_js<'a>(
    resolver: &Resolver<'_, 'a>,
    target: &AssignmentTarget<'a>,
    value: &'a Expression<'a>,
    found: &mut Vec<Export>,
) {
    let Some(member) = target.as_member_expression() else { return };
    let Some(name) = member.static_property_name() else { return };
    let object = member.object();
    let is_module = object.is_specific_id("module") && name == "exports";
    let is_exports = object.is_specific_id("exports")
        || matches!(object, Expression::StaticMemberExpression(it)
            if it.property.name == "exports" && it.object.is_specific_id("module"));
    if is_exports {
        return add(found, name, Some(value_origin(resolver, value)));
    }
    if !is_module {
        return;
    }
    match value.get_inner_expression() {
        Expression::ObjectExpression(object) => {
            for property in &object.properties {
                if let ObjectPropertyKind::ObjectProperty(property) = property
                    && let Some(key) = property.key.static_name()
                {
                    add(found, &key, Some(value_origin(resolver, &property.value)));
                }
            }
        }
        _ => add(found, "default", Some(value_origin(resolver, value))),
    }
}

/// What a name holds, or what the function that it names returns.
fn symbol_origin<'a>(resolver: &Resolver<'_, 'a>, symbol: SymbolId) -> Origin<'a> {
    let origin = resolver.origin_of(symbol);
    if matches!(origin, Origin::Client { .. } | Origin::Imported { .. }) {
        return origin;
    }
    match resolver.script.declaration(symbol).1 {
        AstKind::Class(class) if resolver.is_client(class, MAX_DEPTH) => CLIENT,
        AstKind::Function(_) | AstKind::VariableDeclarator(_) => resolver.returned_by(symbol, MAX_DEPTH),
        _ => origin,
    }
}

fn value_origin<'a>(resolver: &Resolver<'_, 'a>, value: &'a Expression<'a>) -> Origin<'a> {
    if let Expression::Identifier(name) = value.get_inner_expression()
        && let Some(symbol) = resolver.script.symbol(name)
    {
        return symbol_origin(resolver, symbol);
    }
    resolver.origin(value)
}

fn add(found: &mut Vec<Export>, name: &str, origin: Option<Origin<'_>>) {
    let from = match origin {
        Some(Origin::Client { .. }) => None,
        Some(Origin::Imported { module, module_span, name, members, .. }) if members.is_empty() => {
            Some(Import { module, name, span: module_span })
        }
        _ => return,
    };
    let export = Export { name: SmolStr::new(name), from };
    if !found.contains(&export) {
        found.push(export);
    }
}

fn import(module: &str, name: &str, span: Span) -> Import {
    Import { module: SmolStr::new(module), name: SmolStr::new(name), span }
}
