//! What `prisma-lens-db` needs of a project: the database that its schema and its migrations make, where the URL of the real one is
//! found, and the calls of its code with the indexes that they want. Nothing here opens a connection.

use std::path::{Path, PathBuf};

use migrations::DiffOptions;
use migrations::replay::HistoryCache;
use model::database::Database;
use model::project::UrlSource;
use model::schema::Schema;
use model::schema::item::ItemKind;
use statistics::Statistics;

pub use crate::cli::migrate::database::{DatabaseUrl, Parts};
pub use crate::cli::{CallSite, ProposedIndex};

use crate::cli::migrate::database::{environment, project_variables, url_of};
use crate::cli::migrate::history::ProjectHistory;
use crate::cli::migrate::side::{load_from, of_loaded, sources_of};
use crate::cli::{call_sites, proposed_indexes};
use crate::host::{Disk, Project, statistics_path, writing};

/// The variable with the URL where neither the schema nor its configuration names one.
const USUAL_VARIABLE: &str = "DATABASE_URL";

/// A project and the database of its schema.
pub struct ProjectDatabase {
    /// The folder that the command is run in.
    pub folder: PathBuf,
    /// The path that the user gave.
    pub path: PathBuf,
    /// Its files and settings.
    pub project: Project,
    /// The schema.
    pub schema: Schema,
    /// The database that the schema makes.
    pub database: Database,
    /// The environment variables that give Prisma the URL, the one for migrations last.
    variables: Vec<String>,
}

/// How the URL is named on the command line.
#[derive(Clone, Debug, Default)]
pub struct UrlChoice {
    /// An environment of `prisma-lens.toml`.
    pub environment: Option<String>,
    /// An environment variable.
    pub variable: Option<String>,
}

impl ProjectDatabase {
    /// Reads the project at a path.
    ///
    /// # Errors
    ///
    /// A schema that cannot be found or has errors, as a sentence.
    pub fn load(path: &Path) -> Result<ProjectDatabase, String> {
        let folder = crate::cli::current_folder()?;
        let (sources, set) = sources_of(&folder, path)?;
        let (project, schema) = load_from(&sources, set)?;
        let shown = path.display().to_string();
        let config = project
            .config
            .as_ref()
            .and_then(|config| model::project::Files::read(&sources.files, &config.path));
        let variables = project_variables(&project, &schema, config.as_deref()).unwrap_or_default();
        let state = of_loaded(project.clone(), schema, &shown)?;
        let (Some(database), Some(schema)) = (state.database, state.schema) else {
            return Err(format!("{shown}: the datasource names no known provider."));
        };
        Ok(ProjectDatabase { folder, path: path.to_owned(), project, schema, database, variables })
    }

    /// The URL of the real database.
    ///
    /// # Errors
    ///
    /// A variable that is not set, or an environment that is unknown.
    pub fn url(&self, choice: &UrlChoice) -> Result<DatabaseUrl, String> {
        if let Some(name) = &choice.environment {
            let found = environment(&self.project, name)?;
            let url = found.url.ok_or_else(|| format!("The environment `{name}` has no `url`."))?;
            return url_of(&url.value);
        }
        let variable = choice.variable.as_deref().or(self.variables.last().map(String::as_str));
        url_of(&UrlSource::Variable(variable.unwrap_or(USUAL_VARIABLE).to_owned()))
    }

    /// The folder that the path of a SQLite file is relative to.
    pub fn root(&self) -> &Path {
        let root = &self.project.set.root;
        match root.parent() {
            Some(parent) if !root.is_dir() => parent,
            _ => root,
        }
    }

    /// Its migrations, replayed; `None` where there are none.
    ///
    /// # Errors
    ///
    /// Migrations that cannot be read.
    pub fn history(&self) -> Result<Option<HistoryCache>, String> {
        if self.project.migrations.is_none() {
            return Ok(None);
        }
        let loaded = ProjectHistory::load(&self.folder, &self.path)?;
        Ok(Some(loaded.replayed).filter(|history| !history.migrations().is_empty()))
    }

    /// What the configuration leaves to something else than migrations.
    pub fn diff_options(&self) -> DiffOptions {
        self.project.diff_options()
    }

    /// The calls of Prisma Client in the code, with the columns that they filter by.
    pub fn call_sites(&self) -> Vec<CallSite> {
        call_sites(&self.folder, &self.path)
    }

    /// The indexes that the calls in the code want, by what the database has counted.
    pub fn proposed_indexes(&self, statistics: &Statistics) -> Vec<ProposedIndex> {
        proposed_indexes(&self.folder, &self.path, statistics)
    }

    /// Where the statistics of the project are, or go.
    pub fn statistics_path(&self) -> PathBuf {
        statistics_path(&Disk::new(), &self.project.set.root)
    }

    /// Writes the statistics of the project, and returns where, as the user would name it.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub fn write_statistics(&self, statistics: &Statistics, target: Option<&Path>) -> Result<String, String> {
        let target = target.map_or_else(|| self.statistics_path(), |target| self.folder.join(target));
        writing::replace_in_folder(&target, &statistics.to_json())
            .map_err(|error| format!("{}: cannot write it: {error}.", target.display()))?;
        Ok(target.strip_prefix(&self.folder).unwrap_or(&target).display().to_string())
    }

    /// The table of the schema that comes first among the names in a statement: that of its call.
    pub fn table_of<'p>(&'p self, names: &[String]) -> Option<&'p str> {
        let place = |table: &str| names.iter().position(|name| name == table);
        let tables = self.database.tables.iter().map(|table| table.name.name.as_str());
        tables.filter_map(|table| Some((place(table)?, table))).min().map(|(_, table)| table)
    }

    /// The names of the fields that columns of a table are; a column that no field is keeps its name.
    pub fn field_names<'n>(&self, table: &str, columns: impl Iterator<Item = &'n str>) -> Vec<String> {
        let model = self.schema.models().find(|(_, item, _)| item.database_name() == table);
        let field = |column: &str| {
            let (_, _, model) = model?;
            let field = model.fields.iter().find(|field| field.database_name() == column)?;
            Some(field.name.as_str().to_owned())
        };
        columns.map(|column| field(column).unwrap_or_else(|| column.to_owned())).collect()
    }

    /// The name of the model with a table, or the name of the table.
    pub fn model_name(&self, table: &str) -> String {
        let models = self
            .schema
            .items()
            .filter(|(_, item)| matches!(item.kind, ItemKind::Model(_)) && item.database_name() == table);
        models.map(|(_, item)| item.name().to_owned()).next().unwrap_or_else(|| table.to_owned())
    }
}
