//! Applies changes to files, or prints them as a diff.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use similar::TextDiff;

use crate::cli::sources::Failure;
use crate::cli::terminal::{self, Paint};

/// A change of one file.
#[derive(Debug)]
pub(super) struct Change {
    /// The file.
    pub(super) path: PathBuf,
    /// Its displayed path.
    pub(super) shown: String,
    /// Its text as read.
    pub(super) before: String,
    /// Its new text.
    pub(super) after: String,
}

/// Writes a change to its file, unless the file was modified since it was read.
pub(super) fn write(change: &Change) -> Result<(), String> {
    replace_if(&change.path, &change.after, || is_unchanged(change)).map_err(|error| match error.kind() {
        io::ErrorKind::Interrupted => {
            "the file was modified in the meantime and is unchanged. Run the command again.".to_owned()
        }
        _ => format!("cannot write it: {error}."),
    })
}

/// Writes changes to their files. Returns those that could not be written.
pub(super) fn write_all(changes: &[Change]) -> Vec<Failure> {
    let failed = |change: &Change| {
        let message = write(change).err()?;
        Some(Failure { shown: change.shown.clone(), message })
    };
    changes.iter().filter_map(failed).collect()
}

fn is_unchanged(change: &Change) -> io::Result<bool> {
    Ok(fs::read(&change.path)? == change.before.as_bytes())
}

/// Replaces the content of a file atomically. Keeps its owner, permissions, and symbolic and hard links.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    replace_if(path, text, || Ok(true))
}

/// As [`replace`], in a folder that is made where it is missing.
pub(crate) fn replace_in_folder(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    replace(path, text)
}

/// As [`replace`], if `is_wanted` still says so immediately before; else an error of the kind `Interrupted`.
fn replace_if(path: &Path, text: &str, is_wanted: impl Fn() -> io::Result<bool>) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&target).ok();
    if before.as_ref().is_some_and(|before| before.permissions().readonly()) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "read-only file"));
    }
    let check = || match is_wanted()? {
        true => Ok(()),
        false => Err(io::ErrorKind::Interrupted.into()),
    };
    check()?;
    // What other names lead to, or is not a regular file, is no file to put another one in the place of.
    if before.as_ref().is_some_and(|before| !before.is_file() || links(before) > 1) {
        return overwrite(&target, text);
    }
    let (beside, mut file) = create_beside(&target, before.is_some())?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    let is_alike = before.as_ref().map_or(Ok(()), |before| keep_owner(&file, before));
    drop(file);
    if written.is_ok() && is_alike.is_err() {
        let _ = fs::remove_file(&beside);
        return overwrite(&target, text);
    }
    let permissions = before.map(|before| before.permissions());
    let written = written
        .and_then(|()| permissions.map_or(Ok(()), |permissions| fs::set_permissions(&beside, permissions)))
        .and_then(|()| check())
        .and_then(|()| fs::rename(&beside, &target));
    if written.is_err() {
        // The file itself is unchanged; remove the temporary file.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Writes into the file itself.
fn overwrite(target: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).open(target)?;
    file.write_all(text.as_bytes())?;
    // Devices have no length.
    if file.metadata()?.is_file() { file.set_len(text.len() as u64) } else { Ok(()) }
}

/// The number of names of a file.
#[cfg(unix)]
fn links(file: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(file)
}

#[cfg(not(unix))]
fn links(_: &fs::Metadata) -> u64 {
    1
}

/// Gives a file the owner and group of another one.
#[cfg(unix)]
fn keep_owner(file: &fs::File, before: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let own = file.metadata()?;
    let is_same = (own.uid(), own.gid()) == (before.uid(), before.gid());
    if is_same { Ok(()) } else { fchown(file, Some(before.uid()), Some(before.gid())) }
}

#[cfg(not(unix))]
fn keep_owner(_: &fs::File, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

/// After how long a temporary file is one that an earlier run left behind.
const LEFTOVER: Duration = Duration::from_secs(60);

/// A new file in the same folder, so that it can be renamed over the original. Only its owner can read it, where
/// `is_private`.
fn create_beside(target: &Path, is_private: bool) -> io::Result<(PathBuf, fs::File)> {
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
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
        let age = |path: &Path| fs::metadata(path).ok()?.modified().ok()?.elapsed().ok();
        if age(&path).is_some_and(|age| age > LEFTOVER) {
            let _ = fs::remove_file(&path);
        }
        match options.open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "too many temporary files of other runs in the folder"))
}

/// The changes as a unified diff for `git apply` and `patch -p1`.
pub(super) fn diff(changes: &[Change], paint: Paint) -> String {
    let mut out = String::new();
    for change in changes {
        let diff = TextDiff::from_lines(&change.before, &change.after);
        let shown = terminal::name_in_line(&change.shown);
        let header = (format!("a/{shown}"), format!("b/{shown}"));
        let text = diff.unified_diff().header(&header.0, &header.1).to_string();
        for line in text.split_inclusive('\n') {
            let (content, newline) = line.strip_suffix('\n').map_or((line, ""), |content| (content, "\n"));
            out += &match line.bytes().next() {
                _ if line.starts_with("+++") || line.starts_with("---") => paint.bold(content),
                Some(b'+') => paint.good(content),
                Some(b'-') => paint.bad(content),
                Some(b'@') => paint.code(content),
                _ => content.to_owned(),
            };
            out += newline;
        }
    }
    out
}
