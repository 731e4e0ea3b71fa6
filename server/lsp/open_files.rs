//! The files as the user sees them: what is open in the editor over what is on the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::host::Disk;
use crate::lsp::documents::OpenDocuments;
use crate::lsp::uri;
use crate::project::Files;

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
}

impl Files for OpenFiles {
    fn read(&self, path: &Path) -> Option<Arc<str>> {
        match self.open.get(path) {
            Some(document) => Some(document.text()),
            None if uri::is_invented(path) => None,
            None => self.disk.read(path),
        }
    }

    fn is_dir(&self, path: &Path) -> bool {
        (!uri::is_invented(path) && self.disk.is_dir(path))
            || self.open.keys().any(|open| open != path && open.starts_with(path))
    }

    fn list(&self, dir: &Path) -> Vec<PathBuf> {
        let mut paths = if uri::is_invented(dir) { Vec::new() } else { self.disk.list(dir) };
        let on_disk = paths.len();
        for open in self.open.keys().filter(|open| open.starts_with(dir)) {
            let depth = dir.components().count();
            let inside: PathBuf = open.components().take(depth + 1).collect();
            if inside != dir && !paths.contains(&inside) {
                paths.push(inside);
            }
        }
        // The map has no order, and answers should.
        if let Some(added) = paths.get_mut(on_disk..) {
            added.sort();
        }
        paths
    }

    fn is_ignored(&self, path: &Path) -> bool {
        !uri::is_invented(path) && self.disk.is_ignored(path)
    }
}
