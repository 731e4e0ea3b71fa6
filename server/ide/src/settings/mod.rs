//! What an editor can ask of a `prisma-lens.toml`. The file belongs to no schema, so these features need its text only.

mod completion;
mod hover;
mod links;
mod remove;
mod table;

pub use completion::settings_completions;
pub use hover::{settings_documentation, settings_hover};
pub use links::settings_links;
pub use remove::remove_setting;
