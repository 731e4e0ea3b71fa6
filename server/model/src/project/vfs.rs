//! The read-only view of files that all decisions are taken on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::project::paths::{is_config_name, name};
use crate::project::scan::{Scan, scan};

/// What the decisions of this layer may see of the world. Paths are absolute and without `.` or `..` parts.
///
/// The implementor decides where text comes from; an open buffer must win over the file on the disk, and may exist
/// where the disk has nothing. Questions are answered without an error: what cannot be read does not exist.
///
/// Many threads may ask at the same time.
pub trait Files: Sync {
    /// The text of a file, or `None` when there is no such file or it is no text.
    fn read(&self, path: &Path) -> Option<Arc<str>>;

    /// Why there is no text of a file that exists, as the end of a sentence that begins with its path: it is not UTF-8, no regular
    /// file, too large, or refused by the system. `None` for a folder, for what is not there, and for a file that can be read.
    fn why_unreadable(&self, _path: &Path) -> Option<String> {
        None
    }

    /// Whether there is a file at `path`, readable or not.
    fn has_file(&self, path: &Path) -> bool {
        self.read(path).is_some() || self.why_unreadable(path).is_some()
    }

    /// What is known of a schema file without parsing it, or `None` as of [`Files::read`].
    fn scan(&self, path: &Path) -> Option<Scan> {
        self.read(path).map(|text| scan(&text))
    }

    /// Whether there is a directory at `path`.
    fn is_dir(&self, path: &Path) -> bool;

    /// The files and directories directly inside `dir`, as full paths, in any order; open buffers without a file too.
    fn list(&self, dir: &Path) -> Vec<PathBuf>;

    /// Of what [`Files::list`] gives, that which [matters], in the order of paths. The search for schemas goes
    /// through whole repositories with it, and most of what lies there is the source text of another type.
    fn entries(&self, dir: &Path) -> Arc<[Entry]> {
        let entry = |path: PathBuf| {
            let is_link = self.link_target(&path).is_some();
            Entry { is_dir: self.is_dir(&path), is_link, path }
        };
        let mut entries: Vec<Entry> = self.list(dir).into_iter().map(entry).filter(matters).collect();
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        entries.into()
    }

    /// Where a link leads to, one step, as a path of the same kind; `None` for what is no link.
    fn link_target(&self, _path: &Path) -> Option<PathBuf> {
        None
    }

    /// The path of a file or directory without links, by which it is known whatever led to it; `None` where nothing is known of links.
    fn canonical(&self, _path: &Path) -> Option<PathBuf> {
        None
    }

    /// Whether git ignores `path`, by any `.gitignore` above it.
    fn is_ignored(&self, path: &Path) -> bool;
}

/// Something in a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its full path.
    pub path: PathBuf,
    /// Whether it is a directory, or a link to one.
    pub is_dir: bool,
    /// Whether it is a link.
    pub is_link: bool,
}

/// Whether an entry may have to do with which files form a schema: directories, schema files, and what a package or a
/// repository is told by.
pub fn matters(entry: &Entry) -> bool {
    let name = name(&entry.path);
    let is_mark = matches!(name, "package.json" | ".git" | ".gitignore");
    entry.is_dir || is_mark || name.ends_with(".prisma") || is_config_name(name)
}

/// Files that exist in memory only: for tests, and for text that comes from standard input.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles {
    texts: BTreeMap<PathBuf, Arc<str>>,
    dirs: BTreeSet<PathBuf>,
    ignored: BTreeSet<PathBuf>,
}

impl MemoryFiles {
    /// A view without any file.
    pub fn new() -> MemoryFiles {
        MemoryFiles::default()
    }

    /// Adds or replaces a file; the directories above it exist from then on.
    pub fn insert(&mut self, path: impl Into<PathBuf>, text: impl Into<Arc<str>>) {
        let path = path.into();
        self.dirs.extend(path.ancestors().skip(1).map(Path::to_owned));
        self.texts.insert(path, text.into());
    }

    /// Removes a file; its directories stay.
    pub fn remove(&mut self, path: &Path) {
        self.texts.remove(path);
    }

    /// Makes git ignore this file, or this directory and all below it.
    pub fn ignore(&mut self, path: impl Into<PathBuf>) {
        self.ignored.insert(path.into());
    }
}

impl<P: Into<PathBuf>, T: Into<Arc<str>>> FromIterator<(P, T)> for MemoryFiles {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(files: I) -> MemoryFiles {
        let mut result = MemoryFiles::new();
        for (path, text) in files {
            result.insert(path, text);
        }
        result
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &Path) -> Option<Arc<str>> {
        self.texts.get(path).cloned()
    }

    fn is_dir(&self, path: &Path) -> bool {
        self.dirs.contains(path)
    }

    fn list(&self, dir: &Path) -> Vec<PathBuf> {
        let inside = |path: &&PathBuf| path.parent() == Some(dir);
        self.texts.keys().filter(inside).chain(self.dirs.iter().filter(inside)).cloned().collect()
    }

    fn is_ignored(&self, path: &Path) -> bool {
        path.ancestors().any(|above| self.ignored.contains(above))
    }
}
