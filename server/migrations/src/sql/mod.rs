//! SQL, read statement by statement.
//!
//! [`read`] takes any text and never fails: what it does not know stays a statement of its own, opaque, with its place.
//! PostgreSQL and CockroachDB are parsed by `squawk-syntax`; MySQL, SQLite and SQL Server by a reader of our own, because
//! general parsers fail on most files that Prisma writes for SQL Server.

pub mod generated;
pub mod name;
mod postgres;
mod reader;
mod split;
pub mod statement;
pub mod table;

use base::text::Span;
use model::catalog::Provider;
pub use model::sql_token as token;

use split::Piece;
use statement::{Comment, Control, Opaque, Script, Statement, StatementKind};
use token::{TokenKind, tokenize};

/// The statements and comments of `text`, in the dialect of `provider`. MongoDB has no SQL: its script is empty.
pub fn read(provider: Provider, text: &str) -> Script {
    if provider == Provider::Mongodb {
        return Script { provider, statements: Vec::new(), comments: Vec::new() };
    }
    let tokens = tokenize(text, provider);
    let comments = tokens.iter().filter(|token| token.is_comment());
    let comments = comments
        .map(|token| Comment { span: token.span, is_block: token.kind == TokenKind::BlockComment })
        .collect();
    let mut statements: Vec<Statement> = Vec::new();
    for piece in split::split(text, provider, &tokens) {
        let Some(span) = span_of(&piece) else { continue };
        let kind = read_piece(provider, text, &piece, span);
        let is_conditional =
            statements.last().is_some_and(|last| last.kind == StatementKind::Control(Control::If));
        statements.push(Statement { span, kind, is_conditional });
    }
    Script { provider, statements, comments }
}

fn span_of(piece: &Piece) -> Option<Span> {
    Some(piece.tokens.first()?.span.cover(piece.tokens.last()?.span))
}

fn read_piece(provider: Provider, text: &str, piece: &Piece, span: Span) -> StatementKind {
    if piece.is_client_command {
        return StatementKind::ClientCommand;
    }
    // An unclosed quote extends to the end of the file; no database accepts such a statement.
    if piece.tokens.last().is_some_and(|last| last.is_unterminated) {
        return StatementKind::Opaque(Opaque::Unknown);
    }
    match provider {
        Provider::Postgresql | Provider::Cockroachdb => postgres::read(text, &piece.tokens, span),
        _ => reader::read(text, provider, &piece.tokens),
    }
}
