//! Statements of PostgreSQL and CockroachDB, by `squawk-syntax`.
//!
//! Its parser follows the nesting of the text by recursion without a bound. So it gets a stack that is large enough for the
//! nesting that a statement can have, and what nests too deeply is never given to it. Each statement is parsed by itself: a broken
//! one does not reach the next.

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
const MOST_OPERANDS: u32 = 64;

/// How deeply the words, signs and brackets of a statement may nest, as [`nesting`] counts them.
const MOST_NESTING: u32 = 4_000;

/// The stack that one level of nesting may take, in bytes, in a build without optimisations.
const STACK_OF_A_LEVEL: usize = 16 * 1024;

/// What the statement of these tokens does; `span` is its place in `text`.
pub(super) fn read(text: &str, tokens: &[Token], span: Span) -> StatementKind {
    let nesting = nesting(text, tokens);
    if nesting > MOST_NESTING || nests_too_deeply(text, tokens) {
        return StatementKind::Opaque(Opaque::TooDeep);
    }
    let stack = STACK_OF_A_LEVEL * (nesting as usize + 16);
    stacker::maybe_grow(stack, stack, || {
        drop_value(text, tokens, span).unwrap_or_else(|| parse(span.of(text), span))
    })
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

/// Whether more nests than anyone writes: brackets and `CASE` in each other, and what may stand before an operand (`NOT`, signs)
/// since the last operand. The parser's time grows with the square of this.
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
        if depth + prefixes > MOST_OPERANDS {
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

/// An upper bound of the nesting that a parser meets: the words and signs that may still be open when a token is read. Words nest in
/// many ways (`NOT NOT`, `WITH a AS WITH`, `a JOIN b JOIN`), so each counts until its bracket closes. Where commas part what stands
/// by itself, as the columns of a table do, it counts until the next comma.
fn nesting(text: &str, tokens: &[Token]) -> u32 {
    /// What is open in a bracket.
    #[derive(Clone, Copy, Default)]
    struct Level {
        count: u32,
        has_list: bool,
    }
    let is = |token: Option<&Token>, words: &[&str]| {
        token.is_some_and(|token| words.iter().any(|word| token.span.of(text).eq_ignore_ascii_case(word)))
    };
    let mut level = Level { count: 0, has_list: is(tokens.first(), &["ALTER"]) };
    let mut outer: Vec<Level> = Vec::new();
    let (mut open, mut most) = (0u32, 0u32);
    for (token, next) in tokens.iter().zip(tokens.iter().skip(1).map(Some).chain([None])) {
        match (token.kind, token.span.of(text)) {
            (TokenKind::Symbol, "(" | "[" | "{") => {
                outer.push(level);
                open = open.saturating_add(level.count).saturating_add(1);
                level = Level { count: 0, has_list: !is(next, &["SELECT", "WITH", "VALUES", "TABLE", "("]) };
            }
            (TokenKind::Symbol, ")" | "]" | "}") => {
                if let Some(before) = outer.pop() {
                    level = before;
                    open = open.saturating_sub(level.count).saturating_sub(1);
                }
            }
            (TokenKind::Symbol, ",") => level.count = if level.has_list { 0 } else { level.count },
            (TokenKind::Symbol, signs) => {
                level.count = level.count.saturating_add(u32::try_from(signs.len()).unwrap_or(u32::MAX));
            }
            (TokenKind::Word, _) => level.count = level.count.saturating_add(1),
            _ => {}
        }
        most = most.max(open.saturating_add(level.count));
    }
    most
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
