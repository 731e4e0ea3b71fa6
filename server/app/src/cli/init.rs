//! `prisma-lens init`.

use std::path::Path;
use std::process::ExitCode;

use crate::cli::terminal;
use crate::host::{NEW_SETTINGS_FILE, writing};
use model::project::SETTINGS_FILE;

/// Write a commented prisma-lens.toml into the current folder
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        // One that is there already is never overwritten.
        match writing::create(Path::new(SETTINGS_FILE), NEW_SETTINGS_FILE) {
            Ok(()) => {
                terminal::write(&format!("Wrote {SETTINGS_FILE}.\n"));
                ExitCode::SUCCESS
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                super::print_error(&format!("{SETTINGS_FILE} exists already and was left as it is."));
                ExitCode::from(2)
            }
            Err(error) => {
                super::print_error(&format!("{SETTINGS_FILE} cannot be written: {error}."));
                ExitCode::from(2)
            }
        }
    }
}
