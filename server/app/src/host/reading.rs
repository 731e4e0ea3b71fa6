//! Reading whole files: only regular ones, and none that would fill the memory.

use std::fmt;
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

/// A longer file is not read: no schema, configuration or lock file is.
pub(crate) const MAX_BYTES: u64 = 64 << 20;

/// A file of the length 0 that has more is one of the system's, such as those in `/proc`, and may have no end.
const MAX_UNKNOWN: u64 = 1 << 20;

/// Why a file is not read.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// There is none.
    Missing,
    /// It is a folder.
    Folder,
    /// It is a pipe, a device or the like, which might never end.
    Irregular,
    /// It is longer than [`MAX_BYTES`].
    TooLarge,
    /// It is no text from this byte on.
    NotUtf8 {
        /// The line with the byte, from 1.
        line: usize,
        /// The offset of the byte.
        byte: usize,
    },
    /// The system refuses.
    Refused(io::Error),
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Unreadable {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unreadable::Missing,
            io::ErrorKind::IsADirectory => Unreadable::Folder,
            _ => Unreadable::Refused(error),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Missing => write!(out, "no such file or folder."),
            Unreadable::Folder => write!(out, "it is a folder, not a file."),
            Unreadable::Irregular => write!(out, "it is not a regular file."),
            Unreadable::TooLarge => write!(out, "it is larger than {} MiB.", MAX_BYTES >> 20),
            Unreadable::NotUtf8 { line, byte } => write!(
                out,
                "invalid UTF-8 in line {line} (byte {byte}). Save the file as UTF-8, which Prisma requires."
            ),
            Unreadable::Refused(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                write!(out, "permission denied.")
            }
            Unreadable::Refused(error) => write!(out, "cannot read it: {error}."),
        }
    }
}

/// The text of a file.
pub(crate) fn read_text(path: &Path) -> Result<String, Unreadable> {
    String::from_utf8(read(path)?).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..byte).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Unreadable::NotUtf8 { line, byte }
    })
}

/// The content of a file. What it is decides after it was opened: another one may take the place of one that was looked at.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        // Else opening a pipe waits for somebody who writes to it.
        let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits();
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.cast_signed());
    }
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    let (refusal, most) = match metadata.len() {
        _ if metadata.is_dir() => return Err(Unreadable::Folder),
        _ if !metadata.is_file() => return Err(Unreadable::Irregular),
        0 => (Unreadable::Irregular, MAX_UNKNOWN),
        length if length > MAX_BYTES => return Err(Unreadable::TooLarge),
        _ => (Unreadable::TooLarge, MAX_BYTES),
    };
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(refusal) } else { Ok(bytes) }
}
