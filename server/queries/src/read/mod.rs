//! TypeScript and JavaScript, read for calls of Prisma Client.

mod blocks;
mod calls;
mod clients;
mod comments;
mod filter;
mod guard;
mod handler;
mod helpers;
mod iteration;
mod kind;
mod members;
mod merge;
mod modules;
mod mutation;
mod names;
mod origin;
mod packages;
mod raw_sql;
mod returned;
mod sequence;
mod source;
mod surroundings;
mod transaction;
mod tree;
mod types;
mod value;

use std::path::Path;

use oxc_allocator::Allocator;

use crate::code::{CodeFile, Located};
use crate::read::source::Script;
use crate::read::value::Evaluator;

pub use filter::may_have_queries;

/// What the text of the file at `path` says about the database. Never fails: broken text says less.
pub fn read(path: &Path, text: &str) -> CodeFile {
    let empty = || {
        let mut file = CodeFile::new(path);
        file.kind = kind::of(path);
        file
    };
    let found = source::isolated(text, || {
        let allocator = Allocator::default();
        Script::parse(&allocator, path, text).map(|script| calls::collect(&script, empty()))
    });
    found.flatten().unwrap_or_else(empty)
}

/// The innermost statement that begins its line and holds the byte `offset`: a comment above it is about what is there.
pub fn statement_at(path: &Path, text: &str, offset: u32) -> Option<base::text::Span> {
    source::isolated(text, || {
        let allocator = Allocator::default();
        comments::statement_at(&Script::parse(&allocator, path, text)?, offset)
    })?
}

/// The value of an expression, such as `{ where: { id: 1 } }`; `None` where it is none. Names in it are unknown.
pub fn argument(text: &str) -> Option<Located> {
    source::isolated(text, || {
        let allocator = Allocator::default();
        let expression = source::expression(&allocator, text)?;
        Some(Evaluator::new(None, 0).value(expression))
    })?
}

/// Whether a file of this name is code.
pub fn is_code(path: &Path) -> bool {
    const ENDINGS: [&str; 10] = ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "vue", "svelte"];
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| ENDINGS.contains(&ending))
}
