//! The schema of a project with its migrations, replayed.

use std::path::Path;

use migrations::DiffOptions;
use migrations::history::{History, LOCK_FILE};
use migrations::replay::{HistoryCache, Scope};
use model::catalog::Provider;
use model::database::Database;
use model::schema::Schema;

use crate::cli::migrate::side::{load_from, of_loaded, sources_of};
use crate::cli::sources::Sources;
use crate::host::Project;

/// The schema of a project with its migrations, replayed.
pub(crate) struct ProjectHistory {
    pub(crate) project: Project,
    pub(crate) schema: Schema,
    /// The database of the schema.
    pub(crate) database: Database,
    /// Its migrations; empty where their folder is not there.
    pub(crate) history: History,
    pub(crate) replayed: HistoryCache,
    pub(crate) options: DiffOptions,
    pub(crate) sources: Sources,
}

impl ProjectHistory {
    /// Reads the schema at a path and its migrations. Whatever keeps Prisma from going on is an error.
    pub(crate) fn load(folder: &Path, path: &Path) -> Result<ProjectHistory, String> {
        let loaded = ProjectHistory::read(folder, path)?;
        match loaded.folder_problems().into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(loaded),
        }
    }

    /// Reads the schema at a path and its migrations, whatever state they are in.
    pub(crate) fn read(folder: &Path, path: &Path) -> Result<ProjectHistory, String> {
        let (sources, set) = sources_of(folder, path)?;
        let (project, schema) = load_from(&sources, set)?;
        let shown = path.display().to_string();
        let options = project.diff_options();
        let migrations = project.migrations_folder(&sources.files);
        let migrations = migrations.ok_or_else(|| format!("{shown}: no folder for migrations."))?;
        let history = project.history(&sources.files).unwrap_or_else(|| History::empty(&migrations));
        if let Some((path, why)) = history.unreadable.first() {
            return Err(format!("{}: {why}", sources.shown(path)));
        }
        let state = of_loaded(project.clone(), schema, &shown)?;
        let (Some(database), Some(schema)) = (state.database, state.schema) else {
            return Err(format!("{shown}: the datasource names no known provider."));
        };
        if !database.provider.is_sql() {
            return Err(format!("{} has no migrations.", database.provider));
        }
        let mut replayed = HistoryCache::new(database.provider, Scope::of(&schema));
        replayed.refresh(&history);
        Ok(ProjectHistory { project, schema, database, history, replayed, options, sources })
    }

    /// Which database it is.
    pub(crate) fn provider(&self) -> Provider {
        self.database.provider
    }

    /// What is wrong with the folder of the migrations, so that Prisma refuses to go on.
    pub(crate) fn folder_problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if let Some(other) = self.history.provider().filter(|other| *other != self.provider()) {
            problems.push(format!(
                "`{LOCK_FILE}` is for {other}, the schema for {}. Start a new history: move the folder away.",
                self.provider()
            ));
        }
        for folder in &self.history.without_script {
            let name = folder.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            problems
                .push(format!("`{name}` has no `migration.sql`. Delete the folder, or restore the file."));
        }
        problems
    }
}
