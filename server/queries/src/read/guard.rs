//! Conditions that have checked a value before it is used.

use oxc_ast::AstKind;
use oxc_ast::ast::Expression;
use oxc_span::GetSpan;

use base::text::Span;

use crate::code::{Located, Value};
use crate::read::source::{Guard, Script};
use crate::read::tree::callee_text;
use model::script::span;

/// Parts of the names of functions that throw or leave where what they are given is not there.
const ASSERTING: [&str; 8] =
    ["assert", "invariant", "ensure", "require", "guard", "verify", "validate", "expect"];

/// The conditions of a file.
pub(super) fn guards(script: &Script<'_>) -> Vec<Guard> {
    let nodes = &script.nodes;
    let mut guards = Vec::new();
    for (id, node) in nodes.iter_enumerated() {
        let around_parent = || spanned(nodes.parent_kind(id).span());
        let guard = match node.kind() {
            // What follows an `if` that returns is checked too.
            AstKind::IfStatement(it) => Guard { test: span(&it.test), around: around_parent() },
            AstKind::WhileStatement(it) => Guard { test: span(&it.test), around: span(it) },
            AstKind::ConditionalExpression(it) => Guard { test: span(&it.test), around: span(it) },
            AstKind::LogicalExpression(it) => Guard { test: span(&it.left), around: span(it) },
            AstKind::CallExpression(call) => {
                let name = callee_text(call).to_lowercase();
                if !ASSERTING.iter().any(|word| name.contains(word)) {
                    continue;
                }
                // The statement that the call is, in its block.
                let statement = nodes.parent_id(id);
                let AstKind::ExpressionStatement(_) = nodes.kind(statement) else { continue };
                Guard { test: span(call), around: spanned(nodes.parent_kind(statement).span()) }
            }
            _ => continue,
        };
        guards.push(guard);
    }
    guards
}

/// Takes back that a value may be `undefined`, where a condition before has looked at it.
pub(super) fn narrow(script: &Script<'_>, expression: &Expression<'_>, value: &mut Located) {
    let Value::Unknown(unknown) = &mut value.value else { return };
    if !unknown.may_be_undefined {
        return;
    }
    let at = span(expression);
    let written = plain(script.text_of(at));
    // `session?.user.id`, where `session` was checked.
    let text = script.text_of(at);
    let root = text.split_once("?.").map(|(root, _)| plain(root));
    let names = [Some(written), root];
    let is_checked = |guard: &Guard| {
        guard.test.end <= at.start && guard.around.encloses(at) && {
            let test = plain(script.text_of(guard.test));
            names.iter().flatten().any(|name| mentions(&test, name))
        }
    };
    if script.guards.get_or_init(|| guards(script)).iter().any(is_checked) {
        unknown.may_be_undefined = false;
    }
}

/// A text without the marks of optional and certain members.
fn plain(text: &str) -> String {
    text.replace("?.", ".").replace("!.", ".").trim_end_matches('!').to_owned()
}

/// Whether a text has a name, or a path of names, as a whole.
fn mentions(text: &str, name: &str) -> bool {
    let is_part = |char: char| char.is_alphanumeric() || char == '_' || char == '$';
    !name.is_empty()
        && text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).and_then(|it| it.chars().next_back());
            let after = text.get(at + name.len()..).and_then(|it| it.chars().next());
            !before.is_some_and(|it| is_part(it) || it == '.') && !after.is_some_and(is_part)
        })
}

fn spanned(at: oxc_span::Span) -> Span {
    Span::new(at.start, at.end)
}
