//! What is around a call: the function, whether it is awaited, caught and returned.

use oxc_ast::AstKind;
use oxc_ast::ast::{BindingPattern, CallExpression};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;
use smol_str::{SmolStr, format_smolstr};

use crate::code::{Batch, Surroundings};
use crate::read::source::Script;
use crate::read::tree::{callee_text, each_method, is_function, is_wrapper};
use crate::read::{handler, iteration};

/// What is around a call.
pub(super) fn of<'a>(script: &Script<'a>, id: NodeId, file_has_handlers: bool) -> Surroundings {
    let mut surroundings = Surroundings::default();
    let promise = promise(script, id, &mut surroundings);
    let bound = bound(script, promise);
    surroundings.result = bound.map(|symbol| SmolStr::new(script.scoping.symbol_name(symbol)));
    let leaves_itself = leaves(script, promise);
    surroundings.is_returned = leaves_itself || bound.is_some_and(|it| is_returned(script, it));
    surroundings.batch = batch(script, promise, surroundings.is_awaited);
    if surroundings.batch.is_none() && !surroundings.is_awaited {
        surroundings.batch = bound.and_then(|symbol| {
            let mut references = script.scoping.get_resolved_references(symbol);
            references.find_map(|it| batch(script, it.node_id(), false))
        });
    }
    surroundings.iteration = iteration::around(script, id, bound);
    let (function, in_handler) = function(script, id, &mut surroundings.is_caught);
    surroundings.function = function;
    surroundings.in_handler = in_handler || (file_has_handlers && surroundings.function.is_some());
    surroundings
}

/// The outermost expression that is still the promise of the call, or its value: behind `.catch()`, `await` and casts.
fn promise(script: &Script<'_>, id: NodeId, surroundings: &mut Surroundings) -> NodeId {
    let nodes = &script.nodes;
    let mut at = id;
    loop {
        let parent = nodes.parent_id(at);
        match nodes.kind(parent) {
            AstKind::AwaitExpression(_) => surroundings.is_awaited = true,
            AstKind::StaticMemberExpression(member) => {
                let AstKind::CallExpression(call) = nodes.parent_kind(parent) else { return at };
                if call.callee.span() != member.span {
                    return at;
                }
                match member.property.name.as_str() {
                    "catch" => surroundings.is_caught = true,
                    "finally" | "withAccelerateInfo" => {}
                    "then" => {
                        surroundings.is_caught |= call.arguments.len() > 1;
                    }
                    _ => return at,
                }
                at = nodes.parent_id(parent);
                continue;
            }
            kind if is_wrapper(&kind) => {}
            _ => return at,
        }
        at = parent;
    }
}

/// The constant that a value is assigned to.
fn bound(script: &Script<'_>, value: NodeId) -> Option<SymbolId> {
    let at = script.nodes.kind(value).span();
    match script.nodes.parent_kind(value) {
        AstKind::VariableDeclarator(declarator) => match &declarator.id {
            BindingPattern::BindingIdentifier(name) => name.symbol_id.get(),
            _ => None,
        },
        AstKind::AssignmentExpression(assignment) if assignment.right.span() == at => {
            let name = assignment.left.get_identifier_name()?;
            let target = script.nodes.iter().skip(script.nodes.parent_id(value).index());
            target.take(4).find_map(|node| match node.kind() {
                AstKind::IdentifierReference(it) if it.name == name => script.symbol(it),
                _ => None,
            })
        }
        // `const [users, count] = await Promise.all([…, …])`.
        AstKind::ArrayExpression(array) => {
            let at = array.elements.iter().position(|element| element.span() == at)?;
            let outer = promise_of_array(script, script.nodes.parent_id(value))?;
            let AstKind::VariableDeclarator(declarator) = script.nodes.parent_kind(outer) else {
                return None;
            };
            let BindingPattern::ArrayPattern(pattern) = &declarator.id else { return None };
            pattern.elements.get(at)?.as_ref()?.get_binding_identifier()?.symbol_id.get()
        }
        _ => None,
    }
}

/// The value of the call that is given a list of promises.
fn promise_of_array(script: &Script<'_>, array: NodeId) -> Option<NodeId> {
    let call = script.outer(array);
    batch_call(script, call)?;
    Some(promise(script, call, &mut Surroundings::default()))
}

/// What kind of call runs a list of promises.
fn batch_call(script: &Script<'_>, id: NodeId) -> Option<Batch> {
    let AstKind::CallExpression(call) = script.nodes.kind(id) else { return None };
    let text = callee_text(call);
    if text.ends_with("$transaction") {
        return Some(Batch::Transaction);
    }
    matches!(
        text.as_str(),
        "Promise.all" | "Promise.allSettled" | "Promise.race" | "Promise.any" | "pMap" | "pAll"
    )
    .then_some(Batch::PromiseAll)
}

/// What a value runs at once with. A promise that is awaited where it stands is not one of a list that is awaited later.
fn batch(script: &Script<'_>, value: NodeId, is_awaited: bool) -> Option<Batch> {
    let nodes = &script.nodes;
    let mut at = value;
    loop {
        let parent = nodes.parent_id(at);
        match nodes.kind(parent) {
            AstKind::ArrayExpression(_)
            | AstKind::SpreadElement(_)
            | AstKind::ConditionalExpression(_)
            | AstKind::LogicalExpression(_)
            | AstKind::ReturnStatement(_)
            | AstKind::FunctionBody(_)
            | AstKind::BlockStatement(_) => {}
            AstKind::AwaitExpression(_) | AstKind::ExpressionStatement(_) => {
                // Statements of a callback that runs for each element at once.
            }
            AstKind::VariableDeclarator(_) | AstKind::VariableDeclaration(_) => {}
            kind if is_wrapper(&kind) => {}
            kind if is_function(&kind) => {
                let (call_id, call) = script.call_around(parent)?;
                let method = each_method(call)?;
                if !matches!(method.property.name.as_str(), "map" | "flatMap") {
                    return None;
                }
                at = call_id;
                continue;
            }
            AstKind::StaticMemberExpression(member)
                if matches!(member.property.name.as_str(), "filter" | "flat" | "concat") =>
            {
                at = nodes.parent_id(parent);
                continue;
            }
            AstKind::CallExpression(call) => {
                let here = nodes.kind(at).span();
                if call.callee.span() == here {
                    return None;
                }
                if !callee_text(call).ends_with(".push") {
                    return batch_call(script, parent);
                }
                if !is_awaited {
                    return Some(Batch::PromiseAll);
                }
            }
            AstKind::IfStatement(_) | AstKind::TryStatement(_) => {}
            _ => return None,
        }
        at = parent;
    }
}

/// Whether a value leaves the function where it stands: returned, or given to what answers a request.
fn leaves(script: &Script<'_>, value: NodeId) -> bool {
    let nodes = &script.nodes;
    let mut at = value;
    loop {
        let parent = nodes.parent_id(at);
        let here = nodes.kind(at).span();
        match nodes.kind(parent) {
            AstKind::ReturnStatement(_) => return !is_element_callback(script, parent),
            AstKind::ArrowFunctionExpression(function) => {
                return function.body.span() == here && !is_element_callback(script, at);
            }
            AstKind::CallExpression(call) => {
                if call.callee.span() == here {
                    return false;
                }
                if batch_call(script, parent).is_none() {
                    return is_answer(call);
                }
            }
            AstKind::ObjectProperty(_)
            | AstKind::ObjectExpression(_)
            | AstKind::ArrayExpression(_)
            | AstKind::SpreadElement(_)
            | AstKind::ConditionalExpression(_)
            | AstKind::AwaitExpression(_)
            | AstKind::LogicalExpression(_) => {}
            kind if is_wrapper(&kind) => {}
            _ => return false,
        }
        at = parent;
    }
}

/// Whether the function around something is called for each element of a list.
fn is_element_callback(script: &Script<'_>, at: NodeId) -> bool {
    let function = script.nodes.ancestor_ids(at).find(|id| is_function(&script.nodes.kind(*id)));
    function.and_then(|it| script.call_around(it)).is_some_and(|(_, call)| each_method(call).is_some())
}

/// Whether a call answers a request.
fn is_answer(call: &CallExpression<'_>) -> bool {
    let text = callee_text(call);
    let mut parts = text.rsplit('.');
    let (last, object) = (parts.next().unwrap_or_default(), parts.next());
    let is_response = object.is_some_and(|it| {
        matches!(it, "res" | "response" | "Response" | "NextResponse" | "reply" | "c" | "ctx" | "status")
    });
    (is_response && matches!(last, "json" | "send" | "jsonp" | "end" | "render"))
        || (object.is_none() && matches!(last, "json" | "defer"))
}

/// Whether a name leaves the function that it is used in.
fn is_returned(script: &Script<'_>, symbol: SymbolId) -> bool {
    script.scoping.get_resolved_references(symbol).any(|it| it.is_read() && leaves(script, it.node_id()))
}

/// The name of the nearest function that has one, and whether it answers requests.
fn function(script: &Script<'_>, id: NodeId, is_caught: &mut bool) -> (Option<SmolStr>, bool) {
    let nodes = &script.nodes;
    let mut name: Option<SmolStr> = None;
    let mut is_handler = false;
    let mut has_passed = false;
    let mut inside = id;
    for at in nodes.ancestor_ids(id) {
        let kind = nodes.kind(at);
        if let AstKind::TryStatement(statement) = kind
            && name.is_none()
            && statement.handler.is_some()
            && statement.block.span.contains_inclusive(nodes.kind(inside).span())
        {
            *is_caught = true;
        }
        if is_function(&kind) {
            has_passed = true;
            is_handler |= handler::is_handler(script, at);
        }
        if name.is_none() && has_passed {
            name = named(script, at);
        }
        inside = at;
    }
    (name, is_handler)
}

/// The name that a node gives to the function in it.
fn named(script: &Script<'_>, at: NodeId) -> Option<SmolStr> {
    let nodes = &script.nodes;
    match nodes.kind(at) {
        AstKind::Function(it) => it.id.as_ref().map(|id| SmolStr::new(id.name.as_str())),
        AstKind::VariableDeclarator(it) => {
            it.id.get_identifier_name().map(|name| SmolStr::new(name.as_str()))
        }
        AstKind::MethodDefinition(it) => {
            let key = it.key.static_name()?;
            let class = class_name(script, at);
            Some(class.map_or_else(|| SmolStr::new(&key), |class| format_smolstr!("{class}.{key}")))
        }
        AstKind::PropertyDefinition(it) => {
            let key = it.key.static_name()?;
            let class = class_name(script, at);
            Some(class.map_or_else(|| SmolStr::new(&key), |class| format_smolstr!("{class}.{key}")))
        }
        AstKind::ObjectProperty(it) => it.key.static_name().map(SmolStr::new),
        AstKind::AssignmentExpression(it) => {
            let target = it.left.as_member_expression()?;
            target.static_property_name().map(SmolStr::new)
        }
        AstKind::ExportDefaultDeclaration(_) => Some(SmolStr::new_static("default")),
        _ => None,
    }
}

fn class_name<'a>(script: &Script<'a>, at: NodeId) -> Option<&'a str> {
    script.nodes.ancestor_kinds(at).find_map(|kind| match kind {
        AstKind::Class(class) => Some(class.id.as_ref().map(|id| id.name.as_str())),
        _ => None,
    })?
}
