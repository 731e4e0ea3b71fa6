//! `prisma-lens init`.

use std::io::Write as _;
use std::process::ExitCode;

use crate::cli::terminal;
use model::project::SETTINGS_FILE;

/// A configuration in which everything is explained and nothing but the preset is set.
const TEMPLATE: &str = r#"# Configuration of Prisma Lens. `prisma-lens config` shows what is in force and why.

# Lay this file over another one; without it, a nested prisma-lens.toml replaces the outer one.
# extends = "../prisma-lens.toml"

# Which rules are on: "minimal", "recommended" or "strict".
preset = "recommended"

# The version of Prisma to check for. By default it is read from what is installed, the lock file or package.json.
# prismaVersion = "6.19"

# Schema files that are neither checked nor formatted, relative to this file.
# exclude = ["prisma/legacy/**"]

# When `prisma-lens check` fails: the level, or the number of warnings that is accepted.
# failOn = "warning"
# maxWarnings = 0

# Known findings that are not reported. `prisma-lens check --write-baseline` writes the file.
# baseline = "prisma-lens-baseline.json"

# Levels and options of rules, of groups and of patterns. `prisma-lens rules` lists them.
[rules]
# fk-missing-index = "error"
# "*-created-at" = "off"
# naming = "info"
# float-money = { level = "error", exempt = ["Legacy*", "Order.rate"] }

# Other rules for some files.
# [[overrides]]
# paths = ["prisma/reporting/**"]
# preset = "minimal"

# [format]
# indent = 2

# Where `migrate run` applies migrations. URLs themselves do not belong here.
# [environments.staging]
# url = { env = "STAGING_DATABASE_URL" }
# confirm = true
"#;

/// Write a commented prisma-lens.toml into the current folder
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        // One that is there already is never overwritten.
        let written = std::fs::File::create_new(SETTINGS_FILE).and_then(|mut file| {
            file.write_all(TEMPLATE.as_bytes()).inspect_err(|_| {
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
