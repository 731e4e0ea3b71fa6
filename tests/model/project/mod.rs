//! Decisions about files.

mod any_text;
mod config;
mod config_forms;
mod config_site;
mod corpus;
mod dialect;
mod partition;
mod schema_found;
mod schema_named;
mod schema_set;
mod settings;
mod settings_edit;
mod version;
mod version_found;

use model::project::MemoryFiles;

use support::fixture::Fixture;

/// The files of a fixture, without their marks.
fn files(fixture: &str) -> MemoryFiles {
    Fixture::parse(fixture).memory()
}
