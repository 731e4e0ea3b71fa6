//! Paths as configuration files write them, and the names of those of Prisma.

use std::path::{Component, Path, PathBuf};

/// The names that a configuration file may have, in the order in which Prisma looks for them. The last ones lie in a
/// directory `.config`.
pub const CONFIG_NAMES: [&str; 12] = [
    "prisma.config.js",
    "prisma.config.ts",
    "prisma.config.mjs",
    "prisma.config.cjs",
    "prisma.config.mts",
    "prisma.config.cts",
    ".config/prisma.js",
    ".config/prisma.ts",
    ".config/prisma.mjs",
    ".config/prisma.cjs",
    ".config/prisma.mts",
    ".config/prisma.cts",
];

/// The directory in which a configuration file may lie beside others.
pub(super) const NESTED_DIR: &str = ".config";

/// Whether a file or directory of this name may be, or hold, a configuration file.
pub fn is_config_name(name: &str) -> bool {
    // Of most entries of a folder the beginning of the name says that they are none.
    name.starts_with("prisma.") && CONFIG_NAMES.iter().any(|known| known.rsplit('/').next() == Some(name))
}

/// `written`, as found in a file in `base`, as a path without `.` and `..` parts. An absolute one stays where it is.
///
/// Backslashes separate as well: a path written on Windows is read everywhere.
pub fn resolve(base: &Path, written: &str) -> PathBuf {
    normalize(&base.join(written.replace('\\', "/")))
}

/// The path without `.` and `..` parts; a `..` at the top is dropped, as file systems do.
pub fn normalize(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                result.pop();
            }
            other => result.push(other),
        }
    }
    result
}

/// How many folders above a file are looked at. Real files lie less deep.
const MAX_ABOVE: usize = 64;

/// The directories from the one that holds `path` up to the top, the nearest 64 at most.
pub fn ancestors(path: &Path) -> impl Iterator<Item = &Path> {
    path.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty()).take(MAX_ABOVE)
}

/// The last part of a path as text, empty when there is none.
pub fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or("")
}
