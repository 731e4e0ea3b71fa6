//! `prisma-lens init`.

use std::io::Write as _;
use std::process::ExitCode;

use crate::cli::terminal;
use crate::host::NEW_SETTINGS_FILE;
use model::project::SETTINGS_FILE;

/// Write a commented prisma-lens.toml into the current folder
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        // One that is there already is never overwritten.
        let written = std::fs::File::create_new(SETTINGS_FILE).and_then(|mut file| {
            file.write_all(NEW_SETTINGS_FILE.as_bytes()).inspect_err(|_| {
                let _ = std::fs::remove_file(SETTINGS_FILE);
            })
        });
        match written {
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
