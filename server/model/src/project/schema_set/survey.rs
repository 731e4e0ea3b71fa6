//! One look at the files: what was listed, read and scanned is kept until the question is answered.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::project::config::PrismaConfig;
use crate::project::package_json::PackageJson;
use crate::project::paths::{ancestors, name, resolve};
use crate::project::scan::Scan;
use crate::project::schema_set::folder::{Folder, is_never_searched, is_output};
use crate::project::vfs::Files;
use syntax::Dialect;

/// How deep below its top a folder is searched. Real folders are less deep; a loop of links is not.
const MAX_DEPTH: usize = 24;

/// How many folders the search for the files of one schema visits. A schema in a home directory must not make us read all
/// of it.
const MAX_FOLDERS: usize = 2_000;

/// How many folders are visited to find configurations and links that lead to a schema from elsewhere.
const MAX_FOLDERS_AROUND: usize = 512;

/// How many files with a datasource are looked at to tell whether there is only one.
const MAX_DATASOURCES: usize = 16;

/// The same for the search through all that the user opened, which is only made when it is asked for.
const MAX_FOLDERS_OF_ALL: usize = 200_000;

/// Folders whose schema files are made up for tests and no part of what surrounds them.
pub(super) const TEST_FOLDERS: [&str; 5] = ["test", "tests", "__tests__", "fixtures", "__fixtures__"];

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
    around: RefCell<FxHashMap<PathBuf, Rc<Surroundings>>>,
    /// The folders below which a search ended at its limit.
    cut: RefCell<Vec<PathBuf>>,
    /// Roots that git ignores themselves: below them its opinion says nothing.
    ignored_roots: Vec<&'f Path>,
}

/// Why a folder is searched, which decides what is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// A configuration names the folder: Prisma itself loads what lies there, of either dialect.
    Named,
    /// Files are sought that share a datasource: not in other packages, nor in what git ignores.
    Shared,
    /// Schemas are sought: not in what git ignores; files of the Prisma 8 dialect count.
    All,
}

/// The folders that links have led to during a search.
struct FollowedLinks<'f> {
    files: &'f dyn Files,
    /// The paths that were reached through a link, and those without links that they stand for.
    real: FxHashMap<PathBuf, PathBuf>,
    seen: FxHashSet<PathBuf>,
}

impl FollowedLinks<'_> {
    fn new(files: &dyn Files) -> FollowedLinks<'_> {
        FollowedLinks { files, real: FxHashMap::default(), seen: FxHashSet::default() }
    }

    /// Whether a folder in another one is to be visited: no link has led to it before. One that no link leads to always is.
    fn is_new(&mut self, parent: &Folder, path: &Path) -> bool {
        let is_output = || parent.outputs.iter().any(|output| output == path);
        let is_link = parent.links.iter().any(|link| link == path)
            || is_output() && self.files.link_target(path).is_some();
        if !is_link && !self.real.contains_key(&parent.dir) {
            return true;
        }
        let Some(real) = self.files.canonical(path) else { return true };
        self.real.insert(path.to_owned(), real.clone());
        self.seen.insert(real)
    }
}

/// What around a schema may lead to it.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    /// The configurations.
    pub(super) configs: Vec<PathBuf>,
    /// The folders of packages.
    pub(super) packages: Vec<PathBuf>,
    /// Links to schema files and folders, and where they lead.
    pub(super) links: Vec<(PathBuf, PathBuf)>,
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
            around: RefCell::default(),
            cut: RefCell::default(),
            ignored_roots: roots.iter().map(PathBuf::as_path).filter(|root| files.is_ignored(root)).collect(),
        }
    }

    /// What lies directly in `dir`.
    pub(super) fn folder(&self, dir: &Path) -> Rc<Folder> {
        if let Some(folder) = self.lists.borrow().get(dir) {
            return Rc::clone(folder);
        }
        self.keep(dir, Folder::at(self.files, dir))
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
            let read: Vec<Folder> = unknown.par_iter().map(|dir| Folder::at(files, dir)).collect();
            unknown.into_iter().zip(read).for_each(|(dir, folder)| drop(self.keep(dir, folder)));
        }
        dirs.iter().map(|dir| self.folder(dir)).collect()
    }

    fn keep(&self, dir: &Path, folder: Folder) -> Rc<Folder> {
        let folder = Rc::new(folder);
        self.lists.borrow_mut().insert(dir.to_owned(), Rc::clone(&folder));
        folder
    }

    /// The schema files below `dir`, left out what a generator of these files writes.
    pub(super) fn below(&self, dir: &Path, search: Search) -> Vec<PathBuf> {
        let mut found = self.listed_below(dir, search);
        self.scan_all(&found);
        if search == Search::Shared {
            found.retain(|path| !self.is_next(path));
        }
        self.without_generated(found)
    }

    /// The names of the schema files below `dir`, none of them read.
    fn listed_below(&self, dir: &Path, search: Search) -> Vec<PathBuf> {
        let mut result = Vec::new();
        let most = if search == Search::All { MAX_FOLDERS_OF_ALL } else { MAX_FOLDERS };
        self.walk(dir, most, MAX_DEPTH, search, |folder| result.extend(folder.schemas.iter().cloned()));
        if search != Search::Named {
            result.retain(|path| !self.is_ignored(path));
        }
        result
    }

    /// Visits the folders below `dir`, level by level. Links are followed, to each folder once: they may form loops and fans.
    fn walk(&self, dir: &Path, most: usize, deepest: usize, search: Search, mut visit: impl FnMut(&Folder)) {
        let mut level = vec![dir.to_owned()];
        let mut visited = 0;
        let mut links = FollowedLinks::new(self.files);
        for depth in 0..=deepest {
            if level.len() > most - visited && search != Search::All {
                self.cut.borrow_mut().push(dir.to_owned());
            }
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
                let outputs = folder.outputs.iter().filter(|_| search == Search::Named);
                let inner = folder.folders.iter().chain(outputs);
                entered.extend(inner.filter(|path| links.is_new(&folder, path)).cloned());
                visit(&folder);
            }
            level = match search {
                Search::Named => entered,
                Search::Shared | Search::All => self.without_ignored(entered),
            };
        }
    }

    /// Whether the search for the files of a schema ended at a limit.
    pub(super) fn is_cut(&self, root: &Path) -> bool {
        self.cut.borrow().iter().any(|dir| root.starts_with(dir) || dir.starts_with(root))
    }

    /// The configurations and links around a file: in the folder that the user opened, or else in its repository or the
    /// outermost package. Only the upper folders of a large one are looked at.
    pub(super) fn around(&self, file: &Path) -> Rc<Surroundings> {
        const DEPTH: usize = 5;
        let opened = self.roots.iter().filter(|root| file.starts_with(root) && root.as_path() != file);
        let opened = opened.min_by_key(|root| root.as_os_str().len()).map(PathBuf::as_path);
        let top = opened
            .or_else(|| ancestors(file).find(|dir| self.folder(dir).is_repository))
            .or_else(|| ancestors(file).filter(|dir| self.folder(dir).is_package).last());
        let Some(top) = top else { return Rc::default() };
        if let Some(known) = self.around.borrow().get(top) {
            return Rc::clone(known);
        }
        let mut found = Surroundings::default();
        let cut = self.cut.borrow().len();
        self.walk(top, MAX_FOLDERS_AROUND, DEPTH, Search::All, |folder| {
            found.configs.extend(folder.config.clone());
            found.packages.extend(folder.is_package.then(|| folder.dir.clone()));
            let target = |link: &PathBuf| Some((link.clone(), self.target(link)?));
            found.links.extend(folder.links.iter().filter_map(target));
        });
        self.cut.borrow_mut().truncate(cut);
        let found = Rc::new(found);
        self.around.borrow_mut().insert(top.to_owned(), Rc::clone(&found));
        found
    }

    /// Where a link leads in the end.
    fn target(&self, link: &Path) -> Option<PathBuf> {
        const MAX_LINKS: usize = 8;
        let next = |path: &PathBuf| self.files.link_target(path);
        std::iter::successors(next(&link.to_owned()), next).take(MAX_LINKS).last()
    }

    /// Where a file of the schema at `root` lies, if the schema has it through a link. Links above what was opened are the
    /// user's own business.
    pub(super) fn real(&self, path: &Path, root: &Path) -> Option<PathBuf> {
        let opened = self.roots.iter().filter(|root| path.starts_with(root));
        let top = opened.min_by_key(|root| root.as_os_str().len()).map_or(root, PathBuf::as_path);
        let below = path.ancestors().take_while(|part| *part != top && part.starts_with(top));
        below.into_iter().find_map(|part| {
            let is_link = self.lists.borrow().get(part.parent()?)?.links.iter().any(|link| link == part);
            let target = is_link.then(|| self.target(part)).flatten()?;
            let rest = path.strip_prefix(part).ok()?;
            let real = if rest.as_os_str().is_empty() { target } else { target.join(rest) };
            // One that leads nowhere keeps its name: that is what has to be corrected.
            self.scan(&real).map(|_| real)
        })
    }

    /// Whether a file says that it is written in the Prisma 8 dialect. Such a file is part of a schema of several only
    /// where a configuration of Prisma 8 names them.
    pub(super) fn is_next(&self, file: &Path) -> bool {
        self.scan(file).is_some_and(|scan| scan.dialect == Dialect::PrismaNext)
    }

    /// Scans many files, several at a time.
    fn scan_all(&self, paths: &[PathBuf]) {
        let unknown: Vec<&PathBuf> = {
            let known = self.scans.borrow();
            paths.iter().filter(|path| !known.contains_key(*path)).collect()
        };
        if unknown.len() < MANY {
            return;
        }
        let files = self.files;
        let found: Vec<Option<Scan>> = unknown.par_iter().map(|path| files.scan(path)).collect();
        let found = unknown.into_iter().cloned().zip(found.into_iter().map(|scan| scan.map(Rc::new)));
        self.scans.borrow_mut().extend(found);
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

    /// The schema files with a datasource below `dir`, left out those that git ignores and generated copies. Nobody needs to
    /// know more than that there are several, so not all of many are looked at.
    pub(super) fn datasources_below(&self, dir: &Path) -> Rc<Vec<PathBuf>> {
        if let Some(found) = self.datasources.borrow().get(dir) {
            return Rc::clone(found);
        }
        let listed = self.listed_below(dir, Search::Shared);
        let found = listed.into_iter().filter(|path| self.has_datasource(path) && !self.is_next(path));
        let found = Rc::new(self.without_generated(found.take(MAX_DATASOURCES).collect()));
        self.datasources.borrow_mut().insert(dir.to_owned(), Rc::clone(&found));
        found
    }

    /// Whether the folder of a file with a datasource holds another such file.
    pub(super) fn has_rival(&self, file: &Path) -> bool {
        let Some(dir) = file.parent() else { return false };
        let folder = self.folder(dir);
        let mut others = folder.schemas.iter().filter(|path| path.as_path() != file);
        others.any(|path| self.has_datasource(path) && !self.is_next(path) && !self.is_ignored(path))
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
        let found = PrismaConfig::load(self.files, path, self.roots).map(Rc::new);
        self.configs.borrow_mut().insert(path.to_owned(), found.clone());
        found
    }

    /// Whether a path lies where no schema is looked for, seen from the root that holds it.
    pub(super) fn is_excluded(&self, file: &Path) -> bool {
        let root =
            self.roots.iter().filter(|root| file.starts_with(root)).max_by_key(|root| root.as_os_str().len());
        let inside = root.and_then(|root| file.strip_prefix(root).ok());
        let never = |dir: &Path| match inside {
            Some(_) => is_never_searched(name(dir)) || is_output(name(dir)),
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

fn is_ignored(files: &dyn Files, except: &[&Path], path: &Path) -> bool {
    !except.iter().any(|root| path.starts_with(root)) && files.is_ignored(path)
}
