//! Which schema a file of code asks, where an application has several.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::project::{Files, PackageJson, SchemaSet, ancestors};
use model::schema::Schema;
use queries::code::CodeFile;
use queries::link::{Application, Delegates, Query};
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

    /// The calls of an application by schema, each in the order of files and text. `schemas` are those that this was made of.
    pub(crate) fn queries_by_schema<'a>(
        &mut self,
        application: &'a Application,
        schemas: &[&Schema],
    ) -> Vec<Vec<Query<'a>>> {
        let delegates: Vec<Delegates> = schemas.iter().map(|schema| Delegates::of(schema)).collect();
        let of_schema = |(at, own): (usize, &Delegates)| {
            let owns = |path: &Path, delegate: &str| {
                let having = delegates.iter().enumerate().filter(|(_, it)| it.get(delegate).is_some());
                self.owner(path, having.map(|(at, _)| at)) == Some(at)
            };
            application.queries(own, owns)
        };
        delegates.iter().enumerate().map(of_schema).collect()
    }

    /// The schema whose client a file uses, by its calls, else by where it is.
    pub(crate) fn owner_of_file(&mut self, file: &CodeFile, queries: &[Vec<Query<'_>>]) -> Option<usize> {
        let number = |of_schema: &Vec<Query<'_>>| {
            let start = of_schema.partition_point(|query| query.file.path < file.path);
            of_schema.iter().skip(start).take_while(|query| query.file.path == file.path).count()
        };
        let most = queries
            .iter()
            .map(number)
            .enumerate()
            .max_by_key(|(at, count)| (*count, std::cmp::Reverse(*at)))?;
        if most.1 > 0 { Some(most.0) } else { self.owner(&file.path, 0..queries.len()) }
    }

    /// Of the schemas with these indexes, the one that the file at `path` asks: that of its own package, else of a package that it
    /// depends on, else the nearest by path.
    pub(crate) fn owner(&mut self, path: &Path, candidates: impl Iterator<Item = usize>) -> Option<usize> {
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
