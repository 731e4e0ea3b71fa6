//! Why a definition cannot be renamed.

use std::fmt;

use smol_str::SmolStr;

use crate::catalog::reserved::Reserved;
use base::Place;

/// Why something cannot have a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenameError {
    /// The text is no name.
    NoName(SmolStr),
    /// The name means something to Prisma.
    Reserved(SmolStr, Reserved),
    /// Something else bears it, declared there.
    Taken(SmolStr, Place),
    /// It would be the name that the client gives to a compound key of the model.
    TakenByKey(SmolStr, Place),
    /// Another relation between the same models bears it.
    TakenByRelation(SmolStr),
    /// A join table of Prisma's own is named after the relation.
    JoinTable(SmolStr),
    /// It is the database that gives this schema its name.
    DatabaseSchema(SmolStr),
    /// It is the database that gives this type its name.
    NativeType(SmolStr),
    /// The columns of a join table of Prisma's own would change places.
    JoinColumns {
        /// The name asked for.
        name: SmolStr,
        /// The model or field at the other side.
        other: SmolStr,
    },
    /// The line or block of this name is still being typed.
    Unfinished(SmolStr),
}

impl fmt::Display for RenameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RenameError::NoName(name) if name.is_empty() => write!(f, "A name cannot be empty."),
            RenameError::NoName(name) => write!(
                f,
                "`{name}` cannot be a name here: a name begins with a letter and goes on with letters, digits and `_`."
            ),
            RenameError::Reserved(name, Reserved::Scalar) => {
                write!(f, "`{name}` is a built-in type of Prisma. Choose another name.")
            }
            RenameError::Reserved(name, Reserved::Client) => {
                write!(
                    f,
                    "`{name}` is reserved: the generated client could not export it. Choose another name."
                )
            }
            RenameError::Taken(name, _) => write!(f, "`{name}` exists already. Choose another name."),
            RenameError::TakenByKey(name, _) => write!(
                f,
                "`{name}` would clash with the name that a compound key of this model has in the client. Give that key \
                 another one with `name:` first."
            ),
            RenameError::TakenByRelation(name) => {
                write!(f, "Another relation between these models is called `{name}` already.")
            }
            RenameError::JoinTable(name) => write!(
                f,
                "The join table of this many-to-many relation is called after it: as `{name}` the relation would lose its \
                 rows. Rename the table in a migration of your own, with `rename.keepDatabaseNames` turned off."
            ),
            RenameError::DatabaseSchema(name) => write!(
                f,
                "`{name}` is what this schema is called in the database, and nothing can map it. Rename it there, with \
                 `rename.keepDatabaseNames` turned off."
            ),
            RenameError::NativeType(name) => {
                write!(f, "`{name}` is a type of the database, which no schema renames.")
            }
            RenameError::JoinColumns { name, other } => write!(
                f,
                "In the join table of the many-to-many relation with `{other}` the columns `A` and `B` go by the alphabet, \
                 and with the name `{name}` they would change places. Choose a name on the same side of `{other}`, or turn \
                 `rename.keepDatabaseNames` off."
            ),
            RenameError::Unfinished(name) => {
                write!(f, "`{name}` is not complete yet: a bracket or brace is missing. Close it first.")
            }
        }
    }
}

impl std::error::Error for RenameError {}
