//! The names of audit fields. Those that differ in case or in `_` only are one name.

/// What fields for the time of creation are called; the first is what a new one is called.
pub(super) const CREATED: &[&str] = &["createdAt", "insertedAt"];

/// What fields for the time of the last change are called; the first is what a new one is called.
pub(super) const UPDATED: &[&str] = &["updatedAt", "modifiedAt"];

/// Words by which a time is known for that of creation under another name: `create_utc_timestamp`, `dateAdded`.
pub(super) const CREATED_WORDS: &[&str] = &[
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

/// Words by which a time is known for that of the last change under another name: `lastModified`, `edited_on`.
pub(super) const UPDATED_WORDS: &[&str] =
    &["update", "updated", "modified", "modification", "changed", "edited", "refreshed", "synced"];
