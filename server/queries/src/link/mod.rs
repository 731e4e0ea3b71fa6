//! Which model of a schema a call is about, and whether what it is called on is a client at all.

mod application;
mod clients;
mod evidence;
mod mentions;
mod project_code;
mod words;

pub use application::Application;
pub use mentions::{FieldMention, MentionRole, mentions};
pub use project_code::{CallId, Delegates, ProjectCode, Query, queries_of_file};
pub use words::CodeWords;
