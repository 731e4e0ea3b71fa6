//! Values that need no name: strings, flags.

use crate::completion::item::{Completion, CompletionKind, Insert};

/// A pair of quotes to type between.
pub(super) fn text() -> Completion {
    let insert = Insert { plain: "\"\"".to_owned(), snippet: Some("\"$1\"".to_owned()) };
    Completion { insert, ..Completion::new(CompletionKind::Value, "\"\"") }
}

/// A pair of brackets to type between.
pub(super) fn list() -> Completion {
    let insert = Insert { plain: "[]".to_owned(), snippet: Some("[$1]".to_owned()) };
    Completion { insert, ..Completion::new(CompletionKind::Value, "[]") }
}

/// `true` and `false`.
pub(super) fn flags() -> Vec<Completion> {
    ["true", "false"].map(|name| Completion::new(CompletionKind::Value, name)).into()
}
