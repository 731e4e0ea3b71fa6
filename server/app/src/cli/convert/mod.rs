//! `prisma-lens convert`.

mod report;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use base::FileId;
use base::text::Source;
use clap::ValueEnum;
use ide::{Conversion, Loss, NoteKind};
use model::project::{Dialect, Files, SchemaSet};
use model::schema::SchemaFile;
use rayon::prelude::*;

use crate::cli::sources::{Failure, Sources, read_input};
use crate::cli::terminal::{self, ColorChoice, Paint};
use crate::cli::write::{self, Change};
use crate::host::{LoadedFile, Project, ProjectOptions};

/// Convert Prisma 5 to 7 schemas to the dialect of Prisma 8
///
/// Prints the changes as a diff. The contract of a converted schema is the one that Prisma 8 reads the Prisma 7 schema as;
/// comments and the order of everything stay. What Prisma 8 cannot express is listed with what to do, and blocks the
/// conversion of its schema.
///
/// Exit code: 0 if all schemas are converted, or can be, 1 if something blocks one, 2 if a file cannot be read or written.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Schema files, or folders to search for schemas; `-` is standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The version to convert to
    #[arg(long, value_name = "VERSION", value_enum)]
    to: Target,

    /// Report how far the schemas are from Prisma 8, without a diff
    #[arg(long, conflicts_with = "write")]
    check: bool,

    /// Write the converted schemas
    #[arg(long)]
    write: bool,

    /// Convert in spite of these blockers; what is lost becomes a change (comma-separated or repeated)
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = super::named::<Loss>(&Loss::CODES))]
    accept: Vec<Loss>,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What schemas can be converted to.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Target {
    /// Prisma 8
    #[value(name = "8")]
    Eight,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Plain text
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// A schema and its conversion.
#[derive(Debug)]
struct ConvertedSchema {
    /// The displayed path of its root.
    shown: String,
    /// The Prisma version of its project.
    version: String,
    files: Vec<SchemaText>,
    conversion: Conversion,
}

/// A file of a schema.
#[derive(Debug)]
struct SchemaText {
    path: PathBuf,
    /// The displayed path.
    shown: String,
    source: Source,
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> ExitCode {
        super::ended(self.convert(color))
    }

    fn convert(&self, color: ColorChoice) -> Result<ExitCode, String> {
        let Target::Eight = self.to;
        let folder = crate::cli::current_folder()?;
        let mut failures = Vec::new();
        let sources = match self.reads_input() {
            true => Sources::of_input(&folder, None, read_input()?),
            false => Sources::find(&folder, &self.paths, &mut failures),
        };
        let converted: Vec<_> =
            sources.sets.par_iter().filter_map(|set| convert_schema(&sources, set, &self.accept)).collect();
        let mut schemas = Vec::new();
        for result in converted {
            match result {
                Ok(schema) => schemas.push(schema),
                Err(unreadable) => failures.extend(unreadable),
            }
        }
        let is_blocked = schemas.iter().any(|schema| schema.conversion.is_blocked());
        let mut written = 0;
        if self.write && !self.reads_input() {
            for schema in &schemas {
                let changes = schema.changes();
                if let Some(other) = changes.iter().find(|change| !sources.may_write(&change.path)) {
                    let message =
                        "it lies outside of what was named, and a link leads to it. Name it too.".to_owned();
                    failures.push(Failure { shown: other.shown.clone(), message });
                    continue;
                }
                // A schema must not be left half converted.
                match write::write_together(&changes) {
                    Ok(()) => written += changes.len(),
                    Err(failure) => failures.push(failure),
                }
            }
        }
        if self.format == Format::Json {
            terminal::write_json(&report::json(&schemas, &failures));
        } else {
            if self.check {
                terminal::write(&report::text(&schemas, Paint::of_output(color)));
            } else {
                terminal::write_error(&report::text(&schemas, Paint::of_errors(color)));
                self.print_changes(&schemas, color);
            }
            for failure in &failures {
                super::print_error(&format!("{}: {}", failure.shown, failure.message));
            }
            if !self.reads_input() {
                terminal::write_error(&report::summary(&schemas, self.write.then_some(written)));
            }
        }
        Ok(match () {
            () if !failures.is_empty() => ExitCode::from(2),
            () if is_blocked => ExitCode::from(1),
            () => ExitCode::SUCCESS,
        })
    }

    fn print_changes(&self, schemas: &[ConvertedSchema], color: ColorChoice) {
        let changes: Vec<Change> = schemas.iter().flat_map(ConvertedSchema::changes).collect();
        if self.reads_input() {
            terminal::write_source(changes.first().map_or("", |change| change.after.as_str()));
        } else if !self.write {
            terminal::write(&write::diff(&changes, Paint::of_output(color)));
        }
    }

    /// Whether the schema is on standard input.
    fn reads_input(&self) -> bool {
        self.paths.as_slice() == [Path::new("-")]
    }
}

impl ConvertedSchema {
    fn file(&self, file: FileId) -> Option<&SchemaText> {
        self.files.get(file.0 as usize)
    }

    /// The files with their new texts.
    fn changes(&self) -> Vec<Change> {
        let change = |(file, after): &(FileId, String)| {
            let text = self.file(*file)?;
            let (path, shown) = (text.path.clone(), text.shown.clone());
            Some(Change { path, shown, before: text.source.to_string(), after: after.clone() })
        };
        self.conversion.files.iter().filter_map(change).collect()
    }

    /// How many notes of a kind there are in a file.
    fn count(&self, file: FileId, kind: NoteKind) -> usize {
        self.conversion.notes.iter().filter(|note| note.file == file && note.kind == kind).count()
    }
}

/// Converts a schema; `None` for one that is excluded. Nothing is converted of a schema of which a file cannot be read.
fn convert_schema(
    sources: &Sources,
    set: &SchemaSet,
    accepted: &[Loss],
) -> Option<Result<ConvertedSchema, Vec<Failure>>> {
    let project = Project::load(&sources.files, set.clone(), &ProjectOptions::default());
    sources.report_settings(&project);
    if set.files.iter().all(|path| project.is_excluded(path)) {
        return None;
    }
    let mut failures = Vec::new();
    let load = |path: &Path| match sources.files.read(path) {
        Some(text) => {
            let content = Arc::new(SchemaFile::new(&text));
            Some(LoadedFile { name: path.to_string_lossy().into(), content })
        }
        None => {
            let message = sources.files.why_not_read(path).unwrap_or_default();
            failures.push(Failure { shown: sources.shown(path), message });
            None
        }
    };
    let schema = project.analysis(load).schema;
    if !failures.is_empty() {
        return Some(Err(failures));
    }
    let text = |file: &model::schema::File| {
        let path = PathBuf::from(&*file.name);
        let source = file.content.source().source().clone();
        SchemaText { shown: sources.shown(&path), path, source }
    };
    Some(Ok(ConvertedSchema {
        shown: sources.shown(&set.root),
        version: project.version.version.to_string(),
        files: schema.files().iter().map(text).collect(),
        conversion: ide::convert_accepting(&schema, &project.formatting(Dialect::PrismaNext), accepted),
    }))
}
