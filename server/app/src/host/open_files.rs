//! The files as the user sees them: what is open in an editor over what is on the disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::host::disk::Disk;
use crate::host::open_documents::OpenDocuments;
use crate::host::virtual_path::is_virtual;
use model::project::{Entry, Files, Scan, matters, scan};

/// Open documents over the disk. The documents do not change; the disk may.
#[derive(Clone, Debug, Default)]
pub struct OpenFiles {
    disk: Arc<Disk>,
    open: Arc<OpenDocuments>,
    open_dirs: Arc<OnceLock<OpenDirs>>,
}

/// Each directory above an open document, with the entries of it that are or hold open documents.
type OpenDirs = FxHashMap<PathBuf, BTreeSet<PathBuf>>;

impl OpenFiles {
    /// The view of these documents and this disk.
    pub fn new(disk: Arc<Disk>, open: Arc<OpenDocuments>) -> OpenFiles {
        OpenFiles { disk, open, open_dirs: Arc::default() }
    }

    /// Lets go of what the disk holds at the path of an open document.
    pub fn release(&self, path: &Path) {
        self.disk.release(path);
    }

    /// The entries of `dir` that are open documents, or directories that hold some.
    fn open_in(&self, dir: &Path) -> impl Iterator<Item = &PathBuf> {
        self.open_dirs().get(dir).into_iter().flatten()
    }

    fn open_dirs(&self) -> &OpenDirs {
        self.open_dirs.get_or_init(|| {
            let mut dirs = OpenDirs::default();
            for path in self.open.paths() {
                let mut entry = path;
                while let Some(dir) = entry.parent() {
                    // Where the entry is known, so are all above it.
                    if !dirs.entry(dir.to_owned()).or_default().insert(entry.to_owned()) {
                        break;
                    }
                    entry = dir;
                }
            }
            dirs
        })
    }
}

impl Files for OpenFiles {
    fn read(&self, path: &Path) -> Option<Arc<str>> {
        match self.open.get(path) {
            Some(document) => Some(document.text()),
            None if is_virtual(path) => None,
            None => self.disk.read(path),
        }
    }

    fn scan(&self, path: &Path) -> Option<Scan> {
        match self.open.get(path) {
            Some(document) if document.schema().is_some() => Some(document.scan()),
            _ => self.read(path).map(|text| scan(&text)),
        }
    }

    fn why_unreadable(&self, path: &Path) -> Option<String> {
        if self.read(path).is_some() { None } else { self.disk.why_unreadable(path) }
    }

    fn is_dir(&self, path: &Path) -> bool {
        (!is_virtual(path) && self.disk.is_dir(path)) || self.open_dirs().contains_key(path)
    }

    fn list(&self, dir: &Path) -> Vec<PathBuf> {
        let mut paths = if is_virtual(dir) { Vec::new() } else { self.disk.list(dir) };
        let on_disk: FxHashSet<&PathBuf> = paths.iter().collect();
        let added: Vec<PathBuf> = self.open_in(dir).filter(|path| !on_disk.contains(path)).cloned().collect();
        paths.extend(added);
        paths
    }

    fn entries(&self, dir: &Path) -> Arc<[Entry]> {
        let on_disk = if is_virtual(dir) { Arc::new([]) } else { self.disk.entries(dir) };
        // Most folders hold no open document that the disk does not know.
        let known: FxHashSet<&PathBuf> = on_disk.iter().map(|entry| &entry.path).collect();
        let added: Vec<PathBuf> = self.open_in(dir).filter(|path| !known.contains(path)).cloned().collect();
        if added.is_empty() {
            return on_disk;
        }
        let added = added.into_iter().map(|path| Entry { is_dir: self.is_dir(&path), is_link: false, path });
        let mut entries: Vec<Entry> = on_disk.iter().cloned().chain(added.filter(matters)).collect();
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        entries.into()
    }

    fn link_target(&self, path: &Path) -> Option<PathBuf> {
        if is_virtual(path) { None } else { self.disk.link_target(path) }
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        self.disk.canonical(path)
    }

    fn is_ignored(&self, path: &Path) -> bool {
        !is_virtual(path) && self.disk.is_ignored(path)
    }
}
