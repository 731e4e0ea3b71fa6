//! Version ranges as `package.json` files write them.

use semver::{Version, VersionReq};

/// The tags under which Prisma is published beside its versions.
const TAGS: [&str; 12] = [
    "latest",
    "next",
    "dev",
    "integration",
    "patch-dev",
    "early-access",
    "alpha",
    "beta",
    "rc",
    "canary",
    "snapshot",
    "stable",
];

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
            return (!is_tag || TAGS.contains(&text)).then_some(Range::Newest);
        }
        let alternatives: Vec<_> = text.split("||").filter_map(alternative).collect();
        (!alternatives.is_empty()).then_some(Range::AnyOf(alternatives))
    }

    /// Whether the text is about something else than a version: a path, a repository, a catalog, a file.
    pub(super) fn leads_elsewhere(text: &str) -> bool {
        text.trim().is_empty() || text.contains(['/', ':'])
    }

    /// Whether the range takes in a version. A release before the first one of a version counts as that version.
    pub(super) fn admits(&self, version: &Version) -> bool {
        let release = Version::new(version.major, version.minor, version.patch);
        match self {
            Range::Newest => true,
            Range::AnyOf(ranges) => {
                ranges.iter().any(|(range, _)| range.matches(version) || range.matches(&release))
            }
        }
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
