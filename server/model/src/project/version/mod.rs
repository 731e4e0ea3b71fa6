//! Which version of Prisma a schema is for.

mod evidence;
mod lock;
mod manifest;
mod range;

pub use evidence::Evidence;

use std::fmt;
use std::path::{Path, PathBuf};

use base::Finding;
use semver::Version;

use crate::project::package_json::PackageJson;
use crate::project::paths::ancestors;
use crate::project::problems::version_warning;
use crate::project::scan::Scan;
use crate::project::version::lock::{is_within, locked};
use crate::project::version::manifest::{Owner, PACKAGES};
use crate::project::version::range::Range;
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
    /// This lock file has it.
    Locked(PathBuf),
    /// A manifest (`package.json`, `deno.json`) asks for it.
    Range {
        /// That file.
        path: PathBuf,
        /// What is written there.
        range: String,
    },
    /// The schema itself speaks for it, and nothing else says.
    Schema(Evidence),
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
    /// What is wrong in the manifest that asks for it.
    pub problems: Vec<Finding>,
}

impl VersionSource {
    /// What it is in words, with paths as `shown` writes them: `pnpm-lock.yaml`, `` `^6.1.0` in package.json ``, "nothing names it".
    pub fn describe(&self, shown: impl Fn(&Path) -> String) -> String {
        match self {
            VersionSource::Setting => "`prismaVersion`".to_owned(),
            VersionSource::Installed(path) | VersionSource::Locked(path) => shown(path),
            VersionSource::Range { path, range } => format!("`{range}` in {}", shown(path)),
            VersionSource::Schema(Evidence::Url) => "the datasource has `url`".to_owned(),
            VersionSource::Schema(Evidence::Generator(name)) => format!("generator `{name}`"),
            VersionSource::Newest => "nothing names it".to_owned(),
        }
    }

    /// Whether the version is a guess: no file and no setting names it.
    pub fn is_assumed(&self) -> bool {
        matches!(self, VersionSource::Schema(_) | VersionSource::Newest)
    }

    /// One word for programs: `setting`, `installed`, `lockfile`, `range`, `schema`, `default`.
    pub fn name(&self) -> &'static str {
        match self {
            VersionSource::Setting => "setting",
            VersionSource::Installed(_) => "installed",
            VersionSource::Locked(_) => "lockfile",
            VersionSource::Range { .. } => "range",
            VersionSource::Schema(_) => "schema",
            VersionSource::Newest => "default",
        }
    }

    /// The file that says it.
    pub fn file(&self) -> Option<&Path> {
        match self {
            VersionSource::Installed(path)
            | VersionSource::Locked(path)
            | VersionSource::Range { path, .. } => Some(path),
            VersionSource::Setting | VersionSource::Schema(_) | VersionSource::Newest => None,
        }
    }
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

    /// The last release of a major version, if it is known.
    pub fn last_of(major: u64) -> Option<PrismaVersion> {
        KNOWN_VERSIONS.into_iter().rfind(|version| version.major == major)
    }

    /// Whether there may be such a version: it is not later than the newest known one, or of the next major version, of
    /// which the dialect is known.
    pub fn is_plausible(self) -> bool {
        let newest = PrismaVersion::NEWEST;
        self.major == newest.major + 1 || (self.major, self.minor) <= (newest.major, newest.minor)
    }

    /// Whether connection addresses live in `prisma.config.*` and are refused in the `datasource` block.
    pub fn is_7_or_later(self) -> bool {
        self.major >= 7
    }

    /// Whether schemas are written in the dialect of Prisma 8 without saying so in their first line.
    pub fn is_8_or_later(self) -> bool {
        self.major >= 8
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

/// The version of Prisma for the schema of these files, as seen from `path`: the configuration that names the schema, or else
/// its file or folder.
///
/// The setting wins, if it can be read; then what is installed nearest above; then what the lock file of the nearest
/// manifest with such a dependency has settled on, or else what that manifest asks for; then what the schema itself speaks
/// for; then the newest known version.
pub fn detect_version(files: &dyn Files, path: &Path, setting: Option<&str>, schema: &[PathBuf]) -> Detected {
    let detected = |version: PrismaVersion, source| Detected { version, source, problems: Vec::new() };
    if let Some(version) = setting.and_then(PrismaVersion::parse) {
        return detected(version, VersionSource::Setting);
    }
    let start = path.join("_");
    let dirs = || ancestors(&start);
    if let Some((path, version)) = dirs().find_map(|dir| installed(files, dir)) {
        return detected(version.into(), VersionSource::Installed(path));
    }
    let owner = dirs().find_map(|dir| Owner::in_dir(files, dir));
    let mut problems = Vec::new();
    if let Some(owner) = &owner {
        if let Some((path, version)) = from_lock(files, owner) {
            return detected(version.into(), VersionSource::Locked(path));
        }
        match from_range(files, owner) {
            (Some((version, source)), problems) => return Detected { version, source, problems },
            (None, found) => problems = found,
        }
    }
    let scans: Vec<Scan> = schema.iter().filter_map(|file| files.scan(file)).collect();
    let (version, source) = match evidence::version_of(&scans) {
        Some((version, evidence)) => (version, VersionSource::Schema(evidence)),
        None => (PrismaVersion::NEWEST, VersionSource::Newest),
    };
    Detected { version, source, problems }
}

fn installed(files: &dyn Files, dir: &Path) -> Option<(PathBuf, Version)> {
    PACKAGES.iter().find_map(|name| {
        let package = dir.join("node_modules").join(name);
        let version = Version::parse(PackageJson::in_dir(files, &package)?.version()?.trim()).ok()?;
        Some((package.join("package.json"), version))
    })
}

/// What the nearest lock file has. One that the range forbids is stale, and the package manager would not follow it either.
fn from_lock(files: &dyn Files, owner: &Owner) -> Option<(PathBuf, Version)> {
    ancestors(&owner.path).find_map(|dir| {
        owner.ranges.iter().find_map(|(package, asked)| {
            locked(files, dir, owner, package)
                .filter(|(_, version)| is_within(version, Some(&asked.resolved)))
        })
    })
}

/// A version with its source, if the manifest gives one, and what is wrong in the manifest.
fn from_range(files: &dyn Files, owner: &Owner) -> (Option<(PrismaVersion, VersionSource)>, Vec<Finding>) {
    let mut problems = Vec::new();
    for (package, asked) in &owner.ranges {
        let text = || files.read(&owner.path).unwrap_or_default();
        let mut report = |message: String| {
            let place = owner.place(&text(), &asked.written);
            problems.push(version_warning(&owner.path, place.span, message));
        };
        let written = &asked.written;
        match PrismaVersion::parse(&asked.resolved) {
            Some(version) => {
                if !version.is_plausible() {
                    report(unknown_version(&asked.resolved));
                }
                let source = VersionSource::Range { path: owner.path.clone(), range: written.clone() };
                return (Some((version, source)), problems);
            }
            None if Range::leads_elsewhere(&asked.resolved) => {}
            None => {
                report(format!("`{written}` is not a version range of `{package}`, nor a tag that it has."))
            }
        }
    }
    (None, problems)
}

/// What is said of a version that may well exist, but not to the knowledge of this program.
pub(super) fn unknown_version(text: &str) -> String {
    format!("Prisma {text} is not known; the newest known version is {}.", PrismaVersion::NEWEST)
}
