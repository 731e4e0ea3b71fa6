//! What happens to a constant after it is declared: `where.a = …`, `conditions.push(…)`.

use oxc_ast::AstKind;
use oxc_ast::ast::{AssignmentOperator, CallExpression, Expression, UnaryOperator};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;
use smol_str::SmolStr;

use base::text::Span;

use crate::code::{Located, Operation, Value};
use crate::read::merge;
use crate::read::value::{Evaluator, optional};
use model::script::span;

/// How many uses of a name are read. The value of a name with more is known in part.
const MAX_USES: usize = 1_024;

/// A place in an object: its keys from the outside, each with where it is written.
type Path = Vec<(SmolStr, Span)>;

impl<'a> Evaluator<'_, 'a> {
    /// Applies everything that changes the object or list of a name before it is used.
    pub(super) fn mutate(&self, symbol: SymbolId, located: &mut Located, depth: u32) {
        let is_changeable = matches!(located.value, Value::Object(_) | Value::List { .. });
        let Some(script) = self.script.filter(|_| is_changeable) else { return };
        for (number, reference) in script.scoping.get_resolved_references(symbol).enumerate() {
            let id = reference.node_id();
            if number == MAX_USES {
                return make_partial(&mut located.value);
            }
            if reference.is_type() || self.is_later(id) {
                continue;
            }
            self.apply(id, symbol, &mut located.value, depth);
        }
    }

    /// Whether something happens after the value is used: further down, and in no loop around both.
    pub(super) fn is_later(&self, node: NodeId) -> bool {
        let Some(script) = self.script else { return true };
        let holds = |kind: AstKind<'_>| {
            let span = kind.span();
            span.start <= self.used_at.get() && self.used_at.get() < span.end
        };
        script.nodes.kind(node).span().start >= self.used_at.get()
            && !script.nodes.ancestor_kinds(node).any(|kind| kind.is_iteration_statement() && holds(kind))
    }

    /// Applies what is done with one use of the name.
    fn apply(&self, use_of: NodeId, symbol: SymbolId, value: &mut Value, depth: u32) {
        let (Some(script), Some(depth)) = (self.script, self.step(depth)) else { return make_partial(value) };
        let mut path: Path = Vec::new();
        let mut at = use_of;
        let mut is_known = true;
        loop {
            let here = script.nodes.kind(at).span();
            let parent_id = script.nodes.parent_id(at);
            match script.nodes.kind(parent_id) {
                AstKind::StaticMemberExpression(member) if member.object.span() == here => {
                    let name = &member.property;
                    if let AstKind::CallExpression(call) = script.nodes.parent_kind(parent_id)
                        && call.callee.span() == member.span
                    {
                        let is_conditional = self.is_conditional(use_of, symbol);
                        self.method_call(&name.name, call, &path, value, is_conditional, depth);
                        return;
                    }
                    path.push((SmolStr::new(name.name.as_str()), span(name)));
                }
                AstKind::ComputedMemberExpression(member) if member.object.span() == here => {
                    match self.eval(&member.expression, depth).value {
                        Value::Text(key) => path.push((key, span(&member.expression))),
                        _ => is_known = false,
                    }
                }
                AstKind::TSAsExpression(_)
                | AstKind::TSNonNullExpression(_)
                | AstKind::TSTypeAssertion(_)
                | AstKind::ParenthesizedExpression(_)
                | AstKind::ChainExpression(_) => {}
                AstKind::AssignmentExpression(assignment) if assignment.left.span() == here => {
                    if path.is_empty() && is_known {
                        return;
                    }
                    let is_conditional = self.is_conditional(use_of, symbol);
                    let new = self.eval(&assignment.right, depth);
                    match value {
                        Value::Object(object) if is_known => {
                            let replaces = assignment.operator == AssignmentOperator::Assign;
                            merge::set(object, &path, new, is_conditional || !replaces);
                        }
                        _ => make_partial(value),
                    }
                    return;
                }
                AstKind::UnaryExpression(unary) if unary.operator == UnaryOperator::Delete => {
                    let is_conditional = self.is_conditional(use_of, symbol);
                    remove(value, &path, is_conditional);
                    return;
                }
                AstKind::CallExpression(call) => {
                    // Given to a function that may change it; the methods of a model do not.
                    if path.is_empty() && call.callee.span() != here && !only_reads(call) {
                        self.given(call, here, use_of, symbol, value, depth);
                    }
                    return;
                }
                _ => return,
            }
            at = parent_id;
        }
    }

    /// `conditions.push(…)`.
    fn method_call(
        &self,
        method: &str,
        call: &'a CallExpression<'a>,
        path: &[(SmolStr, Span)],
        value: &mut Value,
        is_conditional: bool,
        depth: u32,
    ) {
        if !matches!(method, "push" | "unshift" | "splice" | "pop" | "shift") {
            return;
        }
        let Some(Value::List { items, is_partial }) = merge::at_path(value, path) else {
            return make_partial(value);
        };
        if !matches!(method, "push" | "unshift") {
            *is_partial = true;
            return;
        }
        for argument in &call.arguments {
            match argument.as_expression() {
                Some(inner) => {
                    let item = self.eval(inner, depth);
                    items.push(if is_conditional { optional(item) } else { item });
                }
                None => *is_partial = true,
            }
        }
    }

    /// The object is an argument of a call: `Object.assign(where, …)`, or a function that may add keys.
    fn given(
        &self,
        call: &'a CallExpression<'a>,
        here: oxc_span::Span,
        use_of: NodeId,
        symbol: SymbolId,
        value: &mut Value,
        depth: u32,
    ) {
        let is_assign = crate::read::helpers::is_member(&call.callee, "Object", "assign");
        let is_first = call.arguments.first().is_some_and(|first| first.span() == here);
        match value {
            Value::Object(object) if is_assign && is_first => {
                let is_conditional = self.is_conditional(use_of, symbol);
                for argument in call.arguments.iter().skip(1) {
                    let Some(inner) = argument.as_expression() else {
                        object.is_partial = true;
                        continue;
                    };
                    let mut added = self.eval(inner, depth);
                    if is_conditional && let Value::Object(added) = &mut added.value {
                        added.entries.iter_mut().for_each(|entry| entry.is_conditional = true);
                    }
                    merge::spread(object, &added.value);
                }
            }
            _ if is_assign => {}
            _ => make_partial(value),
        }
    }

    /// Whether something happens only under a condition, seen from where the name is declared.
    pub(super) fn is_conditional(&self, node: NodeId, symbol: SymbolId) -> bool {
        let Some(script) = self.script else { return true };
        let declared = script.scoping.symbol_declaration(symbol);
        let outer: Vec<NodeId> = script.nodes.ancestor_ids(declared).collect();
        let mut inside = node;
        for id in script.nodes.ancestor_ids(node) {
            if outer.contains(&id) {
                return false;
            }
            let decides = match script.nodes.kind(id) {
                AstKind::IfStatement(it) => it.test.span() != script.nodes.kind(inside).span(),
                AstKind::ConditionalExpression(it) => it.test.span() != script.nodes.kind(inside).span(),
                AstKind::LogicalExpression(it) => it.right.span() == script.nodes.kind(inside).span(),
                AstKind::SwitchCase(_)
                | AstKind::ForStatement(_)
                | AstKind::ForOfStatement(_)
                | AstKind::ForInStatement(_)
                | AstKind::WhileStatement(_)
                | AstKind::CatchClause(_)
                | AstKind::Function(_)
                | AstKind::ArrowFunctionExpression(_) => true,
                _ => false,
            };
            if decides {
                return true;
            }
            inside = id;
        }
        false
    }
}

/// Whether a call certainly leaves its arguments as they are: a method of a model, of a client, of the console.
fn only_reads(call: &CallExpression<'_>) -> bool {
    match call.callee.get_inner_expression() {
        Expression::StaticMemberExpression(member) => {
            let name = member.property.name.as_str();
            Operation::named(name).is_some()
                || name.starts_with('$')
                || member.object.is_specific_id("console")
                || member.object.is_specific_id("JSON")
                || (member.object.is_specific_id("Object") && name != "assign" && name != "defineProperty")
                || matches!(name, "info" | "debug" | "warn" | "error" | "log" | "json" | "push" | "parse")
        }
        _ => false,
    }
}

fn make_partial(value: &mut Value) {
    match value {
        Value::Object(object) => object.is_partial = true,
        Value::List { is_partial, .. } => *is_partial = true,
        _ => {}
    }
}

/// `delete where.a`.
fn remove(value: &mut Value, path: &[(SmolStr, Span)], is_conditional: bool) {
    let Some(((key, _), outer)) = path.split_last() else { return make_partial(value) };
    let Some(Value::Object(object)) = merge::at_path(value, outer) else { return make_partial(value) };
    if is_conditional {
        object.entries.iter_mut().filter(|it| it.key == *key).for_each(|it| it.is_conditional = true);
    } else {
        object.entries.retain(|it| it.key != *key);
    }
}
