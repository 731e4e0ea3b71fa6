//! Which modules export a client.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::project::normalize;
use rustc_hash::FxHashMap;

use crate::code::CodeFile;

/// How many modules are followed from an import to where the client is created.
const MAX_STEPS: u32 = 5;
/// How many modules with the same last name are looked at for a path with an alias.
const MAX_CANDIDATES: usize = 64;

/// The files that export a client, by the paths that import them.
#[derive(Debug, Default)]
pub(super) struct Clients {
    files: Vec<Arc<CodeFile>>,
    /// By the path without ending; a file `index` also by its folder, and the folder `src` by what it lies in.
    by_path: FxHashMap<PathBuf, Vec<u32>>,
    /// By the last part of these paths.
    by_name: FxHashMap<String, Vec<PathBuf>>,
}

impl Clients {
    /// Those of these files.
    pub(super) fn new(files: &[Arc<CodeFile>]) -> Clients {
        let mut clients = Clients::default();
        for file in files.iter().filter(|file| !file.exports.is_empty()) {
            let at = u32::try_from(clients.files.len()).unwrap_or(u32::MAX);
            clients.files.push(file.clone());
            for path in import_paths(&file.path) {
                if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
                    clients.by_name.entry(name.to_owned()).or_default().push(path.clone());
                }
                clients.by_path.entry(path).or_default().push(at);
            }
        }
        clients
    }

    /// Whether these files export the same.
    pub(super) fn is_of(&self, files: &[Arc<CodeFile>]) -> bool {
        let exporting = files.iter().filter(|file| !file.exports.is_empty());
        let is_same = |one: &Arc<CodeFile>, other: &Arc<CodeFile>| {
            Arc::ptr_eq(one, other) || (&one.path, &one.exports) == (&other.path, &other.exports)
        };
        exporting.clone().count() == self.files.len()
            && exporting.zip(&self.files).all(|(one, other)| is_same(one, other))
    }

    /// Whether a module, as the file at `from` writes it, exports a client by this name.
    pub(super) fn exports(&self, from: &Path, module: &str, name: &str) -> bool {
        self.follow(from, module, name, MAX_STEPS)
    }

    fn follow(&self, from: &Path, module: &str, name: &str, steps: u32) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return false };
        self.resolve(from, module).any(|file| {
            let is_it =
                |export: &&crate::code::Export| export.name == name || export.name == "*" || name == "*";
            file.exports.iter().filter(is_it).any(|export| match &export.from {
                None => true,
                Some(import) => {
                    let inner = if export.name == "*" { name } else { &import.name };
                    self.follow(&file.path, &import.module, inner, steps)
                }
            })
        })
    }

    /// The files that a module may be. A path that is not relative begins with an alias or the name of a package, so its end
    /// decides.
    fn resolve(&self, from: &Path, module: &str) -> impl Iterator<Item = &Arc<CodeFile>> {
        let mut found: Vec<&u32> = Vec::new();
        if module.starts_with('.') {
            let path = normalize(&from.parent().unwrap_or(Path::new("")).join(module));
            let exact = self.by_path.get(&path).or_else(|| self.by_path.get(&path.with_extension("")));
            found.extend(exact.into_iter().flatten());
        } else {
            let end = PathBuf::from(without_alias(module));
            let name = end.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let named = self.by_name.get(name).into_iter().flatten().take(MAX_CANDIDATES);
            for path in named.filter(|path| path.ends_with(&end)) {
                found.extend(self.by_path.get(path).into_iter().flatten());
            }
        }
        found.into_iter().filter_map(|at| self.files.get(*at as usize))
    }
}

/// What follows the alias or the scope in the path of a module: `lib/prisma` of `@/lib/prisma`, `db` of `@acme/db`.
fn without_alias(module: &str) -> &str {
    match module.split_once('/') {
        Some((first, rest)) if first.starts_with(['@', '~', '#', '$']) && !rest.is_empty() => rest,
        _ => module.trim_start_matches(['@', '~', '#', '$', '/']),
    }
}

/// The paths that an import may name a file by.
fn import_paths(path: &Path) -> Vec<PathBuf> {
    let stem = path.with_extension("");
    let mut paths = Vec::new();
    if stem.file_name().is_some_and(|name| name == "index")
        && let Some(folder) = stem.parent()
    {
        paths.push(folder.to_owned());
        if folder.file_name().is_some_and(|name| name == "src")
            && let Some(package) = folder.parent()
        {
            paths.push(package.to_owned());
        }
    }
    paths.push(stem);
    paths
}
