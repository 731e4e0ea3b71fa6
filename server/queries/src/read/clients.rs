//! Clients that a file creates and extends.

use oxc_ast::AstKind;
use oxc_ast::ast::{Argument, CallExpression, Expression, NewExpression, ObjectPropertyKind};
use oxc_semantic::NodeId;
use oxc_span::GetSpan;
use smol_str::SmolStr;

use crate::code::{Adapter, Extension, NewClient, Value};
use crate::read::origin::Resolver;
use crate::read::packages;
use crate::read::source::Script;
use crate::read::tree::is_function;
use crate::read::value::Evaluator;
use model::script::span;

/// Options that set the size of a connection pool.
const LIMITS: [&str; 5] = ["max", "connectionLimit", "connection_limit", "poolSize", "pool_size"];

/// `new PrismaClient(…)`.
pub(super) fn created<'a>(
    resolver: &Resolver<'_, 'a>,
    id: NodeId,
    new: &'a NewExpression<'a>,
) -> Option<NewClient> {
    let script = resolver.script;
    let module = class_module(resolver, &new.callee)?;
    let argument = new.arguments.first().and_then(Argument::as_expression);
    let options = argument.map(Expression::get_inner_expression);
    let adapter = options.and_then(|options| property(options, "adapter")).map(|it| adapter(script, it));
    let omits = options.and_then(|options| property(options, "omit")).map(|it| omits(script, it));
    let options = options.filter(|it| matches!(it, Expression::ObjectExpression(_))).map(span);
    let (in_function, is_kept) = keeping(script, id, true);
    let on_global =
        is_kept && ["globalThis", "global.", "global as"].iter().any(|it| script.text.contains(it));
    let omits = omits.unwrap_or_default();
    Some(NewClient { span: span(new), module, in_function, is_kept, on_global, options, adapter, omits })
}

/// The module of the class, where it is Prisma's or extends it; `None` inside where the file does not tell.
fn class_module<'a>(resolver: &Resolver<'_, 'a>, callee: &'a Expression<'a>) -> Option<Option<SmolStr>> {
    let script = resolver.script;
    match callee.get_inner_expression() {
        Expression::Identifier(name) => {
            if let Some(class) = resolver.class(name) {
                let heritage = class.heritage.as_ref()?;
                return resolver
                    .is_client(class, 8)
                    .then(|| class_module(resolver, &heritage.expression).flatten());
            }
            if !packages::is_client_class(resolver.imported_name(name)) {
                return None;
            }
            let (id, declaration) = match script.symbol(name) {
                Some(symbol) => script.declaration(symbol),
                None => return Some(None),
            };
            Some(match declaration {
                AstKind::ImportSpecifier(_) => match script.nodes.parent_kind(id) {
                    AstKind::ImportDeclaration(import) => Some(SmolStr::new(import.source.value.as_str())),
                    _ => None,
                },
                AstKind::VariableDeclarator(it) => required(it.init.as_ref()),
                _ => None,
            })
        }
        Expression::StaticMemberExpression(member) if packages::is_client_class(&member.property.name) => {
            Some(None)
        }
        _ => None,
    }
}

/// The module of `require("…")` or `await import("…")`.
fn required(init: Option<&Expression<'_>>) -> Option<SmolStr> {
    let source = match init?.get_inner_expression() {
        Expression::AwaitExpression(inner) => return required(Some(&inner.argument)),
        Expression::CallExpression(call) if call.callee.is_specific_id("require") => {
            call.arguments.first()?.as_expression()?
        }
        Expression::ImportExpression(import) => &import.source,
        _ => return None,
    };
    match source {
        Expression::StringLiteral(text) => Some(SmolStr::new(text.value.as_str())),
        _ => None,
    }
}

/// Whether something is created in a function, and whether it is kept, so that the next call finds it.
fn keeping(script: &Script<'_>, id: NodeId, follow: bool) -> (bool, bool) {
    let nodes = &script.nodes;
    let mut in_function = false;
    let mut is_kept = false;
    let mut inside = id;
    for at in nodes.ancestor_ids(id) {
        let kind = nodes.kind(at);
        let here = nodes.kind(inside).span();
        match kind {
            AstKind::LogicalExpression(it) if it.right.span() == here => is_kept = true,
            AstKind::ConditionalExpression(it) if it.test.span() != here => is_kept = true,
            AstKind::AssignmentExpression(it) if it.right.span() == here => {
                let target = it.left.as_member_expression();
                let is_member =
                    target.is_some_and(|it| !matches!(it.object(), Expression::ThisExpression(_)));
                is_kept |= is_member || it.left.get_identifier_name().is_some() && in_or_outside(script, at);
            }
            // `singleton("prisma", () => new PrismaClient())`.
            AstKind::CallExpression(call) => {
                let name = crate::read::tree::callee_text(call).to_lowercase();
                let keeps = ["singleton", "cache", "remember", "once", "memo", "lazy", "global"];
                is_kept |= keeps.iter().any(|word| name.contains(word));
            }
            AstKind::IfStatement(_) => is_kept |= in_function,
            kind if is_function(&kind) => {
                in_function = true;
                if follow && let Some(symbol) = function_name(script, at) {
                    let mut references = script.scoping.get_resolved_references(symbol);
                    is_kept |= references.any(|it| keeping(script, it.node_id(), false).1);
                }
            }
            _ => {}
        }
        inside = at;
    }
    (in_function, is_kept)
}

/// Whether what an assignment sets is declared outside of the function that it stands in.
fn in_or_outside(script: &Script<'_>, assignment: NodeId) -> bool {
    let nodes = &script.nodes;
    let function = nodes.ancestor_ids(assignment).find(|id| is_function(&nodes.kind(*id)));
    let Some(function) = function else { return true };
    let place = nodes.kind(function).span();
    let target = script.within(assignment).find_map(|kind| match kind {
        AstKind::IdentifierReference(name) => Some(script.symbol(name)),
        _ => None,
    });
    match target.flatten() {
        Some(symbol) => {
            let declared = script.scoping.symbol_span(symbol);
            declared.start < place.start || declared.start >= place.end
        }
        None => true,
    }
}

/// The name of a function.
fn function_name(script: &Script<'_>, function: NodeId) -> Option<oxc_semantic::SymbolId> {
    match script.nodes.kind(function) {
        AstKind::Function(it) if it.id.is_some() => it.id.as_ref()?.symbol_id.get(),
        _ => match script.nodes.parent_kind(function) {
            AstKind::VariableDeclarator(it) => it.id.get_binding_identifier()?.symbol_id.get(),
            _ => None,
        },
    }
}

/// The value of a property of an object.
fn property<'a>(object: &'a Expression<'a>, name: &str) -> Option<&'a Expression<'a>> {
    let Expression::ObjectExpression(object) = object else { return None };
    object.properties.iter().find_map(|it| match it {
        ObjectPropertyKind::ObjectProperty(it) if it.key.static_name().is_some_and(|key| key == name) => {
            Some(it.value.get_inner_expression())
        }
        _ => None,
    })
}

/// What a name is declared with, or the expression itself.
fn declared<'a>(script: &Script<'a>, expression: &'a Expression<'a>) -> Option<&'a Expression<'a>> {
    let Expression::Identifier(name) = expression.get_inner_expression() else { return Some(expression) };
    match script.declaration(script.symbol(name)?).1 {
        AstKind::VariableDeclarator(it) => Some(it.init.as_ref()?.get_inner_expression()),
        _ => None,
    }
}

/// The driver adapter that an expression creates.
fn adapter<'a>(script: &Script<'a>, expression: &'a Expression<'a>) -> Adapter {
    let Some(Expression::NewExpression(new)) = declared(script, expression) else {
        return Adapter { class: SmolStr::default(), limits_pool: true };
    };
    let class = new.callee.get_identifier_reference().map_or("", |it| it.name.as_str());
    let limits = |expression: &Expression<'_>| {
        let text = script.text_of(span(expression));
        text.split(|char: char| !char.is_alphanumeric() && char != '_').any(|word| LIMITS.contains(&word))
    };
    let mut arguments = new.arguments.iter().filter_map(Argument::as_expression);
    // What the file does not tell may set it.
    let limits_pool = arguments.any(|it| declared(script, it).is_none_or(limits));
    Adapter { class: SmolStr::new(class), limits_pool }
}

/// The fields of models that an object sets to `true`.
fn omits<'a>(script: &Script<'a>, expression: &'a Expression<'a>) -> Vec<(SmolStr, SmolStr)> {
    let models = Evaluator::new(Some(script), span(expression).start).value(expression).value;
    let mut omits = Vec::new();
    for model in models.as_object().map_or(&[][..], |it| &it.entries) {
        for field in model.value.value.as_object().map_or(&[][..], |it| &it.entries) {
            if field.value.value != Value::Boolean(false) {
                omits.push((model.key.clone(), field.key.clone()));
            }
        }
    }
    omits
}

/// `client.$extends(…)`, `Prisma.defineExtension(…)`.
pub(super) fn extension<'a>(script: &Script<'a>, call: &'a CallExpression<'a>) -> Option<Extension> {
    let argument = call.arguments.first()?.as_expression();
    let mut query_models = Vec::new();
    let mut is_partial = true;
    if let Some(Expression::ObjectExpression(object)) = argument.map(Expression::get_inner_expression) {
        is_partial = false;
        for property in &object.properties {
            let ObjectPropertyKind::ObjectProperty(property) = property else {
                is_partial = true;
                continue;
            };
            if property.key.static_name().is_none_or(|key| key != "query") {
                continue;
            }
            let Expression::ObjectExpression(models) = property.value.get_inner_expression() else {
                is_partial = true;
                continue;
            };
            for model in &models.properties {
                let name = match model {
                    ObjectPropertyKind::ObjectProperty(model) => model.key.static_name(),
                    ObjectPropertyKind::SpreadProperty(_) => None,
                };
                match name.as_deref() {
                    Some("$allOperations") => query_models.push(SmolStr::new_static("$allModels")),
                    Some(name) if name.starts_with('$') && name != "$allModels" => {}
                    Some(name) => query_models.push(SmolStr::new(name)),
                    None => is_partial = true,
                }
            }
        }
    }
    query_models.shrink_to_fit();
    let text = script.text_of(span(call));
    let words =
        ["deletedAt", "deleted_at", "isDeleted", "softDelete", "SoftDelete", "soft-delete", "archivedAt"];
    let soft_deletes = words.iter().any(|word| text.contains(word));
    Some(Extension { span: span(call), query_models, is_partial, soft_deletes })
}
