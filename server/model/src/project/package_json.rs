//! What matters here of a `package.json`.

use std::path::Path;

use serde_json::{Map, Value};

use crate::project::data::json;
use crate::project::vfs::Files;
use base::text::Span;

/// Tools that merge several schema files into one.
const MERGERS: [&str; 12] = [
    "prisma-import",
    "prisma-multischema",
    "prisma-multi-schema",
    "prisma-merge",
    "prisma-merge-schema",
    "prisma-schema-merger",
    "prismix",
    "prisma-aurora",
    "prisma-util",
    "schemix",
    "zenstack",
    "@zenstackhq/cli",
];

/// A parsed `package.json`; broken or missing parts are as if they were absent.
#[derive(Debug, Clone, Default)]
pub struct PackageJson {
    root: Map<String, Value>,
}

impl PackageJson {
    /// The file in `dir`, if there is one.
    pub fn in_dir(files: &dyn Files, dir: &Path) -> Option<PackageJson> {
        files.read(&dir.join("package.json")).map(|text| PackageJson::parse(&text))
    }

    /// Reads the text; what is no JSON object has no content.
    pub fn parse(text: &str) -> PackageJson {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        PackageJson { root: serde_json::from_str(text).unwrap_or_default() }
    }

    /// Where the key `prisma` stands in the text of a `package.json`, if it sets what Prisma 6 reads: `schema` or `seed`.
    pub fn prisma_span(text: &str) -> Option<Span> {
        let (root, _) = json::parse(text);
        let root = root?;
        let (key, value) = root.entries()?.iter().find(|(key, _)| key.name == "prisma")?;
        (value.get("schema").is_some() || value.get("seed").is_some()).then_some(key.span)
    }

    /// The `name` of the package itself.
    pub fn name(&self) -> Option<&str> {
        self.root.get("name")?.as_str()
    }

    /// The `version` of the package itself.
    pub fn version(&self) -> Option<&str> {
        self.root.get("version")?.as_str()
    }

    /// The `schema` under `prisma`: where the Prisma schema is, relative to this file.
    pub fn prisma_schema(&self) -> Option<&str> {
        self.root.get("prisma")?.get("schema")?.as_str()
    }

    /// The `seed` under `prisma`: the command that fills the database.
    pub fn prisma_seed(&self) -> Option<&str> {
        self.root.get("prisma")?.get("seed")?.as_str()
    }

    /// The scripts, each with its name and its text.
    pub fn scripts(&self) -> impl Iterator<Item = (&str, &str)> {
        let scripts = self.root.get("scripts").and_then(Value::as_object).into_iter().flatten();
        scripts.filter_map(|(name, text)| Some((name.as_str(), text.as_str()?)))
    }

    /// The range asked for of a package, in `dependencies` or else the other groups of dependencies.
    pub fn range_of(&self, package: &str) -> Option<&str> {
        let groups = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
        groups.iter().find_map(|key| self.root.get(*key)?.get(package)?.as_str())
    }

    /// Whether a tool of this package merges several schema files into the one that Prisma reads.
    pub fn merges_schemas(&self) -> bool {
        let is_set_up = self.root.get("prisma").is_some_and(|prisma| prisma.get("import").is_some());
        is_set_up || MERGERS.iter().any(|tool| self.range_of(tool).is_some())
    }

    /// The range that a named catalog (empty: the default one) of this file gives a package.
    pub fn catalog_range(&self, catalog: &str, package: &str) -> Option<&str> {
        let holders = [self.root.get("workspaces").and_then(Value::as_object), Some(&self.root)];
        holders.into_iter().flatten().find_map(|holder| {
            let ranges = match catalog {
                "" => holder.get("catalog")?,
                named => holder.get("catalogs")?.get(named)?,
            };
            ranges.get(package)?.as_str()
        })
    }
}
