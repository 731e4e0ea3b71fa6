//! Decisions about files.

mod config;
mod corpus;
mod dialect;
mod schema_set;
mod settings;
mod version;

use prisma_lens::project::MemoryFiles;

use crate::support::fixture::Fixture;

/// The files of a fixture, without their marks.
fn files(fixture: &str) -> MemoryFiles {
    let fixture = Fixture::parse(fixture);
    fixture.files.into_iter().map(|file| (file.path, file.text)).collect()
}
