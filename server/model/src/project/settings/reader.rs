//! Reading keys and values of any section, with a problem where one is wrong.

use std::str::FromStr;

use serde_json::Value;

use crate::project::closest::closest;
use crate::project::data::{Key, Kind, Node};
use crate::project::located::Located;
use crate::project::settings::{SettingKey, SettingSource};
use base::text::Span;
use base::{Finding, Fix};

/// Reads one source, and collects what is wrong in it.
pub(super) struct SettingsReader {
    pub(super) source: SettingSource,
    pub(super) problems: Vec<Finding>,
}

impl SettingsReader {
    /// One of these names.
    pub(super) fn named<T: FromStr>(
        &mut self,
        value: &Node,
        what: &str,
        names: &[&str],
    ) -> Option<Located<T>> {
        let Some(text) = value.as_str() else {
            let expected = format!("one of {}", listed(names));
            self.wrong_kind(value, &format!("The {what}"), &expected);
            return None;
        };
        if let Ok(found) = text.parse::<T>() {
            return Some(Located::new(found, value.span));
        }
        let near = closest(text, names.iter().copied());
        let hint = near.map(|name| format!(" Did you mean `{name}`?"));
        let message =
            format!("Unknown {what} `{text}`.{} Use one of {}.", hint.unwrap_or_default(), listed(names));
        self.problem(value.span, message);
        self.fix_last(
            near.and_then(|name| self.source.replacement(value.span, name, &format!("\"{name}\""))),
        );
        None
    }

    fn fix_last(&mut self, fix: Option<Fix>) {
        if let Some(last) = self.problems.last_mut() {
            last.fixes.extend(fix);
        }
    }

    /// The entries of a table.
    pub(super) fn entries<'n>(&mut self, node: &'n Node, what: &str) -> &'n [(Key, Node)] {
        node.entries().unwrap_or_else(|| {
            self.wrong_kind(node, what, "a table");
            &[]
        })
    }

    /// Reports a key that does not exist.
    pub(super) fn unknown<'c>(
        &mut self,
        key: &Key,
        what: &str,
        known: impl IntoIterator<Item = &'c str> + Clone,
    ) {
        let near = closest(&key.name, known.clone());
        let hint = match near {
            Some(name) => format!("Did you mean `{name}`?"),
            None => format!("Known keys: {}.", listed(&known.into_iter().collect::<Vec<_>>())),
        };
        self.problem(key.span, format!("Unknown {what} `{}`. {hint}", key.name));
        self.fix_last(near.and_then(|name| self.source.replacement(key.span, name, name)));
    }

    /// Reports a key that the table does not have.
    pub(super) fn unknown_key(&mut self, key: &Key, what: &str, known: &'static [SettingKey]) {
        self.unknown(key, what, known.iter().map(|known| known.name));
    }

    /// Reports a value of a wrong kind.
    pub(super) fn wrong_kind(&mut self, node: &Node, what: &str, expected: &str) {
        self.problem(node.span, format!("{what} must be {expected}, not {}.", node.describe()));
    }

    /// Reports what is wrong at a place.
    pub(super) fn problem(&mut self, span: Span, message: impl Into<String>) {
        self.problems.push(self.source.problem(span, message));
    }
}

/// Whether an editor says that nothing is set.
pub(super) fn is_absent(value: &Node) -> bool {
    value.kind == Kind::Other(Value::Null)
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
