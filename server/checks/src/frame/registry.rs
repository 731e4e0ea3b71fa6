//! All codes that can be reported.

use globset::Glob;
use rustc_hash::FxHashMap;

use crate::frame::{Kind, Metadata};
use model::project::closest;

/// All codes that can be reported, by topic. There is one in a program: `explain`, hover, settings, suppression comments,
/// SARIF and the generated documentation read it.
#[derive(Debug)]
pub struct Registry {
    entries: Vec<Entry>,
    by_code: FxHashMap<&'static str, usize>,
}

/// A code and the topic that it is listed under.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The title of the topic.
    pub topic: &'static str,
    /// What is known of the code.
    pub metadata: &'static Metadata,
}

impl Registry {
    /// The registry of these codes, in this order. Of two with the same code the first counts.
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Registry {
        let entries: Vec<Entry> = entries.into_iter().collect();
        let mut by_code = FxHashMap::default();
        for (at, entry) in entries.iter().enumerate() {
            by_code.entry(entry.metadata.code).or_insert(at);
        }
        Registry { entries, by_code }
    }

    /// All codes, topic by topic.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// All rules, topic by topic.
    pub fn rules(&self) -> impl Iterator<Item = Entry> {
        self.entries.iter().copied().filter(|entry| entry.metadata.is_rule())
    }

    /// The entry of a code.
    pub fn find(&self, code: &str) -> Option<Entry> {
        self.index(code).and_then(|at| self.entries.get(at)).copied()
    }

    /// The rule of this code; `None` for one that is unknown or no rule.
    pub fn rule(&self, code: &str) -> Option<&'static Metadata> {
        self.find(code).map(|entry| entry.metadata).filter(|metadata| metadata.is_rule())
    }

    /// The code nearest to one that is unknown, if one is near enough.
    pub fn closest(&self, code: &str) -> Option<&'static str> {
        closest(code, self.entries.iter().map(|entry| entry.metadata.code))
    }

    /// The codes of the rules that a pattern (`fk-*`) or the name of a group stands for; `None` for what is neither, and for a
    /// pattern that stands for none.
    pub fn codes_of(&self, pattern: &str) -> Option<Vec<&'static str>> {
        let code = |entry: Entry| entry.metadata.code;
        let mut found: Vec<_> = self.rules().filter(|it| group_name(it.topic) == pattern).map(code).collect();
        if found.is_empty() && pattern.contains(['*', '?']) {
            let matcher = Glob::new(pattern).ok()?.compile_matcher();
            found = self.rules().map(code).filter(|code| matcher.is_match(code)).collect();
        }
        (!found.is_empty()).then_some(found)
    }

    /// The names of the groups of rules, in the order of the topics.
    pub fn groups(&self) -> Vec<String> {
        let mut names: Vec<String> = self.rules().map(|entry| group_name(entry.topic)).collect();
        names.dedup();
        names
    }

    /// The index of a code among [`Registry::entries`].
    pub(super) fn index(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    /// The rule that an unknown code was meant for, if one is near enough. `None` for a code of Prisma's own.
    pub(crate) fn closest_rule(&self, code: &str) -> Option<&'static str> {
        let is_known = self.find(code).is_some();
        (!is_known).then(|| closest(code, self.rules().map(|entry| entry.metadata.code))).flatten()
    }

    /// Why a code is no rule. One of Prisma's own is often taken for one.
    pub(crate) fn explain_unknown_rule(&self, code: &str, otherwise: &str) -> String {
        if self.find(code).is_some_and(|entry| entry.metadata.kind == Kind::Prisma) {
            return format!(
                "`{code}` is an error of Prisma itself, which neither settings nor comments turn off, because Prisma \
                 still reports it. Fix its cause. (`prisma-lens check --ignore {code}` only hides it from the output.)"
            );
        }
        let near = self.closest_rule(code);
        let text = format!("Unknown rule `{code}`. {}", suggestion(near, otherwise));
        text.trim_end().to_owned()
    }
}

/// The name of a group of rules as it is written in settings: `Relations and foreign keys` is `relations-and-foreign-keys`.
pub fn group_name(topic: &str) -> String {
    topic.to_lowercase().replace(' ', "-")
}

/// Suggests the nearest name, or says something else where there is none.
pub(super) fn suggestion(near: Option<&str>, otherwise: &str) -> String {
    near.map_or(otherwise.to_owned(), |name| format!("Did you mean `{name}`?"))
}
