//! `prisma-lens format`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use rayon::prelude::*;

use crate::cli::sources::{Failure, Sources, read_input};
use crate::cli::terminal::{self, ColorChoice, Paint, count};
use crate::cli::write::{self, Change};
use crate::host::{LoadedFile, Project, ProjectOptions};
use base::text::apply_edits;
use model::project::{Dialect, Files, SchemaSet};
use model::schema::SchemaFile;
use syntax::format;

/// Format Prisma schemas: whitespace only, like `prisma format`
///
/// Exit code: 0 if all files are formatted (or were formatted now), 1 if `--check` finds an unformatted file, 2 if a
/// file cannot be formatted.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Schema files, or folders to search for schemas; `-` is standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Print changes as a diff without writing them; exit with 1 if there are any
    #[arg(long)]
    check: bool,

    /// Format a schema from standard input and write it to standard output
    #[arg(long, conflicts_with = "paths")]
    stdin: bool,

    /// Treat standard input as this file, to find its settings
    #[arg(long, value_name = "FILE", requires = "stdin")]
    stdin_filename: Option<PathBuf>,
}

/// The result of formatting.
#[derive(Debug, Default)]
struct Formatted {
    changes: Vec<Change>,
    failures: Vec<Failure>,
    /// Number of files read.
    files: usize,
    /// Number of files that could not be written.
    unwritten: usize,
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> ExitCode {
        let sources = match self.sources() {
            Ok(sources) => sources,
            Err(message) => {
                super::print_error(&message);
                return ExitCode::from(2);
            }
        };
        let (sources, failures) = sources;
        let mut formatted = format_all(&sources);
        formatted.failures.splice(0..0, failures);
        if self.check {
            terminal::write(&write::diff(&formatted.changes, Paint::of_output(color)));
        } else if self.reads_input() {
            let input = sources.input().unwrap_or_default();
            terminal::write_source(formatted.changes.first().map_or(input, |change| change.after.as_str()));
        } else {
            formatted.write();
        }
        for failure in &formatted.failures {
            super::print_error(&format!("{}: {}", failure.shown, failure.message));
        }
        if !self.reads_input() {
            terminal::write_error(&formatted.summary(self.check));
        }
        match () {
            () if !formatted.failures.is_empty() => ExitCode::from(2),
            () if self.check && !formatted.changes.is_empty() => ExitCode::from(1),
            () => ExitCode::SUCCESS,
        }
    }

    /// Whether the schema is on standard input.
    fn reads_input(&self) -> bool {
        self.stdin || self.paths.as_slice() == [Path::new("-")]
    }

    fn sources(&self) -> Result<(Sources, Vec<Failure>), String> {
        let folder = crate::cli::current_folder()?;
        let mut failures = Vec::new();
        let sources = match self.reads_input() {
            true => Sources::of_input(&folder, self.stdin_filename.as_deref(), read_input()?),
            false => Sources::find(&folder, &self.paths, &mut failures),
        };
        Ok((sources, failures))
    }
}

impl Formatted {
    /// Writes the files; a file that cannot be written becomes a failure.
    fn write(&mut self) {
        let changes = std::mem::take(&mut self.changes);
        for change in changes {
            match write::write(&change) {
                Ok(()) => self.changes.push(change),
                Err(message) => {
                    self.unwritten += 1;
                    self.failures.push(Failure { shown: change.shown, message });
                }
            }
        }
    }

    fn summary(&self, is_check: bool) -> String {
        let changed = count(self.changes.len(), "file");
        match (self.changes.len(), is_check) {
            (0, _) if self.files == self.unwritten => String::new(),
            (0, _) => format!("{} already formatted.\n", is(self.files - self.unwritten, "schema file")),
            (_, false) => format!("Formatted {changed} of {}.\n", self.files),
            (_, true) => format!(
                "{changed} of {} would change. Run `prisma-lens format` to format {}.\n",
                self.files,
                if self.changes.len() == 1 { "it" } else { "them" }
            ),
        }
    }
}

fn format_all(sources: &Sources) -> Formatted {
    let each: Vec<Formatted> = sources.sets.par_iter().map(|set| format_schema(sources, set)).collect();
    let mut all = Formatted::default();
    for one in each {
        all.changes.extend(one.changes);
        // Schemas that share a configuration file complain of the same.
        for failure in one.failures {
            let is_same = |it: &Failure| it.shown == failure.shown && it.message == failure.message;
            if !all.failures.iter().any(is_same) {
                all.failures.push(failure);
            }
        }
        all.files += one.files;
    }
    all.changes.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

fn format_schema(sources: &Sources, set: &SchemaSet) -> Formatted {
    let project = Project::load(&sources.files, set.clone(), &ProjectOptions::default());
    if set.files.iter().all(|path| project.is_excluded(path)) {
        return Formatted::default();
    }
    // Without a directive, a file is read as the whole schema is.
    let of_schema = match project.version.version.is_8_or_later() {
        true => project.analysis(|path| loaded(sources, path)).dialect,
        false => Dialect::Classic,
    };
    sources.report_settings(&project);
    let mut result = Formatted::default();
    let is_ours =
        |path: &&PathBuf| sources.is_named(path) && !project.is_excluded(path) && sources.may_write(path);
    for path in set.files.iter().filter(is_ours) {
        let shown = sources.shown(path);
        let Some(before) = sources.files.read(path) else {
            let message = sources.files.why_not_read(path).unwrap_or_default();
            result.failures.push(Failure { shown, message });
            continue;
        };
        result.files += 1;
        let dialect =
            if Dialect::of(&before) == Dialect::PrismaNext { Dialect::PrismaNext } else { of_schema };
        let options = project.formatting(dialect);
        result.changes.extend(change(path, shown, &before, &options));
    }
    result
}

fn loaded(sources: &Sources, path: &Path) -> Option<LoadedFile> {
    let content = Arc::new(SchemaFile::new(&sources.files.read(path)?));
    Some(LoadedFile { name: path.to_string_lossy().into(), content })
}

fn change(path: &Path, shown: String, before: &str, options: &format::Options) -> Option<Change> {
    let edits = format::format(before, options);
    (!edits.is_empty()).then(|| Change {
        path: path.to_owned(),
        shown,
        after: apply_edits(before, &edits),
        before: before.to_owned(),
    })
}

/// `1 file is`, `2 files are`.
fn is(number: usize, singular: &str) -> String {
    format!("{} {}", count(number, singular), if number == 1 { "is" } else { "are" })
}
