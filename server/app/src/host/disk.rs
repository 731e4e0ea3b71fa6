//! A cached view of the disk: files are read once, and checked again only if they may have changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use dashmap::DashMap;
use rustc_hash::FxBuildHasher;

use crate::host::ignored::IgnoreRules;
use crate::host::reading::{Unreadable, read_text};
use model::project::{Entry, Files, is_config_name, matters, normalize};

/// A cached view of the disk.
///
/// Cached content is valid until [`Disk::suspect_all`] or [`Disk::forget`]. The text of an unchanged file stays the
/// same `Arc`, so that results computed from it can be cached.
#[derive(Debug, Default)]
pub struct Disk {
    generation: AtomicU64,
    searched: AtomicU64,
    stamps: Cache<(u64, Option<Stamp>)>,
    texts: Cache<(Stamp, FileText)>,
    listings: Cache<(Stamp, Arc<[Entry]>)>,
    problems: Cache<String>,
    rules: IgnoreRules,
}

/// The text of a file, or why there is none; `Err(None)` for a folder.
type FileText = Result<Arc<str>, Option<Arc<str>>>;

/// Why a file is not read whose path is no text.
pub(crate) const NOT_TEXT: &str = "its path is not valid UTF-8. Rename it.";

type Cache<T> = DashMap<PathBuf, T, FxBuildHasher>;

/// Identifies a version of a file or directory.
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
    /// Pipes and devices, which could be read forever, and links to a parent directory, which could be followed
    /// forever.
    Other,
}

impl Disk {
    /// An empty cache.
    pub fn new() -> Disk {
        Disk::default()
    }

    /// Marks everything as possibly changed: each file and directory is checked before its cached content is used
    /// again.
    pub fn suspect_all(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
    }

    /// The number of directories listed so far, including cached ones.
    pub fn searched(&self) -> u64 {
        self.searched.load(Ordering::Relaxed)
    }

    /// Removes a path that was reported as changed, created or deleted: two changes may be too close for the timestamps
    /// of the disk.
    pub fn forget(&self, path: &Path) {
        self.texts.remove(path);
        self.listings.remove(path);
        if let Some(dir) = path.parent() {
            self.listings.remove(dir);
        }
        self.suspect_all();
    }

    /// Drops the text of a file that is not needed soon.
    pub fn release(&self, path: &Path) {
        self.texts.remove(path);
    }

    /// Whether the disk differs from what was read of it, or a path exists now that was missing. Repositories' own folders do
    /// not count: git writes into them all the time.
    pub fn has_changed(&self) -> bool {
        let is_own = |path: &Path| path.components().any(|part| part.as_os_str() == ".git");
        let mut stamps = self.stamps.iter().filter(|entry| !is_own(entry.key()));
        stamps.any(|entry| entry.value().1 != Stamp::of(entry.key()))
    }

    /// What was left out of listings below a folder, and why: folders that cannot be listed, and schemas whose names are no text.
    pub fn problems_below(&self, folder: &Path) -> Vec<(PathBuf, String)> {
        let found = self.problems.iter().filter(|problem| problem.key().starts_with(folder));
        let mut found: Vec<(PathBuf, String)> =
            found.map(|problem| (problem.key().clone(), problem.value().clone())).collect();
        found.sort();
        found
    }

    /// The paths in a folder, with the kinds that the listing has. A folder that cannot be listed is noted.
    fn read_dir(&self, dir: &Path) -> Vec<std::fs::DirEntry> {
        self.problems.remove(dir);
        match std::fs::read_dir(dir) {
            Ok(entries) => entries.filter_map(Result::ok).collect(),
            Err(error) => {
                if error.kind() != std::io::ErrorKind::NotFound {
                    self.problems.insert(dir.to_owned(), Unreadable::from(error).to_string());
                }
                Vec::new()
            }
        }
    }

    /// The text of what is at a path; `None` where there is nothing, and for a folder.
    fn text(&self, path: &Path) -> Option<FileText> {
        let stamp = self.stamp(path).filter(|stamp| stamp.kind != Kind::Dir)?;
        if let Some((of, text)) = get(&self.texts, path)
            && of == stamp
        {
            return Some(text);
        }
        let text = match stamp.kind {
            // A pipe is not opened, because that would let a waiting writer continue.
            Kind::Other if path.is_dir() => Err(Unreadable::Folder),
            Kind::Other => Err(Unreadable::Irregular),
            Kind::File | Kind::Dir => read_text(path),
        };
        let text = text.map(Arc::from).map_err(|error| match error {
            Unreadable::Missing | Unreadable::Folder => None,
            error => Some(error.to_string().into()),
        });
        self.texts.insert(path.to_owned(), (stamp, text.clone()));
        Some(text)
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let generation = self.generation.load(Ordering::SeqCst);
        if let Some((checked, stamp)) = get(&self.stamps, path)
            && checked == generation
        {
            return stamp;
        }
        let stamp = Stamp::of(path);
        self.stamps.insert(path.to_owned(), (generation, stamp));
        stamp
    }
}

impl Stamp {
    /// The current version of the path. Only links are read twice.
    fn of(path: &Path) -> Option<Stamp> {
        let own = std::fs::symlink_metadata(path).ok()?;
        let is_link = own.is_symlink();
        let metadata = if is_link { std::fs::metadata(path).ok()? } else { own };
        let kind = match (metadata.is_file(), metadata.is_dir()) {
            (true, _) => Kind::File,
            (_, true) if !is_link || !leads_back(path) => Kind::Dir,
            _ => Kind::Other,
        };
        Some(Stamp { kind, len: metadata.len(), modified: metadata.modified().ok() })
    }
}

impl Files for Disk {
    fn read(&self, path: &Path) -> Option<Arc<str>> {
        self.text(path)?.ok()
    }

    fn why_unreadable(&self, path: &Path) -> Option<String> {
        self.text(path)?.err()?.map(|why| why.to_string())
    }

    fn is_dir(&self, path: &Path) -> bool {
        self.stamp(path).is_some_and(|stamp| stamp.kind == Kind::Dir)
    }

    fn list(&self, dir: &Path) -> Vec<PathBuf> {
        if !self.is_dir(dir) {
            return Vec::new();
        }
        self.read_dir(dir).iter().map(std::fs::DirEntry::path).collect()
    }

    fn entries(&self, dir: &Path) -> Arc<[Entry]> {
        self.searched.fetch_add(1, Ordering::Relaxed);
        let Some(stamp) = self.stamp(dir).filter(|stamp| stamp.kind == Kind::Dir) else {
            return Arc::new([]);
        };
        if let Some((of, entries)) = get(&self.listings, dir)
            && of == stamp
        {
            return entries;
        }
        let mut entries: Vec<Entry> = self
            .read_dir(dir)
            .into_iter()
            .filter_map(|entry| {
                let path = entry.path();
                // The directory listing saves a call for each entry, except for links, whose target it does not
                // contain.
                let own = entry.file_type().ok()?;
                let kind = match own.is_symlink() {
                    // One that leads nowhere is worth a word where it is read.
                    true => self.stamp(&path).map_or(Kind::File, |stamp| stamp.kind),
                    false if own.is_dir() => Kind::Dir,
                    false if own.is_file() => Kind::File,
                    false => Kind::Other,
                };
                let is_link = own.is_symlink();
                // Everything else of the program names files by text.
                if kind == Kind::File && path.to_str().is_none() {
                    let is_schema = path.extension().is_some_and(|ending| ending == "prisma");
                    is_schema.then(|| self.problems.insert(path, NOT_TEXT.to_owned()));
                    return None;
                }
                // A configuration that is not a regular file is kept, and reported when it is read.
                let is_kept = kind != Kind::Other || path.file_name()?.to_str().is_some_and(is_config_name);
                is_kept.then(|| Entry { path, is_dir: kind == Kind::Dir, is_link })
            })
            .filter(matters)
            .collect();
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let entries: Arc<[Entry]> = entries.into();
        self.listings.insert(dir.to_owned(), (stamp, entries.clone()));
        entries
    }

    fn link_target(&self, path: &Path) -> Option<PathBuf> {
        // Put together from the names as they are: the whole path of a temporary folder or a drive may have links of its own
        // that no client knows.
        let target = std::fs::read_link(path).ok()?;
        Some(normalize(&path.parent()?.join(target)))
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        std::fs::canonicalize(path).ok()
    }

    fn is_ignored(&self, path: &Path) -> bool {
        let generation = self.generation.load(Ordering::SeqCst);
        self.rules.is_ignored(self, path, generation, || self.is_dir(path))
    }
}

fn get<T: Clone>(cache: &Cache<T>, path: &Path) -> Option<T> {
    cache.get(path).map(|entry| entry.value().clone())
}

/// Whether a link leads to a directory that contains it.
fn leads_back(link: &Path) -> bool {
    let above = link.parent().and_then(|above| above.canonicalize().ok());
    above.is_some_and(|above| link.canonicalize().is_ok_and(|target| above.starts_with(target)))
}
