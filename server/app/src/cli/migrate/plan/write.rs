//! Writing the migrations of a plan, one at a time: the first with `--write`, the later ones with `--next`.
//!
//! The folder of the first migration keeps the whole plan in `plan.json`, the schema after the change included, so that
//! nothing is lost while the schema file is that of a stage.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use migrations::history::{History, LOCK_FILE, SCRIPT_FILE, lock_file};
use migrations::plan::{StageKind, script};
use model::catalog::Provider;
use serde::{Deserialize, Serialize};

use crate::cli::migrate::folder::{NewMigration, write_new};
use crate::cli::migrate::plan::{Planned, json};
use crate::cli::migrate::side::{load_from, sources_of};
use crate::cli::terminal;
use crate::cli::write::replace;
use crate::host::Project;

/// The file that keeps a plan.
const PLAN_FILE: &str = "plan.json";
/// The file with the statements that take a migration back. Prisma does not look at it.
const DOWN_FILE: &str = "down.sql";
/// The file with what to do before and after a migration.
const README_FILE: &str = "README.md";

/// A plan as `plan.json` keeps it.
#[derive(Debug, Deserialize, Serialize)]
struct Kept {
    name: String,
    provider: String,
    stages: Vec<KeptStage>,
}

/// A stage of it.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct KeptStage {
    title: String,
    kind: String,
    migration: Option<String>,
    files: Option<Vec<KeptFile>>,
    sql: Vec<String>,
    inverse: Option<Vec<String>>,
    check: Option<String>,
    reversible: String,
    lock: String,
    note: String,
}

/// A file of a schema.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
struct KeptFile {
    path: String,
    text: String,
}

impl KeptStage {
    fn is_migration(&self) -> bool {
        self.kind == StageKind::Migration.name()
    }
}

/// Writes the first migration of a plan.
pub(super) fn first(folder: &Path, path: &Path, planned: &Planned) -> Result<(), String> {
    if planned.plan.stages.is_empty() {
        terminal::write_error("No changes.\n");
        return Ok(());
    }
    let (project, migrations, has_lock) = place(folder, path)?;
    let root = project.set.root.parent().unwrap_or(folder).to_owned();
    let value = json::of_plan(planned, &root);
    let kept: Kept = serde_json::from_value(value.clone())
        .map_err(|error| format!("the plan cannot be kept: {error}."))?;
    let Some(at) = kept.stages.iter().position(KeptStage::is_migration) else {
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
    let provider =
        Provider::parse(&kept.provider).ok_or_else(|| format!("no provider `{}`.", kept.provider))?;
    let folder = NewMigration::create(migrations, name, 0)?;
    folder.write(SCRIPT_FILE, &script(provider, &stage.sql))?;
    if let Some(inverse) = &stage.inverse {
        folder.write(DOWN_FILE, &script(provider, inverse))?;
    }
    folder.write(README_FILE, &readme(kept, at))?;
    for file in stage.files.iter().flatten() {
        let path = root.join(&file.path);
        replace(&path, &file.text)
            .map_err(|error| format!("{}: cannot write it: {error}.", path.display()))?;
    }
    Ok(folder)
}

/// The stages before a migration that no migration does, back to the migration before it.
fn before(kept: &Kept, at: usize) -> Vec<&KeptStage> {
    let stages = kept.stages.get(..at).unwrap_or_default();
    let mut found: Vec<&KeptStage> = stages.iter().rev().take_while(|stage| !stage.is_migration()).collect();
    found.reverse();
    found
}

fn readme(kept: &Kept, at: usize) -> String {
    let Some(stage) = kept.stages.get(at) else { return String::new() };
    let count = kept.stages.len();
    let mut text = format!("# {}\n\nStage {} of {count} of the plan `{}`.\n", stage.title, at + 1, kept.name);
    let block = |text: &mut String, sql: &[String]| {
        let statements: Vec<String> = sql.iter().map(|statement| format!("{statement};")).collect();
        if !statements.is_empty() {
            let _ = write!(text, "\n```sql\n{}\n```\n", statements.join("\n\n"));
        }
    };
    let earlier = before(kept, at);
    if !earlier.is_empty() {
        text.push_str("\n## Before\n");
        for stage in earlier {
            let _ = write!(text, "\n- [ ] {}. {}\n", stage.title, stage.note);
            block(&mut text, &stage.sql);
            if let Some(check) = &stage.check {
                text.push_str("\n  Go on when this returns no row, or 0:\n");
                block(&mut text, std::slice::from_ref(check));
            }
        }
    }
    text.push_str("\n## This migration\n");
    for line in [&stage.note, &stage.lock] {
        if !line.is_empty() {
            let _ = write!(text, "\n{line}\n");
        }
    }
    if let Some(check) = &stage.check {
        text.push_str("\n## After\n\nGo on when this returns no row, or 0:\n");
        block(&mut text, std::slice::from_ref(check));
    }
    let _ = write!(text, "\n## Back\n\n`{DOWN_FILE}` takes it back ({}).\n", stage.reversible);
    if kept.stages.iter().skip(at + 1).any(KeptStage::is_migration) {
        text.push_str("\n## Next\n\n`prisma-lens migrate plan --next` writes the next migration.\n");
    }
    text
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
