//! The code of a workspace, read once and then file by file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use model::project::{Files, SchemaSet, resolve};
use queries::code::CodeFile;
use queries::link::{Application, CodeWords, FileOwners, ProjectCode, WordIndex};
use queries::read::is_code;
use queries::schema_rules::wants_words;

use super::model_names::ModelNames;
use super::ownership::Ownership;
use super::search::{
    Repositories, code_files, files_with_words, is_hidden, is_output_folder, names_fields, read_file,
};
use super::workspace_code::WorkspaceCode;
use crate::host::background::in_background;
use crate::host::schemas::WorkspaceView;
use rayon::prelude::*;

/// The code of a workspace: what each file says, and which schema it asks.
#[derive(Debug, Default)]
pub struct CodeIndex {
    known: Mutex<Option<Known>>,
    current: RwLock<Arc<WorkspaceCode>>,
}

/// What the code was read for.
#[derive(Debug)]
struct Known {
    scope: Scope,
    repositories: Repositories,
    models: ModelNames,
    /// All files of code; nothing for those that do not ask a database.
    files: BTreeMap<PathBuf, Option<IndexedFile>>,
    application: Arc<Application>,
    /// The words of all code, where a rule wants them.
    words: Option<WordIndex>,
}

/// The schemas of the workspace, and which of its files are code.
#[derive(Debug, PartialEq)]
struct Scope {
    folders: Vec<PathBuf>,
    generated: Vec<PathBuf>,
    sets: Vec<SchemaSet>,
    /// What the settings call clients.
    clients: Vec<String>,
    wants_words: bool,
}

/// A file of code that asks a database.
#[derive(Debug)]
struct IndexedFile {
    code: Arc<CodeFile>,
    /// Which schemas it asks; nothing before that was looked for.
    owners: Option<Arc<FileOwners>>,
}

impl CodeIndex {
    /// What is known now.
    pub fn current(&self) -> Arc<WorkspaceCode> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads all code below the folders of the workspace. A file that is the same as before is kept.
    pub fn search(&self, view: &WorkspaceView) {
        let scope = Scope::of(view);
        let repositories = Repositories::around(&view.folders);
        let read = |path: PathBuf| {
            base::cancel::check();
            let code = read_file(&view.files, &repositories, &path);
            view.files.release(&path);
            (path, code.map(IndexedFile::new))
        };
        let mut files = in_background(|| {
            let found = code_files(&view.folders, &scope.generated);
            if let Some(note) = found.note() {
                tracing::warn!("{note}");
            }
            found.paths.into_par_iter().map(read).collect::<BTreeMap<_, _>>()
        });
        // A new file may be open and not yet on the disk.
        for path in view.documents.paths().filter(|path| is_code(path) && scope.holds(&view.files, path)) {
            files
                .entry(path.to_owned())
                .or_insert_with(|| read_file(&view.files, &repositories, path).map(IndexedFile::new));
        }
        let words = scope.wants_words.then(|| in_background(|| read_words(view, &scope)));
        let mut models = ModelNames::default();
        models.update(&view.files, &scope.sets);
        let application = Arc::new(Application::default().with_clients(scope.clients.clone()));
        let known = Known { scope, repositories, models, application, files, words };
        let mut slot = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        self.publish(view, slot.insert(known));
    }

    /// Looks again at which schemas there are and what they hold. Returns whether anything is different now, and `None` where all code
    /// has to be read again.
    pub fn follow_schemas(&self, view: &WorkspaceView) -> Option<bool> {
        let mut slot = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(known) = slot.as_mut() else { return Some(false) };
        let scope = Scope::of(view);
        if !scope.has_same_code(&known.scope) {
            return None;
        }
        let is_same = scope == known.scope;
        known.scope = scope;
        if !known.models.update(&view.files, &known.scope.sets) && is_same {
            return Some(false);
        }
        known.files.values_mut().flatten().for_each(|file| file.owners = None);
        self.publish(view, known);
        Some(true)
    }

    /// Reads some files again, which changed, came or went. Whether anything is different now; nothing is read before all code is.
    pub fn update(&self, view: &WorkspaceView, paths: impl IntoIterator<Item = PathBuf>) -> bool {
        let mut slot = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(known) = slot.as_mut() else { return false };
        let mut is_different = false;
        for path in paths {
            let is_held = known.scope.holds(&view.files, &path);
            if let Some(words) = &mut known.words {
                let text = (is_held && names_fields(&path)).then(|| view.files.read(&path)).flatten();
                is_different |= words.set(&path, text.map(|text| CodeWords::of(&text)));
            }
            let is_code = is_held && is_code(&path);
            let code = is_code.then(|| read_file(&view.files, &known.repositories, &path)).flatten();
            let before = known.files.get(&path).and_then(Option::as_ref).map(|it| &it.code);
            if before != code.as_ref() {
                is_different = true;
                known.files.insert(path, code.map(IndexedFile::new));
            }
        }
        if is_different {
            self.publish(view, known);
        }
        is_different
    }

    fn publish(&self, view: &WorkspaceView, known: &mut Known) {
        let code: Vec<Arc<CodeFile>> = known.files.values().flatten().map(|it| it.code.clone()).collect();
        let words = known.words.as_ref().map(WordIndex::words);
        let application = Arc::new(known.application.with_files(code).with_words(words));
        let is_same = application.has_same_clients(&known.application);
        let sets = &known.scope.sets;
        let mut ownership = Ownership::new(&view.files, sets);
        let models = &known.models;
        let owners = known.files.values_mut().flatten().map(|file| {
            let found =
                || Arc::new(ownership.owners(&application, &file.code, |at, name| models.has(at, name)));
            let owners = file.owners.take().filter(|_| is_same).unwrap_or_else(found);
            file.owners.insert(owners).clone()
        });
        let assigned = ProjectCode::new(&application, sets.len(), owners);
        let roots = sets.iter().map(|set| set.root.clone());
        let current = WorkspaceCode::new(roots.zip(assigned.into_iter().map(Arc::new)));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(current);
        known.application = application;
    }
}

impl IndexedFile {
    fn new(code: Arc<CodeFile>) -> IndexedFile {
        IndexedFile { code, owners: None }
    }
}

impl Scope {
    fn of(view: &WorkspaceView) -> Scope {
        let projects = view.layout.all_projects(view);
        let sets: Vec<SchemaSet> = projects.iter().map(|project| project.set.clone()).collect();
        Scope {
            folders: view.folders.as_ref().clone(),
            generated: generated_folders(&view.files, &sets, &view.folders),
            clients: projects.iter().flat_map(|it| it.settings.queries.clients().to_vec()).collect(),
            wants_words: projects.iter().any(|project| project.rules().iter().any(|set| wants_words(set))),
            sets,
        }
    }

    /// Whether the same files are code, and the same is asked of them.
    fn has_same_code(&self, other: &Scope) -> bool {
        let of = |scope: &Scope| {
            (scope.folders.clone(), scope.generated.clone(), scope.clients.clone(), scope.wants_words)
        };
        of(self) == of(other)
    }

    /// Whether the file at `path` is one of the workspace that is written by hand.
    fn holds(&self, files: &dyn Files, path: &Path) -> bool {
        let Some(folder) = self.folders.iter().find(|folder| path.starts_with(folder)) else { return false };
        let mut above = path.ancestors().skip(1).take_while(|dir| *dir != folder.as_path());
        !is_hidden(path)
            && !above.any(|dir| is_output_folder(dir, &self.generated))
            && !files.is_ignored(path)
    }
}

/// The words of all code of the workspace.
fn read_words(view: &WorkspaceView, scope: &Scope) -> WordIndex {
    let words = |path: &PathBuf| {
        base::cancel::check();
        let words = view.files.read(path).map(|text| CodeWords::of(&text));
        view.files.release(path);
        words
    };
    let mut paths = files_with_words(&view.folders, &scope.generated);
    let open = view.documents.paths().filter(|path| names_fields(path) && scope.holds(&view.files, path));
    paths.extend(open.map(Path::to_owned));
    paths.sort();
    paths.dedup();
    let found: Vec<Option<CodeWords>> = paths.par_iter().map(words).collect();
    let mut index = WordIndex::default();
    for (path, words) in paths.iter().zip(found) {
        index.set(path, words);
    }
    index
}

/// The folders into which schemas generate clients, but for those that hold all code.
pub(crate) fn generated_folders(files: &dyn Files, sets: &[SchemaSet], code: &[PathBuf]) -> Vec<PathBuf> {
    let outputs = sets.iter().flat_map(|set| &set.files).flat_map(|file| {
        let scan = files.scan(file).unwrap_or_default();
        let dir = file.parent().unwrap_or(file);
        scan.outputs.iter().map(|output| resolve(dir, output)).collect::<Vec<PathBuf>>()
    });
    outputs.filter(|output| !code.iter().any(|folder| folder.starts_with(output))).collect()
}
