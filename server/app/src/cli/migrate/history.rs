//! The schema of a project with its migrations, replayed.

use std::path::{Path, PathBuf};

use migrations::DiffOptions;
use migrations::history::{History, LOCK_FILE};
use migrations::replay::{HistoryCache, Scope};
use model::database::Database;
use model::schema::Schema;

use crate::cli::migrate::side::{load_from, of_loaded, sources_of};
use crate::host::Project;

/// The schema of a project with its migrations, replayed.
pub(super) struct ProjectHistory {
    pub(super) project: Project,
    pub(super) schema: Schema,
    /// The database of the schema.
    pub(super) database: Database,
    /// The folder of its migrations, which need not exist.
    pub(super) folder: PathBuf,
    /// Whether the folder has a lock file.
    pub(super) has_lock: bool,
    pub(super) replayed: HistoryCache,
    pub(super) options: DiffOptions,
}

impl ProjectHistory {
    /// Reads the schema at a path and its migrations.
    pub(super) fn load(folder: &Path, path: &Path) -> Result<ProjectHistory, String> {
        let (sources, set) = sources_of(folder, path)?;
        let (project, schema) = load_from(&sources, set)?;
        let shown = path.display().to_string();
        let options = project.diff_options();
        let migrations = project.migrations_folder(&sources.files);
        let migrations = migrations.ok_or_else(|| format!("{shown}: no folder for migrations."))?;
        let history = project.history(&sources.files).unwrap_or_else(|| History::empty(&migrations));
        let state = of_loaded(project.clone(), schema, &shown)?;
        let (Some(database), Some(schema)) = (state.database, state.schema) else {
            return Err(format!("{shown}: the datasource names no known provider."));
        };
        if !database.provider.is_sql() {
            return Err(format!("{} has no migrations.", database.provider));
        }
        if let Some(missing) = history.without_script.first() {
            return Err(format!("{}: there is no `migration.sql`. Delete the folder.", missing.display()));
        }
        if let Some(other) = history.provider().filter(|other| *other != database.provider) {
            return Err(format!(
                "`{LOCK_FILE}` is for {other}, the schema for {}. Start a new history: move the folder away.",
                database.provider
            ));
        }
        let mut replayed = HistoryCache::new(database.provider, Scope::of(&schema));
        replayed.refresh(&history);
        let has_lock = history.lock.is_some();
        Ok(ProjectHistory { project, schema, database, folder: migrations, has_lock, replayed, options })
    }
}
