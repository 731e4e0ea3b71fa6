//! `prisma-lens migrate down`.

mod report;
mod write;

use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;
use migrations::diff;
use migrations::plan::parsed;
use migrations::replay::HistoryCache;
use migrations::schema_text::{Added, FileText, schema_for};
use migrations::undo::{Undo, UndoOptions, undo};

use crate::cli::current_folder;
use crate::cli::migrate::history::ProjectHistory;
use crate::cli::migrate::project_path::ProjectPath;
use crate::cli::terminal::{self, ColorChoice, Paint};

/// Undo the last migrations by a new one, and set the schema back
///
/// A migration is undone by the `down.sql` in its folder; where there is none, by the difference of the databases after and
/// before it. What cannot come back is listed first. Nothing is applied to a database.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: ProjectPath,

    /// The last migration to keep: its name, the beginning or the end of it, or `empty`
    #[arg(long, value_name = "NAME")]
    to: String,

    /// Copy tables and columns to `_backup_…` tables before they are dropped; the `down.sql` of the new migration restores them
    #[arg(long)]
    preserve_data: bool,

    /// Go on where a statement cannot be undone
    #[arg(long)]
    force: bool,

    /// Print the SQL and the change of the schema, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How the result is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// One JSON object.
    Json,
}

/// The way back, and all that is written for it.
struct Down {
    /// The last migration that stays; `None` where none does.
    last: Option<String>,
    undo: Undo,
    /// The files of the schema after it.
    files: Vec<FileText>,
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> Result<ExitCode, String> {
        let paint = Paint::of_output(color);
        let folder = current_folder()?;
        let loaded = ProjectHistory::load(&folder, &self.project.path)?;
        let first = first_undone(&loaded.replayed, &self.to)?;
        if first == loaded.replayed.migrations().len() {
            terminal::write_error("Nothing to undo: no migration comes after it.\n");
            return Ok(ExitCode::SUCCESS);
        }
        let down = self.down(&loaded, first)?;
        let is_blocked = !self.force && down.undo.migrations.iter().any(|it| !it.blocked.is_empty());
        let is_json = self.format == Format::Json;
        if !is_json {
            terminal::write(&report::text(&down));
        }
        let changes = write::changes(&loaded, &folder, &down.files)?;
        let written = match is_blocked || self.dry_run {
            true => None,
            false => Some(write::write(&loaded, &down, &changes)?),
        };
        let shown = |path: &Path| path.strip_prefix(&folder).unwrap_or(path).display().to_string();
        if is_json {
            let value = report::json(&down, written.as_deref().map(shown), &changes);
            terminal::write_json(&format!("{value:#}\n"));
        } else if self.dry_run && !is_blocked {
            terminal::write(&format!("\n-- migration.sql\n{}\n", down.undo.sql));
            terminal::write(&crate::cli::write::diff(&changes, paint));
        }
        if is_blocked {
            terminal::write_error(
                "Nothing was written: write `down.sql` files for these migrations, or go on without with `--force`.\n",
            );
            return Ok(ExitCode::FAILURE);
        }
        if let Some(written) = written {
            terminal::write_error(&format!("Wrote {}.\n", shown(&written)));
            let paths: Vec<&str> = changes.iter().map(|change| change.shown.as_str()).collect();
            if !paths.is_empty() {
                terminal::write_error(&format!("Set back {}.\n", paths.join(", ")));
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn down(&self, loaded: &ProjectHistory, first: usize) -> Result<Down, String> {
        let ProjectHistory { schema, database, replayed, options, .. } = loaded;
        let options = migrations::DiffOptions { from_history: true, ..options.clone() };
        let (now, _) = replayed.finished();
        if !diff(now, database, &options).steps.is_empty() {
            return Err(
                "the schema has changes without a migration, which would be lost. Make a migration of them \
                        (`prisma-lens migrate preview` shows it), or take them back."
                    .into(),
            );
        }
        let options = UndoOptions { diff: options, preserve_data: self.preserve_data };
        let undo = undo(replayed, first, &options);
        let no_schema = || "no schema can say what the database is after it.".to_owned();
        // What comes back is visible, the copies are not.
        let target = schema_for(schema, &undo.target, Added::Visible).ok_or_else(no_schema)?;
        let files = match undo.state == undo.target {
            true => target.files,
            false => {
                let target = parsed(&target.files, schema);
                schema_for(&target, &undo.state, Added::Ignored).ok_or_else(no_schema)?.files
            }
        };
        let last = first.checked_sub(1).and_then(|at| replayed.migrations().get(at));
        Ok(Down { last: last.map(|it| it.file.name.clone()), undo, files })
    }
}

/// The index of the first migration that is undone.
fn first_undone(history: &HistoryCache, to: &str) -> Result<usize, String> {
    let names: Vec<&str> = history.migrations().iter().map(|it| it.file.name.as_str()).collect();
    if let Some(at) = names.iter().position(|name| *name == to) {
        return Ok(at + 1);
    }
    if to == "empty" || to == "0" {
        return Ok(0);
    }
    let fits = |name: &&str| !to.is_empty() && (name.starts_with(to) || name.ends_with(to));
    let found: Vec<usize> =
        names.iter().enumerate().filter(|(_, name)| fits(name)).map(|(at, _)| at).collect();
    match found.as_slice() {
        [at] => Ok(at + 1),
        [] => Err(format!("no migration `{to}`. Name one of the folder, or `empty`.")),
        several => {
            let names: Vec<&str> = several.iter().filter_map(|at| names.get(*at)).copied().collect();
            Err(format!("`{to}` fits several migrations: {}.", names.join(", ")))
        }
    }
}
