//! The names of audit fields. Those that differ in case or in `_` only are one name.

/// What fields for the time of creation are called.
pub(super) const CREATED: &[&str] = &[
    "createdAt",
    "insertedAt",
    "created",
    "createdOn",
    "createdDate",
    "createdTime",
    "creationDate",
    "dateCreated",
    "addedAt",
];

/// What fields for the time of the last change are called.
pub(super) const UPDATED: &[&str] = &[
    "updatedAt",
    "modifiedAt",
    "updated",
    "updatedOn",
    "updatedDate",
    "modified",
    "modifiedOn",
    "dateUpdated",
    "lastUpdated",
    "lastUpdatedAt",
    "lastModified",
    "lastModifiedAt",
];
