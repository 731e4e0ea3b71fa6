//! Applies changes to files, or prints them as a diff.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::cli::terminal::Paint;

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
    let now = fs::read(&change.path).map_err(|error| format!("cannot write it: {error}."))?;
    if now != change.before.as_bytes() {
        return Err("the file was modified in the meantime and is unchanged. Run the command again.".into());
    }
    replace(&change.path, &change.after).map_err(|error| format!("cannot write it: {error}."))
}

/// Replaces the content of a file atomically. Keeps permissions and symbolic links.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let permissions = fs::metadata(&target).ok().map(|metadata| metadata.permissions());
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "read-only file"));
    }
    let (beside, mut file) = create_beside(&target)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    drop(file);
    let written = written
        .and_then(|()| permissions.map_or(Ok(()), |permissions| fs::set_permissions(&beside, permissions)))
        .and_then(|()| fs::rename(&beside, &target));
    if written.is_err() {
        // The file itself is unchanged; remove the temporary file.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A new file in the same folder, so that it can be renamed over the original.
fn create_beside(target: &Path) -> io::Result<(PathBuf, fs::File)> {
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for attempt in 0..100u32 {
        let path = target.with_file_name(format!(".{name}.{}-{attempt}.tmp", std::process::id()));
        match fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(
        io::ErrorKind::AlreadyExists,
        "too many temporary files of earlier runs in the folder",
    ))
}

/// The changes as a unified diff for `git apply` and `patch -p1`.
pub(super) fn diff(changes: &[Change], paint: Paint) -> String {
    let mut out = String::new();
    for change in changes {
        let diff = TextDiff::from_lines(&change.before, &change.after);
        let header = (format!("a/{}", change.shown), format!("b/{}", change.shown));
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
