//! Which project a command is about.

use std::path::PathBuf;

/// The schema that a command is given.
#[derive(Debug, clap::Args)]
pub(super) struct ProjectPath {
    /// The schema: a file, or a folder to search [default: the current folder]
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub(super) path: PathBuf,
}

/// The folder that the command is run in: paths are relative to it.
pub(super) fn current_folder() -> Result<PathBuf, String> {
    std::env::current_dir().map_err(|error| format!("the current folder cannot be determined: {error}."))
}
