//! `prisma-lens migrate lint`.

use std::path::PathBuf;
use std::process::ExitCode;

use base::{Level, Preset};

use crate::cli::check::{
    Format, MigrationCheck, MigrationFixes, MigrationOutput, Snippets, codes, read_baseline,
    subtract_baseline, write_baseline,
};
use crate::cli::named;
use crate::cli::terminal::{self, ColorChoice};
use model::project::normalize;

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

    /// Apply safe fixes to migrations that were not applied yet, and report what remains
    #[arg(long)]
    fix: bool,

    /// With `--fix`: apply also fixes that need a review
    #[arg(long, requires = "fix")]
    unsafe_fixes: bool,

    /// With `--fix`: print the changes as a diff without writing them; exit with 1 if there are any
    #[arg(long, requires = "fix")]
    dry_run: bool,

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

    /// Hide findings recorded in this file
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Record the current findings in the baseline
    #[arg(long, requires = "baseline", conflicts_with = "fix")]
    write_baseline: bool,

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
        let folder = match crate::cli::current_folder() {
            Ok(folder) => folder,
            Err(message) => return crate::cli::ended(Err(message)),
        };
        let (select, ignore) = match (codes(&self.select), codes(&self.ignore)) {
            (Ok(select), Ok(ignore)) => (select, ignore),
            (Err(message), _) | (_, Err(message)) => {
                crate::cli::print_error(&message);
                return ExitCode::from(2);
            }
        };
        let baseline = self.baseline.as_ref().map(|written| normalize(&folder.join(written)));
        let known = match baseline.as_ref().filter(|_| self.fix).map(|path| read_baseline(path)).transpose() {
            Ok(known) => known,
            Err(message) => {
                crate::cli::print_error(&message);
                return ExitCode::from(2);
            }
        };
        let fixes = self.fix.then(|| MigrationFixes::new(self.unsafe_fixes, self.dry_run, known.as_ref()));
        let check = MigrationCheck {
            paths: &self.paths,
            after: self.after.as_deref(),
            since: self.since.as_deref(),
            preset: self.preset,
            select: &select,
            ignore: &ignore,
            // A baseline records findings of every level.
            show: if self.write_baseline { Level::Hint } else { self.level },
            postgres_version: self.postgres_version,
            small_tables: &self.small_tables,
            fixes,
        };
        let mut collected = check.collect(&folder);
        let report = &mut collected.report;
        let mut baselined = 0;
        if let Some((written, path)) = self.baseline.as_ref().zip(baseline.as_ref()) {
            let done = match self.write_baseline {
                true if report.failures.is_empty() => write_baseline(path, report),
                true => {
                    Err("the baseline was not written, since not everything could be checked.".to_owned())
                }
                false => subtract_baseline(path, report).inspect(|count| baselined = *count),
            };
            match done {
                Err(message) => {
                    crate::cli::print_error(&format!("{}: {message}", written.display()));
                    return ExitCode::from(2);
                }
                Ok(total) if self.write_baseline => {
                    let shown = written.display();
                    let recorded = terminal::count(total, "finding");
                    terminal::write(&format!(
                        "Recorded {recorded} in {shown}. `--baseline {shown}` now reports only new findings.\n"
                    ));
                    return ExitCode::SUCCESS;
                }
                Ok(_) => {}
            }
        }
        let output = MigrationOutput {
            format: self.format,
            snippets: self.snippets,
            color,
            baselined,
            is_dry: self.dry_run,
        };
        output.print(&mut collected);
        if !collected.report.failures.is_empty() {
            return ExitCode::from(2);
        }
        let would_change = self.dry_run && !collected.changes.is_empty();
        let fails = would_change || collected.report.counts().at_least(self.fail_on) > 0;
        ExitCode::from(u8::from(fails))
    }
}
