//! Which project a command is about.

use std::path::PathBuf;

/// The schema that a command is given.
#[derive(Debug, clap::Args)]
pub(super) struct ProjectPath {
    /// The schema: a file, or a folder to search [default: the current folder]
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub(super) path: PathBuf,
}
