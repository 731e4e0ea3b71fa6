//! Writing files: everything that the program writes to the disk goes through here.
//!
//! A file is written beside its place and put there at once, so that a full disk, a signal or a lost connection leaves the old file or
//! the new one. A signal that ends the process waits until the write under way has ended ([`interruption`]).

mod attributes;
mod exchange;
mod in_place;
mod interruption;
mod temporary;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub(crate) use interruption::{Uninterrupted, keep_full_disks_errors, uninterrupted};

use temporary::Temporary;

/// Why a file was not written. It is as it was.
#[derive(Debug)]
pub(crate) enum WriteError {
    /// Its text is no longer the expected one.
    Modified,
    /// The disk refused.
    Refused(io::Error),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> WriteError {
        WriteError::Refused(error)
    }
}

/// Replaces the text of a file, or creates it. Keeps its owner, permissions, attributes, and symbolic and hard links.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    replace_expected(path, None, text).map_err(|error| match error {
        WriteError::Refused(error) => error,
        WriteError::Modified => io::ErrorKind::Interrupted.into(),
    })
}

/// As [`replace`], in a folder that is made where it is missing. After an error there is none either.
pub(crate) fn replace_in_folder(path: &Path, text: &str) -> io::Result<()> {
    let folders = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    let missing: Vec<&Path> = folders.take_while(|folder| !folder.exists()).collect();
    let made = missing.first().map_or(Ok(()), fs::create_dir_all);
    let written = made.and_then(|()| replace(path, text));
    if written.is_err() {
        // Those that are empty.
        missing.into_iter().map_while(|folder| fs::remove_dir(folder).ok()).for_each(drop);
    }
    written
}

/// As [`replace`], unless somebody saved the file since it had the text `before`: then it stays as they saved it.
pub(crate) fn replace_unmodified(path: &Path, before: &str, text: &str) -> Result<(), WriteError> {
    replace_expected(path, Some(before.as_bytes()), text)
}

fn replace_expected(path: &Path, expected: Option<&[u8]>, text: &str) -> Result<(), WriteError> {
    if leads_to_a_process(path) {
        return Ok(append(path, text)?);
    }
    let target = destination(path)?;
    let before = match fs::metadata(&target) {
        Ok(before) => Some(before),
        Err(error) if error.kind() == io::ErrorKind::NotFound && expected.is_none() => None,
        Err(error) => return Err(error.into()),
    };
    if let Some(before) = &before {
        if before.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder").into());
        }
        // Pipes and devices are written to for as long as their readers take: a signal may end that.
        if !before.is_file() {
            return Ok(append(&target, text)?);
        }
        if before.permissions().readonly() {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "read-only file").into());
        }
    }
    let _uninterrupted = uninterrupted();
    exchange::check(&target, expected)?;
    // Other names of the file would keep the old text if another file took its place.
    if before.as_ref().is_some_and(|before| attributes::links(before) > 1) {
        return in_place::overwrite(&target, expected, text);
    }
    let mut file = Temporary::beside(&target, before.is_some())?;
    file.write(text)?;
    if let Some(before) = &before
        && file.become_like(&target, before).is_err()
    {
        drop(file);
        return in_place::overwrite(&target, expected, text);
    }
    exchange::put(file, &target, expected)
}

/// Removes a file that was just made, because the rest of what belongs to it cannot be written. That it stays is no further error.
pub(crate) fn take_back(path: &Path) {
    let _ = fs::remove_file(path);
}

/// Creates a file. Fails with [`io::ErrorKind::AlreadyExists`] if there is anything at the path.
pub(crate) fn create(path: &Path, text: &str) -> io::Result<()> {
    let _uninterrupted = uninterrupted();
    // A file beside it would say the same later.
    if fs::symlink_metadata(path).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut file = Temporary::beside(path, false)?;
    file.write(text)?;
    exchange::put_new(file, path)
}

/// The file that a path leads to, which may not exist yet.
fn destination(path: &Path) -> io::Result<PathBuf> {
    const MAX_LINKS: usize = 8;
    if let Ok(target) = fs::canonicalize(path) {
        return Ok(target);
    }
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(target) = fs::read_link(&path) else { return Ok(path) };
        path = path.parent().map_or_else(|| target.clone(), |folder| folder.join(&target));
    }
    Err(io::Error::other("it is a symbolic link that leads nowhere"))
}

/// Whether a path names an open file of a process, such as `/dev/stdout` or `/dev/fd/3`: what it leads to belongs to a shell, which may
/// have written to it before.
fn leads_to_a_process(path: &Path) -> bool {
    cfg!(unix) && ["/dev/stdout", "/dev/stderr", "/dev/fd", "/proc"].iter().any(|own| path.starts_with(own))
}

fn append(path: &Path, text: &str) -> io::Result<()> {
    fs::OpenOptions::new().append(true).open(path)?.write_all(text.as_bytes())
}
