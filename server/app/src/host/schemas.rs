//! Schemas and what is found in them, worked out when it is first options for and kept for as long as it is true.
//!
//! Which files form a schema, its Prisma version and its rules depend on settings and on what lies on the disk. They
//! are kept in a [`Layout`], which is discarded as a whole when any of that may have changed. What depends on texts is
//! kept by [`Schemas`] and taken again where the very same texts come again. A keystroke costs one new [`Analysis`],
//! made of the one before, and another look at the items that it concerns, see [`AnalysisHost`].

use std::cell::LazyCell;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use dashmap::DashMap;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::host::background::in_background;
use crate::host::code::WorkspaceCode;
use crate::host::documents::Document;
use crate::host::imported_scripts::ImportedScripts;
use crate::host::loaded_schema::LoadedSchema;
use crate::host::open_documents::OpenDocuments;
use crate::host::open_files::OpenFiles;
use crate::host::options::ProjectOptions;
use crate::host::project::Project;
use crate::host::project_migrations::{MigrationCache, ProjectMigrations};
use base::{FileId, cancel};
use model::project::{Files, SchemaFinder, SchemaSet, Settings, discover, schema_of};
use model::schema::SchemaFile;

/// The schemas of one arrangement of files, folders and settings, each decided on when it is first needed.
#[derive(Debug, Default)]
pub struct Layout {
    /// By the files that were asked about, and the folders of migrations.
    projects: Mutex<FxHashMap<PathBuf, Arc<Project>>>,
    /// By their roots.
    by_root: Mutex<FxHashMap<PathBuf, Arc<Project>>>,
    /// All schemas below the folders, once they were asked for.
    sets: Mutex<Option<Arc<[SchemaSet]>>>,
    /// What is known of migrations.
    pub(super) migrations: Arc<MigrationCache>,
}

/// What was parsed and analysed last.
#[derive(Debug, Default)]
pub struct Schemas {
    closed: DashMap<PathBuf, (Arc<str>, Arc<SchemaFile>), FxBuildHasher>,
    latest: Mutex<FxHashMap<PathBuf, Latest>>,
    /// The scripts that configurations import.
    pub scripts: ImportedScripts,
}

#[derive(Debug)]
struct Latest {
    revision: u64,
    schema: Arc<LoadedSchema>,
}

/// One state of everything that analyses depend on: documents, the disk, folders, settings. A copy is cheap.
#[derive(Clone, Debug, Default)]
pub struct WorkspaceView {
    /// The editor's settings about checks.
    pub settings: Arc<Settings>,
    /// The folders that the user works in.
    pub folders: Arc<Vec<PathBuf>>,
    /// The open documents.
    pub documents: Arc<OpenDocuments>,
    /// All files: the open documents over the disk.
    pub files: OpenFiles,
    /// The count of changes up to this state.
    pub revision: u64,
    /// The schemas as far as they do not depend on texts.
    pub layout: Arc<Layout>,
    /// The schemas with their texts.
    pub schemas: Arc<Schemas>,
    /// The code that asks them, as far as it was read.
    pub code: Arc<WorkspaceCode>,
    /// What [`WorkspaceView::open_schemas`] has found in this state.
    pub open: Arc<OnceLock<Vec<Arc<LoadedSchema>>>>,
}

impl WorkspaceView {
    /// The schema that an open document belongs to, and which of its files the document is. `None` where the document
    /// is no schema.
    pub fn schema_of(&self, document: &Document) -> Option<(Arc<LoadedSchema>, FileId)> {
        document.schema()?;
        let schema = self.schemas.schema(self, &document.path);
        let file = schema.file(&document.path)?;
        Some((schema, file))
    }

    /// The schemas of all open documents, in the order of their paths.
    pub fn open_schemas(&self) -> Vec<Arc<LoadedSchema>> {
        self.open.get_or_init(|| self.find_open_schemas()).clone()
    }

    fn find_open_schemas(&self) -> Vec<Arc<LoadedSchema>> {
        let finder = LazyCell::new(|| SchemaFinder::new(&self.files, &self.folders));
        let mut seen: FxHashSet<*const Project> = FxHashSet::default();
        let first_of_schema = |document: &Arc<Document>| {
            let project = self.layout.project_by(self, &document.path, |path| finder.schema_of(path));
            let schema = seen.insert(Arc::as_ptr(&project)).then(|| self.schemas.load(self, project))?;
            schema.file(&document.path).is_some().then_some(schema)
        };
        let is_schema = |document: &&Arc<Document>| document.schema().is_some();
        self.documents.iter().filter(is_schema).filter_map(first_of_schema).collect()
    }
}

impl Layout {
    fn project(&self, view: &WorkspaceView, path: &Path) -> Arc<Project> {
        self.project_by(view, path, |path| schema_of(&view.files, path, &view.folders))
    }

    /// The project of a file, whose schema `find` finds.
    fn project_by(
        &self,
        view: &WorkspaceView,
        path: &Path,
        find: impl Fn(&Path) -> SchemaSet,
    ) -> Arc<Project> {
        // Held while the disk is read: a second caller needs the same result.
        let mut projects = self.projects.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(project) = projects.get(path) {
            return project.clone();
        }
        // Looked up for each file: where a configuration names only a part of a folder, a file is in two schemas, and the result
        // must not depend on which of them was loaded first.
        let set = find(path);
        let known = self.by_root().get(&set.root).cloned();
        let project = known.unwrap_or_else(|| {
            let project = load(view, set);
            self.by_root().insert(project.set.root.clone(), project.clone());
            project
        });
        projects.insert(path.to_owned(), project.clone());
        project
    }

    fn by_root(&self) -> MutexGuard<'_, FxHashMap<PathBuf, Arc<Project>>> {
        self.by_root.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same where it is known already which files form the schema. Others do not wait for this: of a large workspace
    /// there are hundreds.
    fn project_of(&self, view: &WorkspaceView, set: &SchemaSet) -> Arc<Project> {
        if let Some(project) = self.by_root().get(&set.root) {
            return project.clone();
        }
        let project = load(view, set.clone());
        self.by_root().entry(set.root.clone()).or_insert(project).clone()
    }

    /// The project with these migrations: that of an open schema, else of one in the workspace, else one without a schema.
    fn project_of_migrations(&self, view: &WorkspaceView, folder: &Path) -> Arc<Project> {
        let known = self.projects.lock().unwrap_or_else(PoisonError::into_inner).get(folder).cloned();
        if let Some(project) = known {
            return project;
        }
        let is_owner = |project: &Arc<Project>| project.migrations.as_deref() == Some(folder);
        let open = view.documents.iter().filter(|document| document.schema().is_some());
        let mut open = open.map(|document| self.project(view, &document.path));
        let found = open.find(is_owner).or_else(|| {
            let sets = self.sets(view);
            let mut sets: Vec<&SchemaSet> = sets.iter().collect();
            // The schema is most often near its migrations.
            let shared = |set: &SchemaSet| {
                set.root.components().zip(folder.components()).take_while(|(a, b)| a == b).count()
            };
            sets.sort_by_key(|set| std::cmp::Reverse(shared(set)));
            sets.into_iter().map(|set| self.project_of(view, set)).find(is_owner)
        });
        let project = found.unwrap_or_else(|| {
            Arc::new(Project::of_migrations(&view.files, folder, &options_of(view, folder)))
        });
        self.projects
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(folder.to_owned(), project.clone());
        project
    }

    /// The projects of all schemas below the folders.
    pub(super) fn all_projects(&self, view: &WorkspaceView) -> Vec<Arc<Project>> {
        self.sets(view).iter().map(|set| self.project_of(view, set)).collect()
    }

    fn sets(&self, view: &WorkspaceView) -> Arc<[SchemaSet]> {
        // Held while the disk is searched: a second caller needs the same result, and nothing else needs the lock.
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        sets.get_or_insert_with(|| discover(&view.files, &view.folders).into()).clone()
    }
}

/// The key of a schema: its root, because two schemas can have a file in common.
fn key_of(project: &Project) -> &PathBuf {
    &project.set.root
}

fn load(view: &WorkspaceView, set: SchemaSet) -> Arc<Project> {
    let options = options_of(view, &set.root);
    let project = Project::load(&view.files, set.clone(), &options);
    if let Some(config) = &project.config {
        view.schemas.scripts.add(&config.imports);
    }
    if project.set.is_partial {
        let shown = project.set.root.display();
        tracing::warn!("{shown}: the search for the files of this schema ended at its limit");
    }
    Arc::new(project)
}

/// What the editor sets for a project at a path.
pub(super) fn options_of<'v>(view: &'v WorkspaceView, path: &Path) -> ProjectOptions<'v> {
    let holds_it = |folder: &&PathBuf| path.starts_with(folder);
    let folder = view.folders.iter().filter(holds_it).max_by_key(|it| it.as_os_str().len());
    let (editor, folder) = (Some(&*view.settings), folder.map(PathBuf::as_path));
    ProjectOptions { editor, folder, ..ProjectOptions::default() }
}

impl Schemas {
    /// The schema that the file at `path` belongs to, as the view has it.
    pub fn schema(&self, view: &WorkspaceView, path: &Path) -> Arc<LoadedSchema> {
        self.load(view, view.layout.project(view, path))
    }

    /// The schema with the migrations in this folder, as the view has it.
    pub(super) fn of_migrations(&self, view: &WorkspaceView, folder: &Path) -> Option<Arc<LoadedSchema>> {
        let project = view.layout.project_of_migrations(view, folder);
        project.migrations.is_some().then(|| self.load(view, project))
    }

    /// All schemas below the folders, in the order of their roots. The search for them may take its time, so it has
    /// threads of its own: what is typed meanwhile is not to wait behind it for those that look for findings.
    pub fn workspace(&self, view: &WorkspaceView) -> Vec<Arc<LoadedSchema>> {
        let cancel = cancel::current();
        let search = || {
            let sets = view.layout.sets(view);
            let load = |set| {
                cancel.check();
                self.load(view, view.layout.project_of(view, set))
            };
            sets.par_iter().map(load).collect()
        };
        in_background(search)
    }

    fn load(&self, view: &WorkspaceView, project: Arc<Project>) -> Arc<LoadedSchema> {
        let (histories, documents) = (&view.layout.migrations, &view.documents);
        let code = view.code.of(&project.set.root);
        let is_same = |known: &LoadedSchema| {
            Arc::ptr_eq(&known.project, &project)
                && known.migrations.is_current(&project, histories, documents)
                && known.code.as_ref().map(Arc::as_ptr) == code.map(Arc::as_ptr)
        };
        let known = self.latest().get(key_of(&project)).map(|known| known.schema.clone());
        // Each edit asks for all open schemas, of which one is another than before.
        if let Some(known) = known.filter(|known| known.has_open_files(documents) && is_same(known)) {
            return known;
        }
        let read = |file: &PathBuf| Some((file.clone(), self.content(view, file)?));
        let files: Vec<_> = project.set.files.iter().filter_map(read).collect();
        let mut latest = self.latest();
        let known = latest.get(key_of(&project));
        if let Some(known) = known.filter(|known| known.schema.has_files(&files) && is_same(&known.schema)) {
            return known.schema.clone();
        }
        let is_late = known.is_some_and(|known| known.revision > view.revision);
        let before = known.map(|known| known.schema.clone());
        let (key, code) = (key_of(&project).clone(), code.cloned());
        let migrations = ProjectMigrations::new(&project, histories, &view.files, documents);
        let load = || LoadedSchema::new(project, files, migrations, code, before.as_deref());
        let schema = Arc::new(cancel::shielded(load));
        // A request that came before the last change is answered, but what it sees is not worth keeping.
        if !is_late {
            latest.insert(key, Latest { revision: view.revision, schema: schema.clone() });
        }
        schema
    }

    fn latest(&self) -> MutexGuard<'_, FxHashMap<PathBuf, Latest>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what belongs to none of these schemas.
    pub fn keep_only(&self, schemas: &[Arc<LoadedSchema>]) {
        let mut latest = self.latest();
        // With each edit this is asked, and nearly always there is nothing to forget: each of these schemas is among the latest.
        if self.closed.is_empty() && latest.len() <= schemas.len() {
            return;
        }
        let sets = schemas.iter().map(|schema| &schema.project.set);
        let files: FxHashSet<&PathBuf> = sets.flat_map(|set| set.files.iter().chain([&set.root])).collect();
        self.closed.retain(|path, _| files.contains(path));
        latest.retain(|path, _| files.contains(path));
    }

    fn content(&self, view: &WorkspaceView, path: &Path) -> Option<Arc<SchemaFile>> {
        if let Some(document) = view.documents.get(path)
            && let Some(content) = document.schema()
        {
            // It may have been read from the disk before it was opened.
            self.closed.remove(path);
            view.files.release(path);
            return Some(content.clone());
        }
        let text = view.files.read(path)?;
        let known = self.closed.get(path).map(|entry| entry.value().clone());
        if let Some((of, content)) = known
            && Arc::ptr_eq(&of, &text)
        {
            return Some(content);
        }
        let content = Arc::new(SchemaFile::new(&text));
        self.closed.insert(path.to_owned(), (text, content.clone()));
        Some(content)
    }
}
