//! The facts about the schema language and its databases: static tables, read by hover, completion, validation, the
//! checklist and the formatter alike. One topic a file; every text is our own.

pub mod attributes;
pub mod binary_targets;
pub mod capabilities;
pub mod config_keys;
pub mod functions;
pub mod index_types;
pub mod keywords;
pub mod native_types;
pub mod next;
pub mod operator_classes;
pub mod preview_features;
pub mod provider;
pub mod referential_actions;
pub mod release;
pub mod reserved;
pub mod scalars;

pub use provider::{Provider, ProviderSet, RelationMode};
pub use release::{Availability, Release};
pub use scalars::ScalarType;
