//! Writing the migrations of a plan, one at a time: the first with `--write`, the later ones with `--next`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use migrations::history::{History, LOCK_FILE, lock_file};

use crate::cli::migrate::folder::{NewMigration, write_new};
use crate::cli::migrate::side::{load_from, sources_of};
use crate::cli::terminal;
use crate::cli::write::replace;
use crate::host::Project;
use crate::plan_folder::{Kept, KeptFile, KeptStage, PLAN_FILE, Planned, before, json};

/// Writes the first migration of a plan.
pub(super) fn first(folder: &Path, path: &Path, planned: &Planned) -> Result<(), String> {
    if planned.plan.stages.is_empty() {
        terminal::write_error(&nothing_to_write(planned));
        return Ok(());
    }
    let (project, migrations, has_lock) = place(folder, path)?;
    let root = project.set.root.parent().unwrap_or(folder).to_owned();
    let value = json::of_plan(planned, &root);
    let kept = Kept::of(planned, &root)?;
    let Some(at) = kept.first_migration() else {
        return Err("the plan has no migration.".into());
    };
    let written = write(&kept, at, &migrations, &root, None)?;
    written.write(PLAN_FILE, &format!("{value:#}\n"))?;
    if !has_lock {
        write_new(&migrations.join(LOCK_FILE), &lock_file(planned.plan.provider))?;
    }
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
    let (project, migrations, _) = place(folder, path)?;
    let root = project.set.root.parent().unwrap_or(folder).to_owned();
    let shown = |path: &Path| path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let names = folders(&migrations)?;
    let Some(holder) = names.iter().rev().find(|name| migrations.join(name).join(PLAN_FILE).is_file()) else {
        return Err(format!(
            "{}: no migration has a `{PLAN_FILE}`. Write a plan with `--write`.",
            shown(&migrations)
        ));
    };
    let file = migrations.join(holder).join(PLAN_FILE);
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}.", shown(&file)))?;
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
    let written = write(&kept, at, &migrations, &root, known.as_deref())?;
    report(folder, &kept, at, &written);
    Ok(())
}

/// The project at a path, the folder of its migrations, and whether that has a lock file.
fn place(folder: &Path, path: &Path) -> Result<(Project, PathBuf, bool), String> {
    let (sources, set) = sources_of(folder, path)?;
    let (project, _) = load_from(&sources, set)?;
    let migrations = project.migrations_folder(&sources.files);
    let migrations = migrations.ok_or_else(|| format!("{}: no folder for migrations.", path.display()))?;
    let has_lock = project.history(&sources.files).is_some_and(|history: History| history.lock.is_some());
    Ok((project, migrations, has_lock))
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

/// Writes one migration, and the schema of its stage. With `known` the schema on the disk must be this one: what somebody
/// wrote since is not overwritten.
fn write(
    kept: &Kept,
    at: usize,
    migrations: &Path,
    root: &Path,
    known: Option<&[KeptFile]>,
) -> Result<NewMigration, String> {
    let Some(stage) = kept.stages.get(at) else { return Err("the plan has no such stage.".into()) };
    let Some(name) = &stage.migration else { return Err("the stage is no migration.".into()) };
    for file in known.into_iter().flatten() {
        let path = root.join(&file.path);
        let now = fs::read_to_string(&path).map_err(|error| format!("{}: {error}.", path.display()))?;
        if now != file.text {
            return Err(format!(
                "{}: changed since the last stage of the plan was written. Take the change back, or make a new plan.",
                path.display()
            ));
        }
    }
    let folder = NewMigration::create(migrations, name, 0)?;
    for (name, text) in kept.folder(at) {
        folder.write(name, &text)?;
    }
    for file in stage.files.iter().flatten() {
        let path = root.join(&file.path);
        if let Err(error) = replace(&path, &file.text) {
            // A migration without its schema would be half a stage.
            let _ = fs::remove_dir_all(&folder.folder);
            return Err(format!("{}: cannot write it: {error}. No migration was written.", path.display()));
        }
    }
    Ok(folder)
}

fn report(folder: &Path, kept: &Kept, at: usize, written: &NewMigration) {
    let shown = |path: &Path| path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let mut text = format!("Wrote {} (stage {} of {}).\n", shown(&written.folder), at + 1, kept.stages.len());
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
