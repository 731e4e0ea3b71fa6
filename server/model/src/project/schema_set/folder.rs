//! What lies directly in one folder, as far as schemas are concerned.

use std::path::{Path, PathBuf};

use crate::project::paths::{CONFIG_NAMES, is_config_name, name};
use crate::project::vfs::{Entry, Files};

/// What lies directly in a folder, in the order of names.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The schema files.
    pub(super) schemas: Vec<PathBuf>,
    /// The folders that may hold schema files.
    pub(super) folders: Vec<PathBuf>,
    /// Folders that build tools write copies to. Only what names such a folder means what lies there.
    pub(super) outputs: Vec<PathBuf>,
    /// Links to schema files and folders.
    pub(super) links: Vec<PathBuf>,
    /// The configuration file of this folder.
    pub(super) config: Option<PathBuf>,
    /// The folder itself.
    pub(super) dir: PathBuf,
    /// Whether it has a `package.json`: a package of its own.
    pub(super) is_package: bool,
    /// Whether it is the top of a repository.
    pub(super) is_repository: bool,
}

impl Folder {
    /// Looks at a folder.
    pub(super) fn at(files: &dyn Files, dir: &Path) -> Folder {
        let mut folder = Folder { dir: dir.to_owned(), ..Folder::default() };
        let entries = files.entries(dir);
        folder.config = config_among(files, dir, &entries);
        for Entry { path, is_dir, is_link } in entries.iter() {
            match name(path) {
                "package.json" => folder.is_package = true,
                ".git" => folder.is_repository = true,
                file if file.ends_with(".prisma") && !is_dir => {
                    folder.schemas.push(path.clone());
                    folder.links.extend(is_link.then(|| path.clone()));
                }
                file if *is_dir && is_output(file) => folder.outputs.push(path.clone()),
                file if *is_dir && !is_never_searched(file) => {
                    folder.folders.push(path.clone());
                    folder.links.extend(is_link.then(|| path.clone()));
                }
                _ => {}
            }
        }
        folder
    }
}

fn config_among(files: &dyn Files, dir: &Path, entries: &[Entry]) -> Option<PathBuf> {
    let has = |entries: &[Entry], path: &Path| entries.iter().any(|entry| entry.path == path);
    let nested = dir.join(".config");
    let nested = has(entries, &nested).then(|| files.entries(&nested));
    if nested.is_none() && !entries.iter().any(is_config) {
        return None;
    }
    let mut candidates = CONFIG_NAMES.iter().map(|name| dir.join(name));
    candidates.find(|path| has(entries, path) || nested.as_ref().is_some_and(|nested| has(nested, path)))
}

fn is_config(entry: &Entry) -> bool {
    is_config_name(name(&entry.path))
}

/// Folders in which no schema is looked for, whatever they hold.
pub(super) fn is_never_searched(folder: &str) -> bool {
    folder.starts_with('.') || matches!(folder, "node_modules" | "migrations")
}

/// Folders that build tools write to.
pub(super) fn is_output(folder: &str) -> bool {
    matches!(
        folder,
        "dist" | "build" | "coverage" | "out" | ".next" | ".nuxt" | ".output" | ".turbo" | ".svelte-kit"
    )
}
