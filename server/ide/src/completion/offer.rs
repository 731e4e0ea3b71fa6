//! What several positions offer alike: fields, arguments, lists, strings, booleans.

use crate::completion::at::At;
use crate::completion::item::{Completion, CompletionKind, Insert};
use crate::hover::Topic;
use model::catalog::attributes::{AttributeParam, ValueKind};
use model::schema::item::Field;

/// A pair of quotes with the cursor between them.
pub(super) fn string() -> Completion {
    let insert = Insert { plain: "\"\"".to_owned(), snippet: Some("\"$1\"".to_owned()) };
    Completion { insert, ..Completion::new(CompletionKind::Value, "\"\"") }
}

/// A pair of brackets with the cursor between them.
pub(super) fn list() -> Completion {
    let insert = Insert { plain: "[]".to_owned(), snippet: Some("[$1]".to_owned()) };
    Completion { insert, ..Completion::new(CompletionKind::Value, "[]") }
}

/// `true` and `false`.
pub(super) fn booleans() -> Vec<Completion> {
    ["true", "false"].map(|name| Completion::new(CompletionKind::Value, name)).into()
}

/// A field under its name.
pub(super) fn field(item: &str, field: &Field) -> Completion {
    Completion::new(CompletionKind::Field, field.name.as_str())
        .detail(field.type_name())
        .about(Topic::Field(item.to_owned(), field.name.text.to_string()))
}

/// The name of an argument, with a placeholder for its value.
pub(super) fn argument(at: At<'_>, name: &str, hole: &str) -> Completion {
    let offer = Completion::new(CompletionKind::Argument, name).detail("argument");
    match at.cx.cursor.next() {
        Some(':') => offer,
        _ => offer.filling(format!("{name}: {hole}")),
    }
}

/// The list that a parameter takes, with the cursor inside.
pub(super) fn list_for(param: &AttributeParam) -> Completion {
    Completion::new(CompletionKind::Snippet, "[]").filling("[$1]").detail(format!("{}: a list", param.name))
}

/// A snippet with a placeholder for a value of this kind.
pub(super) fn placeholder(value: ValueKind) -> &'static str {
    match value {
        ValueKind::Text | ValueKind::SchemaName => "\"$1\"",
        ValueKind::Fields | ValueKind::IndexFields | ValueKind::References => "[$1]",
        ValueKind::Predicate => "{ $1 }",
        ValueKind::Number
        | ValueKind::Flag
        | ValueKind::Default
        | ValueKind::Sort
        | ValueKind::IndexType
        | ValueKind::OperatorClass
        | ValueKind::Action => "$1",
    }
}
