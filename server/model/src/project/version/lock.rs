//! The version that a lock file has settled on. It holds where nothing is installed: in CI, in a fresh clone, with Plug'n'Play.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use semver::Version;
use serde::Deserialize;

use crate::project::data::{Kind, Node, json, yaml};
use crate::project::version::manifest::Owner;
use crate::project::version::range::Range;
use crate::project::vfs::Files;

/// A lock file longer than this many bytes is not read.
const MAX_BYTES: usize = 64 << 20;

/// What a lock file is called, and how the version in it is found.
type Format = (&'static str, fn(&str, &LockedPackage<'_>) -> Option<Version>);

/// The lock files, in the order in which the package managers themselves prefer them.
const FORMATS: [Format; 6] = [
    ("npm-shrinkwrap.json", npm),
    ("package-lock.json", npm),
    ("pnpm-lock.yaml", pnpm),
    ("yarn.lock", yarn),
    ("bun.lock", bun),
    ("deno.lock", deno),
];

/// The package whose version is looked up.
struct LockedPackage<'a> {
    /// Its name.
    package: &'a str,
    /// The range that the manifest gives, catalogs resolved.
    range: Option<&'a str>,
    /// The folder of the manifest, relative to that of the lock file, with slashes; empty for the same folder.
    importer: String,
    /// The `name` in the manifest.
    importer_name: Option<&'a str>,
}

/// The version of `package` that the lock file in `dir` has for a manifest at or below `dir`, and that lock file.
pub(super) fn locked(
    files: &dyn Files,
    dir: &Path,
    owner: &Owner,
    package: &str,
) -> Option<(PathBuf, Version)> {
    let importer = owner.dir.strip_prefix(dir).ok()?;
    let parts: Vec<Cow<'_, str>> =
        importer.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let wanted = LockedPackage {
        package,
        range: owner.range(package),
        importer: parts.join("/"),
        importer_name: owner.name.as_deref(),
    };
    FORMATS.iter().find_map(|(name, read)| {
        let path = dir.join(name);
        let text = files.read(&path).filter(|text| text.len() <= MAX_BYTES)?;
        Some((path, read(&text, &wanted)?))
    })
}

/// `package-lock.json` and `npm-shrinkwrap.json` of npm 5 and later: formats 1 to 3.
fn npm(text: &str, wanted: &LockedPackage<'_>) -> Option<Version> {
    #[derive(Deserialize)]
    struct Lock<'t> {
        #[serde(borrow, default)]
        packages: FxHashMap<Cow<'t, str>, Package<'t>>,
        #[serde(borrow, default)]
        dependencies: FxHashMap<Cow<'t, str>, Package<'t>>,
    }
    #[derive(Deserialize)]
    struct Package<'t> {
        #[serde(borrow, default)]
        version: Option<Cow<'t, str>>,
    }
    let lock: Lock<'_> = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()?;
    let package = wanted.package;
    let mut folder = wanted.importer.as_str();
    let nested = std::iter::from_fn(|| {
        let current = (!folder.is_empty()).then_some(folder)?;
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        Some(format!("{current}/node_modules/{package}"))
    });
    let mut keys = nested.chain([format!("node_modules/{package}")]);
    let found = keys.find_map(|key| lock.packages.get(key.as_str())?.version.as_deref());
    exact(found.or_else(|| lock.dependencies.get(package)?.version.as_deref())?)
}

/// `pnpm-lock.yaml` of pnpm 6 to 10: formats 5 to 9.
fn pnpm(text: &str, wanted: &LockedPackage<'_>) -> Option<Version> {
    let (root, _) = yaml::parse_until(text, &["packages", "snapshots"]);
    let root = root?;
    let importer = if wanted.importer.is_empty() { "." } else { wanted.importer.as_str() };
    let holder = match root.get("importers") {
        Some(importers) => importers.get(importer).or_else(|| importers.get("."))?,
        None => &root,
    };
    ["dependencies", "devDependencies", "optionalDependencies"].iter().find_map(|group| {
        let entry = holder.get(group)?.get(wanted.package)?;
        // `6.19.0(typescript@5.9.2)`, `4.9.0_typescript@4.7`, and in some formats `/prisma/4.9.0`.
        let version = entry.get("version").unwrap_or(entry).as_str()?;
        let version = version.split(['(', '_']).next()?;
        exact(version.rsplit(['/', '@']).next()?)
    })
}

/// `yarn.lock` of Yarn 1, which has a format of its own, and of later ones, which is YAML; both have one entry in a few
/// lines, and an entry can be found without reading the others.
fn yarn(text: &str, wanted: &LockedPackage<'_>) -> Option<Version> {
    let mut found: Vec<(bool, Version)> = Vec::new();
    let mut is_asked_for = None;
    for line in text.lines() {
        if let Some(value) = line.trim_start().strip_prefix("version").filter(|_| line.starts_with(' ')) {
            let version = value.trim_start_matches([':', ' ', '"']).trim_end().trim_end_matches('"');
            found.extend(is_asked_for.take().zip(exact(version)));
        } else if !line.starts_with([' ', '#']) {
            is_asked_for = line.trim_end().strip_suffix(':').and_then(|key| descriptors(key, wanted));
        }
    }
    found.into_iter().max().map(|(_, version)| version)
}

/// Whether one of the descriptors in the head of an entry is the very one that the manifest asks for; `None` where they are
/// of another package.
fn descriptors(key: &str, wanted: &LockedPackage<'_>) -> Option<bool> {
    let mut found = None;
    for descriptor in key.trim_matches('"').split(',') {
        let descriptor = descriptor.trim().trim_matches('"');
        let Some(range) = descriptor.strip_prefix(wanted.package).and_then(|rest| rest.strip_prefix('@'))
        else {
            continue;
        };
        let range = range.strip_prefix("npm:").unwrap_or(range);
        found = Some(found == Some(true) || wanted.range == Some(range));
    }
    found
}

/// `bun.lock`, the text format of Bun 1.2 and later.
fn bun(text: &str, wanted: &LockedPackage<'_>) -> Option<Version> {
    let (root, _) = json::parse(text);
    let packages = root.as_ref()?.get("packages")?;
    let nested = wanted.importer_name.map(|name| format!("{name}/{}", wanted.package));
    let entry = nested.and_then(|key| packages.get(&key)).or_else(|| packages.get(wanted.package))?;
    let Kind::Array(parts) = &entry.kind else { return None };
    exact(parts.first()?.as_str()?.rsplit_once('@')?.1)
}

/// `deno.lock` of Deno 1 and 2.
fn deno(text: &str, wanted: &LockedPackage<'_>) -> Option<Version> {
    let (root, _) = json::parse(text);
    let root = root?;
    let specifiers = root.get("specifiers").or_else(|| root.get("packages")?.get("specifiers"))?;
    let of_package = |(key, value): &(crate::project::data::Key, Node)| {
        let range = key.name.strip_prefix("npm:")?.strip_prefix(wanted.package)?;
        if !(range.is_empty() || range.starts_with('@')) {
            return None;
        }
        // A newer format has the version alone, an older one `npm:prisma@6.1.0`; both may name peers behind it.
        let version = value.as_str()?.split('_').next()?;
        exact(version.rsplit('@').next()?)
    };
    specifiers.entries()?.iter().filter_map(of_package).max()
}

/// A version, whole.
fn exact(text: &str) -> Option<Version> {
    Version::parse(text.trim()).ok()
}

/// Whether a lock file at the top of a search says nothing that the range forbids: a stale one does.
pub(super) fn is_within(version: &Version, range: Option<&str>) -> bool {
    match range.and_then(Range::parse) {
        Some(range) => range.admits(version),
        None => true,
    }
}
