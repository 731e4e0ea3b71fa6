//! A reader of statements for MySQL, SQLite and SQL Server.
//!
//! It knows the shapes that Prisma writes and the common ones that people write. Where a clause is not known the whole
//! statement stays opaque: half a statement would be a wrong one.

mod column;
mod cursor;
mod index;
mod object;
mod rows;
mod table;

use model::catalog::Provider;

use super::statement::{Opaque, StatementKind};
use super::token::Token;
use cursor::Cursor;

/// What the statement of these tokens, which are no trivia, does.
pub(super) fn read(text: &str, provider: Provider, tokens: &[Token]) -> StatementKind {
    let mut cursor = Cursor::new(text, provider, tokens);
    statement(&mut cursor).unwrap_or(StatementKind::Opaque(Opaque::Unknown))
}

fn statement(cursor: &mut Cursor<'_>) -> Option<StatementKind> {
    if cursor.eat(&["CREATE"]) {
        return object::create(cursor);
    }
    if cursor.eat(&["ALTER"]) {
        return object::alter(cursor);
    }
    if cursor.eat(&["DROP"]) {
        return object::drop(cursor);
    }
    if cursor.eat(&["RENAME", "TABLE"]) {
        return object::rename_tables(cursor);
    }
    object::control(cursor).or_else(|| rows::read(cursor))
}
