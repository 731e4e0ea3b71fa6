//! Writing the migrations of a plan, one at a time: the first with `--write`, the later ones with `--next`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use migrations::history::{History, LOCK_FILE, lock_file};
use model::project::normalize;

use crate::cli::migrate::folder::NewMigration;
use crate::cli::migrate::side::{load_from, sources_of};
use crate::cli::terminal;
use crate::cli::write::{Change, write_together};
use crate::host::reading::read_text;
use crate::plan_folder::{Kept, KeptFile, KeptStage, PLAN_FILE, Planned, before, json};

/// Writes the first migration of a plan.
pub(super) fn first(folder: &Path, path: &Path, planned: &Planned) -> Result<(), String> {
    if planned.plan.stages.is_empty() {
        terminal::write_error(&nothing_to_write(planned));
        return Ok(());
    }
    let place = Place::of(folder, path)?;
    let value = json::of_plan(planned, &place.root);
    let kept = Kept::of(planned, &place.root)?;
    let Some(at) = kept.first_migration() else {
        return Err("the plan has no migration.".into());
    };
    let mut own = vec![(PLAN_FILE, format!("{value:#}\n"))];
    if !place.has_lock {
        own.push((LOCK_FILE, lock_file(planned.plan.provider)));
    }
    let written = write(&kept, at, &place, None, own)?;
    report(folder, &kept, at, &written);
    Ok(())
}

/// What is said of a plan without stages: what it mentions needs no migration.
fn nothing_to_write(planned: &Planned) -> String {
    let changes = &planned.plan.changes;
    if changes.is_empty() {
        return "No changes.\n".to_owned();
    }
    let mut text = "No migration is written: nothing that the schema says changes the database.\n".to_owned();
    for change in changes {
        let _ = writeln!(text, "{} ({}): {}", change.place, change.kind, change.reason);
    }
    text
}

/// Writes the next migration of the plan that was written last.
pub(super) fn next(folder: &Path, path: &Path) -> Result<(), String> {
    let place = Place::of(folder, path)?;
    let migrations = &place.migrations;
    let shown = |path: &Path| path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let names = folders(migrations)?;
    let Some(holder) = names.iter().rev().find(|name| migrations.join(name).join(PLAN_FILE).is_file()) else {
        return Err(format!(
            "{}: no migration has a `{PLAN_FILE}`. Write a plan with `--write`.",
            shown(migrations)
        ));
    };
    let file = migrations.join(holder).join(PLAN_FILE);
    let text = read_file(&file)?;
    let kept: Kept = serde_json::from_str(&text).map_err(|error| format!("{}: {error}.", shown(&file)))?;
    let is_written = |stage: &KeptStage| {
        let suffix = stage.migration.as_ref().map(|name| format!("_{name}"));
        suffix.is_some_and(|suffix| names.iter().any(|name| name.ends_with(&suffix)))
    };
    let last = kept.stages.iter().rposition(is_written);
    let from = last.map_or(0, |last| last + 1);
    let Some(at) = kept.stages.iter().skip(from).position(KeptStage::is_migration).map(|at| at + from) else {
        terminal::write_error(&format!("All migrations of the plan in {} are written.\n", shown(&file)));
        return Ok(());
    };
    let known = last.and_then(|last| kept.stages.get(last)).and_then(|stage| stage.files.clone());
    let written = write(&kept, at, &place, known.as_deref(), Vec::new())?;
    report(folder, &kept, at, &written);
    Ok(())
}

/// Where a plan is written.
struct Place {
    /// The files of the schema.
    schema: Vec<PathBuf>,
    /// The folder of the schema, which paths are relative to.
    root: PathBuf,
    /// The folder of the migrations.
    migrations: PathBuf,
    /// Whether that has a lock file.
    has_lock: bool,
}

impl Place {
    /// That of the project at a path.
    fn of(folder: &Path, path: &Path) -> Result<Place, String> {
        let (sources, set) = sources_of(folder, path)?;
        let (project, _) = load_from(&sources, set)?;
        let migrations = project.migrations_folder(&sources.files);
        let migrations =
            migrations.ok_or_else(|| format!("{}: no folder for migrations.", path.display()))?;
        let has_lock = project.history(&sources.files).is_some_and(|history: History| history.lock.is_some());
        let root = project.set.root.parent().unwrap_or(folder).to_owned();
        Ok(Place { schema: project.set.files, root, migrations, has_lock })
    }
}

/// The names of the migrations, in order.
fn folders(migrations: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(migrations).map_err(|error| format!("{}: {error}.", migrations.display()))?;
    let folders = entries.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> =
        folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// Writes one migration, with files of its own beside those of each stage, and the schema of its stage: all of it, or nothing. With
/// `known` the schema on the disk must be this one: what somebody wrote since is not overwritten. Returns the folder.
fn write(
    kept: &Kept,
    at: usize,
    place: &Place,
    known: Option<&[KeptFile]>,
    own: Vec<(&str, String)>,
) -> Result<PathBuf, String> {
    let Some(stage) = kept.stages.get(at) else { return Err("the plan has no such stage.".into()) };
    let Some(name) = &stage.migration else { return Err("the stage is no migration.".into()) };
    for file in known.into_iter().flatten() {
        let path = place.root.join(&file.path);
        if read_file(&path)? != file.text {
            return Err(format!(
                "{}: changed since the last stage of the plan was written. Take the change back, or make a new plan.",
                path.display()
            ));
        }
    }
    let mut changes = Vec::new();
    for file in stage.files.iter().flatten() {
        let path = normalize(&place.root.join(&file.path));
        // A plan may come from anywhere: it does not say which other files are written.
        if !place.schema.contains(&path) {
            return Err(format!("{}: not a file of the schema. No migration was written.", path.display()));
        }
        let shown = path.display().to_string();
        changes.push(Change { before: read_file(&path)?, after: file.text.clone(), shown, path });
    }
    let mut folder = NewMigration::create(&place.migrations, name, 0)?;
    for (name, text) in kept.folder(at).into_iter().chain(own) {
        match name {
            LOCK_FILE => folder.write_beside(name, &text)?,
            _ => drop(folder.write(name, &text)?),
        }
    }
    // A migration without its schema would be half a stage.
    write_together(&changes)
        .map_err(|failure| format!("{}: {} No migration was written.", failure.shown, failure.message))?;
    Ok(folder.finish())
}

fn read_file(path: &Path) -> Result<String, String> {
    read_text(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn report(folder: &Path, kept: &Kept, at: usize, written: &Path) {
    let shown = |path: &Path| path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let mut text = format!("Wrote {} (stage {} of {}).\n", shown(written), at + 1, kept.stages.len());
    match kept.stages.get(at).and_then(|stage| stage.files.as_ref()) {
        Some(files) => {
            let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
            let _ = writeln!(text, "The schema is that of this stage: {}.", paths.join(", "));
        }
        None => text.push_str("No schema says what the database is after this stage: it was left alone.\n"),
    }
    for stage in before(kept, at) {
        let _ = writeln!(text, "Before it is deployed: {} (see its README.md).", stage.title);
    }
    terminal::write_error(&text);
}
