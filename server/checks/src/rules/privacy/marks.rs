//! Marks in documentation comments: `@encrypted`, `@hashed`, `@pii(…)`, `@retention(…)`.

use model::schema::item::{Documentation, Field};

/// The marks: each as it is written, as a snippet with its arguments, and what it says in a few words.
pub const DOCUMENTATION_MARKS: [(&str, &str, &str); 4] = [
    ("@encrypted", "@encrypted", "the application encrypts the field"),
    ("@hashed", "@hashed", "the application stores a hash only"),
    ("@pii", "@pii($1)", "personal data, with its class"),
    ("@retention", "@retention($1)", "how long the rows are kept"),
];

/// What stands behind a mark such as `@encrypted` in a documentation comment: its arguments and the rest of its line.
/// `None` where the mark does not stand there.
pub(super) fn mark<'d>(documentation: Option<&'d Documentation>, name: &str) -> Option<&'d str> {
    documentation?.text.lines().find_map(|line| {
        let (_, rest) = line.split_once(name)?;
        let is_whole = rest.chars().next().is_none_or(|next| !next.is_alphanumeric() && next != '-');
        is_whole.then(|| rest.trim())
    })
}

/// Whether the field is marked as encrypted.
pub(super) fn is_encrypted(field: &Field) -> bool {
    mark(field.documentation.as_deref(), "@encrypted").is_some()
}

/// The arguments in brackets behind a mark, parted by commas.
pub(super) fn arguments(behind: &str) -> Vec<&str> {
    let inside = behind.strip_prefix('(').and_then(|rest| rest.split(')').next()).unwrap_or("");
    inside.split(',').map(str::trim).filter(|argument| !argument.is_empty()).collect()
}
