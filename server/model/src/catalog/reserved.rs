//! Names that mean something already: to Prisma, to the generated TypeScript, or to the database.
//!
//! Sources: Prisma's validator, asked with every candidate as the name of each kind of block; ECMAScript's list of
//! reserved words; the appendices on reserved words in the manuals of PostgreSQL, MySQL, SQLite (where a word cannot
//! stand unquoted), SQL Server and CockroachDB.

use crate::catalog::provider::Provider;
use crate::catalog::release::Release;
use crate::catalog::scalars::ScalarType;

mod sql;

/// Why a name is refused for a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// It is a scalar type.
    Scalar,
    /// The generated client could not export it.
    Client,
}

/// Whether Prisma of this release refuses this name for a model, view or enum. Letters count: `Class` is free.
pub fn refused_for_block(name: &str, release: Release) -> Option<Reserved> {
    if ScalarType::parse(name).is_some() {
        return Some(Reserved::Scalar);
    }
    let is_refused =
        REFUSED_BY_CLIENT.contains(&name) && !(release < Release::V6 && FREE_BEFORE_PRISMA_6.contains(&name));
    is_refused.then_some(Reserved::Client)
}

/// Whether Prisma refuses this name for a composite type: there only scalars clash.
pub fn refused_for_composite_type(name: &str) -> Option<Reserved> {
    ScalarType::parse(name).map(|_| Reserved::Scalar)
}

/// Whether TypeScript reads this word as a part of its own language, so that it cannot name a variable.
pub fn is_typescript_keyword(name: &str) -> bool {
    TYPESCRIPT_KEYWORDS.contains(&name)
}

/// Whether this word, in letters of any case, has to be quoted as the name of a table or column in this database.
pub fn is_sql_reserved(provider: Provider, word: &str) -> bool {
    // No such word is longer. The names of all columns are asked about, so none is put on the heap.
    let mut capitals = [0; 64];
    let Some(capitals) = capitals.get_mut(..word.len()) else { return false };
    capitals.copy_from_slice(word.as_bytes());
    capitals.make_ascii_uppercase();
    sql_reserved_words(provider).binary_search_by(|known| known.as_bytes().cmp(capitals)).is_ok()
}

/// The words that [`is_sql_reserved`] knows for a database, in upper case, sorted.
pub fn sql_reserved_words(provider: Provider) -> &'static [&'static str] {
    match provider {
        Provider::Postgresql | Provider::Cockroachdb => sql::POSTGRESQL,
        Provider::Mysql => sql::MYSQL,
        Provider::Sqlite => sql::SQLITE,
        Provider::Sqlserver => sql::SQLSERVER,
        Provider::Mongodb => &[],
    }
}

/// Names that Prisma refuses for models, views and enums, sorted.
#[rustfmt::skip]
const REFUSED_BY_CLIENT: &[&str] = &[
    "PrismaClient", "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default",
    "delete", "do", "else", "enum", "export", "extends", "false", "finally", "for", "function", "if", "implements",
    "import", "in", "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public",
    "return", "super", "switch", "this", "throw", "true", "try", "typeof", "using", "var", "void", "while", "with",
    "yield",
];

/// Names of [`REFUSED_BY_CLIENT`] that Prisma 5 accepts.
const FREE_BEFORE_PRISMA_6: &[&str] = &["async", "await", "using"];

/// The words that no variable can have as its name in a TypeScript module, sorted.
#[rustfmt::skip]
const TYPESCRIPT_KEYWORDS: &[&str] = &[
    "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else",
    "enum", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in",
    "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public", "return", "static",
    "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield",
];
