//! Walks over the nodes of a file.

use oxc_ast::AstKind;
use oxc_ast::ast::{CallExpression, Expression};
use oxc_semantic::NodeId;
use oxc_span::GetSpan;

use crate::read::source::Script;

/// Methods of lists that call their argument for each element.
const EACH: [&str; 14] = [
    "each",
    "every",
    "filter",
    "find",
    "findIndex",
    "flatMap",
    "forEach",
    "map",
    "mapSeries",
    "reduce",
    "reduceRight",
    "some",
    "sort",
    "times",
];

impl<'a> Script<'a> {
    /// The nodes within a node, itself left out, in the order of the text.
    pub(super) fn within(&self, node: NodeId) -> impl Iterator<Item = AstKind<'a>> {
        let end = self.nodes.kind(node).span().end;
        let start = self.nodes.kind(node).span().start;
        let inner = self.nodes.iter().skip(node.index() + 1).map(|it| it.kind());
        inner.take_while(move |it| it.span().start >= start && it.span().start < end)
    }

    /// The nearest node around that is no parenthesis, cast or mark.
    pub(super) fn outer(&self, node: NodeId) -> NodeId {
        let mut at = self.nodes.parent_id(node);
        while is_wrapper(&self.nodes.kind(at)) {
            at = self.nodes.parent_id(at);
        }
        at
    }

    /// The call that a function is an argument of, with its node.
    pub(super) fn call_around(&self, function: NodeId) -> Option<(NodeId, &'a CallExpression<'a>)> {
        let at = self.nodes.kind(function).span();
        let outer = self.outer(function);
        match self.nodes.kind(outer) {
            AstKind::CallExpression(call) if call.callee.span() != at => Some((outer, call)),
            _ => None,
        }
    }
}

/// Whether it changes nothing about the value of what it surrounds.
pub(super) fn is_wrapper(kind: &AstKind<'_>) -> bool {
    matches!(
        kind,
        AstKind::ParenthesizedExpression(_)
            | AstKind::TSAsExpression(_)
            | AstKind::TSSatisfiesExpression(_)
            | AstKind::TSNonNullExpression(_)
            | AstKind::TSTypeAssertion(_)
            | AstKind::ChainExpression(_)
    )
}

/// Whether it is a function.
pub(super) fn is_function(kind: &AstKind<'_>) -> bool {
    matches!(kind, AstKind::Function(_) | AstKind::ArrowFunctionExpression(_))
}

/// The method of a list that a call calls, given a callback.
pub(super) fn each_method<'a>(
    call: &'a CallExpression<'a>,
) -> Option<&'a oxc_ast::ast::StaticMemberExpression<'a>> {
    match call.callee.get_inner_expression() {
        Expression::StaticMemberExpression(member) if EACH.contains(&member.property.name.as_str()) => {
            Some(member)
        }
        _ => None,
    }
}

/// What a call calls, with dots: `res.json`, `fetch`; empty where it is no name.
pub(super) fn callee_text(call: &CallExpression<'_>) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut at = call.callee.get_inner_expression();
    loop {
        at = match at {
            Expression::Identifier(name) => {
                parts.push(name.name.as_str());
                break;
            }
            Expression::ThisExpression(_) => {
                parts.push("this");
                break;
            }
            Expression::StaticMemberExpression(member) => {
                parts.push(member.property.name.as_str());
                member.object.get_inner_expression()
            }
            Expression::CallExpression(call) => call.callee.get_inner_expression(),
            _ => break,
        }
    }
    parts.reverse();
    parts.join(".")
}
