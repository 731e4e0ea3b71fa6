//! Calls that wait for the one in the statement before without using what it gives.

use oxc_ast::AstKind;
use oxc_ast::ast::Statement;

use base::text::Span;

use crate::code::CodeFile;
use crate::read::source::Script;
use model::script::span;

/// Sets what each call of the file follows.
pub(super) fn mark(script: &Script<'_>, file: &mut CodeFile) {
    if file.calls.len() < 2 {
        return;
    }
    let uses = Uses::of(script);
    for node in script.nodes.iter() {
        let statements = match node.kind() {
            AstKind::Program(it) => &it.body,
            AstKind::FunctionBody(it) => &it.statements,
            AstKind::BlockStatement(it) => &it.body,
            _ => continue,
        };
        for pair in statements.windows(2) {
            let [before, after] = pair else { continue };
            let (Some(first), Some(second)) = (awaited(file, before), awaited(file, after)) else { continue };
            if uses.are_in(span(after), span(before)) {
                continue;
            }
            if let Some(call) = file.calls.get_mut(second) {
                call.surroundings.follows = u32::try_from(first).ok();
            }
        }
    }
}

/// The only call of a statement that does nothing else but to wait for it.
fn awaited(file: &CodeFile, statement: &Statement<'_>) -> Option<usize> {
    if !matches!(statement, Statement::VariableDeclaration(_) | Statement::ExpressionStatement(_)) {
        return None;
    }
    let at = span(statement);
    let start = file.calls.partition_point(|call| call.operation_span.start < at.start);
    let inside =
        file.calls.iter().enumerate().skip(start).take_while(|(_, call)| call.operation_span.end <= at.end);
    let mut inside = inside.map(|(index, call)| (index, &call.surroundings));
    let (index, surroundings) = inside.next()?;
    let is_alone = inside.next().is_none();
    (is_alone && surroundings.is_awaited && surroundings.batch.is_none() && surroundings.iteration.is_none())
        .then_some(index)
}

/// Where names are used, in the order of the text, each with where it is declared.
struct Uses(Vec<(Span, Span)>);

impl Uses {
    fn of(script: &Script<'_>) -> Uses {
        let place = |at: oxc_span::Span| Span::new(at.start, at.end);
        let mut uses: Vec<(Span, Span)> = Vec::new();
        for node in script.nodes.iter() {
            if let AstKind::IdentifierReference(name) = node.kind()
                && let Some(symbol) = script.symbol(name)
            {
                uses.push((place(name.span), place(script.scoping.symbol_span(symbol))));
            }
        }
        uses.sort_unstable_by_key(|(used, _)| used.start);
        Uses(uses)
    }

    /// Whether code at a place uses a name that is declared at another.
    fn are_in(&self, code: Span, declared: Span) -> bool {
        let start = self.0.partition_point(|(used, _)| used.start < code.start);
        let inside = self.0.iter().skip(start).take_while(|(used, _)| used.end <= code.end);
        inside.map(|(_, symbol)| *symbol).any(|symbol| declared.encloses(symbol))
    }
}
