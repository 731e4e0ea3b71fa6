//! The file that asks for Prisma: a `package.json` or a `deno.json`, and the catalogs that its ranges may stand in.

use std::path::{Path, PathBuf};

use crate::project::data::{Node, json, yaml};
use crate::project::located::Located;
use crate::project::package_json::PackageJson;
use crate::project::paths::ancestors;
use crate::project::vfs::Files;
use base::text::Span;

/// The packages that tell the version, the more telling one first. All of them are released together.
pub(super) const PACKAGES: [&str; 3] = ["prisma", "@prisma/client", "@prisma/engines"];

/// The names of Deno's manifest.
const DENO_NAMES: [&str; 2] = ["deno.json", "deno.jsonc"];

/// A manifest that asks for Prisma.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owner {
    /// The folder of the manifest.
    pub(super) dir: PathBuf,
    /// The manifest.
    pub(super) path: PathBuf,
    /// Its `name`.
    pub(super) name: Option<String>,
    /// Packages, in the order of [`PACKAGES`], and their ranges.
    pub(super) ranges: Vec<(&'static str, VersionRange)>,
}

/// What is asked of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VersionRange {
    /// What the manifest says.
    pub(super) written: String,
    /// The same where it names a catalog: what the catalog says.
    pub(super) resolved: String,
}

impl Owner {
    /// The range of a package, catalogs resolved.
    pub(super) fn range(&self, package: &str) -> Option<&str> {
        let found = self.ranges.iter().find(|(name, _)| *name == package);
        found.map(|(_, asked)| asked.resolved.as_str())
    }

    /// The manifest in `dir`, if it asks for Prisma.
    pub(super) fn in_dir(files: &dyn Files, dir: &Path) -> Option<Owner> {
        from_package_json(files, dir)
            .or_else(|| DENO_NAMES.iter().find_map(|name| from_deno(files, dir, name)))
    }

    /// Where the range of a package stands in the text of the manifest.
    pub(super) fn place(&self, text: &str, range: &str) -> Located<String> {
        let (root, _) = json::parse(text);
        let span = root.as_ref().and_then(|root| span_of(root, range)).unwrap_or_default();
        Located::new(range.to_owned(), span)
    }
}

fn from_package_json(files: &dyn Files, dir: &Path) -> Option<Owner> {
    let package = PackageJson::in_dir(files, dir)?;
    let asked = |name: &'static str| {
        let written = package.range_of(name)?.to_owned();
        let resolved = from_catalog(files, dir, &written, name).unwrap_or_else(|| written.clone());
        Some((name, VersionRange { written, resolved }))
    };
    let ranges: Vec<_> = PACKAGES.iter().filter_map(|name| asked(name)).collect();
    let name = package.name().map(str::to_owned);
    (!ranges.is_empty()).then(|| Owner { dir: dir.to_owned(), path: dir.join("package.json"), name, ranges })
}

/// Deno's imports: `"prisma": "npm:prisma@^6.1"`, and commands such as `deno run -A npm:prisma@6.1 generate`.
fn from_deno(files: &dyn Files, dir: &Path, name: &str) -> Option<Owner> {
    let path = dir.join(name);
    let (root, _) = json::parse(&files.read(&path)?);
    let root = root?;
    let texts = |key: &str| {
        let entries = root.get(key).and_then(Node::entries).unwrap_or_default();
        entries.iter().filter_map(|(_, value)| value.as_str()).collect::<Vec<_>>()
    };
    let imports = texts("imports");
    let tasks = texts("tasks");
    let words = || imports.iter().chain(&tasks).flat_map(|text| text.split_whitespace());
    let asked = |package: &'static str| {
        let range = words().find_map(|word| {
            let rest = word.strip_prefix("npm:")?.trim_start_matches('/').strip_prefix(package)?;
            match rest.strip_prefix('@') {
                Some(range) => range.split('/').next(),
                None => (rest.is_empty() || rest.starts_with('/')).then_some("*"),
            }
        })?;
        Some((package, VersionRange { written: range.to_owned(), resolved: range.to_owned() }))
    };
    let ranges: Vec<_> = PACKAGES.iter().filter_map(|package| asked(package)).collect();
    (!ranges.is_empty()).then(|| Owner { dir: dir.to_owned(), path, name: None, ranges })
}

/// The range that `catalog:NAME` stands for, from the nearest file above that has this catalog: `pnpm-workspace.yaml`,
/// `.yarnrc.yml`, or `package.json` as Bun has it.
fn from_catalog(files: &dyn Files, below: &Path, range: &str, package: &str) -> Option<String> {
    let catalog = match range.trim().strip_prefix("catalog:")?.trim() {
        "default" => "",
        other => other,
    };
    ancestors(&below.join("_")).find_map(|dir| {
        let from_yaml = ["pnpm-workspace.yaml", ".yarnrc.yml"].iter().find_map(|name| {
            let text = files.read(&dir.join(name))?;
            yaml_catalog(&text, catalog, package)
        });
        from_yaml
            .or_else(|| Some(PackageJson::in_dir(files, dir)?.catalog_range(catalog, package)?.to_owned()))
    })
}

/// `catalog: { package }` or `catalogs: { name: { package } }`.
fn yaml_catalog(text: &str, catalog: &str, package: &str) -> Option<String> {
    let (root, _) = yaml::parse(text);
    let root = root?;
    let named = |name: &str| root.get("catalogs").and_then(|all| all.get(name));
    let ranges = match catalog {
        "" => root.get("catalog").or_else(|| named("default")),
        name => named(name),
    };
    let range = ranges?.get(package)?;
    // Without quotes `6.10` is a number, which would lose its zero.
    Some(range.as_str().map_or_else(|| range.span.of(text).trim().to_owned(), str::to_owned))
}

/// Where a string stands, the first one from the top.
fn span_of(node: &Node, text: &str) -> Option<Span> {
    if node.as_str() == Some(text) {
        return Some(node.span);
    }
    node.entries()?.iter().find_map(|(_, value)| span_of(value, text))
}
