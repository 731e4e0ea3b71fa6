//! Programs in a migration: `DO $$ … $$`.

use model::catalog::Provider;

use super::{NoteKind, Replay};
use crate::sql::read;
use crate::sql::statement::{Statement, StatementKind};
use crate::sql::token::{Token, TokenKind, tokenize};

impl Replay {
    /// Takes the definitions that stand in a program as made, where they fit, and says so. Returns whether it could: a
    /// program that puts its statements together as text (`EXECUTE`) is not understood.
    pub(super) fn program(&mut self, migration: &str, sql: &str, statement: &Statement) -> bool {
        let provider = self.database.provider;
        if !matches!(provider, Provider::Postgresql | Provider::Cockroachdb) {
            return false;
        }
        let text = statement.span.of(sql);
        let tokens = tokenize(text, provider);
        let Some(body) =
            tokens.iter().find(|token| token.kind == TokenKind::String && !token.is_unterminated)
        else {
            return false;
        };
        let Some(body) = inside(body.span.of(text)) else { return false };
        let Some(statements) = definitions(body, provider) else { return false };
        if statements.is_empty() {
            return true;
        }
        for inner in statements {
            let script = read(provider, inner);
            if script.statements.iter().any(|it| matches!(it.kind, StatementKind::Opaque(_))) {
                return false;
            }
            for inner_statement in &script.statements {
                self.statement(migration, inner, inner_statement);
                self.failure = None;
            }
        }
        self.note(NoteKind::Conditional, migration, sql, statement, None);
        true
    }
}

/// The text between the two dollar quotes.
fn inside(quoted: &str) -> Option<&str> {
    let tag = quoted.get(..quoted.get(1..)?.find('$')? + 2)?;
    quoted.strip_prefix(tag)?.strip_suffix(tag)
}

/// The statements of a body that define something; none if it runs text as a statement.
fn definitions(body: &str, provider: Provider) -> Option<Vec<&str>> {
    let tokens: Vec<Token> =
        tokenize(body, provider).into_iter().filter(|token| !token.is_trivia()).collect();
    let is = |token: &Token, word: &str| {
        token.kind == TokenKind::Word && token.span.of(body).eq_ignore_ascii_case(word)
    };
    if tokens.iter().any(|token| is(token, "EXECUTE")) {
        return None;
    }
    let mut found = Vec::new();
    for piece in tokens.split(|token| token.kind == TokenKind::Symbol && token.span.of(body) == ";") {
        let opens = |token: &Token| ["BEGIN", "THEN", "ELSE", "LOOP"].iter().any(|word| is(token, word));
        let start = piece.iter().rposition(opens).map_or(0, |at| at + 1);
        let (Some(first), Some(last)) = (piece.get(start), piece.last()) else { continue };
        if ["CREATE", "ALTER", "DROP"].iter().any(|word| is(first, word)) {
            found.extend(body.get(first.span.range().start..last.span.range().end));
        }
    }
    Some(found)
}
