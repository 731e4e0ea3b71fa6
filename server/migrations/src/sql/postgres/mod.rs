//! Statements of PostgreSQL and CockroachDB, by `squawk-syntax`.
//!
//! Its parser follows the nesting of the text by recursion without a bound, so what nests too deeply is never given to
//! it. Each statement is parsed by itself: a broken one does not reach the next.

mod object;
mod table;
mod tree;

use base::text::Span;
use squawk_syntax::ast::{AstNode, Stmt};
use squawk_syntax::{SourceFile, SyntaxKind};

use super::statement::{AlterType, AlterTypeAction, Opaque, StatementKind};
use super::token::{Token, TokenKind};
use tree::Origin;

/// How deeply brackets, `CASE` and prefix operators may nest.
const MOST_NESTING: u32 = 64;

/// What the statement of these tokens does; `span` is its place in `text`.
pub(super) fn read(text: &str, tokens: &[Token], span: Span) -> StatementKind {
    if nests_too_deeply(text, tokens) {
        return StatementKind::Opaque(Opaque::TooDeep);
    }
    if let Some(kind) = drop_value(text, tokens, span) {
        return kind;
    }
    parse(span.of(text), span)
}

/// `ALTER TYPE … DROP VALUE`, which CockroachDB has and the grammar of PostgreSQL has not: it is read as `ADD VALUE`.
fn drop_value(text: &str, tokens: &[Token], span: Span) -> Option<StatementKind> {
    let is = |token: &&Token, word: &str| token.span.of(text).eq_ignore_ascii_case(word);
    let [alter, ty, ..] = tokens else { return None };
    if !is(&alter, "ALTER") || !is(&ty, "TYPE") {
        return None;
    }
    let pairs = tokens.iter().zip(tokens.iter().skip(1));
    let (drop, _) = pairs.into_iter().find(|(a, b)| is(a, "DROP") && is(b, "VALUE"))?;
    let place = drop.span.start.checked_sub(span.start)? as usize;
    let written = span.of(text);
    let (before, after) = (written.get(..place)?, written.get(place + "DROP".len()..)?);
    match parse(&format!("{before} ADD{after}"), span) {
        StatementKind::AlterType(AlterType { name, action: AlterTypeAction::AddValue { value, .. } }) => {
            Some(StatementKind::AlterType(AlterType { name, action: AlterTypeAction::DropValue(value) }))
        }
        _ => None,
    }
}

/// What the statement of this text does; `span` is its place.
fn parse(written: &str, span: Span) -> StatementKind {
    let parsed = SourceFile::parse(written);
    let root = parsed.tree();
    let mut nodes = root.syntax().children();
    let (Some(node), None) = (nodes.next(), nodes.next()) else {
        return StatementKind::Opaque(Opaque::Unknown);
    };
    if node.descendants().any(|inner| inner.kind() == SyntaxKind::ERROR) {
        return StatementKind::Opaque(Opaque::Unknown);
    }
    Stmt::cast(node)
        .and_then(|statement| read_statement(Origin(span.start), &statement))
        .unwrap_or(StatementKind::Opaque(Opaque::Unknown))
}

/// An upper bound of the nesting that a parser meets: brackets and `CASE` in each other, and everything that may stand
/// before an operand (`NOT`, signs) since the last operand.
fn nests_too_deeply(text: &str, tokens: &[Token]) -> bool {
    let (mut depth, mut prefixes) = (0u32, 0u32);
    for token in tokens {
        let written = token.span.of(text);
        match (token.kind, written) {
            (TokenKind::Symbol, "(" | "[" | "{") => depth += 1,
            (TokenKind::Symbol, ")" | "]" | "}") => depth = depth.saturating_sub(1),
            (TokenKind::Symbol, "," | ";") => prefixes = 0,
            (TokenKind::Symbol, _) => prefixes += 1,
            (TokenKind::Word, word) if word.eq_ignore_ascii_case("CASE") => depth += 1,
            (TokenKind::Word, word) if word.eq_ignore_ascii_case("END") => depth = depth.saturating_sub(1),
            (TokenKind::Word, word) if is_prefix(word) => prefixes += 1,
            _ => prefixes = 0,
        }
        if depth + prefixes > MOST_NESTING {
            return true;
        }
    }
    false
}

fn is_prefix(word: &str) -> bool {
    ["NOT", "EXPLAIN", "SELECT", "ALL", "UNION", "EXCEPT", "INTERSECT", "PREPARE", "AS", "CREATE", "SCHEMA"]
        .iter()
        .any(|prefix| word.eq_ignore_ascii_case(prefix))
}

fn read_statement(origin: Origin, statement: &Stmt) -> Option<StatementKind> {
    match statement {
        Stmt::CreateTable(it) => table::create_table(origin, it),
        Stmt::CreateTableAs(it) => table::create_table_as(origin, it),
        Stmt::AlterTable(it) => table::alter_table(origin, it),
        Stmt::CreateIndex(it) => table::create_index(origin, it),
        other => object::read(origin, other),
    }
}
