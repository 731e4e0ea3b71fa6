//! Applies changes to files, or prints them as a diff.

use std::path::PathBuf;

use similar::TextDiff;

use crate::cli::sources::Failure;
use crate::cli::terminal::{self, Paint};
use crate::host::writing::{WriteError, replace_unmodified, uninterrupted};

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
    replace_unmodified(&change.path, &change.before, &change.after).map_err(|error| match error {
        WriteError::Modified => {
            "the file was modified in the meantime and is unchanged. Run the command again.".to_owned()
        }
        WriteError::Refused(error) => format!("cannot write it: {error}."),
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

/// Writes changes to all their files, or to none.
pub(super) fn write_together(changes: &[Change]) -> Result<(), Failure> {
    let _uninterrupted = uninterrupted();
    for (at, change) in changes.iter().enumerate() {
        let Err(message) = write(change) else { continue };
        let back = |change: &Change| Change {
            path: change.path.clone(),
            shown: change.shown.clone(),
            before: change.after.clone(),
            after: change.before.clone(),
        };
        let done: Vec<Change> = changes.iter().take(at).map(back).collect();
        write_all(&done);
        return Err(Failure { shown: change.shown.clone(), message });
    }
    Ok(())
}

/// The changes as a unified diff for `git apply` and `patch -p1`.
pub(super) fn diff(changes: &[Change], paint: Paint) -> String {
    let mut out = String::new();
    for change in changes {
        let diff = TextDiff::from_lines(&change.before, &change.after);
        // `git apply` refuses a path with two slashes.
        let shown = terminal::name_in_line(change.shown.trim_start_matches('/'));
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
