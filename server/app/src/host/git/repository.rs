//! A git repository: where it is, and which commits its revisions name.

use std::path::{Path, PathBuf};

use gix_hash::{ObjectId, Prefix};
use gix_object::{FindExt, Kind};
use gix_ref::file::ReferenceExt;

use crate::host::reading::read_text;

/// Where the default branch is looked for, in order.
const DEFAULT_BRANCHES: [&str; 5] = [
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
];

/// A git repository with a work tree. Objects are identified by SHA-1, as everywhere but in repositories made for SHA-256.
pub(super) struct Repository {
    /// The folder of the work tree.
    pub(super) top: PathBuf,
    /// The objects of all its commits.
    pub(super) objects: gix_odb::Handle,
    /// `HEAD` of this work tree and the references that all work trees share.
    head: gix_ref::file::Store,
    refs: gix_ref::file::Store,
}

impl Repository {
    /// The repository that a folder is in.
    ///
    /// # Errors
    /// Says why there is none that can be read.
    pub(super) fn around(folder: &Path) -> Result<Repository, String> {
        let none = || format!("{} is not in a git repository.", folder.display());
        let (path, _) = gix_discover::upwards(folder).map_err(|_| none())?;
        let (own, top) = path.into_repository_and_work_tree_directories();
        let Some(top) = top else {
            return Err(format!("{} is in a git repository without a work tree.", folder.display()));
        };
        let top = std::path::absolute(&top).unwrap_or(top);
        let common = common_dir(&own);
        let hash = gix_hash::Kind::Sha1;
        let objects = gix_odb::at(common.join("objects"), hash)
            .map_err(|error| format!("{}: cannot be read: {error}.", common.display()))?;
        let store = |dir: PathBuf| gix_ref::file::Store::at(dir, hash);
        Ok(Repository { top, objects, head: store(own), refs: store(common) })
    }

    /// The commit that a revision names: a branch, a tag, `HEAD`, a hash or the beginning of one, each with any number of `~N`
    /// and `^N` behind it.
    pub(super) fn commit(&self, revision: &str) -> Option<ObjectId> {
        let end = revision.find(['~', '^']).unwrap_or(revision.len());
        let (name, steps) = revision.split_at_checked(end)?;
        let mut commit = self.commit_of(self.named(name)?)?;
        let mut rest = steps;
        while let Some(step) = rest.chars().next() {
            rest = rest.get(1..)?;
            let digits = rest.find(|char: char| !char.is_ascii_digit()).unwrap_or(rest.len());
            let (number, after) = rest.split_at_checked(digits)?;
            let number: usize = if number.is_empty() { 1 } else { number.parse().ok()? };
            rest = after;
            commit = match step {
                '~' => (0..number).try_fold(commit, |commit, _| self.parent(commit, 1))?,
                '^' if number == 0 => commit,
                '^' => self.parent(commit, number)?,
                _ => return None,
            };
        }
        Some(commit)
    }

    /// The commit of the default branch: the one that `origin/HEAD` refers to, else `main` or `master`, as the remote has it
    /// before as it is here.
    pub(super) fn default_branch(&self) -> Option<ObjectId> {
        DEFAULT_BRANCHES.iter().find_map(|name| {
            let mut reference = self.refs.try_find(*name).ok()??;
            self.commit_of(reference.peel_to_id(&self.refs, &self.objects).ok()?)
        })
    }

    /// The object with a name: a reference, else a hash.
    fn named(&self, name: &str) -> Option<ObjectId> {
        let name = if name == "@" { "HEAD" } else { name };
        for store in [&self.head, &self.refs] {
            if let Ok(Some(mut reference)) = store.try_find(name) {
                // `HEAD` of a linked work tree refers to a branch that all share.
                return reference.peel_to_id(&self.refs, &self.objects).ok();
            }
        }
        self.objects.lookup_prefix(Prefix::from_hex(name).ok()?, None).ok()??.ok()
    }

    /// The commit itself, or the one that a tag names.
    fn commit_of(&self, id: ObjectId) -> Option<ObjectId> {
        let mut id = id;
        // A tag may point to another tag; the nesting is limited.
        for _ in 0..8 {
            let mut buffer = Vec::new();
            let object = self.objects.find(&id, &mut buffer).ok()?;
            match object.kind {
                Kind::Commit => return Some(id),
                Kind::Tag => id = self.objects.find_tag(&id, &mut Vec::new()).ok()?.target(),
                Kind::Tree | Kind::Blob => return None,
            }
        }
        None
    }

    /// A parent of a commit, counted from 1.
    fn parent(&self, commit: ObjectId, number: usize) -> Option<ObjectId> {
        let mut buffer = Vec::new();
        self.objects.find_commit(&commit, &mut buffer).ok()?.parents().nth(number.checked_sub(1)?)
    }
}

/// The folder with what all work trees of a repository share.
fn common_dir(own: &Path) -> PathBuf {
    match read_text(&own.join("commondir")) {
        Ok(path) => own.join(path.trim_end()),
        Err(_) => own.to_owned(),
    }
}
