//! Which version of Prisma a schema is for.

use std::fmt;
use std::path::{Path, PathBuf};

use semver::Version;

use crate::project::package_json::PackageJson;
use crate::project::paths::ancestors;
use crate::project::range::{Range, from_catalog};
use crate::project::vfs::Files;

/// The last release of each major version that this program knows, oldest first.
pub const KNOWN_VERSIONS: [PrismaVersion; 6] = [
    PrismaVersion { major: 2, minor: 30, patch: 3 },
    PrismaVersion { major: 3, minor: 15, patch: 2 },
    PrismaVersion { major: 4, minor: 16, patch: 2 },
    PrismaVersion { major: 5, minor: 22, patch: 0 },
    PrismaVersion { major: 6, minor: 19, patch: 3 },
    PrismaVersion::NEWEST,
];

/// The packages that tell the version, the stronger witness first.
const PACKAGES: [&str; 2] = ["prisma", "@prisma/client"];

/// A version of Prisma. Ordered as versions are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PrismaVersion {
    /// The first number.
    pub major: u64,
    /// The second number.
    pub minor: u64,
    /// The third number.
    pub patch: u64,
}

/// Where a version was learnt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionSource {
    /// The user set it.
    Setting,
    /// It is installed: the `package.json` of the package.
    Installed(PathBuf),
    /// A `package.json` asks for it.
    Range {
        /// That file.
        path: PathBuf,
        /// What is written there.
        range: String,
    },
    /// Nothing says: it is the newest known.
    Newest,
}

/// A version and where it was learnt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    /// The version to go by.
    pub version: PrismaVersion,
    /// Where it comes from.
    pub source: VersionSource,
}

impl PrismaVersion {
    /// The newest version known; what nothing else decides is judged by it.
    pub const NEWEST: PrismaVersion = PrismaVersion { major: 7, minor: 10, patch: 0 };

    /// A version of these three numbers.
    pub const fn new(major: u64, minor: u64, patch: u64) -> PrismaVersion {
        PrismaVersion { major, minor, patch }
    }

    /// Reads a version or a range, as in `6`, `6.19`, `^6.19.3`, `latest`: the newest known version that it admits, or
    /// else the one that it names.
    pub fn parse(text: &str) -> Option<PrismaVersion> {
        if text.trim().is_empty() {
            return None;
        }
        let known: Vec<Version> =
            KNOWN_VERSIONS.iter().map(|v| Version::new(v.major, v.minor, v.patch)).collect();
        Range::parse(text)?.best(&known).map(PrismaVersion::from)
    }

    /// Whether connection addresses live in `prisma.config.*` and are refused in the `datasource` block.
    pub fn is_7_or_later(self) -> bool {
        self.major >= 7
    }

    /// Whether it is this version or a later one.
    pub fn is_at_least(self, major: u64, minor: u64) -> bool {
        (self.major, self.minor) >= (major, minor)
    }
}

impl Default for PrismaVersion {
    fn default() -> PrismaVersion {
        PrismaVersion::NEWEST
    }
}

impl From<Version> for PrismaVersion {
    fn from(version: Version) -> PrismaVersion {
        PrismaVersion::new(version.major, version.minor, version.patch)
    }
}

impl fmt::Display for PrismaVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The version of Prisma for a schema at `path` (a file or a directory).
///
/// The setting wins, if it can be read; then what is installed nearest above, then what the nearest `package.json` with
/// such a dependency asks for, then the newest known version.
pub fn detect_version(files: &dyn Files, path: &Path, setting: Option<&str>) -> Detected {
    if let Some(version) = setting.and_then(PrismaVersion::parse) {
        return Detected { version, source: VersionSource::Setting };
    }
    let start = path.join("_");
    let dirs = || ancestors(&start);
    let found =
        dirs().find_map(|dir| installed(files, dir)).or_else(|| dirs().find_map(|dir| asked_for(files, dir)));
    found.unwrap_or(Detected { version: PrismaVersion::NEWEST, source: VersionSource::Newest })
}

fn installed(files: &dyn Files, dir: &Path) -> Option<Detected> {
    let package = dir.join("node_modules").join("prisma");
    let version = Version::parse(PackageJson::in_dir(files, &package)?.version()?.trim()).ok()?;
    let source = VersionSource::Installed(package.join("package.json"));
    Some(Detected { version: version.into(), source })
}

fn asked_for(files: &dyn Files, dir: &Path) -> Option<Detected> {
    let package = PackageJson::in_dir(files, dir)?;
    PACKAGES.iter().find_map(|name| {
        let range = package.range_of(name)?;
        let resolved = from_catalog(files, dir, range, name);
        let version = PrismaVersion::parse(resolved.as_deref().unwrap_or(range))?;
        let source = VersionSource::Range { path: dir.join("package.json"), range: range.to_owned() };
        Some(Detected { version, source })
    })
}
