//! Writing into a file itself, where another one cannot take its place.

use std::fs;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use crate::host::writing::WriteError;

/// Overwrites a regular file. After an error it has the text that it had.
pub(super) fn overwrite(target: &Path, expected: Option<&[u8]>, text: &str) -> Result<(), WriteError> {
    let mut file = fs::OpenOptions::new().read(true).write(true).open(target)?;
    let mut before = Vec::new();
    file.read_to_end(&mut before)?;
    if expected.is_some_and(|expected| expected != before) {
        return Err(WriteError::Modified);
    }
    let text = text.as_bytes();
    let (head, tail) = text.split_at(before.len().min(text.len()));
    // What needs more space comes first: where there is none, nothing has been overwritten yet.
    let written = write_at(&mut file, before.len(), tail)
        .and_then(|()| write_at(&mut file, 0, head))
        .and_then(|()| file.set_len(text.len() as u64))
        .and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = write_at(&mut file, 0, &before).and_then(|()| file.set_len(before.len() as u64));
    }
    Ok(written?)
}

/// Writes bytes at a place of a file, down to the disk.
fn write_at(file: &mut fs::File, place: usize, bytes: &[u8]) -> io::Result<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    file.seek(SeekFrom::Start(place as u64))?;
    file.write_all(bytes)?;
    file.sync_data()
}
