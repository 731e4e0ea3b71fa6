//! One side of a comparison: where a database schema comes from.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use base::Level;
use checks::validate;
use migrations::DiffOptions;
use migrations::history::History;
use migrations::next;
use migrations::replay::{HistoryCache, Scope};
use model::database::Database;
use model::project::{Files, PrismaConfig, SchemaSet, discover, normalize};
use model::schema::{Schema, SchemaFile};

use crate::cli::sources::Sources;
use crate::host::{CommitFiles, Disk, Project, ProjectOptions, next_folder};

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
pub(crate) struct State {
    /// The database; `None` for [`Side::Empty`].
    pub(crate) database: Option<Database>,
    /// The configuration of its project.
    pub(crate) config: Option<Arc<PrismaConfig>>,
    /// Whether it was made from migrations.
    pub(crate) is_history: bool,
    /// The schema that it was made from; `None` for [`Side::Empty`] and histories.
    pub(crate) schema: Option<Schema>,
    /// The migrations that it was made from.
    pub(crate) history: Option<HistoryCache>,
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
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Side::Path(path) => Some(path),
            _ => None,
        }
    }

    /// Reads it. `other` is the path that the other side names: `migrations` and commits are of the same project.
    pub(crate) fn state(&self, folder: &Path, other: Option<&Path>) -> Result<State, String> {
        let schema = other.unwrap_or(Path::new("."));
        let files = Disk::new();
        match self {
            Side::Empty => Ok(State::default()),
            Side::Path(path) if History::is_at(&files, &normalize(&folder.join(path))) => {
                of_history(&files, &normalize(&folder.join(path)), folder, other)
            }
            Side::Path(path) if next::is_at(&files, &normalize(&folder.join(path))) => {
                Err(left_alone(&path.display().to_string()))
            }
            Side::Path(path) => of_schema(folder, path),
            Side::Migrations => {
                let migrations = migrations_of(folder, schema)?;
                of_history(&files, &migrations, folder, Some(schema))
            }
            Side::Commit(revision) => of_commit(folder, schema, revision),
        }
    }
}

/// The information that something is of Prisma 8.
fn left_alone(shown: &str) -> String {
    format!("{shown}: Prisma 8 plans and verifies its migrations itself; they are left alone.")
}

/// The folder of the migrations that belong to the schema at a path.
fn migrations_of(folder: &Path, schema: &Path) -> Result<PathBuf, String> {
    let (sources, set) = sources_of(folder, schema)?;
    let project = Project::load(&sources.files, set, &ProjectOptions::default());
    let of_next = next_folder(&sources.files, &project.set, project.config.as_deref());
    project.migrations.ok_or_else(|| match of_next {
        Some(folder) => left_alone(&folder.display().to_string()),
        None => format!("{}: no migrations found. Name their folder.", schema.display()),
    })
}

/// The database after the last migration in a folder. What is not sure of it goes to standard error.
fn of_history(files: &Disk, path: &Path, folder: &Path, other: Option<&Path>) -> Result<State, String> {
    let history = History::read(files, path);
    let shown_path = |path: &Path| path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let shown = shown_path(path);
    if let Some((path, why)) = history.unreadable.first() {
        return Err(format!("{}: {why}", shown_path(path)));
    }
    let schema = other.and_then(|other| {
        let (sources, set) = sources_of(folder, other).ok()?;
        Some(load(&sources.files, set, |_| String::new()).ok()?.1)
    });
    let Some(provider) =
        history.provider().or_else(|| schema.as_ref().and_then(|it| it.configuration().provider))
    else {
        return Err(format!("{shown}: no `migration_lock.toml` names the provider."));
    };
    if let Some(missing) = history.without_script.first() {
        return Err(format!("{}: there is no `migration.sql`. Delete the folder.", missing.display()));
    }
    let scope = schema.as_ref().map(Scope::of).unwrap_or_default();
    let mut replayed = HistoryCache::new(provider, scope);
    replayed.refresh(&history);
    let (database, notes) = replayed.database();
    for note in notes {
        crate::cli::print_error(&format!("{shown}/{}: {}", note.migration, note.message()));
    }
    Ok(State {
        database: Some(database),
        config: None,
        is_history: true,
        schema: None,
        history: Some(replayed),
    })
}

/// The schema at a path, with what it was found by.
pub(crate) fn sources_of(folder: &Path, path: &Path) -> Result<(Sources, SchemaSet), String> {
    let mut failures = Vec::new();
    let sources = Sources::find(folder, &[path.to_owned()], &mut failures);
    if let Some(failure) = failures.first() {
        return Err(format!("{}: {}", failure.shown, failure.message));
    }
    let set = match sources.sets.as_slice() {
        [set] => set.clone(),
        sets => {
            let shown: Vec<String> = sets.iter().map(|set| sources.shown(&set.root)).collect();
            return Err(format!("{}: several schemas; name one of {}.", path.display(), shown.join(", ")));
        }
    };
    Ok((sources, set))
}

/// The schema at a path as it is in a commit, found as it would be on the disk.
fn of_commit(folder: &Path, path: &Path, revision: &str) -> Result<State, String> {
    let files = CommitFiles::open(folder, revision)?;
    let sets = discover(&files, &[normalize(&folder.join(path))]);
    let shown = format!("git:{revision}, {}", path.display());
    let set = match sets.as_slice() {
        [] => return Err(format!("{shown}: the commit has no schema there.")),
        [set] => set,
        sets => {
            let roots: Vec<String> = sets
                .iter()
                .map(|set| set.root.strip_prefix(folder).unwrap_or(&set.root).display().to_string())
                .collect();
            return Err(format!("{shown}: several schemas; name one of {}.", roots.join(", ")));
        }
    };
    let failure = |path: &Path| format!("{}: cannot be read from the commit.", path.display());
    let (project, schema) = load(&files, set.clone(), failure)?;
    of_loaded(project, schema, &shown)
}

fn of_schema(folder: &Path, path: &Path) -> Result<State, String> {
    let (sources, set) = sources_of(folder, path)?;
    let (project, schema) = load_from(&sources, set)?;
    of_loaded(project, schema, &path.display().to_string())
}

/// The database of a schema without errors.
pub(crate) fn of_loaded(project: Project, schema: Schema, shown: &str) -> Result<State, String> {
    if schema.configuration().is_next() {
        return Err(left_alone(shown));
    }
    let errors = validate::check(&schema, false);
    let mut errors = errors.iter().filter(|finding| finding.level == Level::Error);
    if let Some(error) = errors.next() {
        return Err(format!("{shown}: {} Fix the errors that `prisma-lens check` lists.", error.message));
    }
    let Some(database) = Database::of(&schema) else {
        return Err(format!("{shown}: the datasource names no known provider."));
    };
    Ok(State {
        database: Some(database),
        config: project.config,
        is_history: false,
        schema: Some(schema),
        history: None,
    })
}

pub(crate) fn load_from(sources: &Sources, set: SchemaSet) -> Result<(Project, Schema), String> {
    let (project, schema) = load(&sources.files, set, |path| {
        let why = sources.files.why_not_read(path).unwrap_or_default();
        format!("{}: {why}", sources.shown(path))
    })?;
    sources.report_settings(&project);
    Ok((project, schema))
}

/// The schema of these files. `failure` is what to say where one of them cannot be read.
fn load(
    files: &dyn Files,
    set: SchemaSet,
    failure: impl Fn(&Path) -> String,
) -> Result<(Project, Schema), String> {
    let project = Project::load(files, set, &ProjectOptions::default());
    let read = |path: &PathBuf| {
        let text = files.read(path).ok_or_else(|| failure(path))?;
        Ok((path.to_string_lossy().into(), Arc::new(SchemaFile::new(&text))))
    };
    let files = project.set.files.iter().map(read).collect::<Result<Vec<_>, String>>()?;
    let schema = Schema::new(files, project.version.version);
    Ok((project, schema))
}

/// The tables and enums that the configuration of either side leaves to something else.
pub(super) fn options(from: &State, to: &State) -> DiffOptions {
    let mut options = DiffOptions { from_history: from.is_history, ..DiffOptions::default() };
    for config in [&from.config, &to.config].into_iter().flatten() {
        options.external_tables.extend(config.external_tables.iter().map(|it| it.value.as_str().into()));
        options.external_enums.extend(config.external_enums.iter().map(|it| it.value.as_str().into()));
    }
    options
}

/// Both databases, of one provider; a missing one is empty.
pub(super) fn pair_of(from: Option<Database>, to: Option<Database>) -> Result<(Database, Database), String> {
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => {
            let empty = Database::empty(from.provider);
            (from, empty)
        }
        (None, Some(to)) => (Database::empty(to.provider), to),
        (None, None) => return Err("both sides are empty: there is nothing to compare.".into()),
    };
    if from.provider != to.provider {
        return Err(format!(
            "`--from` is for {}, `--to` for {}. Compare schemas of one provider.",
            from.provider, to.provider
        ));
    }
    if !from.provider.is_sql() {
        return Err(format!("{} has no migrations.", from.provider));
    }
    Ok((from, to))
}
