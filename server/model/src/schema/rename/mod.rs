//! Renames a definition in all files of a schema, and keeps the database unchanged unless the user wants it to follow.
//!
//! Where the database name comes from the schema name, it is made explicit: `@@map` for a model or view, `@map` for a
//! field with a column and for an enum value, a relation name for a relation whose join table is named after its
//! models. The next migration is then empty.

mod database;
mod error;
mod refusal;

use crate::schema::references::{Definition, Reference, references};
use crate::schema::{Schema, edit};
use base::FileEdit;

pub use database::DatabaseNames;
pub use error::RenameError;

/// The edits of a rename. They do not overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renaming {
    /// The name itself, wherever the schema has it, in order of files and positions.
    pub names: Vec<FileEdit>,
    /// Mappings that are added, or removed as redundant, to keep the database names.
    pub kept: Vec<FileEdit>,
}

impl Renaming {
    /// All edits, in order of files and positions.
    pub fn into_edits(self) -> Vec<FileEdit> {
        let mut edits = self.names;
        edits.extend(self.kept);
        edits.sort_by_key(|it| (it.file, it.edit.span.start, it.edit.span.end));
        edits
    }
}

/// The edits that rename `definition` to `new_name` wherever the schema refers to it. Empty if that is its name
/// already.
///
/// Code that uses the generated client is not part of a schema and has to be changed by hand.
pub fn rename(
    schema: &Schema,
    definition: &Definition,
    new_name: &str,
    database: DatabaseNames,
) -> Result<Renaming, RenameError> {
    let old_name = definition.name(schema);
    if old_name == new_name {
        return Ok(Renaming::default());
    }
    refusal::check(schema, definition, new_name, database)?;
    let text = match definition {
        Definition::RelationName { .. } | Definition::DatabaseSchema(_) => escaped(new_name),
        _ => new_name.to_owned(),
    };
    let replaced = |reference: Reference| edit::replace(schema, reference.place, text.as_str());
    let names = references(schema, definition).into_iter().map(replaced).collect();
    let kept = match database {
        DatabaseNames::Keep => database::keep_names(schema, definition, &old_name, new_name)?,
        DatabaseNames::Follow => Vec::new(),
    };
    Ok(Renaming { names, kept })
}

/// The name escaped for a string literal.
fn escaped(name: &str) -> String {
    name.replace('\\', "\\\\").replace('"', "\\\"")
}
