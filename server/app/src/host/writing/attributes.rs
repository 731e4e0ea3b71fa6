//! What a file has beside its text: other names, owner, extended attributes.

use std::fs;
use std::io;
use std::path::Path;

/// The number of names of a file.
#[cfg(unix)]
pub(super) fn links(file: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(file)
}

#[cfg(not(unix))]
pub(super) fn links(_: &fs::Metadata) -> u64 {
    1
}

/// Which file it is, whatever its names are: device and number.
#[cfg(unix)]
pub(super) fn identity(file: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((file.dev(), file.ino()))
}

#[cfg(not(unix))]
pub(super) fn identity(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

/// Gives a file the owner and group of another one.
#[cfg(unix)]
pub(super) fn keep_owner(file: &fs::File, before: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let own = file.metadata()?;
    let is_same = (own.uid(), own.gid()) == (before.uid(), before.gid());
    if is_same { Ok(()) } else { fchown(file, Some(before.uid()), Some(before.gid())) }
}

#[cfg(not(unix))]
pub(super) fn keep_owner(_: &fs::File, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

/// Gives a file the extended attributes of another one; access control lists are among them.
#[cfg(target_os = "linux")]
pub(super) fn keep_extended(file: &fs::File, target: &Path) -> io::Result<()> {
    use rustix::fs::{XattrFlags, fgetxattr, fsetxattr, getxattr, listxattr};
    /// The kernel's own limit of a list, and of a value.
    const MAX_BYTES: usize = 64 << 10;
    let mut names = vec![0u8; MAX_BYTES];
    // A file system without attributes has none to keep.
    let Ok(length) = listxattr(target, names.as_mut_slice()) else { return Ok(()) };
    let (mut value, mut own) = (vec![0u8; MAX_BYTES], vec![0u8; MAX_BYTES]);
    let names = names.get(..length).unwrap_or_default().split(|byte| *byte == 0);
    for name in names.filter(|name| !name.is_empty()) {
        let length = getxattr(target, name, value.as_mut_slice())?;
        let value = value.get(..length).unwrap_or_default();
        let is_there = fgetxattr(file, name, own.as_mut_slice());
        if !is_there.is_ok_and(|length| own.get(..length) == Some(value)) {
            fsetxattr(file, name, value, XattrFlags::empty())?;
        }
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
pub(super) fn keep_extended(_: &fs::File, _: &Path) -> io::Result<()> {
    Ok(())
}
