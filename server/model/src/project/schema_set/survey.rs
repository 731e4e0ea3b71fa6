//! One look at the files: what was listed, read and scanned is kept until the question is answered.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::project::config::{CONFIG_NAMES, PrismaConfig, is_config_name};
use crate::project::dialect::Dialect;
use crate::project::package_json::PackageJson;
use crate::project::paths::{ancestors, name, resolve};
use crate::project::scan::Scan;
use crate::project::vfs::{Entry, Files};

/// How deep below its top a folder is searched. Nobody nests deeper; a loop of links does.
const MAX_DEPTH: usize = 24;

/// How many folders one search visits. A schema in a home directory must not make us read all of it.
const MAX_FOLDERS: usize = 20_000;

/// The same for the search through all that the user opened, which is only made when it is asked for.
const MAX_FOLDERS_OF_ALL: usize = 200_000;

/// From how many folders on several are read at a time.
const MANY: usize = 16;

/// A view of the files that remembers.
pub(super) struct Survey<'f> {
    /// The files themselves.
    pub(super) files: &'f dyn Files,
    /// The folders that the user opened.
    pub(super) roots: &'f [PathBuf],
    lists: RefCell<FxHashMap<PathBuf, Rc<Folder>>>,
    scans: RefCell<FxHashMap<PathBuf, Option<Rc<Scan>>>>,
    configs: RefCell<FxHashMap<PathBuf, Option<Rc<PrismaConfig>>>>,
    packages: RefCell<FxHashMap<PathBuf, Option<Rc<PackageJson>>>>,
    datasources: RefCell<FxHashMap<PathBuf, Rc<Vec<PathBuf>>>>,
    /// Roots that git ignores themselves: below them its opinion says nothing.
    ignored_roots: Vec<&'f Path>,
}

/// Why a folder is searched, which decides what is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// A configuration names the folder: Prisma itself loads what lies there.
    Named,
    /// Files are sought that share a datasource: not in other packages, nor in what git ignores.
    Shared,
    /// Schemas are sought: not in what git ignores; files of the Prisma 8 dialect count.
    All,
}

/// What lies directly in a folder, in the order of names.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The schema files of the classic language.
    pub(super) schemas: Vec<PathBuf>,
    /// Files of the Prisma 8 dialect, which are never part of a schema of several files.
    pub(super) next_schemas: Vec<PathBuf>,
    /// The folders that may hold schema files.
    pub(super) folders: Vec<PathBuf>,
    /// The configuration file of this folder.
    pub(super) config: Option<PathBuf>,
    /// Whether it has a `package.json`: a package of its own.
    pub(super) is_package: bool,
    /// Whether it is the top of a repository.
    pub(super) is_repository: bool,
}

/// What was found in one folder.
struct Looked {
    dir: PathBuf,
    folder: Folder,
    scans: Vec<(PathBuf, Option<Scan>)>,
}

impl<'f> Survey<'f> {
    /// Begins a survey.
    pub(super) fn new(files: &'f dyn Files, roots: &'f [PathBuf]) -> Survey<'f> {
        Survey {
            files,
            roots,
            lists: RefCell::default(),
            scans: RefCell::default(),
            configs: RefCell::default(),
            packages: RefCell::default(),
            datasources: RefCell::default(),
            ignored_roots: roots.iter().map(PathBuf::as_path).filter(|root| files.is_ignored(root)).collect(),
        }
    }

    /// What lies directly in `dir`.
    pub(super) fn folder(&self, dir: &Path) -> Rc<Folder> {
        if let Some(folder) = self.lists.borrow().get(dir) {
            return Rc::clone(folder);
        }
        self.keep(Looked::at(self.files, dir))
    }

    /// What lies directly in each of these, in their order. Of those not seen yet, several are read at a time: most of
    /// the time of a search in a large repository is spent waiting for the disk.
    fn folders(&self, dirs: &[PathBuf]) -> Vec<Rc<Folder>> {
        let unknown: Vec<&PathBuf> = {
            let known = self.lists.borrow();
            dirs.iter().filter(|dir| !known.contains_key(*dir)).collect()
        };
        if unknown.len() >= MANY {
            let files = self.files;
            let looked: Vec<Looked> = unknown.into_par_iter().map(|dir| Looked::at(files, dir)).collect();
            looked.into_iter().for_each(|one| drop(self.keep(one)));
        }
        dirs.iter().map(|dir| self.folder(dir)).collect()
    }

    fn keep(&self, Looked { dir, folder, scans }: Looked) -> Rc<Folder> {
        self.scans.borrow_mut().extend(scans.into_iter().map(|(path, scan)| (path, scan.map(Rc::new))));
        let folder = Rc::new(folder);
        self.lists.borrow_mut().insert(dir, Rc::clone(&folder));
        folder
    }

    /// The schema files below `dir`, left out what a generator of these files writes.
    pub(super) fn below(&self, dir: &Path, search: Search) -> Vec<PathBuf> {
        let mut result = Vec::new();
        let mut level = vec![dir.to_owned()];
        let mut visited = 0;
        let most = if search == Search::All { MAX_FOLDERS_OF_ALL } else { MAX_FOLDERS };
        for depth in 0..=MAX_DEPTH {
            level.truncate(most - visited);
            visited += level.len();
            if level.is_empty() {
                break;
            }
            let mut entered = Vec::new();
            for folder in self.folders(&level) {
                if search == Search::Shared && depth > 0 && folder.is_package {
                    continue;
                }
                entered.extend(folder.folders.iter().cloned());
                result.extend(folder.schemas.iter().cloned());
                if search == Search::All {
                    result.extend(folder.next_schemas.iter().cloned());
                }
            }
            level = match search {
                Search::Named => entered,
                Search::Shared | Search::All => self.without_ignored(entered),
            };
        }
        if search != Search::Named {
            result.retain(|path| !self.is_ignored(path));
        }
        self.without_generated(result)
    }

    /// What is known of a schema file without parsing it.
    pub(super) fn scan(&self, file: &Path) -> Option<Rc<Scan>> {
        if let Some(scan) = self.scans.borrow().get(file) {
            return scan.clone();
        }
        let found = self.files.scan(file).map(Rc::new);
        self.scans.borrow_mut().insert(file.to_owned(), found.clone());
        found
    }

    /// Whether a file holds a `datasource` block.
    pub(super) fn has_datasource(&self, file: &Path) -> bool {
        self.scan(file).is_some_and(|scan| scan.datasources > 0)
    }

    /// The schema files with a datasource below `dir`, left out those that git ignores.
    pub(super) fn datasources_below(&self, dir: &Path) -> Rc<Vec<PathBuf>> {
        if let Some(found) = self.datasources.borrow().get(dir) {
            return Rc::clone(found);
        }
        let mut found = self.below(dir, Search::Shared);
        found.retain(|path| self.has_datasource(path));
        let found = Rc::new(found);
        self.datasources.borrow_mut().insert(dir.to_owned(), Rc::clone(&found));
        found
    }

    /// Whether git ignores a path and the user did not open a folder that it ignores.
    pub(super) fn is_ignored(&self, path: &Path) -> bool {
        is_ignored(self.files, &self.ignored_roots, path)
    }

    /// The `package.json` of a folder.
    pub(super) fn package(&self, dir: &Path) -> Option<Rc<PackageJson>> {
        if let Some(package) = self.packages.borrow().get(dir) {
            return package.clone();
        }
        let found = PackageJson::in_dir(self.files, dir).map(Rc::new);
        self.packages.borrow_mut().insert(dir.to_owned(), found.clone());
        found
    }

    /// The nearest configuration file above a file.
    pub(super) fn nearest_config(&self, file: &Path) -> Option<PathBuf> {
        ancestors(file).find_map(|dir| self.folder(dir).config.clone())
    }

    /// A configuration file, read.
    pub(super) fn config(&self, path: &Path) -> Option<Rc<PrismaConfig>> {
        if let Some(config) = self.configs.borrow().get(path) {
            return config.clone();
        }
        let found = self.files.read(path).map(|text| Rc::new(PrismaConfig::parse(path, &text)));
        self.configs.borrow_mut().insert(path.to_owned(), found.clone());
        found
    }

    /// Whether a path lies where no schema is looked for, seen from the root that holds it.
    pub(super) fn is_excluded(&self, file: &Path) -> bool {
        let root =
            self.roots.iter().filter(|root| file.starts_with(root)).max_by_key(|root| root.as_os_str().len());
        let inside = root.and_then(|root| file.strip_prefix(root).ok());
        let never = |dir: &Path| match inside {
            Some(_) => is_never_searched(name(dir)),
            // Without a root above it, a dot folder may be where the user works.
            None => name(dir) == "node_modules",
        };
        let dirs = inside.unwrap_or(file).ancestors().skip(1);
        dirs.filter(|dir| !dir.as_os_str().is_empty()).any(never) || self.is_ignored(file)
    }

    /// The folders that the generators of a schema file write to, left out those that hold the file itself.
    pub(super) fn outputs(&self, file: &Path) -> Vec<PathBuf> {
        let Some((scan, dir)) = self.scan(file).zip(file.parent()) else { return Vec::new() };
        let outputs = scan.outputs.iter().map(|output| resolve(dir, output));
        outputs.filter(|output| !file.starts_with(output)).collect()
    }

    fn without_ignored(&self, mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
        if paths.len() < MANY {
            paths.retain(|path| !self.is_ignored(path));
            return paths;
        }
        let (files, roots) = (self.files, &self.ignored_roots);
        paths.into_par_iter().filter(|path| !is_ignored(files, roots, path)).collect()
    }

    fn without_generated(&self, mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
        let outputs: Vec<PathBuf> = paths.iter().flat_map(|path| self.outputs(path)).collect();
        paths.retain(|path| !outputs.iter().any(|output| path.starts_with(output)));
        paths.sort();
        paths
    }
}

impl Looked {
    fn at(files: &dyn Files, dir: &Path) -> Looked {
        let mut folder = Folder::default();
        let mut scans = Vec::new();
        let entries = files.entries(dir);
        folder.config = config_among(files, dir, &entries);
        for Entry { path, is_dir } in entries.iter() {
            match name(path) {
                "package.json" => folder.is_package = true,
                ".git" => folder.is_repository = true,
                file if file.ends_with(".prisma") && !is_dir => {
                    let scan = files.scan(path);
                    match scan.as_ref().map_or(Dialect::Classic, |scan| scan.dialect) {
                        Dialect::Classic => folder.schemas.push(path.clone()),
                        Dialect::PrismaNext => folder.next_schemas.push(path.clone()),
                    }
                    scans.push((path.clone(), scan));
                }
                file if *is_dir && !is_never_searched(file) => folder.folders.push(path.clone()),
                _ => {}
            }
        }
        Looked { dir: dir.to_owned(), folder, scans }
    }
}

fn config_among(files: &dyn Files, dir: &Path, entries: &[Entry]) -> Option<PathBuf> {
    let has = |entries: &[Entry], path: &Path| entries.iter().any(|entry| entry.path == path);
    let nested = dir.join(".config");
    let nested = has(entries, &nested).then(|| files.entries(&nested));
    let candidates = CONFIG_NAMES.iter().filter(|_| nested.is_some() || entries.iter().any(is_config));
    let found = candidates.map(|name| dir.join(name));
    found
        .into_iter()
        .find(|path| has(entries, path) || nested.as_ref().is_some_and(|nested| has(nested, path)))
}

fn is_config(entry: &Entry) -> bool {
    is_config_name(name(&entry.path))
}

fn is_ignored(files: &dyn Files, except: &[&Path], path: &Path) -> bool {
    !except.iter().any(|root| path.starts_with(root)) && files.is_ignored(path)
}

/// Folders in which no schema is looked for, whatever they hold.
fn is_never_searched(folder: &str) -> bool {
    folder.starts_with('.') || matches!(folder, "node_modules" | "migrations")
}
