//! What the language server and the command line share: access to the disk, and a project assembled from it.
//!
//! Both are built on it without knowing each other, and it ensures that they report the same findings for the same
//! files.

mod applied_migrations;
mod background;
pub(crate) mod code;
mod disk;
mod documents;
mod git;
mod ignored;
mod imported_scripts;
mod loaded_schema;
mod migration_lint;
mod migrations;
mod notes;
mod open_documents;
mod open_files;
mod open_migrations;
mod options;
mod project;
mod project_migrations;
pub(crate) mod reading;
mod schemas;
mod settings;
mod settings_file;
mod statistics;
mod virtual_path;
pub(crate) mod writing;

pub(crate) use applied_migrations::{AppliedMigrations, MigrationStatus};
pub(crate) use code::names_fields;
pub use code::{CodeIndex, FoundFiles, WorkspaceCode, first_code_files};
pub use disk::Disk;
pub(crate) use disk::NOT_TEXT;
pub use documents::{Document, DocumentContent, DocumentKind, TextChange};
pub(crate) use git::CommitFiles;
pub use loaded_schema::LoadedSchema;
pub(crate) use migration_lint::{MigrationLint, fix_migration, keep_wanted, lint_migration};
pub(crate) use migrations::next_folder;
pub use open_documents::{Documents, OpenDocuments};
pub use open_files::OpenFiles;
pub use open_migrations::OpenMigration;
pub use options::{ProjectOptions, SettingsFile};
pub use project::{LoadedFile, Project};
pub use schemas::{Layout, Schemas, WorkspaceView};
pub(crate) use settings::rule_sets;
pub use settings::{settings_file_problems, settings_of_folder};
pub use settings_file::{NEW_SETTINGS_FILE, new_settings_path};
pub use statistics::statistics_path;
pub use virtual_path::is_virtual;
