//! Why a definition cannot be renamed.

use std::fmt;

use smol_str::SmolStr;

use crate::catalog::reserved::Reserved;
use base::Place;

/// Why a definition cannot have a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenameError {
    /// The text is no name.
    NoName(SmolStr),
    /// The name is reserved in Prisma.
    Reserved(SmolStr, Reserved),
    /// Another definition has it, declared at this place.
    Taken(SmolStr, Place),
    /// It conflicts with the client name of a compound key of the model.
    TakenByKey(SmolStr, Place),
    /// Another relation between the same models has it.
    TakenByRelation(SmolStr),
    /// An implicit join table is named after the relation.
    JoinTable(SmolStr),
    /// The name comes from a database schema.
    DatabaseSchema(SmolStr),
    /// The name comes from a database type.
    NativeType(SmolStr),
    /// The columns of an implicit join table would be swapped.
    JoinColumns {
        /// The name asked for.
        name: SmolStr,
        /// The model or field on the other side.
        other: SmolStr,
    },
    /// The line or block with this name is incomplete.
    Unfinished(SmolStr),
}

impl fmt::Display for RenameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RenameError::NoName(name) if name.is_empty() => write!(f, "A name cannot be empty."),
            RenameError::NoName(name) => {
                write!(f, "`{name}` is not a valid name. Use a letter followed by letters, digits and `_`.")
            }
            RenameError::Reserved(name, Reserved::Scalar) => {
                write!(f, "`{name}` is a built-in type of Prisma. Choose another name.")
            }
            RenameError::Reserved(name, Reserved::Client) => {
                write!(f, "`{name}` is a reserved word in the generated client. Choose another name.")
            }
            RenameError::Taken(name, _) => write!(f, "`{name}` exists already. Choose another name."),
            RenameError::TakenByKey(name, _) => write!(
                f,
                "`{name}` conflicts with the client name of a compound key of this model. Rename that key with \
                     `name:` first."
            ),
            RenameError::TakenByRelation(name) => {
                write!(
                    f,
                    "`{name}` is already the name of another relation between these models. Choose another name."
                )
            }
            RenameError::JoinTable(name) => write!(
                f,
                "Renaming to `{name}` would rename the join table of this relation and lose its rows. Rename the \
                     table in a migration, with `rename.keepDatabaseNames` off."
            ),
            RenameError::DatabaseSchema(name) => write!(
                f,
                "`{name}` is a database schema, which cannot be mapped. Rename it in the database, with \
                     `rename.keepDatabaseNames` off."
            ),
            RenameError::NativeType(name) => {
                write!(f, "`{name}` is a database type and cannot be renamed.")
            }
            RenameError::JoinColumns { name, other } => write!(
                f,
                "`{name}` would swap the columns `A` and `B` of the join table with `{other}`, which are in \
                     alphabetical order. Choose a name on the same side of `{other}`, or turn \
                     `rename.keepDatabaseNames` off."
            ),
            RenameError::Unfinished(name) => {
                write!(f, "`{name}` is incomplete: a bracket or brace is missing. Close it first.")
            }
        }
    }
}

impl std::error::Error for RenameError {}
