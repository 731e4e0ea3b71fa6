//! Loops around a call.

use oxc_ast::AstKind;
use oxc_ast::ast::Expression;
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::{GetSpan, Span as OxcSpan};

use base::text::Span;

use crate::code::{Iteration, IterationKind};
use crate::read::source::Script;
use crate::read::tree::{each_method, is_function};
use model::script::span;

/// The nearest loop around a call, within the function and the callbacks in it. `result` is the constant of its result.
pub(super) fn around(script: &Script<'_>, id: NodeId, result: Option<SymbolId>) -> Option<Iteration> {
    let nodes = &script.nodes;
    let mut nearest: Option<Iteration> = None;
    let mut inside = nodes.kind(id).span();
    for at in nodes.ancestor_ids(id) {
        let kind = nodes.kind(at);
        if let Some((of, word, over)) = repeats(script, at, inside) {
            match &mut nearest {
                Some(iteration) => iteration.depth = iteration.depth.saturating_add(1),
                None => {
                    nearest = Some(Iteration {
                        kind: of,
                        span: word,
                        depth: 1,
                        uses_element: uses_element(script, id, at),
                        depends_on_result: depends_on_result(script, id, at, result),
                        over,
                    });
                }
            }
        } else if is_function(&kind) && script.call_around(at).is_none() {
            break;
        }
        inside = kind.span();
    }
    nearest
}

/// Whether a node repeats what is at a place in it: what kind of loop it is, its word, and what it goes over.
fn repeats(script: &Script<'_>, at: NodeId, inside: OxcSpan) -> Option<(IterationKind, Span, Option<Span>)> {
    let word = |length: u32, span: OxcSpan| Span::new(span.start, span.start.saturating_add(length));
    match script.nodes.kind(at) {
        AstKind::ForOfStatement(it) => (it.right.span() != inside)
            .then(|| (IterationKind::For, word(3, it.span), name_or_member(&it.right))),
        AstKind::ForInStatement(it) => (it.right.span() != inside)
            .then(|| (IterationKind::For, word(3, it.span), name_or_member(&it.right))),
        AstKind::ForStatement(it) => {
            let is_start = it.init.as_ref().is_some_and(|init| init.span() == inside);
            (!is_start).then(|| (IterationKind::For, word(3, it.span), None))
        }
        AstKind::WhileStatement(it) => Some((IterationKind::While, word(5, it.span), None)),
        AstKind::DoWhileStatement(it) => Some((IterationKind::While, word(2, it.span), None)),
        kind if is_function(&kind) => {
            let (_, call) = script.call_around(at)?;
            let method = each_method(call)?;
            Some((IterationKind::Callback, span(&method.property), name_or_member(&method.object)))
        }
        _ => None,
    }
}

fn name_or_member(expression: &Expression<'_>) -> Option<Span> {
    let inner = expression.get_inner_expression();
    let mut at = inner;
    while let Expression::StaticMemberExpression(member) = at {
        at = member.object.get_inner_expression();
    }
    matches!(at, Expression::Identifier(_) | Expression::ThisExpression(_)).then(|| span(inner))
}

/// Whether the arguments of a call use what the loop changes: its variables, what is declared in its body, and what its body
/// assigns.
fn uses_element(script: &Script<'_>, call: NodeId, around: NodeId) -> bool {
    let AstKind::CallExpression(expression) = script.nodes.kind(call) else { return false };
    let callee = expression.callee.span();
    let place = script.nodes.kind(around).span();
    script.within(call).any(|kind| match kind {
        AstKind::IdentifierReference(name) if !holds(callee, name.span) => {
            let Some(symbol) = script.symbol(name) else { return false };
            let declared = script.scoping.symbol_span(symbol);
            // What is declared in the arguments themselves is not changed by the loop.
            if holds(expression.span, declared) {
                return false;
            }
            holds(place, declared) || is_assigned_in(script, symbol, place)
        }
        _ => false,
    })
}

fn is_assigned_in(script: &Script<'_>, symbol: SymbolId, place: OxcSpan) -> bool {
    script.scoping.symbol_is_mutated(symbol)
        && script
            .scoping
            .get_resolved_references(symbol)
            .any(|it| it.is_write() && holds(place, script.nodes.kind(it.node_id()).span()))
}

/// Whether a loop goes on or ends by what a query in it returns.
fn depends_on_result(script: &Script<'_>, call: NodeId, around: NodeId, result: Option<SymbolId>) -> bool {
    let nodes = &script.nodes;
    let here = nodes.kind(call).span();
    let place = nodes.kind(around).span();
    let names = derived(script, around, result);
    let decides = |test: &Expression<'_>| {
        let is_in = holds(test.span(), here);
        is_in || uses(script, test.span(), &names)
    };
    let by_test = match nodes.kind(around) {
        AstKind::WhileStatement(it) => decides(&it.test),
        AstKind::DoWhileStatement(it) => decides(&it.test),
        AstKind::ForStatement(it) => it.test.as_ref().is_some_and(decides),
        kind if is_function(&kind) => return false,
        _ => false,
    };
    if by_test {
        return true;
    }
    // `if (!existing) break`, `return`.
    let base = around.index();
    let last = nodes.iter().enumerate().skip(base + 1);
    let inner = last.take_while(|(_, it)| holds(place, it.kind().span()));
    let mut ends = inner
        .filter(|(_, node)| matches!(node.kind(), AstKind::BreakStatement(_) | AstKind::ReturnStatement(_)));
    ends.any(|(_, node)| {
        for kind in nodes.ancestor_kinds(node.id()) {
            match kind {
                AstKind::IfStatement(it) => return decides(&it.test),
                kind if is_function(&kind) => return false,
                kind if kind.span() == place => return false,
                _ => {}
            }
        }
        false
    })
}

/// The result and what is computed from it in a loop.
fn derived(script: &Script<'_>, around: NodeId, result: Option<SymbolId>) -> Vec<SymbolId> {
    let mut names: Vec<SymbolId> = result.into_iter().collect();
    if names.is_empty() {
        return names;
    }
    for kind in script.within(around) {
        match kind {
            AstKind::VariableDeclarator(it) => {
                if let Some(init) = &it.init
                    && uses(script, init.span(), &names)
                {
                    names.extend(it.id.get_symbol_ids());
                }
            }
            AstKind::AssignmentExpression(it) if uses(script, it.right.span(), &names) => {
                let target = it.left.span();
                names.extend(script.within(around).find_map(|kind| match kind {
                    AstKind::IdentifierReference(name) if name.span == target => script.symbol(name),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    names
}

/// Whether one of these names is used at a place.
fn uses(script: &Script<'_>, place: OxcSpan, names: &[SymbolId]) -> bool {
    names.iter().any(|symbol| {
        let mut references = script.scoping.get_resolved_references(*symbol);
        references.any(|it| holds(place, script.nodes.kind(it.node_id()).span()))
    })
}

fn holds(outer: OxcSpan, inner: OxcSpan) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
