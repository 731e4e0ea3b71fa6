//! Names in the schema and in the database.

use crate::rules::Rule;

/// The rules of this topic, in the order in which they are listed.
pub const RULES: &[&Rule] = &[];
