//! The semantic model of one schema, and the catalog of facts about the language and its databases.

mod block;
mod configuration;
mod dependency;
pub mod edit;
mod few;
mod fingerprint;
pub mod item;
mod lower;
mod memo;
pub mod references;
mod relations;
pub mod rename;
mod resolve;
mod snapshot;
pub mod spot;

pub use configuration::Configuration;
pub use dependency::{DependencyKey, note, record};
pub use few::FewItems;
pub use fingerprint::Fingerprint;
pub use lower::lower;
pub use memo::{Memo, work};
pub use relations::{Cardinality, RelationInfo};
pub use resolve::FieldType;
pub use snapshot::{Changes, File, Schema, SchemaFile};
