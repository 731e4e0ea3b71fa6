//! Putting a written file in its place without losing what somebody else saves there at the same time.

use std::fs;
use std::io;
use std::path::Path;

use crate::host::reading::read;
use crate::host::writing::WriteError;
use crate::host::writing::attributes::identity;
use crate::host::writing::temporary::Temporary;

/// Whether a file has the expected text still.
pub(super) fn check(target: &Path, expected: Option<&[u8]>) -> Result<(), WriteError> {
    match expected {
        // What cannot be read any more is another file than the one that was read.
        Some(expected) if !read(target).is_ok_and(|text| text == expected) => Err(WriteError::Modified),
        _ => Ok(()),
    }
}

/// Puts a file in the place of another one that has the expected text.
///
/// Between a comparison and a renaming somebody could save. So both files change places where the system can do that, and the one that
/// comes out is compared: if it is another one than expected, they change back.
pub(super) fn put(file: Temporary, target: &Path, expected: Option<&[u8]>) -> Result<(), WriteError> {
    let Some(text) = expected.filter(|_| change_places(file.path(), target).is_ok()) else {
        check(target, expected)?;
        fs::rename(file.path(), target)?;
        file.leave();
        return Ok(());
    };
    if read(file.path()).is_ok_and(|out| out == text) {
        return Ok(());
    }
    put_back(file, target)
}

/// Puts back what was saved in the meantime, now at the path of the temporary file. Whatever was saved last ends in the place.
fn put_back(file: Temporary, target: &Path) -> Result<(), WriteError> {
    const MAX_SAVES: usize = 16;
    let at = |path: &Path| fs::symlink_metadata(path).ok().and_then(|it| identity(&it));
    let mut placed = file.file().metadata().ok().and_then(|it| identity(&it));
    for _ in 0..MAX_SAVES {
        let saved = at(file.path());
        if let Err(error) = change_places(file.path(), target) {
            let path = file.leave();
            let message = format!("{error}. Somebody else's version of the file is {}", path.display());
            return Err(io::Error::new(error.kind(), message).into());
        }
        // What was placed before came out: nobody has saved since. Else that is the newest, and goes back in.
        if at(file.path()) == placed {
            return Err(WriteError::Modified);
        }
        placed = saved;
    }
    let path = file.leave();
    Err(io::Error::other(format!("others write it all the time, last to {}", path.display())).into())
}

/// Puts a file where there is nothing.
pub(super) fn put_new(file: Temporary, target: &Path) -> io::Result<()> {
    match rename_to_nothing(file.path(), target) {
        Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) => {
            fs::hard_link(file.path(), target)
        }
        Ok(()) => {
            file.leave();
            Ok(())
        }
        failed => failed,
    }
}

/// Lets two files change places in one step.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn change_places(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn change_places(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Renames a file unless something has the new name.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn rename_to_nothing(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::NOREPLACE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn rename_to_nothing(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
