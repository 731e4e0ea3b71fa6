//! Annotations in documentation comments: `@encrypted`, `@hashed`, `@pii(…)`, `@retention(…)`.

use model::schema::item::{Documentation, Field};

/// The annotations: name, snippet with arguments, and a short description.
pub const DOCUMENTATION_MARKS: [(&str, &str, &str); 4] = [
    ("@encrypted", "@encrypted", "the application encrypts the field"),
    ("@hashed", "@hashed", "the application stores a hash only"),
    ("@pii", "@pii($1)", "personal data, with its category"),
    ("@retention", "@retention($1)", "how long the rows are kept"),
];

/// The text after an annotation such as `@encrypted` in a documentation comment: its arguments and the rest of its
/// line. `None` if the annotation is absent.
pub(super) fn mark<'d>(documentation: Option<&'d Documentation>, name: &str) -> Option<&'d str> {
    documentation?.text.lines().find_map(|line| {
        let (_, rest) = line.split_once(name)?;
        let is_whole = rest.chars().next().is_none_or(|next| !next.is_alphanumeric() && next != '-');
        is_whole.then(|| rest.trim())
    })
}

/// Whether the field is annotated as encrypted.
pub fn is_encrypted(field: &Field) -> bool {
    mark(field.documentation.as_deref(), "@encrypted").is_some()
}

/// The comma-separated arguments in brackets after an annotation.
pub(super) fn arguments(behind: &str) -> Vec<&str> {
    let inside = behind.strip_prefix('(').and_then(|rest| rest.split(')').next()).unwrap_or("");
    inside.split(',').map(str::trim).filter(|argument| !argument.is_empty()).collect()
}
