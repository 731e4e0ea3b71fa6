//! Name patterns in the options of rules.

use globset::{GlobBuilder, GlobMatcher};
use regex::Regex;

/// A set of name patterns.
///
/// A pattern is a name, a glob with `*`, `?`, `[…]` or `{…}`, or a regular expression between slashes, which may match
/// anywhere in the name.
#[derive(Clone, Debug, Default)]
pub struct NamePatterns(Vec<NamePattern>);

#[derive(Clone, Debug)]
enum NamePattern {
    Name(String),
    Glob(GlobMatcher),
    Regex(Regex),
}

impl NamePatterns {
    /// No patterns, so that nothing matches.
    pub const NONE: NamePatterns = NamePatterns(Vec::new());

    /// Compiles patterns; invalid ones match nothing.
    pub fn new<'p>(patterns: impl IntoIterator<Item = &'p str>) -> NamePatterns {
        NamePatterns(patterns.into_iter().filter_map(NamePattern::parse).collect())
    }

    /// Whether there are no patterns, so that nothing matches.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `pattern` is valid. Regular expressions have neither look-around nor back-references.
    pub fn is_valid(pattern: &str) -> bool {
        !pattern.is_empty() && NamePattern::parse(pattern).is_some()
    }

    /// Whether any pattern matches the name.
    pub fn matches(&self, name: &str) -> bool {
        self.0.iter().any(|pattern| match pattern {
            NamePattern::Name(own) => own == name,
            NamePattern::Glob(glob) => glob.is_match(name),
            NamePattern::Regex(regex) => regex.is_match(name),
        })
    }
}

impl NamePattern {
    fn parse(pattern: &str) -> Option<NamePattern> {
        let regex = pattern.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        if let Some(regex) = regex {
            return Regex::new(regex).ok().map(NamePattern::Regex);
        }
        if pattern.contains(['*', '?', '[', '{']) {
            let glob = GlobBuilder::new(pattern).build().ok()?;
            return Some(NamePattern::Glob(glob.compile_matcher()));
        }
        Some(NamePattern::Name(pattern.to_owned()))
    }
}
