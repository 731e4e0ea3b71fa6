//! The files on the disk, read once and looked at again only when something may have changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use dashmap::DashMap;
use rustc_hash::FxBuildHasher;

use crate::host::ignored::IgnoreRules;
use crate::project::Files;

/// A cached view of the disk.
///
/// What was read stays true until [`Disk::suspect_all`] or [`Disk::forget`]. A text whose file turns out to be the same
/// stays the very same `Arc`, so that what was computed from it can be kept.
#[derive(Debug, Default)]
pub struct Disk {
    generation: AtomicU64,
    stamps: Cache<(u64, Option<Stamp>)>,
    texts: Cache<(Stamp, Option<Arc<str>>)>,
    listings: Cache<(Stamp, Arc<[PathBuf]>)>,
    ignored: Cache<(u64, bool)>,
    rules: IgnoreRules,
}

type Cache<T> = DashMap<PathBuf, T, FxBuildHasher>;

/// What tells that a file or directory is another than before.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stamp {
    kind: Kind,
    len: u64,
    modified: Option<SystemTime>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    File,
    Dir,
    /// Pipes and devices, which could be read for ever, and links to a directory above, which could be followed for
    /// ever.
    Other,
}

impl Disk {
    /// A view of which nothing is known yet.
    pub fn new() -> Disk {
        Disk::default()
    }

    /// From now on, looks whether a file or directory has changed before its old content is given out again.
    pub fn suspect_all(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
    }

    /// Forgets what is known of a path that is said to have changed, appeared or gone: two changes may be too close to
    /// each other for the clock of the disk.
    pub fn forget(&self, path: &Path) {
        self.texts.remove(path);
        self.listings.remove(path);
        if let Some(dir) = path.parent() {
            self.listings.remove(dir);
        }
        self.suspect_all();
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let generation = self.generation.load(Ordering::SeqCst);
        if let Some((checked, stamp)) = get(&self.stamps, path)
            && checked == generation
        {
            return stamp;
        }
        let stamp = std::fs::metadata(path).ok().map(|metadata| Stamp {
            kind: match (metadata.is_file(), metadata.is_dir()) {
                (true, _) => Kind::File,
                (_, true) if !leads_back(path) => Kind::Dir,
                _ => Kind::Other,
            },
            len: metadata.len(),
            modified: metadata.modified().ok(),
        });
        self.stamps.insert(path.to_owned(), (generation, stamp));
        stamp
    }
}

impl Files for Disk {
    fn read(&self, path: &Path) -> Option<Arc<str>> {
        let stamp = self.stamp(path).filter(|stamp| stamp.kind == Kind::File)?;
        if let Some((of, text)) = get(&self.texts, path)
            && of == stamp
        {
            return text;
        }
        let text: Option<Arc<str>> = std::fs::read_to_string(path).ok().map(Arc::from);
        self.texts.insert(path.to_owned(), (stamp, text.clone()));
        text
    }

    fn is_dir(&self, path: &Path) -> bool {
        self.stamp(path).is_some_and(|stamp| stamp.kind == Kind::Dir)
    }

    fn list(&self, dir: &Path) -> Vec<PathBuf> {
        let Some(stamp) = self.stamp(dir).filter(|stamp| stamp.kind == Kind::Dir) else { return Vec::new() };
        if let Some((of, paths)) = get(&self.listings, dir)
            && of == stamp
        {
            return paths.to_vec();
        }
        let entries = std::fs::read_dir(dir).into_iter().flatten();
        let paths: Arc<[PathBuf]> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        self.listings.insert(dir.to_owned(), (stamp, paths.clone()));
        paths.to_vec()
    }

    fn is_ignored(&self, path: &Path) -> bool {
        let generation = self.generation.load(Ordering::SeqCst);
        if let Some((checked, ignored)) = get(&self.ignored, path)
            && checked == generation
        {
            return ignored;
        }
        let ignored = self.rules.is_ignored(self, path);
        self.ignored.insert(path.to_owned(), (generation, ignored));
        ignored
    }
}

fn get<T: Clone>(cache: &Cache<T>, path: &Path) -> Option<T> {
    cache.get(path).map(|entry| entry.value().clone())
}

fn leads_back(dir: &Path) -> bool {
    let is_link = std::fs::symlink_metadata(dir).is_ok_and(|metadata| metadata.is_symlink());
    let above = dir.parent().filter(|_| is_link).and_then(|above| above.canonicalize().ok());
    above.is_some_and(|above| dir.canonicalize().is_ok_and(|target| above.starts_with(target)))
}
