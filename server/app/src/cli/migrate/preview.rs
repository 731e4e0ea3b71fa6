//! `prisma-lens migrate preview`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use migrations::history::{LOCK_FILE, SCRIPT_FILE, lock_file};
use migrations::preview::{Class, Preview, preview, text};
use model::catalog::Provider;
use serde_json::{Value, json};

use crate::cli::current_folder;
use crate::cli::migrate::folder::NewMigration;
use crate::cli::migrate::history::ProjectHistory;
use crate::cli::migrate::project_path::ProjectPath;
use crate::cli::terminal;
use crate::host::Project;

/// Show the next migration: its SQL, what each step locks, loses and breaks, and which hand-written SQL it would undo
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: ProjectPath,

    /// Write the migration, in a new folder with the current time and this name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How the preview is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// SQL with comments.
    #[default]
    Text,
    /// One JSON object.
    Json,
}

/// What is previewed.
struct Subject {
    project: Project,
    /// The folder of its migrations, which need not exist.
    folder: PathBuf,
    has_lock: bool,
    preview: Preview,
}

impl Arguments {
    pub(super) fn run(self) -> Result<ExitCode, String> {
        self.print().map(|()| ExitCode::SUCCESS)
    }

    fn print(&self) -> Result<(), String> {
        let folder = current_folder()?;
        let subject = self.subject(&folder)?;
        let written = match &self.name {
            Some(name) => Some(write(&subject, name)?),
            None => None,
        };
        let shown = |path: &Path| path.strip_prefix(&folder).unwrap_or(path).display().to_string();
        match self.format {
            Format::Text => terminal::write(&text(&subject.preview)),
            Format::Json => {
                let value = json_of(&subject, written.as_deref().map(shown), &shown);
                terminal::write_json(&format!("{value:#}\n"));
            }
        }
        if let Some(written) = written {
            terminal::write_error(&format!("Wrote {}.\n", shown(&written)));
        }
        Ok(())
    }

    fn subject(&self, folder: &Path) -> Result<Subject, String> {
        let loaded = ProjectHistory::load(folder, &self.project.path)?;
        let ProjectHistory { project, schema, database, history, replayed, options, .. } = loaded;
        let preview =
            preview(&replayed, &schema, &database, &options).with_statistics(project.statistics.clone());
        // The process ends soon: freeing it would only take time.
        std::mem::forget(replayed);
        Ok(Subject { project, folder: history.folder, has_lock: history.lock.is_some(), preview })
    }
}

/// Writes the folder that Prisma would write, and the lock file where there is none. Returns the path of the script.
fn write(subject: &Subject, name: &str) -> Result<PathBuf, String> {
    let mut folder = NewMigration::create(&subject.folder, name, 0)?;
    let script = folder.write(SCRIPT_FILE, &subject.preview.script())?;
    if !subject.has_lock {
        folder.write_beside(LOCK_FILE, &lock_file(subject.preview.migration.provider))?;
    }
    folder.finish();
    Ok(script)
}

fn json_of(subject: &Subject, written: Option<String>, shown: &dyn Fn(&Path) -> String) -> Value {
    let Subject { preview, project, folder, .. } = subject;
    let is_postgres = preview.migration.provider == Provider::Postgresql;
    let steps = preview.steps.iter().enumerate().map(|(at, step)| {
        let locks = step.costs.iter().map(|cost| {
            json!({
                "table": cost.object.as_str(),
                "lock": cost.name,
                "blocks": cost.blocks,
                "duration": cost.describe(preview.statistics.as_deref()),
            })
        });
        let effects = step.effects.iter().map(|effect| {
            json!({
                "class": effect.class.name(),
                "rule": effect.rule,
                "subject": effect.subject.to_string(),
                "column": effect.column.as_deref(),
                "reason": effect.reason,
                "oldClients": effect.old_clients,
            })
        });
        let warnings = preview.warnings.iter().filter(|warning| warning.step == at);
        json!({
            "title": step.title,
            "class": step.class.name(),
            "statements": step.statements,
            "locks": is_postgres.then(|| locks.collect::<Vec<_>>()),
            "effects": effects.collect::<Vec<_>>(),
            "warnings": warnings.map(|warning| warning.text.clone()).collect::<Vec<_>>(),
        })
    });
    let drift = preview.drift.iter().map(|drift| {
        json!({
            "step": drift.step,
            "object": drift.object,
            "migration": drift.migration,
            "advice": drift.advice,
            "message": drift.message(),
        })
    });
    let notes = preview.notes.iter().map(|note| {
        let tables: Vec<&str> = note.touches.iter().map(|table| table.as_str()).collect();
        json!({ "migration": note.migration.as_str(), "message": note.message(), "tables": tables })
    });
    let count = |class: Class| preview.count(class);
    json!({
        "schema": shown(&project.set.root),
        "migrations": shown(folder),
        "provider": preview.migration.provider.name(),
        "last": preview.last,
        "counts": {
            "safe": count(Class::Safe),
            "risky": count(Class::Risky),
            "breaking": count(Class::Breaking),
        },
        "steps": steps.collect::<Vec<_>>(),
        "drift": drift.collect::<Vec<_>>(),
        "notes": notes.collect::<Vec<_>>(),
        "script": preview.script(),
        "written": written,
    })
}
