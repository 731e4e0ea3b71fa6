//! The values of `type:` in `@@index`.
//!
//! Sources: the index chapters of the PostgreSQL and CockroachDB manuals; Prisma's validator for which it accepts.

use std::fmt;

/// An index access method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndexType {
    /// A balanced tree, the default everywhere.
    BTree,
    /// A hash table.
    Hash,
    /// A generalised search tree.
    Gist,
    /// An inverted index.
    Gin,
    /// A space-partitioned search tree.
    SpGist,
    /// Summaries of block ranges.
    Brin,
}

impl IndexType {
    /// Every index type, in the order in which they are offered.
    pub const ALL: [IndexType; 6] = [
        IndexType::BTree,
        IndexType::Hash,
        IndexType::Gist,
        IndexType::Gin,
        IndexType::SpGist,
        IndexType::Brin,
    ];

    /// The index type of this name; case-sensitive.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The name in schemas.
    pub const fn name(self) -> &'static str {
        match self {
            IndexType::BTree => "BTree",
            IndexType::Hash => "Hash",
            IndexType::Gist => "Gist",
            IndexType::Gin => "Gin",
            IndexType::SpGist => "SpGist",
            IndexType::Brin => "Brin",
        }
    }

    /// What it is good for, in Markdown.
    pub const fn docs(self) -> &'static str {
        match self {
            IndexType::BTree => {
                "A B-tree: serves equality, ranges, sorting and prefixes of its field list. The default."
            }
            IndexType::Hash => "A hash index: serves only `=` on a single field. No `sort`, no uniqueness.",
            IndexType::Gist => {
                "A generalised search tree for overlap, containment and nearest-neighbour queries: network \
                 addresses, geometry, ranges. A field without a built-in operator class needs `ops: raw(\"…\")`."
            }
            IndexType::Gin => {
                "An inverted index over the elements of a value: `Json`, scalar lists, and text with `gin_trgm_ops`. \
                 Fast to search, slower to write."
            }
            IndexType::SpGist => {
                "A space-partitioned tree for data that splits unevenly, such as text prefixes and network \
                 addresses. One field only."
            }
            IndexType::Brin => {
                "A summary of each range of table blocks: very small, and useful if values follow the insertion \
                     order, such as timestamps of a log."
            }
        }
    }

    /// Whether Prisma lets its fields have `sort:`. Only a B-tree makes use of it.
    pub const fn accepts_sort(self) -> bool {
        !matches!(self, IndexType::Hash)
    }

    /// Whether it takes several fields.
    pub const fn accepts_several_fields(self) -> bool {
        !matches!(self, IndexType::SpGist)
    }

    /// Whether it serves look-ups by equality on its leading fields, as foreign keys need.
    pub const fn serves_equality(self) -> bool {
        matches!(self, IndexType::BTree | IndexType::Hash)
    }
}

impl fmt::Display for IndexType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
