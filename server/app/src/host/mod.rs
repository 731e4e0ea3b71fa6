//! What the language server and the command line share: access to the disk, and a project assembled from it.
//!
//! Both are built on it without knowing each other, and it ensures that they report the same findings for the same
//! files.

mod asked;
mod disk;
mod ignored;
mod migrations;
mod project;
mod settings;

pub use asked::{Asked, SettingsFile};
pub use disk::Disk;
pub use project::{LoadedFile, Project};
pub use settings::{codes_of, group_name, settings_of_folder};
