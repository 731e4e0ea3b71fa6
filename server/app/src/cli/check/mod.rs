//! `prisma-lens check`.

mod baseline;
mod collect;
mod output;
mod progress;
mod report;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::check::baseline::Baseline;
use crate::cli::check::collect::{Collected, Wanted, collect};
use crate::cli::check::output::{Format, Look, Snippets};
use crate::cli::check::progress::Progress;
use crate::cli::check::report::{Counts, Report};
use crate::cli::named;
use crate::cli::sources::{Failure, Sources, read_input};
use crate::cli::terminal::{self, ColorChoice, count};
use crate::cli::write;
use crate::host::Asked;
use base::{Level, Preset};
use checks::frame::Kind;
use model::project::normalize;

/// Check Prisma schemas: validate them as Prisma does, and run the checklist
///
/// Exit code: 0 without findings, 1 with findings (see `--fail-on`), 2 if something could not be checked.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Schema files, or folders to search for schemas [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Rule preset (overrides `preset` in the configuration file)
    #[arg(long, value_parser = named::<Preset>(&Preset::ALL.map(Preset::name)))]
    preset: Option<Preset>,

    /// Report only these codes, even of rules that are off (comma-separated or repeated)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    select: Vec<String>,

    /// Do not report these codes
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    ignore: Vec<String>,

    /// Apply safe fixes and report what remains
    #[arg(long, conflicts_with = "write_baseline")]
    fix: bool,

    /// With `--fix`: print the changes as a diff without writing them; exit with 1 if there are any
    #[arg(long, requires = "fix")]
    dry_run: bool,

    /// Lowest level to report; lower ones do not affect the exit code
    #[arg(long, value_name = "LEVEL", default_value = "info", value_parser = named::<Level>(&["hint", "info", "warning", "error"]))]
    show: Level,

    /// Exit with 1 on findings at or above this level
    #[arg(long, value_name = "LEVEL", default_value = "warning", value_parser = named::<Level>(&["info", "warning", "error"]))]
    fail_on: Level,

    /// Exit with 1 only if there are more warnings than this; errors always count
    #[arg(long, value_name = "N", conflicts_with = "fail_on")]
    max_warnings: Option<usize>,

    /// Hide findings recorded in this file
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Record the current findings in the file named by `--baseline`
    #[arg(long, requires = "baseline")]
    write_baseline: bool,

    /// Show source snippets; `auto` shows them if there are few findings
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    snippets: Snippets,

    /// Check a schema from standard input; with `--fix`, write the fixed schema to standard output
    #[arg(long, conflicts_with_all = ["paths", "write_baseline"])]
    stdin: bool,

    /// Treat standard input as this file, to find its settings and the other files of its schema
    #[arg(long, value_name = "FILE", requires = "stdin")]
    stdin_filename: Option<PathBuf>,
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> ExitCode {
        let folder = match std::env::current_dir() {
            Ok(folder) => folder,
            Err(error) => return cannot_run(&format!("cannot determine the current folder: {error}.")),
        };
        let baseline = self.baseline.as_ref().map(|path| normalize(&folder.join(path)));
        let known = match (&self.baseline, &baseline) {
            (Some(written), Some(path)) if !self.write_baseline => match Baseline::read(path) {
                Ok(known) => Some(known),
                Err(message) => return cannot_run(&format!("{}: {message}", written.display())),
            },
            _ => None,
        };
        self.remark_codes();
        let mut failures = Vec::new();
        let sources = match self.sources(&folder, &mut failures) {
            Ok(sources) => sources,
            Err(message) => return cannot_run(&message),
        };
        let asked =
            Asked { preset: self.preset, only: &self.select, without: &self.ignore, ..Asked::default() };
        let show = if self.write_baseline { Level::Hint } else { self.show };
        let wanted = Wanted { asked, show, baseline: known.as_ref(), fix: self.fix };
        let progress = Progress::new(sources.sets.len());
        let mut collected = collect(&sources, &wanted, &progress);
        progress.clear();
        failures.append(&mut collected.report.failures);
        collected.report.failures = failures;
        if let Some(path) = baseline.as_deref().filter(|_| self.write_baseline) {
            return self.write_new_baseline(path, &collected.report);
        }
        let (known, gone) = known.map_or((0, 0), |known| known.subtract(&mut collected.report));
        // Findings in files that were not checked may still exist.
        let gone = if self.paths.is_empty() && !self.stdin { gone } else { 0 };
        self.tell(color, &sources, collected, known, gone)
    }

    /// Writes fixes, prints the report, and returns the exit code.
    fn tell(
        &self,
        color: ColorChoice,
        sources: &Sources,
        mut collected: Collected,
        known: usize,
        gone: usize,
    ) -> ExitCode {
        // If standard output carries a schema or a diff, everything else goes to standard error.
        let is_occupied = self.fix && (self.stdin || self.dry_run);
        let mut unwritten = 0;
        if self.fix && self.dry_run {
            terminal::write(&write::diff(&collected.changes, terminal::Paint::of_output(color)));
        } else if self.fix && self.stdin {
            let input = sources.input().unwrap_or_default();
            terminal::write(collected.changes.first().map_or(input, |change| change.after.as_str()));
        } else if self.fix {
            for change in &collected.changes {
                let Err(message) = write::write(change) else { continue };
                let shown = change.shown.clone();
                collected.report.failures.push(Failure { shown, message });
                unwritten += 1;
            }
        }
        let look = Look {
            paint: if is_occupied {
                terminal::Paint::of_errors(color)
            } else {
                terminal::Paint::of_output(color)
            },
            snippets: self.snippets,
            known,
            gone,
            settled: if self.fix { collected.settled } else { 0 },
            mended: collected.changes.len(),
            unwritten,
            is_dry: self.dry_run,
        };
        let (told, summary) = output::render(self.format, &collected.report, &look);
        if is_occupied {
            terminal::write_error(&told);
        } else {
            terminal::write(&told);
        }
        for failure in &collected.report.failures {
            super::complain(&format!("{}: {}", failure.shown, failure.message));
        }
        if self.format == Format::Text && !is_occupied {
            terminal::write(&summary);
        } else {
            terminal::write_error(&summary);
        }
        if !collected.report.failures.is_empty() {
            return ExitCode::from(2);
        }
        let would_change = self.dry_run && !collected.changes.is_empty();
        ExitCode::from(u8::from(would_change || self.fails(collected.report.counts())))
    }

    fn fails(&self, counts: Counts) -> bool {
        match self.max_warnings {
            Some(max) => counts.errors > 0 || counts.warnings > max,
            None => counts.at_least(self.fail_on) > 0,
        }
    }

    fn sources(&self, folder: &Path, failures: &mut Vec<Failure>) -> Result<Sources, String> {
        if !self.stdin {
            return Ok(Sources::find(folder, &self.paths, failures));
        }
        let text = read_input()?;
        Ok(Sources::of_input(folder, self.stdin_filename.as_deref(), text))
    }

    /// Warns about unknown codes, and about ignored errors of Prisma, which Prisma still reports.
    fn remark_codes(&self) {
        let registry = ide::registry();
        for code in self.select.iter().chain(&self.ignore) {
            let known = registry.find(code);
            if known.is_none() {
                let hint = registry.closest(code).map(|near| format!(" Did you mean `{near}`?"));
                let hint = hint.unwrap_or_default();
                super::complain(&format!("unknown code `{code}`.{hint}"));
            } else if known.is_some_and(|it| it.metadata.kind == Kind::Prisma) && self.ignore.contains(code) {
                super::complain(&format!(
                    "`{code}` is an error of Prisma itself: it is hidden here, but Prisma still reports it."
                ));
            }
        }
    }

    fn write_new_baseline(&self, path: &Path, report: &Report) -> ExitCode {
        for failure in &report.failures {
            super::complain(&format!("{}: {}", failure.shown, failure.message));
        }
        let shown = self.baseline.as_deref().unwrap_or(path).display();
        let new = Baseline::of(path, report);
        if let Err(error) = write::replace(path, &new.to_json()) {
            return cannot_run(&format!("{shown}: cannot write the baseline: {error}."));
        }
        let found = count(new.total(), "finding");
        terminal::write(&format!(
            "Wrote {found} to {shown}. `--baseline {shown}` now reports only new findings.\n"
        ));
        if report.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
    }
}

fn cannot_run(message: &str) -> ExitCode {
    super::complain(message);
    ExitCode::from(2)
}
