//! Giving a definition another name, in all files of a schema, while the database stays as it is.
//!
//! What takes its name in the database from its name in the schema gets that name in writing: `@@map` for a model or
//! view, `@map` for a field with a column and for a value of an enum, a relation name for a relation whose join table is
//! named after its models. A migration made afterwards is empty.

mod database;
mod refusal;

use crate::schema::references::{Definition, references};
use crate::schema::{FileEdit, Schema, edit};

pub use refusal::RenameError;

/// The edits that give `definition` the name `new_name` wherever the schema names it, in the order of files and places.
/// No edits where it bears that name already.
///
/// Code that uses the generated client is not part of a schema and has to be changed by hand.
pub fn rename(
    schema: &Schema,
    definition: &Definition,
    new_name: &str,
) -> Result<Vec<FileEdit>, RenameError> {
    let old_name = definition.name(schema);
    if old_name == new_name {
        return Ok(Vec::new());
    }
    refusal::check(schema, definition, new_name)?;
    let text = match definition {
        Definition::RelationName { .. } => escaped(new_name),
        _ => new_name.to_owned(),
    };
    let mut edits: Vec<FileEdit> = references(schema, definition)
        .into_iter()
        .map(|reference| edit::replace(schema, reference.place, text.as_str()))
        .collect();
    edits.extend(database::keep(schema, definition, &old_name, new_name)?);
    edits.sort_by_key(|it| (it.file, it.edit.span.start, it.edit.span.end));
    Ok(edits)
}

/// The name as it stands between quotes.
fn escaped(name: &str) -> String {
    name.replace('\\', "\\\\").replace('"', "\\\"")
}
