//! `prisma-lens migrate lint`.

use std::path::PathBuf;
use std::process::ExitCode;

use base::{Level, Preset};

use crate::cli::check::{Format, MigrationCheck, Snippets, codes, print_migrations};
use crate::cli::named;
use crate::cli::terminal::ColorChoice;

/// Check the SQL of migrations: what it locks, what it loses, and where it fails
///
/// Exit code: 0 without findings, 1 with findings (see `--fail-on`), 2 if something could not be checked.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Migrations, folders of migrations, or folders of projects [default: the migrations of the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Report only migrations after this one, and take them as not applied yet
    #[arg(long, value_name = "MIGRATION")]
    after: Option<String>,

    /// Report only migrations that are not in this commit, or differ there, and take them as not applied yet
    #[arg(long, value_name = "REV", conflicts_with = "after")]
    since: Option<String>,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Rule preset (overrides `preset` in the configuration file)
    #[arg(long, value_parser = named::<Preset>(&Preset::ALL.map(Preset::name)))]
    preset: Option<Preset>,

    /// Report only these codes, patterns such as `add-*`, or groups, even of rules that are off (comma-separated or repeated)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    select: Vec<String>,

    /// Do not report these codes, patterns or groups
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    ignore: Vec<String>,

    /// Lowest level to report; lower ones do not affect the exit code
    #[arg(long, value_name = "LEVEL", default_value = "info", value_parser = named::<Level>(&["hint", "info", "warning", "error"]))]
    level: Level,

    /// Exit with 1 on findings at or above this level
    #[arg(long, value_name = "LEVEL", default_value = "warning", value_parser = named::<Level>(&["info", "warning", "error"]))]
    fail_on: Level,

    /// Show source snippets; `auto` shows them if there are few findings
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    snippets: Snippets,

    /// Major version of PostgreSQL
    #[arg(long, value_name = "N")]
    postgres_version: Option<u32>,

    /// Tables so small that no lock on them is noticed (comma-separated or repeated)
    #[arg(long, value_name = "TABLE", value_delimiter = ',')]
    small_tables: Vec<String>,
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> ExitCode {
        let folder = match std::env::current_dir() {
            Ok(folder) => folder,
            Err(error) => {
                crate::cli::print_error(&format!("cannot determine the current folder: {error}."));
                return ExitCode::from(2);
            }
        };
        let (select, ignore) = match (codes(&self.select), codes(&self.ignore)) {
            (Ok(select), Ok(ignore)) => (select, ignore),
            (Err(message), _) | (_, Err(message)) => {
                crate::cli::print_error(&message);
                return ExitCode::from(2);
            }
        };
        let check = MigrationCheck {
            paths: &self.paths,
            after: self.after.as_deref(),
            since: self.since.as_deref(),
            preset: self.preset,
            select: &select,
            ignore: &ignore,
            show: self.level,
            postgres_version: self.postgres_version,
            small_tables: &self.small_tables,
        };
        let report = check.report(&folder);
        print_migrations(&report, self.format, self.snippets, color);
        if !report.failures.is_empty() {
            return ExitCode::from(2);
        }
        ExitCode::from(u8::from(report.counts().at_least(self.fail_on) > 0))
    }
}
