//! One look at the files: what was listed, read and scanned is kept until the question is answered.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::project::config::{CONFIG_NAMES, PrismaConfig};
use crate::project::dialect::Dialect;
use crate::project::package_json::PackageJson;
use crate::project::paths::{ancestors, name, resolve};
use crate::project::scan::{Scan, scan};
use crate::project::vfs::Files;

/// How deep below its top a folder is searched. Nobody nests deeper; a loop of links does.
const MAX_DEPTH: usize = 24;

/// How many folders one search visits. A schema in a home directory must not make us read all of it.
const MAX_FOLDERS: usize = 20_000;

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
        let mut folder = Folder::default();
        let listed = self.files.list(dir);
        folder.config = self.config_among(dir, &listed);
        for path in listed {
            match name(&path) {
                "package.json" => folder.is_package = true,
                ".git" => folder.is_repository = true,
                file if file.ends_with(".prisma") && !self.files.is_dir(&path) => {
                    let text = self.files.read(&path);
                    match text.map_or(Dialect::Classic, |text| Dialect::of(&text)) {
                        Dialect::Classic => folder.schemas.push(path),
                        Dialect::PrismaNext => folder.next_schemas.push(path),
                    }
                }
                file if !is_never_searched(file) && self.files.is_dir(&path) => folder.folders.push(path),
                _ => {}
            }
        }
        folder.schemas.sort();
        folder.folders.sort();
        let folder = Rc::new(folder);
        self.lists.borrow_mut().insert(dir.to_owned(), Rc::clone(&folder));
        folder
    }

    /// The schema files below `dir`, left out what a generator of these files writes.
    pub(super) fn below(&self, dir: &Path, search: Search) -> Vec<PathBuf> {
        let mut result = Vec::new();
        let mut left = vec![(dir.to_owned(), 0)];
        let mut visited = 0;
        while let Some((dir, depth)) = left.pop() {
            visited += 1;
            if visited > MAX_FOLDERS || depth > MAX_DEPTH {
                continue;
            }
            let folder = self.folder(&dir);
            if search == Search::Shared && depth > 0 && folder.is_package {
                continue;
            }
            let entered =
                folder.folders.iter().filter(|folder| search == Search::Named || !self.is_ignored(folder));
            left.extend(entered.map(|folder| (folder.clone(), depth + 1)));
            result.extend(folder.schemas.iter().cloned());
            if search == Search::All {
                result.extend(folder.next_schemas.iter().cloned());
            }
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
        let found = self.files.read(file).map(|text| Rc::new(scan(&text)));
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
        !self.ignored_roots.iter().any(|root| path.starts_with(root)) && self.files.is_ignored(path)
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

    fn config_among(&self, dir: &Path, listed: &[PathBuf]) -> Option<PathBuf> {
        let nested = dir.join(".config");
        let nested = if listed.contains(&nested) { self.files.list(&nested) } else { Vec::new() };
        let candidates = CONFIG_NAMES.iter().map(|name| dir.join(name));
        candidates.into_iter().find(|path| listed.contains(path) || nested.contains(path))
    }

    fn without_generated(&self, mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
        let outputs: Vec<PathBuf> = paths.iter().flat_map(|path| self.outputs(path)).collect();
        paths.retain(|path| !outputs.iter().any(|output| path.starts_with(output)));
        paths.sort();
        paths
    }
}

/// Folders in which no schema is looked for, whatever they hold.
fn is_never_searched(folder: &str) -> bool {
    folder.starts_with('.') || matches!(folder, "node_modules" | "migrations")
}
