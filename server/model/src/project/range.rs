//! Version ranges as `package.json` files write them.

use std::path::Path;

use semver::{Version, VersionReq};

use crate::project::package_json::PackageJson;
use crate::project::paths::ancestors;
use crate::project::vfs::Files;

/// What a dependency asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Range {
    /// Whatever is newest: `latest`, `*`, a tag.
    Newest,
    /// One of several ranges; each with the version that it names.
    AnyOf(Vec<(VersionReq, Version)>),
}

impl Range {
    /// Reads a range. `None` for what leads elsewhere: a path, a repository, a catalog.
    pub(super) fn parse(text: &str) -> Option<Range> {
        let text = text.trim();
        let text = match text.split_once(':') {
            Some(("workspace", range)) => range,
            Some(("npm", alias)) => {
                alias.trim_start_matches('@').rsplit_once('@').map_or("*", |(_, range)| range)
            }
            Some(_) => return None,
            None => text,
        };
        let text = text.trim();
        let is_tag =
            text.chars().next().is_some_and(|c| c.is_ascii_alphabetic() && c != 'v' && c != 'x' && c != 'X');
        if is_tag || matches!(text, "" | "*" | "x" | "X" | "^" | "~") {
            // A path such as `owner/repository` begins like a tag.
            return (!text.contains('/')).then_some(Range::Newest);
        }
        let alternatives: Vec<_> = text.split("||").filter_map(alternative).collect();
        (!alternatives.is_empty()).then_some(Range::AnyOf(alternatives))
    }

    /// The newest of the known versions that the range admits, or else the newest version that it names.
    pub(super) fn best(&self, known: &[Version]) -> Option<Version> {
        match self {
            Range::Newest => known.iter().max().cloned(),
            Range::AnyOf(ranges) => {
                let admitted = |version: &&Version| ranges.iter().any(|(range, _)| range.matches(version));
                let named = ranges.iter().map(|(_, version)| version).max();
                known.iter().filter(admitted).max().or(named).cloned()
            }
        }
    }
}

/// The range that `catalog:NAME` stands for, from the nearest `pnpm-workspace.yaml` or `package.json` that has it.
pub(super) fn from_catalog(files: &dyn Files, below: &Path, range: &str, package: &str) -> Option<String> {
    let catalog = match range.trim().strip_prefix("catalog:")?.trim() {
        "default" => "",
        other => other,
    };
    ancestors(&below.join("_")).find_map(|dir| {
        let yaml = files.read(&dir.join("pnpm-workspace.yaml"));
        let from_yaml = yaml.and_then(|text| yaml_catalog(&text, catalog, package));
        from_yaml
            .or_else(|| Some(PackageJson::in_dir(files, dir)?.catalog_range(catalog, package)?.to_owned()))
    })
}

/// Finds `catalog: { package }` or `catalogs: { name: { package } }` by indentation, which is how that file is written.
fn yaml_catalog(text: &str, catalog: &str, package: &str) -> Option<String> {
    let wanted: &[&str] =
        if catalog.is_empty() { &["catalog", package] } else { &["catalogs", catalog, package] };
    let mut path: Vec<(usize, String)> = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim_start();
        let Some((key, value)) =
            trimmed.split_once(": ").or_else(|| Some((trimmed.trim_end().strip_suffix(':')?, "")))
        else {
            continue;
        };
        let indent = line.len() - trimmed.len();
        path.retain(|(above, _)| *above < indent);
        path.push((indent, unquoted(key)));
        if path.iter().map(|(_, key)| key.as_str()).eq(wanted.iter().copied()) {
            let value = value.split(" #").next().unwrap_or(value);
            return Some(unquoted(value));
        }
    }
    None
}

fn unquoted(text: &str) -> String {
    text.trim().trim_matches(['"', '\'']).to_owned()
}

/// One range between `||`: comparators side by side, or `a - b`.
fn alternative(text: &str) -> Option<(VersionReq, Version)> {
    let text = text.trim();
    let comparators = match text.split_once(" - ") {
        Some((low, high)) => vec![format!(">={}", partial(low)?), format!("<={}", partial(high)?)],
        None => comparators(text)?,
    };
    let requirement = VersionReq::parse(&comparators.join(", ")).ok()?;
    let named = requirement.comparators.first()?;
    let version = Version {
        pre: named.pre.clone(),
        ..Version::new(named.major, named.minor.unwrap_or(0), named.patch.unwrap_or(0))
    };
    Some((requirement, version))
}

fn comparators(text: &str) -> Option<Vec<String>> {
    let mut result = Vec::new();
    let mut operator = String::new();
    for word in text.split_whitespace() {
        let version = word.trim_start_matches(['<', '>', '=', '^', '~']);
        let written = word.get(..word.len() - version.len())?;
        operator.push_str(written);
        if version.is_empty() {
            continue;
        }
        // Without an operator the version is meant exactly; without minor or patch, up to what is written.
        let operator = std::mem::take(&mut operator);
        let operator = if operator.is_empty() { "=" } else { operator.as_str() };
        result.push(format!("{operator}{}", partial(version)?));
    }
    (!result.is_empty()).then_some(result)
}

/// A version whose later parts may be absent or wildcards, as the part that says something.
fn partial(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('v');
    let (core, rest) = text.find(['-', '+']).map_or((text, ""), |at| text.split_at(at));
    let parts: Vec<&str> = core.split('.').take_while(|part| !matches!(*part, "x" | "X" | "*")).collect();
    let numbers = parts.iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
    if parts.is_empty() || parts.len() > 3 || !numbers {
        return None;
    }
    let rest = if parts.len() == 3 { rest } else { "" };
    Some(format!("{}{rest}", parts.join(".")))
}
