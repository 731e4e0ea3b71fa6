//! The semantic model of one schema, and the catalog of facts about the language and its databases.

mod block;
mod board;
mod configuration;
pub mod edit;
mod few;
pub mod item;
mod lower;
mod memo;
mod names;
pub mod references;
mod relations;
pub mod rename;
mod resolve;
mod snapshot;
pub mod spot;
mod track;

pub use board::{Board, Finder};
pub use configuration::Configuration;
pub use few::FewItems;
pub use lower::lower;
pub use memo::{Memo, work};
pub use names::ConstraintName;
pub use relations::{Cardinality, RelationInfo};
pub use resolve::FieldType;
pub use snapshot::{Changes, File, Schema, SchemaFile};
pub use track::{Key as Part, note, record};
