//! Findings as text.

use std::sync::Arc;

use base::{Finding, Preset, Related};
use checks::frame::RuleSet;
use checks::rules::{ProjectFacts, check};
use model::schema::Schema;
use serde_json::Value;

use super::{apply, fixes, schema, strict_with};

/// What one rule finds, in the preset `strict` or wherever the rule is on.
pub(super) struct Drawn {
    pub(super) schema: Schema,
    pub(super) found: Vec<Finding>,
}

/// What the rule finds in a schema of one file. Every fix is tried, with both kinds of line end.
pub(super) fn found(code: &str, text: &str) -> Drawn {
    found_with(code, text, Value::Null)
}

/// The same under options.
pub(super) fn found_with(code: &str, text: &str, options: Value) -> Drawn {
    let rule = checks::registry().rule(code).expect("a rule");
    let set = strict_with(rule, &options);
    fixes::check_fixes(rule, &schema(&text.replace('\n', "\r\n")), &set);
    found_in(code, schema(text), &set, &ProjectFacts::default())
}

/// The same in a project with migrations.
pub(super) fn found_with_migrations(code: &str, text: &str) -> Drawn {
    let set = strict_with(checks::registry().rule(code).expect("a rule"), &Value::Null);
    let facts = ProjectFacts { has_migrations: true, ..ProjectFacts::default() };
    found_in(code, schema(text), &set, &facts)
}

/// The same in the preset `recommended`.
pub(super) fn found_recommended(code: &str, text: &str) -> Drawn {
    let set = Arc::new(RuleSet::preset(checks::registry(), Preset::Recommended));
    found_in(code, schema(text), &set, &ProjectFacts::default())
}

/// The same in a schema of several files.
pub(super) fn found_in_files(code: &str, schema: Schema) -> Drawn {
    let set = strict_with(checks::registry().rule(code).expect("a rule"), &Value::Null);
    found_in(code, schema, &set, &ProjectFacts::default())
}

fn found_in(code: &str, schema: Schema, set: &Arc<RuleSet>, facts: &ProjectFacts) -> Drawn {
    let mut found = check(&schema, facts, &|_| set.clone(), true);
    found.retain(|finding| finding.code == code);
    fixes::check_fixes(checks::registry().rule(code).expect("a rule"), &schema, set);
    Drawn { schema, found }
}

impl Drawn {
    /// Each finding: level, the text at its place, message, then related places and the titles of the fixes.
    pub(super) fn all(&self) -> String {
        let mut out = String::new();
        for finding in &self.found {
            let text = self.schema.text(finding.item().unwrap());
            let level = format!("{:?}", finding.level).to_lowercase();
            out.push_str(&format!("{level} at `{}`: {}\n", finding.anchor.span().of(&text), finding.message));
            for Related { anchor, message } in &finding.related {
                let text = self.schema.text(anchor.item().unwrap());
                out.push_str(&format!("  see `{}`: {message}\n", anchor.span().of(&text)));
            }
            for fix in &finding.fixes {
                out.push_str(&format!("  {:?}: {}\n", fix.safety, fix.title));
            }
        }
        out
    }

    /// Each finding: the text at its place and the level only.
    pub(super) fn places(&self) -> String {
        let mut out = String::new();
        for finding in &self.found {
            let text = self.schema.text(finding.item().unwrap());
            let level = format!("{:?}", finding.level).to_lowercase();
            out.push_str(&format!("{level} {}\n", finding.anchor.span().of(&text)));
        }
        out
    }

    /// The lines that a fix of the first finding changes or adds (`+`) and takes away (`-`), file by file.
    pub(super) fn after_fix(&self, title: &str) -> String {
        let fix = self.found.iter().flat_map(|finding| &finding.fixes).find(|fix| fix.title == title);
        let fix = fix.unwrap_or_else(|| panic!("no fix `{title}` in:\n{}", self.all()));
        let mut out = String::new();
        for (file, (_, after)) in self.schema.files().iter().zip(apply(&self.schema, fix)) {
            let before = file.content.source().source().to_string();
            let diff = similar::TextDiff::from_lines(&before, &after);
            for change in diff.iter_all_changes() {
                let sign = match change.tag() {
                    similar::ChangeTag::Delete => '-',
                    similar::ChangeTag::Insert => '+',
                    similar::ChangeTag::Equal => continue,
                };
                out.push_str(&format!("{sign}{}\n", change.value().trim_end_matches(['\n', '\r'])));
            }
        }
        out
    }
}
