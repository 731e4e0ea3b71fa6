//! The facts about the schema language and its databases: static tables, read by hover, completion, validation, the
//! checklist and the formatter alike. One topic a file; every text is our own.

pub mod capabilities;
pub mod index_types;
pub mod native_types;
pub mod provider;
pub mod referential_actions;
pub mod release;
pub mod scalars;

pub use provider::{Provider, ProviderSet, RelationMode};
pub use release::{Availability, Release};
pub use scalars::ScalarType;
