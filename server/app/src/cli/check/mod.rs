//! `prisma-lens check`.

mod arguments;
mod baseline;
mod collect;
mod database;
mod migration_report;
mod migrations;
mod output;
mod progress;
mod queries;
mod report;
mod run;
mod watch;

pub(super) use baseline::read as read_baseline;
pub(super) use migration_report::{MigrationOutput, subtract_baseline, write_baseline};
pub(super) use migrations::{MigrationCheck, MigrationFixes};
pub(super) use output::{Format, Snippets};

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

pub(super) use crate::cli::check::arguments::{Arguments, codes};

use crate::cli::check::collect::collect;
use crate::cli::check::output::OutputOptions;
use crate::cli::check::progress::Progress;
use crate::cli::check::report::{Counts, Report};
use crate::cli::check::run::{CheckOptions, Collected};
use crate::cli::sources::{Failure, Sources, read_input};
use crate::cli::terminal::{self, ColorChoice, count};
use crate::cli::write;
use crate::host::{Disk, ProjectOptions, SettingsFile, settings_of_folder, writing};
use ::migrations::history::SCRIPT_FILE;
use base::Level;
use base::text::without_controls;
use checks::frame::Baseline;
use checks::frame::Kind;
use model::project::{Files, SETTINGS_CODE, Settings, normalize};

/// One check: what was options, and what the configuration file of the current folder adds.
struct Run<'a> {
    arguments: &'a Arguments,
    folder: PathBuf,
    /// The codes of `--select` and `--ignore`, patterns resolved.
    select: Vec<String>,
    ignore: Vec<String>,
    config: Option<PathBuf>,
    /// The settings of the current folder, for what is about a run and not about a schema.
    settings: Settings,
    baseline: Option<PathBuf>,
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> ExitCode {
        let run = || Run::new(&self).inspect(Run::remark_codes).map(|run| run.once(color));
        if self.watch {
            return watch::watch(|| match run() {
                Ok((_, sources)) => sources,
                Err(message) => {
                    cannot_run(&message);
                    None
                }
            });
        }
        match run() {
            Ok((code, Some(sources))) if self.database => {
                let ended = database::check_databases(&sources, self.format, code);
                ended.unwrap_or_else(|message| cannot_run(&message))
            }
            Ok((code, _)) => code,
            Err(message) => cannot_run(&message),
        }
    }
}

impl<'a> Run<'a> {
    /// Reads what has to be known before any schema is looked at.
    ///
    /// # Errors
    ///
    /// Arguments that contradict each other, unknown codes, a configuration file that does not exist.
    fn new(arguments: &'a Arguments) -> Result<Run<'a>, String> {
        if let Some(contradiction) = arguments.contradiction() {
            return Err(contradiction.to_owned());
        }
        let folder = crate::cli::current_folder()?;
        let full = |path: &PathBuf| normalize(&folder.join(path));
        let disk = Disk::new();
        let config = arguments.config.as_ref().map(full);
        if let Some((written, path)) = arguments.config.as_ref().zip(config.as_ref())
            && disk.read(path).is_none()
        {
            return Err(format!("{}: the configuration file cannot be read.", written.display()));
        }
        let settings = settings_of_folder(&disk, &folder, settings_file(arguments, config.as_deref()));
        let own = arguments.baseline.as_ref().map(full);
        let baseline = own.or_else(|| settings.baseline.as_ref().map(|baseline| baseline.value.clone()));
        if baseline.is_none() && (arguments.write_baseline || arguments.prune_baseline) {
            return Err(
                "no baseline is named. Pass `--baseline FILE`, or set `baseline` in prisma-lens.toml.".into(),
            );
        }
        let (select, ignore) = (arguments::codes(&arguments.select)?, arguments::codes(&arguments.ignore)?);
        Ok(Run { arguments, folder, select, ignore, config, settings, baseline })
    }

    /// Checks, reports, and gives how the process ends and what was read.
    fn once(&self, color: ColorChoice) -> (ExitCode, Option<Sources>) {
        let arguments = self.arguments;
        let known = match self.known() {
            Ok(known) => known,
            Err(message) => return (cannot_run(&message), None),
        };
        let mut failures = Vec::new();
        let mut sources = match self.sources(&mut failures) {
            Ok(sources) => sources,
            Err(message) => return (cannot_run(&message), None),
        };
        if matches!(arguments.format, Format::Github | Format::Gitlab | Format::Sarif) {
            sources.show_from_repository();
        }
        let options = ProjectOptions {
            preset: arguments.preset,
            only: &self.select,
            without: &self.ignore,
            folder: Some(&self.folder),
            file: settings_file(arguments, self.config.as_deref()),
            ..ProjectOptions::default()
        };
        let wanted = CheckOptions {
            options,
            show: arguments.lowest(),
            baseline: known.as_ref().filter(|_| !arguments.prune_baseline),
            fix: arguments.fix,
            takes_choices: arguments.unsafe_fixes,
            reports_before: arguments.dry_run,
            shows_edits: matches!(arguments.format, Format::Json | Format::Sarif),
        };
        let progress = Progress::new(sources.sets.len());
        let code = (!arguments.reads_input()).then(|| queries::read(&sources, &wanted)).flatten();
        let mut collected = collect(&sources, &wanted, code.as_ref(), &progress);
        if let Some(code) = &code {
            collected.add(queries::collect(&sources, code, &wanted));
        }
        progress.clear();
        failures.append(&mut collected.report.failures);
        collected.report.failures = failures;
        if arguments.write_baseline || arguments.prune_baseline {
            let path = self.baseline.clone().unwrap_or_default();
            return (self.write_baseline(&path, &sources, &collected.report, known), Some(sources));
        }
        let (baselined, outdated_entries) = known.map_or((0, 0), |known| {
            let scripts = collected.report.scripts.clone();
            let is_covered = |file: &Path, code: &str| self.covers(&sources, &scripts, file, code);
            baseline::subtract(&known, &mut collected.report, is_covered)
        });
        (self.report(color, &sources, collected, baselined, outdated_entries), Some(sources))
    }

    /// The baseline, where there is one to compare with.
    fn known(&self) -> Result<Option<Baseline>, String> {
        let Some(path) = &self.baseline else { return Ok(None) };
        // A new one replaces what is broken or missing.
        if self.arguments.write_baseline {
            return Ok(baseline::read(path).ok());
        }
        let shown = path.strip_prefix(&self.folder).unwrap_or(path).display();
        baseline::read(path).map(Some).map_err(|message| format!("{shown}: {message}"))
    }

    /// Whether this run looks for findings of a code in a file. Of migrations, it has checked only these `scripts`.
    fn covers(&self, sources: &Sources, scripts: &[Arc<Path>], file: &Path, code: &str) -> bool {
        let has = |codes: &[String]| codes.iter().any(|other| other == code);
        let is_checked = !file.ends_with(SCRIPT_FILE) || scripts.iter().any(|script| &**script == file);
        is_checked
            && sources.is_named(file)
            && (self.select.is_empty() || has(&self.select))
            && !has(&self.ignore)
    }

    /// Writes fixes, reports what was found, and says how to end.
    fn report(
        &self,
        color: ColorChoice,
        sources: &Sources,
        mut collected: Collected,
        baselined: usize,
        outdated_entries: usize,
    ) -> ExitCode {
        let arguments = self.arguments;
        let is_text = arguments.format == Format::Text;
        // Where standard output carries a text or a diff, all else goes to standard error. A report for programs has no room
        // for a diff: it has the edits.
        let shows_diff = arguments.fix && arguments.dry_run && is_text;
        let shows_schema = arguments.fix && arguments.reads_input() && !arguments.dry_run;
        let mut unwritten = Vec::new();
        if shows_diff {
            terminal::write(&write::diff(&collected.changes, terminal::Paint::of_output(color)));
        } else if shows_schema {
            let input = sources.input().unwrap_or_default();
            terminal::write_source(collected.changes.first().map_or(input, |change| change.after.as_str()));
        } else if arguments.fix && !arguments.dry_run {
            unwritten = write::write_all(&collected.changes);
        }
        let unwritten_files = unwritten.len();
        collected.report.failures.extend(unwritten);
        let is_occupied = shows_diff || shows_schema;
        let paint = match is_occupied {
            _ if arguments.output_file.is_some() => terminal::Paint::of_output(ColorChoice::Never),
            true => terminal::Paint::of_errors(color),
            false => terminal::Paint::of_output(color),
        };
        let options = OutputOptions {
            paint,
            snippets: arguments.snippets,
            listed_from: if is_text { arguments.level.unwrap_or(Level::Warning) } else { Level::Hint },
            only_counts: arguments.statistics,
            root: sources.base.clone(),
            baselined,
            outdated_entries,
            fixed_findings: if arguments.fix { collected.fixed_findings } else { 0 },
            changed_files: collected.changes.len(),
            locking_indexes: collected.locking_indexes,
            unwritten_files,
            is_dry: arguments.dry_run,
        };
        let (body, summary) = output::render(arguments.format, &collected.report, &options);
        let summary = if arguments.quiet { String::new() } else { summary };
        let written = match &arguments.output_file {
            Some(path) => self.write_output(path, &if is_text { body + &summary } else { body }),
            None if is_occupied => {
                terminal::write_error(&body);
                Ok(())
            }
            None => {
                terminal::write(&body);
                Ok(())
            }
        };
        for failure in &collected.report.failures {
            super::print_error(&format!("{}: {}", failure.shown, failure.message));
        }
        if let Err(message) = written {
            return cannot_run(&message);
        }
        match &arguments.output_file {
            Some(_) if is_text => {}
            None if is_text && !is_occupied => terminal::write(&summary),
            _ => terminal::write_error(&summary),
        }
        if !collected.report.failures.is_empty() || has_broken_settings(&collected.report) {
            return ExitCode::from(2);
        }
        let would_change = arguments.dry_run && !collected.changes.is_empty();
        let fails = would_change || self.fails(collected.report.counts());
        ExitCode::from(u8::from(fails && !arguments.exit_zero))
    }

    fn write_output(&self, path: &Path, text: &str) -> Result<(), String> {
        writing::replace(&self.folder.join(path), &without_controls(text))
            .map_err(|error| format!("{}: the output cannot be written: {error}.", path.display()))
    }

    fn fails(&self, counts: Counts) -> bool {
        let arguments = self.arguments;
        let set_level = || self.settings.fail_on.as_ref().map(|level| level.value);
        let set_number = || self.settings.max_warnings.as_ref().map(|number| number.value);
        let max = arguments.max_warnings.or_else(|| arguments.fail_on.is_none().then(set_number).flatten());
        match max {
            Some(max) => counts.errors > 0 || counts.warnings > max,
            None => counts.at_least(arguments.fail_on.or_else(set_level).unwrap_or(Level::Warning)) > 0,
        }
    }

    fn sources(&self, failures: &mut Vec<Failure>) -> Result<Sources, String> {
        if !self.arguments.reads_input() {
            return Ok(Sources::find(&self.folder, &self.arguments.paths, failures));
        }
        let text = read_input()?;
        Ok(Sources::of_input(&self.folder, self.arguments.stdin_filename.as_deref(), text))
    }

    /// An error of Prisma's own that is hidden is one that Prisma still stops at.
    fn remark_codes(&self) {
        for code in &self.arguments.ignore {
            let known = ide::registry().find(code);
            if known.is_some_and(|it| it.metadata.kind == Kind::Prisma) {
                super::print_error(&format!(
                    "`{code}` is an error of Prisma itself: it is hidden here, but Prisma still reports it."
                ));
            }
        }
    }

    /// Writes the baseline: entries of the files and codes of this run are replaced, all others are kept.
    fn write_baseline(
        &self,
        path: &Path,
        sources: &Sources,
        report: &Report,
        known: Option<Baseline>,
    ) -> ExitCode {
        for failure in &report.failures {
            super::print_error(&format!("{}: {}", failure.shown, failure.message));
        }
        let shown = path.strip_prefix(&self.folder).unwrap_or(path).display().to_string();
        if !report.failures.is_empty() || has_broken_settings(report) {
            return cannot_run(&format!(
                "{shown}: the baseline was not written, since not everything could be checked."
            ));
        }
        let is_covered = |file: &Path, code: &str| self.covers(sources, &report.scripts, file, code);
        let found = baseline::of_report(path, report);
        let before = known.as_ref().map_or(0, Baseline::total);
        let new = match known {
            Some(known) if self.arguments.prune_baseline => known.pruned(&found, is_covered),
            Some(known) => known.replaced(&found, is_covered),
            None => found,
        };
        if let Err(error) = writing::replace(path, &new.to_json()) {
            return cannot_run(&format!("{shown}: cannot write the baseline: {error}."));
        }
        terminal::write(&match self.arguments.prune_baseline {
            true => format!(
                "Removed {} from {shown}; {} remain.\n",
                count(before.saturating_sub(new.total()), "finding"),
                new.total()
            ),
            false => format!(
                "Wrote {} to {shown}. `--baseline {shown}` now reports only new findings.\n",
                count(new.total(), "finding")
            ),
        });
        ExitCode::SUCCESS
    }
}

/// Which configuration file holds.
fn settings_file<'a>(arguments: &Arguments, config: Option<&'a Path>) -> SettingsFile<'a> {
    match config {
        Some(path) => SettingsFile::At(path),
        None if arguments.no_config => SettingsFile::None,
        None => SettingsFile::Nearest,
    }
}

/// Whether a configuration file of this program is broken: what was meant does not hold.
fn has_broken_settings(report: &Report) -> bool {
    report.findings().any(|(_, finding)| finding.code == SETTINGS_CODE && finding.level == Level::Error)
}

fn cannot_run(message: &str) -> ExitCode {
    super::print_error(message);
    ExitCode::from(2)
}
