//! One side of a comparison: where a database schema comes from.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use base::Level;
use checks::validate;
use model::database::Database;
use model::project::{Files, PrismaConfig, SchemaSet};
use model::schema::{Schema, SchemaFile};

use crate::cli::sources::Sources;
use crate::host::{Asked, LoadedFile, Project};

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// A database without anything in it.
    Empty,
    /// The state after the last migration of the project.
    Migrations,
    /// The schema as it is in a commit.
    Commit(String),
    /// A schema, or a folder of migrations.
    Path(PathBuf),
}

/// What a side stands for.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The database; `None` for [`Side::Empty`].
    pub(super) database: Option<Database>,
    /// The configuration of its project.
    pub(super) config: Option<PrismaConfig>,
}

impl FromStr for Side {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Side, Infallible> {
        Ok(match text.strip_prefix("git:") {
            Some(revision) => Side::Commit(revision.to_owned()),
            None if text == "empty" => Side::Empty,
            None if text == "migrations" => Side::Migrations,
            None => Side::Path(text.into()),
        })
    }
}

impl Side {
    /// The path that it names.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Side::Path(path) => Some(path),
            _ => None,
        }
    }

    /// Reads it. `other` is the path that the other side names: `migrations` and commits are of the same project.
    pub(super) fn state(&self, folder: &Path, other: Option<&Path>) -> Result<State, String> {
        let schema = other.unwrap_or(Path::new("."));
        match self {
            Side::Empty => Ok(State::default()),
            Side::Path(path) if is_history(&folder.join(path)) => {
                Err(format!("{}: migrations cannot be read yet.", path.display()))
            }
            Side::Path(path) => of_schema(folder, path),
            Side::Migrations => Err(format!("the migrations of {} cannot be read yet.", schema.display())),
            Side::Commit(revision) => Err(format!("the commit {revision} cannot be read yet.")),
        }
    }
}

/// Whether the folder holds migrations: a lock file, or folders with a `migration.sql`.
fn is_history(folder: &Path) -> bool {
    let has_script = |entry: std::fs::DirEntry| entry.path().join("migration.sql").is_file();
    folder.join("migration_lock.toml").is_file()
        || std::fs::read_dir(folder).is_ok_and(|entries| entries.flatten().any(has_script))
}

fn of_schema(folder: &Path, path: &Path) -> Result<State, String> {
    let mut failures = Vec::new();
    let sources = Sources::find(folder, &[path.to_owned()], &mut failures);
    if let Some(failure) = failures.first() {
        return Err(format!("{}: {}", failure.shown, failure.message));
    }
    let set = match sources.sets.as_slice() {
        [set] => set,
        sets => {
            let shown: Vec<String> = sets.iter().map(|set| sources.shown(&set.root)).collect();
            return Err(format!("{}: several schemas; name one of {}.", path.display(), shown.join(", ")));
        }
    };
    let schema = load(&sources, set)?;
    let errors = validate::check(&schema, false);
    let mut errors = errors.iter().filter(|finding| finding.level == Level::Error);
    if let Some(error) = errors.next() {
        return Err(format!(
            "{}: {} Fix the errors that `prisma-lens check` lists.",
            path.display(),
            error.message
        ));
    }
    let Some(database) = Database::of(&schema) else {
        return Err(format!("{}: the datasource names no known provider.", path.display()));
    };
    let config = set.config.as_ref().and_then(|it| Some(PrismaConfig::parse(it, &sources.files.read(it)?)));
    Ok(State { database: Some(database), config })
}

fn load(sources: &Sources, set: &SchemaSet) -> Result<Schema, String> {
    let project = Project::load(&sources.files, set.clone(), &Asked::default());
    let read = |path: &PathBuf| match sources.files.read(path) {
        Some(text) => {
            let content = Arc::new(SchemaFile::new(&text));
            Ok(LoadedFile { name: path.to_string_lossy().into(), content })
        }
        None => {
            let why = sources.files.why_unreadable(path).unwrap_or_default();
            Err(format!("{}: {why}", sources.shown(path)))
        }
    };
    let files = set.files.iter().map(read).collect::<Result<Vec<_>, String>>()?;
    let files = files.into_iter().map(|file| (file.name, file.content)).collect();
    Ok(Schema::new(files, project.version.version))
}
