//! What the language server and the command line share: the disk, and a schema put together from what lies there.
//!
//! It stands below both so that neither has to know the other, and so that they cannot come to different findings for
//! the same files.

mod disk;
mod ignored;
mod migrations;
mod project;

pub use disk::Disk;
pub use project::{Asked, LoadedFile, Project};
