//! Giving a definition another name, in all files of a schema, while the database stays as it is unless the user wants
//! it to follow.
//!
//! What takes its name in the database from its name in the schema gets that name in writing: `@@map` for a model or
//! view, `@map` for a field with a column and for a value of an enum, a relation name for a relation whose join table is
//! named after its models. A migration made afterwards is empty.

mod database;
mod error;
mod refusal;

use crate::schema::references::{Definition, Reference, references};
use crate::schema::{Schema, edit};
use base::FileEdit;

pub use database::DatabaseNames;
pub use error::RenameError;

/// What a renaming changes. No two edits overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renaming {
    /// The name itself, wherever the schema has it, in the order of files and places.
    pub names: Vec<FileEdit>,
    /// What is written, or taken away as needless, so that the database keeps its names.
    pub kept: Vec<FileEdit>,
}

impl Renaming {
    /// All edits, in the order of files and places.
    pub fn into_edits(self) -> Vec<FileEdit> {
        let mut edits = self.names;
        edits.extend(self.kept);
        edits.sort_by_key(|it| (it.file, it.edit.span.start, it.edit.span.end));
        edits
    }
}

/// The edits that give `definition` the name `new_name` wherever the schema names it. No edits where it bears that name
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
        DatabaseNames::Keep => database::keep(schema, definition, &old_name, new_name)?,
        DatabaseNames::Follow => Vec::new(),
    };
    Ok(Renaming { names, kept })
}

/// The name as it stands between quotes.
fn escaped(name: &str) -> String {
    name.replace('\\', "\\\\").replace('"', "\\\"")
}
