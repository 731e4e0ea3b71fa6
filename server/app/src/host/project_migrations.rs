//! The migrations of a project as the user sees them: the scripts that are open over those on the disk.

use std::path::{MAIN_SEPARATOR, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ::migrations::history::History;
use ide::{NewMigrations, ProjectHistory};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::project::MigrationScope;
use rustc_hash::FxHashMap;

use crate::host::applied_migrations::AppliedMigrations;
use crate::host::documents::Document;
use crate::host::open_documents::OpenDocuments;
use crate::host::open_files::OpenFiles;
use crate::host::project::Project;

/// What is known of migrations as long as no file comes, goes or is saved, by their folder.
#[derive(Debug, Default)]
pub(super) struct MigrationCache {
    applied: Mutex<FxHashMap<PathBuf, Arc<AppliedMigrations>>>,
    histories: Mutex<FxHashMap<PathBuf, Arc<History>>>,
}

/// The migrations of one project, read when they are first needed.
#[derive(Clone, Debug)]
pub(super) struct ProjectMigrations {
    folder: Option<PathBuf>,
    cache: Arc<MigrationCache>,
    files: OpenFiles,
    /// The scripts that are open, in the order of their paths.
    scripts: Vec<Arc<Document>>,
    history: Arc<OnceLock<Option<Arc<History>>>>,
}

impl MigrationCache {
    /// Which migrations of a project were applied.
    pub(super) fn applied(&self, project: &Project) -> Arc<AppliedMigrations> {
        let folder = project.migrations.clone().unwrap_or_default();
        // Held while git's files are read: a second caller needs the same result.
        let mut applied = self.applied.lock().unwrap_or_else(PoisonError::into_inner);
        applied.entry(folder).or_insert_with(|| Arc::new(AppliedMigrations::of(project))).clone()
    }
}

impl ProjectMigrations {
    /// The migrations of a project among these files and documents.
    pub(super) fn new(
        project: &Project,
        cache: &Arc<MigrationCache>,
        files: &OpenFiles,
        documents: &OpenDocuments,
    ) -> ProjectMigrations {
        let scripts = scripts_in(project, documents).cloned().collect();
        let (folder, cache, files) = (project.migrations.clone(), cache.clone(), files.clone());
        ProjectMigrations { folder, cache, files, scripts, history: Arc::default() }
    }

    /// Whether these are the migrations of the project in the same state as among these documents.
    pub(super) fn is_current(
        &self,
        project: &Project,
        cache: &Arc<MigrationCache>,
        documents: &OpenDocuments,
    ) -> bool {
        let mut scripts = scripts_in(project, documents);
        self.folder == project.migrations
            && Arc::ptr_eq(&self.cache, cache)
            && self.scripts.iter().all(|known| scripts.next().is_some_and(|now| Arc::ptr_eq(known, now)))
            && scripts.next().is_none()
    }

    /// The migrations; `None` if the project has none.
    pub(super) fn history(&self) -> Option<Arc<History>> {
        self.history.get_or_init(|| self.read()).clone()
    }

    fn read(&self) -> Option<Arc<History>> {
        let folder = self.folder.as_ref()?;
        let known = {
            let mut histories = self.cache.histories.lock().unwrap_or_else(PoisonError::into_inner);
            // What is open has another text in each state; the others are read once.
            let read = || Arc::new(History::read(&self.files, folder));
            histories.entry(folder.clone()).or_insert_with(read).clone()
        };
        if self.scripts.is_empty() {
            return Some(known);
        }
        let mut history = History::clone(&known);
        for script in &self.scripts {
            let found = history.migrations.iter_mut().find(|migration| *migration.path == *script.path);
            if let Some(migration) = found {
                let text = script.source().to_string();
                if *migration.sql != *text {
                    migration.sql = text.into();
                }
            }
        }
        Some(Arc::new(history))
    }

    /// What the next migration is compared with; `None` where there are no migrations.
    pub(super) fn for_analysis(&self, project: &Project) -> Option<Arc<ProjectHistory>> {
        let folder = self.folder.as_ref().filter(|_| !project.set.files.is_empty())?;
        let wants_findings = project.settings.migrations.scope() != MigrationScope::Off;
        let timestamp = Timestamp::now().to_zoned(TimeZone::UTC).strftime("%Y%m%d%H%M%S").to_string();
        let new = NewMigrations { folder: format!("{}{MAIN_SEPARATOR}", folder.display()), timestamp };
        let migrations = self.clone();
        let read = move || migrations.history();
        Some(Arc::new(ProjectHistory::new(project.diff_options(), new, wants_findings, read)))
    }
}

/// The open scripts among the migrations of a project, in the order of their paths.
fn scripts_in<'d>(
    project: &'d Project,
    documents: &'d OpenDocuments,
) -> impl Iterator<Item = &'d Arc<Document>> {
    let scripts = documents.scripts();
    // In that order those of a folder follow each other.
    let of_folder = project.migrations.as_deref().map(|folder| {
        let first = scripts.partition_point(|script| *script.path < *folder);
        let own = scripts.get(first..).unwrap_or_default().iter();
        own.take_while(move |script| script.path.starts_with(folder))
    });
    of_folder.into_iter().flatten()
}
