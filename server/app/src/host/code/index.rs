//! The code of a workspace, read once and then file by file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use model::project::{Files, PrismaVersion, SchemaSet, resolve};
use model::schema::{Schema, SchemaFile};
use queries::code::CodeFile;
use queries::link::{Application, CodeWords, Delegates, FileOwners, ProjectCode, WordIndex};
use queries::read::is_code;
use queries::schema_rules::wants_words;

use super::ownership::Ownership;
use super::search::{Repositories, code_files, files_with_words, is_output_folder, read_file};
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
    folders: Vec<PathBuf>,
    repositories: Repositories,
    generated: Vec<PathBuf>,
    sets: Vec<SchemaSet>,
    delegates: Vec<Delegates>,
    /// All files of code; nothing for those that do not ask a database.
    files: BTreeMap<PathBuf, Option<IndexedFile>>,
    application: Arc<Application>,
    /// The words of all code, where a rule wants them.
    words: Option<WordIndex>,
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
        let projects = view.layout.all_projects(view);
        let sets: Vec<SchemaSet> = projects.iter().map(|project| project.set.clone()).collect();
        let generated = generated_folders(&view.files, &sets, &view.folders);
        let repositories = Repositories::around(&view.folders);
        let read = |path: PathBuf| {
            base::cancel::check();
            let code = read_file(&view.files, &repositories, &path);
            view.files.release(&path);
            (path, code.map(IndexedFile::new))
        };
        let files = in_background(|| {
            code_files(&view.folders, &generated).into_par_iter().map(read).collect::<BTreeMap<_, _>>()
        });
        let wants_words = projects.iter().any(|project| project.rules().iter().any(|set| wants_words(set)));
        let words = wants_words.then(|| in_background(|| read_words(view, &generated)));
        let clients = projects.iter().flat_map(|it| it.settings.queries.clients().to_vec()).collect();
        let known = Known {
            folders: view.folders.as_ref().clone(),
            repositories,
            generated,
            delegates: sets.iter().map(|set| delegates(&view.files, set)).collect(),
            application: Arc::new(Application::default().with_clients(clients)),
            sets,
            files,
            words,
        };
        let mut slot = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        self.publish(view, slot.insert(known));
    }

    /// Reads some files again, which changed, came or went. Whether anything is different now; nothing is read before all code is.
    pub fn update(&self, view: &WorkspaceView, paths: impl IntoIterator<Item = PathBuf>) -> bool {
        let mut slot = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(known) = slot.as_mut() else { return false };
        let mut is_different = false;
        for path in paths {
            let is_code = known.wants(&view.files, &path);
            let code = is_code.then(|| read_file(&view.files, &known.repositories, &path)).flatten();
            if let Some(words) = &mut known.words {
                let text = is_code.then(|| view.files.read(&path)).flatten();
                is_different |= words.set(&path, text.map(|text| CodeWords::of(&text)));
            }
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
        let mut ownership = Ownership::new(&view.files, &known.sets);
        let owners = known.files.values_mut().flatten().map(|file| {
            let found = || Arc::new(ownership.owners(&application, &file.code, &known.delegates));
            let owners = file.owners.take().filter(|_| is_same).unwrap_or_else(found);
            file.owners.insert(owners).clone()
        });
        let assigned = ProjectCode::new(&application, known.sets.len(), owners);
        let roots = known.sets.iter().map(|set| set.root.clone());
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

impl Known {
    /// Whether the file at `path` is code of the workspace.
    fn wants(&self, files: &dyn Files, path: &Path) -> bool {
        let Some(folder) = self.folders.iter().find(|folder| path.starts_with(folder)) else { return false };
        let mut above = path.ancestors().skip(1).take_while(|dir| *dir != folder.as_path());
        is_code(path)
            && !above.any(|dir| is_output_folder(dir, &self.generated))
            && (self.files.contains_key(path) || !files.is_ignored(path))
    }
}

/// The words of all code of the workspace.
fn read_words(view: &WorkspaceView, generated: &[PathBuf]) -> WordIndex {
    let words = |path: &PathBuf| {
        base::cancel::check();
        let words = view.files.read(path).map(|text| CodeWords::of(&text));
        view.files.release(path);
        words
    };
    let paths = files_with_words(&view.folders, generated);
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

/// The models of a schema as the client calls them.
fn delegates(files: &dyn Files, set: &SchemaSet) -> Delegates {
    let texts = set.files.iter().filter_map(|path| {
        Some((path.to_string_lossy().into(), Arc::new(SchemaFile::new(&files.read(path)?))))
    });
    Delegates::of(&Schema::new(texts.collect(), PrismaVersion::NEWEST))
}
