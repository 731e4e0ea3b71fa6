//! Which model of a schema a call is about, and whether what it is called on is a client at all.

mod application;
mod clients;
mod evidence;
mod file_cache;
mod mentions;
mod partial;
mod project_code;
mod words;

pub use application::Application;
pub use file_cache::FileCache;
pub use mentions::{FieldMention, MentionRole, mentions};
pub use partial::is_partial;
pub use project_code::{CallId, Delegates, FileOwners, FileQueries, ProjectCode, Query};
pub use words::{CodeWords, WordIndex};
