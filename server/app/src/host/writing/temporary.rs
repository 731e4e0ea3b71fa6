//! Files that are written beside their place.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::host::writing::attributes;

/// After how long a temporary file is one that an earlier run left behind, because it was killed.
const LEFTOVER: Duration = Duration::from_secs(60);

/// How many bytes of the name of a file are part of the names of its temporary files: names have at most 255.
const MAX_NAME: usize = 100;

/// Temporary files that exist now.
static EXISTING: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A file beside the one that it shall replace, in the same folder, so that it can be renamed. It is removed when dropped.
#[derive(Debug)]
pub(super) struct Temporary {
    path: PathBuf,
    file: fs::File,
    /// Whether what is at the path is no longer wanted.
    is_removed: bool,
}

impl Temporary {
    /// An empty file. Only its owner can read it, where `is_private`.
    pub(super) fn beside(target: &Path, is_private: bool) -> io::Result<Temporary> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let name: String = name.chars().scan(0, within).collect();
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(not(unix))]
        let _ = is_private;
        #[cfg(unix)]
        if is_private {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        for attempt in 0..100u32 {
            let path = target.with_file_name(format!(".{name}.prisma-lens-{attempt}.tmp"));
            let age = |path: &Path| fs::symlink_metadata(path).ok()?.modified().ok()?.elapsed().ok();
            if age(&path).is_some_and(|age| age > LEFTOVER) {
                let _ = fs::remove_file(&path);
            }
            // Held while it is made, so that no file is made that a signal does not know of.
            let mut existing = EXISTING.lock().unwrap_or_else(PoisonError::into_inner);
            match options.open(&path) {
                Ok(file) => {
                    existing.insert(path.clone());
                    return Ok(Temporary { path, file, is_removed: true });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        let kind = io::ErrorKind::AlreadyExists;
        Err(io::Error::new(kind, "too many temporary files of other runs in the folder"))
    }

    /// Writes the whole text, down to the disk.
    pub(super) fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.write_all(text.as_bytes())?;
        self.file.sync_all()
    }

    /// Takes over owner, group, permissions and attributes of a file.
    pub(super) fn become_like(&self, target: &Path, before: &fs::Metadata) -> io::Result<()> {
        attributes::keep_owner(&self.file, before)?;
        attributes::keep_extended(&self.file, target)?;
        self.file.set_permissions(before.permissions())
    }

    /// Its path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The file itself.
    pub(super) fn file(&self) -> &fs::File {
        &self.file
    }

    /// Leaves alone what is at its path from now on: the file was renamed, and what is there is not ours.
    pub(super) fn leave(mut self) -> PathBuf {
        self.is_removed = false;
        self.path.clone()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let mut existing = EXISTING.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_removed {
            let _ = fs::remove_file(&self.path);
        }
        existing.remove(&self.path);
    }
}

/// Removes all that exist, at the end of the process.
#[cfg(unix)]
pub(super) fn remove_all() {
    for path in EXISTING.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        let _ = fs::remove_file(path);
    }
}

/// The next character of a name that is not too long yet.
fn within(bytes: &mut usize, char: char) -> Option<char> {
    *bytes += char.len_utf8();
    (*bytes <= MAX_NAME).then_some(char)
}
