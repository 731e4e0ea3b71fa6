//! Which schema a file of code asks, where an application has several.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::project::{Files, PackageJson, SchemaSet, ancestors};
use queries::code::CodeFile;
use queries::link::{Application, Delegates, FileOwners, ProjectCode};
use rustc_hash::FxHashMap;

/// Which schema a file of code asks.
pub(crate) struct Ownership<'f> {
    files: &'f dyn Files,
    homes: Vec<Home>,
    /// The nearest package of each folder that was asked for.
    packages: FxHashMap<PathBuf, Option<Arc<Package>>>,
}

/// Where a schema is at home.
#[derive(Debug)]
struct Home {
    folder: PathBuf,
    package: Option<Arc<Package>>,
}

#[derive(Debug)]
struct Package {
    folder: PathBuf,
    json: PackageJson,
}

impl<'f> Ownership<'f> {
    /// The ownership among these schemas.
    pub(crate) fn new(files: &'f dyn Files, sets: &[SchemaSet]) -> Ownership<'f> {
        let mut ownership = Ownership { files, homes: Vec::new(), packages: FxHashMap::default() };
        for set in sets {
            let folder = if files.is_dir(&set.root) {
                set.root.as_path()
            } else {
                set.root.parent().unwrap_or(&set.root)
            };
            let package = ownership.package(folder);
            ownership.homes.push(Home { folder: folder.to_owned(), package });
        }
        ownership
    }

    /// The code of an application by schema. `delegates` are the models of each, by the names that the client gives them.
    pub(crate) fn assign(
        &mut self,
        application: &Arc<Application>,
        delegates: &[Delegates],
    ) -> Vec<ProjectCode> {
        let files = application.files().iter();
        let has = |at: usize, name: &str| delegates.get(at).is_some_and(|own| own.get(name).is_some());
        let owners = files.map(|file| self.owners(application, file, has));
        ProjectCode::new(application, delegates.len(), owners)
    }

    /// Which schemas a file of an application asks; `has` tells whether the schema with this index has a model that the client calls so. A call of a model that none has goes to the nearest schema, where its model may
    /// be in the making.
    pub(super) fn owners(
        &mut self,
        application: &Application,
        file: &CodeFile,
        has: impl Fn(usize, &str) -> bool,
    ) -> FileOwners {
        let all = 0..self.homes.len();
        FileOwners::of(application, file, |delegate| {
            let has_it = |at: &usize| delegate.is_none_or(|name| has(*at, name));
            self.owner(&file.path, all.clone().filter(has_it)).or_else(|| self.owner(&file.path, all.clone()))
        })
    }

    /// Of the schemas with these indexes, the one that the file at `path` asks: that of its own package, else of a package that it
    /// depends on, else the nearest by path.
    fn owner(&mut self, path: &Path, candidates: impl Iterator<Item = usize>) -> Option<usize> {
        let package = path.parent().and_then(|folder| self.package(folder));
        let rank = |at: usize| {
            let home = self.homes.get(at)?;
            let closeness = match (&package, &home.package) {
                (Some(own), Some(other)) if own.folder == other.folder => 2,
                (Some(own), Some(other)) => {
                    u8::from(other.json.name().is_some_and(|name| own.json.range_of(name).is_some()))
                }
                _ => 0,
            };
            let shared = home.folder.components().zip(path.components()).take_while(|(a, b)| a == b).count();
            Some((closeness, shared))
        };
        // The first of equal ones.
        candidates
            .filter_map(|at| Some((rank(at)?, at)))
            .max_by_key(|(rank, at)| (*rank, std::cmp::Reverse(*at)))
            .map(|(_, at)| at)
    }

    fn package(&mut self, folder: &Path) -> Option<Arc<Package>> {
        if let Some(known) = self.packages.get(folder) {
            return known.clone();
        }
        let inside = folder.join("_");
        let found = ancestors(&inside).find_map(|dir| {
            let json = PackageJson::in_dir(self.files, dir)?;
            Some(Arc::new(Package { folder: dir.to_owned(), json }))
        });
        self.packages.insert(folder.to_owned(), found.clone());
        found
    }
}
