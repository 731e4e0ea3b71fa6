//! The files as the user sees them: what is open in an editor over what is on the disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::host::disk::Disk;
use crate::host::documents::OpenDocuments;
use crate::host::virtual_path::is_virtual;
use model::project::{Entry, Files, Scan, matters, scan};

/// Open documents over the disk. The documents do not change; the disk may.
#[derive(Clone, Debug, Default)]
pub struct OpenFiles {
    disk: Arc<Disk>,
    open: Arc<OpenDocuments>,
}

impl OpenFiles {
    /// The view of these documents and this disk.
    pub fn new(disk: Arc<Disk>, open: Arc<OpenDocuments>) -> OpenFiles {
        OpenFiles { disk, open }
    }

    /// Lets go of what the disk holds at the path of an open document.
    pub fn release(&self, path: &Path) {
        self.disk.release(path);
    }

    /// What open documents there are in `dir`, and the directories in it that hold others; some of them repeatedly.
    fn open_in(&self, dir: &Path) -> impl Iterator<Item = PathBuf> {
        let depth = dir.components().count();
        let below = self.open.keys().filter(move |open| open.starts_with(dir) && *open != dir);
        below.map(move |open| open.components().take(depth + 1).collect())
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

    fn is_dir(&self, path: &Path) -> bool {
        (!is_virtual(path) && self.disk.is_dir(path))
            || self.open.keys().any(|open| open != path && open.starts_with(path))
    }

    fn list(&self, dir: &Path) -> Vec<PathBuf> {
        let mut paths = if is_virtual(dir) { Vec::new() } else { self.disk.list(dir) };
        let on_disk = paths.len();
        for inside in self.open_in(dir) {
            if !paths.contains(&inside) {
                paths.push(inside);
            }
        }
        // The map has no order, and answers should.
        if let Some(added) = paths.get_mut(on_disk..) {
            added.sort();
        }
        paths
    }

    fn entries(&self, dir: &Path) -> Arc<[Entry]> {
        let on_disk = if is_virtual(dir) { Arc::new([]) } else { self.disk.entries(dir) };
        // Most folders hold no open document that the disk does not know.
        let is_new = |path: &PathBuf| !on_disk.iter().any(|entry| entry.path == *path);
        let added: BTreeSet<PathBuf> = self.open_in(dir).filter(is_new).collect();
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

    fn is_ignored(&self, path: &Path) -> bool {
        !is_virtual(path) && self.disk.is_ignored(path)
    }
}
