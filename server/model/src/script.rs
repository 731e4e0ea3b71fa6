//! What all readers of TypeScript and JavaScript need: configuration files here, the code of an application in `queries`.

use base::text::Span;
use oxc_ast::ast::{Expression, Statement};
use oxc_span::GetSpan;

/// Where something in a script is, in bytes.
pub fn span(node: &impl GetSpan) -> Span {
    let span = node.span();
    Span::new(span.start, span.end)
}

/// How deep brackets are nested, those in strings and comments among them.
pub fn nesting(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The expressions that statements may return, those of functions in them left out. `depth` bounds how deep blocks are followed.
pub fn returns<'a>(statements: &'a [Statement<'a>], found: &mut Vec<&'a Expression<'a>>, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else { return };
    for statement in statements {
        match statement {
            Statement::ReturnStatement(it) => found.extend(&it.argument),
            Statement::BlockStatement(it) => returns(&it.body, found, depth),
            Statement::IfStatement(it) => {
                returns(std::slice::from_ref(&it.consequent), found, depth);
                returns(it.alternate.as_slice(), found, depth);
            }
            Statement::TryStatement(it) => {
                returns(&it.block.body, found, depth);
                if let Some(handler) = &it.handler {
                    returns(&handler.body.body, found, depth);
                }
            }
            Statement::SwitchStatement(it) => {
                it.cases.iter().for_each(|case| returns(&case.consequent, found, depth));
            }
            _ => {}
        }
    }
}
