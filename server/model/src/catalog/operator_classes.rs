//! Operator classes: which operators an index serves for a field, given as `ops:` in `@@index`.
//!
//! Sources: the operator class tables in the GiST, GIN, SP-GiST and BRIN chapters of the PostgreSQL manual; Prisma's
//! validator, asked for every class with every index type and native type.

use crate::catalog::index_types::IndexType;
use crate::catalog::scalars::ScalarType;

mod table;

/// A built-in operator class of PostgreSQL, for one index type.
#[derive(Debug)]
pub struct OperatorClass {
    /// The name in schemas.
    pub name: &'static str,
    /// The index type that it belongs to.
    pub index_type: IndexType,
    /// What it can be used on.
    pub operands: Operands,
    /// The name in the database.
    pub sql: &'static str,
}

/// What an operator class can be used on.
#[derive(Clone, Copy, Debug)]
pub enum Operands {
    /// Fields, lists too, of this scalar with one of these native types; the empty name is a field without one.
    Types(ScalarType, &'static [&'static str]),
    /// Lists of any scalar.
    Lists,
}

/// Whether an index of some type can hold a field without `ops:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultClass {
    /// It has an operator class for the field's type and takes that.
    Exists,
    /// It has none for this native type: `ops: raw("…")` has to name one.
    Missing,
    /// Prisma refuses the field's type.
    TypeRefused,
}

impl OperatorClass {
    /// Whether it can be used on a field of this scalar, with this native type if it names one.
    pub fn fits(&self, scalar: ScalarType, native: Option<&str>, list: bool) -> bool {
        match self.operands {
            Operands::Lists => list,
            Operands::Types(expected, natives) => {
                expected == scalar && natives.contains(&native.unwrap_or_default())
            }
        }
    }

    /// What it makes the index good for, in Markdown.
    pub fn docs(&self) -> &'static str {
        match self.index_type {
            IndexType::Gin if self.name == "JsonbPathOps" => {
                "Serves only containment (`@>`) and JSON paths on `jsonb`; smaller and faster than `JsonbOps` for \
                     these."
            }
            IndexType::Gin if self.name == "JsonbOps" => {
                "The default for `jsonb`: serves containment, JSON paths, and the presence of keys (`?`)."
            }
            IndexType::Gin => {
                "The default for lists: serves containment (`@>`, `<@`), overlap (`&&`) and equality."
            }
            IndexType::Gist => {
                "Serves containment and overlap of network addresses (`>>`, `<<`, `&&`), and comparisons."
            }
            IndexType::SpGist if self.name == "TextOps" => {
                "The default for text: serves equality, comparison and prefixes (`^@`)."
            }
            IndexType::SpGist => {
                "The default for network addresses: serves containment, overlap and comparison."
            }
            IndexType::Brin if self.name.contains("Bloom") => {
                "Stores a Bloom filter for each block range: serves equality, even for unordered values."
            }
            IndexType::Brin if self.name.contains("Multi") => {
                "Stores several minimum and maximum values for each block range: serves comparisons, and tolerates \
                     outliers."
            }
            IndexType::Brin if self.name.contains("Inclusion") => {
                "Stores the network that spans each block range: serves containment and overlap."
            }
            IndexType::Brin => {
                "Stores the minimum and maximum of each block range: serves comparisons if values follow the \
                     insertion order."
            }
            IndexType::BTree | IndexType::Hash => "",
        }
    }
}

/// Every operator class that Prisma knows by name, in the order in which they are offered.
pub fn all() -> &'static [OperatorClass] {
    table::CLASSES
}

/// The operator class of this name that belongs to this index type.
pub fn operator_class(name: &str, index_type: IndexType) -> Option<&'static OperatorClass> {
    all().iter().find(|class| class.name == name && class.index_type == index_type)
}

/// Whether some index type has an operator class of this name.
pub fn is_known(name: &str) -> bool {
    all().iter().any(|class| class.name == name)
}

/// The operator classes to offer for a field in an index of this type.
pub fn fitting(
    index_type: IndexType,
    scalar: ScalarType,
    native: Option<&str>,
    list: bool,
) -> impl Iterator<Item = &'static OperatorClass> {
    all().iter().filter(move |class| class.index_type == index_type && class.fits(scalar, native, list))
}

/// Whether an index of this type on PostgreSQL can hold a field of scalar type without `ops:`. Fields of enum type are
/// as `Boolean`; `Unsupported` fields are never refused.
pub fn default_class(
    index_type: IndexType,
    scalar: ScalarType,
    native: Option<&str>,
    list: bool,
) -> DefaultClass {
    let from_table = || match fitting(index_type, scalar, native, list).next() {
        Some(_) => DefaultClass::Exists,
        None if native.is_some() => DefaultClass::Missing,
        None => DefaultClass::TypeRefused,
    };
    match index_type {
        IndexType::BTree | IndexType::Hash => DefaultClass::Exists,
        // A network address has a class, but not as default; text is accepted unread since it may be a geometry.
        IndexType::Gist => match (scalar, native) {
            (ScalarType::String, None) => DefaultClass::Exists,
            (_, Some(_)) => DefaultClass::Missing,
            (_, None) => DefaultClass::TypeRefused,
        },
        IndexType::Gin if list => DefaultClass::Exists,
        IndexType::Gin | IndexType::SpGist | IndexType::Brin => from_table(),
    }
}
