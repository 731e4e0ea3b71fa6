//! Rename.

use std::fmt;

use crate::Analysis;
use base::text::Span;
use base::{FieldId, FileId, ItemId, Place};
use model::schema::references::{Definition, definition_at};
use model::schema::rename::{self, DatabaseNames, RenameError, Renaming};
use model::schema::spot::{Owner, Spot, SpotKind};
use model::schema::{FieldType, Schema};

/// A name that can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamable {
    /// Its span, in bytes of the file; for a name in a string, the text between the quotes.
    pub span: Span,
    /// The name.
    pub name: String,
}

/// Why something cannot be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The new name is not possible.
    Name(RenameError),
    /// A built-in type.
    Scalar(String),
    /// A keyword.
    Word(String),
    /// An undeclared name.
    Unknown(String),
    /// A string that is not a name.
    Text,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Name(error) => error.fmt(f),
            Refusal::Scalar(name) => {
                write!(f, "`{name}` is a built-in type and cannot be renamed.")
            }
            Refusal::Word(word) => {
                write!(f, "`{word}` is a keyword and cannot be renamed.")
            }
            Refusal::Unknown(name) => {
                write!(
                    f,
                    "`{name}` is not declared in this schema and cannot be renamed. Edit the text instead."
                )
            }
            Refusal::Text => {
                write!(f, "This text is not a name and cannot be renamed. Edit the text instead.")
            }
        }
    }
}

impl std::error::Error for Refusal {}

/// The name at `offset`, in bytes of the file, if it can be changed. `None` if there is no word.
pub fn prepare_rename(
    analysis: &Analysis,
    file: FileId,
    offset: u32,
    database: DatabaseNames,
) -> Result<Option<Renamable>, Refusal> {
    let schema = &analysis.schema;
    let Some((definition, place)) = find(schema, file, offset)? else { return Ok(None) };
    match (&definition, database) {
        (Definition::NativeType(name), _) => Err(Refusal::Name(RenameError::NativeType(name.clone()))),
        (Definition::DatabaseSchema(name), DatabaseNames::Keep) => {
            Err(Refusal::Name(RenameError::DatabaseSchema(name.clone())))
        }
        _ => Ok(Some(Renamable { span: schema.locate(place).1, name: definition.name(schema).into() })),
    }
}

/// The edits that rename the name at `offset`, in bytes of the file, in all files of the schema. `None` if there is no
/// word.
pub fn rename(
    analysis: &Analysis,
    file: FileId,
    offset: u32,
    new_name: &str,
    database: DatabaseNames,
) -> Result<Option<Renaming>, Refusal> {
    let schema = &analysis.schema;
    let Some((definition, _)) = find(schema, file, offset)? else { return Ok(None) };
    let new_name = match definition {
        Definition::RelationName { .. } | Definition::DatabaseSchema(_) => new_name,
        // Accidental whitespace is not a reason to refuse.
        _ => new_name.trim(),
    };
    rename::rename(schema, &definition, new_name, database).map(Some).map_err(Refusal::Name)
}

fn find(schema: &Schema, file: FileId, offset: u32) -> Result<Option<(Definition, Place)>, Refusal> {
    let Some((item, at)) = schema.item_at(file, offset) else { return Ok(None) };
    match definition_at(schema, item, at) {
        Some(found) => Ok(Some(found)),
        None => refusal(schema, item, at).map_or(Ok(None), Err),
    }
}

/// Why the word at this place cannot be renamed; `None` if there is none.
fn refusal(schema: &Schema, id: ItemId, at: u32) -> Option<Refusal> {
    let item = schema.item(id)?;
    let spot = Spot::at(item, at)?;
    let word = || Refusal::Word(spot.span.of(&schema.text(id)).to_owned());
    Some(match spot.what {
        SpotKind::Keyword(_)
        | SpotKind::AttributeName(_)
        | SpotKind::ArgumentName(_)
        | SpotKind::Function(_)
        | SpotKind::Key(_) => word(),
        SpotKind::FieldType(ty) => {
            let Owner::Field(index) = spot.owner else { return None };
            let name = ty.name.text.to_string();
            match schema.field_type(FieldId::new(id, index)) {
                FieldType::Scalar(_) | FieldType::Unsupported => Refusal::Scalar(name),
                _ => Refusal::Unknown(name),
            }
        }
        SpotKind::NativePrefix(attribute) => Refusal::Unknown(attribute.native_type()?.0.text.to_string()),
        SpotKind::NativeType(attribute) => Refusal::Unknown(attribute.native_type()?.1.text.to_string()),
        SpotKind::Name(path, index) => Refusal::Unknown(path.segments().get(index)?.text.to_string()),
        SpotKind::MemberKey(member) => Refusal::Unknown(member.key.text.to_string()),
        SpotKind::BlockName(name) => Refusal::Unknown(name.text.to_string()),
        SpotKind::String(_) => Refusal::Text,
        _ => return None,
    })
}
