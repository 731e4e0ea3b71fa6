//! The files of a commit.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gix_hash::ObjectId;
use gix_object::FindExt;
use gix_object::tree::EntryKind;

use crate::host::git::repository::Repository;
use crate::host::reading::MAX_BYTES;
use model::project::Files;

/// The files of one commit, at the paths that they have in the work tree.
pub(crate) struct CommitFiles {
    /// The folder of the work tree.
    top: PathBuf,
    objects: Mutex<gix_odb::Handle>,
    tree: ObjectId,
}

impl fmt::Debug for CommitFiles {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CommitFiles { top, tree, .. } = self;
        formatter.debug_struct("CommitFiles").field("top", top).field("tree", tree).finish_non_exhaustive()
    }
}

impl CommitFiles {
    /// The files of a commit of the repository that `folder` is in. `revision` is a branch, a tag, `HEAD` or a hash, and may go on
    /// with `~N` or `^N`.
    ///
    /// # Errors
    /// Says why there is no such commit to read.
    pub(crate) fn open(folder: &Path, revision: &str) -> Result<CommitFiles, String> {
        let repository = Repository::around(folder)?;
        let top = repository.top.clone();
        let files = repository.commit(revision).and_then(|commit| CommitFiles::new(repository, commit));
        files.ok_or_else(|| format!("{}: there is no commit `{revision}`.", top.display()))
    }

    /// The files of the last commit on the default branch of the repository that `folder` is in. `None` where there is no
    /// repository or no such branch.
    pub(crate) fn of_default_branch(folder: &Path) -> Option<CommitFiles> {
        let repository = Repository::around(folder).ok()?;
        let commit = repository.default_branch()?;
        CommitFiles::new(repository, commit)
    }

    fn new(repository: Repository, commit: ObjectId) -> Option<CommitFiles> {
        let mut buffer = Vec::new();
        let tree = repository.objects.find_commit(&commit, &mut buffer).ok()?.tree();
        Some(CommitFiles { top: repository.top, objects: Mutex::new(repository.objects), tree })
    }

    /// What is at a path.
    fn entry(&self, path: &Path) -> Option<(ObjectId, EntryKind)> {
        let inside = path.strip_prefix(&self.top).ok()?;
        if inside.as_os_str().is_empty() {
            return Some((self.tree, EntryKind::Tree));
        }
        let objects = self.objects();
        let (mut buffer, mut below) = (Vec::new(), Vec::new());
        let tree = objects.find_tree_iter(&self.tree, &mut buffer).ok()?;
        let entry = tree.lookup_entry_by_path(&*objects, &mut below, inside).ok()??;
        Some((entry.oid, entry.mode.kind()))
    }

    fn objects(&self) -> MutexGuard<'_, gix_odb::Handle> {
        self.objects.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for CommitFiles {
    fn read(&self, path: &Path) -> Option<Arc<str>> {
        let (id, kind) = self.entry(path)?;
        if !matches!(kind, EntryKind::Blob | EntryKind::BlobExecutable) {
            return None;
        }
        let mut buffer = Vec::new();
        let text = self.objects().find_blob(&id, &mut buffer).ok()?.data;
        let text = std::str::from_utf8(text).ok()?;
        (text.len() as u64 <= MAX_BYTES).then(|| text.into())
    }

    fn is_dir(&self, path: &Path) -> bool {
        matches!(self.entry(path), Some((_, EntryKind::Tree)))
    }

    fn list(&self, dir: &Path) -> Vec<PathBuf> {
        let Some((id, EntryKind::Tree)) = self.entry(dir) else { return Vec::new() };
        let mut buffer = Vec::new();
        let objects = self.objects();
        let Ok(tree) = objects.find_tree_iter(&id, &mut buffer) else { return Vec::new() };
        let name =
            |entry: gix_object::tree::EntryRef<'_>| Some(dir.join(std::str::from_utf8(entry.filename).ok()?));
        tree.filter_map(|entry| name(entry.ok()?)).collect()
    }

    /// What is committed is part of the project.
    fn is_ignored(&self, _: &Path) -> bool {
        false
    }
}
