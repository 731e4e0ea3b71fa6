//! `prisma-lens check --database`: what `prisma-lens-db` says of the databases of the schemas. It is a program of its own, since this
//! one links no database driver.

use std::io::ErrorKind;
use std::process::{Command, ExitCode, Stdio};

use crate::cli::check::output::Format;
use crate::cli::sources::Sources;
use crate::cli::terminal;

/// The program that connects to databases.
const PROGRAM: &str = "prisma-lens-db";

/// Asks the database of each schema whether it is the one that the schema describes, and for its indexes. Returns how the check ends
/// that ends with `code` without it.
///
/// # Errors
///
/// A program that is not installed.
pub(super) fn check_databases(sources: &Sources, format: Format, code: ExitCode) -> Result<ExitCode, String> {
    let mut worst = 0;
    for set in &sources.sets {
        for command in ["verify", "indexes"] {
            let mut process = Command::new(PROGRAM);
            process.arg(command).arg(&set.root).stdin(Stdio::null()).stderr(Stdio::inherit());
            let output = process.output().map_err(|error| match error.kind() {
                ErrorKind::NotFound => {
                    format!("`--database` needs `{PROGRAM}`, which is not installed. Run `cargo install --path server/database --locked` in a checkout of prisma-lens.")
                }
                _ => format!("`{PROGRAM}` cannot be started: {error}."),
            })?;
            let text = String::from_utf8_lossy(&output.stdout);
            match format {
                Format::Text => terminal::write(&format!("\n{text}")),
                // The output is one document of another format.
                _ => terminal::write_error(&text),
            }
            worst = worst.max(match output.status.code() {
                Some(0) => 0,
                // 3 is a finding of P0.
                Some(1 | 3) => 1,
                _ => 2,
            });
        }
    }
    Ok(if code == ExitCode::SUCCESS || worst == 2 { ExitCode::from(worst) } else { code })
}
