//! Names of audit fields. Names that differ only in case or `_` are equal.

/// Names of creation timestamps; the first one is used for new fields.
pub(super) const CREATED: &[&str] = &["createdAt", "insertedAt"];

/// Names of modification timestamps; the first one is used for new fields.
pub(super) const UPDATED: &[&str] = &["updatedAt", "modifiedAt"];

/// Words that mark a field with another name as a creation timestamp: `create_utc_timestamp`, `dateAdded`.
pub(in crate::rules) const CREATED_WORDS: &[&str] = &[
    "create",
    "created",
    "creation",
    "inserted",
    "added",
    "logged",
    "recorded",
    "registered",
    "occurred",
    "timestamp",
];

/// Words that mark a field with another name as a modification timestamp: `lastModified`, `edited_on`.
pub(super) const UPDATED_WORDS: &[&str] =
    &["update", "updated", "modified", "modification", "changed", "edited", "refreshed", "synced"];
