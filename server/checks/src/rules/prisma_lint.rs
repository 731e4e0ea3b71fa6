//! The prisma-lint counterparts of our rules, and the import of its configuration.

use serde_json::Value;

use crate::frame::{Metadata, Registry};
use base::text::Span;
use base::{Anchor, Finding, Level};
use model::project::{
    LintConfig, LintRule, LintSettings, Located, RuleOption, RuleSetting, SettingSource, settings_info,
};

/// The rules of prisma-lint by name, each with our counterparts.
///
/// Source: the list of rules in that tool's documentation.
pub const LINT_COUNTERPARTS: &[(&str, &[&str])] = &[
    ("ban-unbounded-string-type", &["unbounded-string"]),
    ("enum-name-pascal-case", &["enum-name-pascal-case"]),
    ("enum-value-case", &["enum-value-case"]),
    ("field-name-camel-case", &["field-name-camel-case"]),
    ("field-name-grammatical-number", &["list-field-plural"]),
    ("field-name-mapping-snake-case", &["field-map-snake-case"]),
    ("field-order", &["field-order"]),
    ("forbid-field", &["forbid-field"]),
    ("forbid-required-ignored-field", &["required-ignored-field"]),
    ("model-name-grammatical-number", &["model-name-singular"]),
    ("model-name-mapping-snake-case", &["model-map-snake-case"]),
    ("model-name-pascal-case", &["model-name-pascal-case"]),
    ("require-default-empty-arrays", &["list-default-empty"]),
    ("require-field", &["require-field"]),
    ("require-field-index", &["fk-missing-index", "require-field-index"]),
    ("require-field-type", &["require-field-type"]),
];

/// Earlier names of rules of prisma-lint, and what they are called now.
///
/// Source: the history of that tool.
const EARLIER_NAMES: &[(&str, &str)] = &[
    ("enum-value-snake-case", "enum-value-case"),
    ("forbidden-field", "forbid-field"),
    ("list-field-name-grammatical-number", "field-name-grammatical-number"),
    ("required-field", "require-field"),
    ("required-fields", "require-field"),
    ("required-field-index", "require-field-index"),
    ("required-field-type", "require-field-type"),
    ("singular-model-name", "model-name-grammatical-number"),
    ("singular-model-names", "model-name-grammatical-number"),
];

/// What a rule of prisma-lint is called now.
fn current_name(rule: &str) -> &str {
    EARLIER_NAMES.iter().find(|(earlier, _)| *earlier == rule).map_or(rule, |(_, now)| now)
}

/// The codes of our counterparts of a prisma-lint rule; empty if there is none.
pub(super) fn counterparts(rule: &str) -> &'static [&'static str] {
    let rule = current_name(rule);
    LINT_COUNTERPARTS.iter().find(|(name, _)| *name == rule).map_or(&[], |(_, ours)| ours)
}

/// Options that make our rule as strict as its counterpart.
const STRICTER: &[(&str, &str, bool)] = &[
    ("field-map-snake-case", "exact", true),
    ("field-map-snake-case", "mongodb", true),
    ("enum-name-pascal-case", "followMajority", false),
    ("field-name-camel-case", "followMajority", false),
    ("model-name-pascal-case", "followMajority", false),
    ("model-name-singular", "followMajority", false),
    ("model-map-snake-case", "exact", true),
];

/// The parts of a configuration that have no counterpart.
struct Problems<'l> {
    lint: &'l LintSettings,
    found: Vec<Finding>,
}

impl Problems<'_> {
    fn add(&mut self, span: Span, message: impl Into<String>) {
        self.found.push(settings_info(Anchor::file(self.lint.path.as_path(), span), message));
    }
}

/// The settings of our rules for a configuration of prisma-lint, and the parts without a counterpart.
///
/// Options have the same names in both. A rule configured several times, which prisma-lint runs once for each, becomes
/// one setting: the highest level, concatenated lists, and the last value of other options.
pub fn import_lint_settings(registry: &Registry, lint: &LintSettings) -> (Vec<RuleSetting>, Vec<Finding>) {
    let mut settings = Vec::new();
    let mut problems = Problems { lint, found: Vec::new() };
    for rule in &lint.rules {
        let ours = counterparts(&rule.name);
        if ours.is_empty() {
            let message = format!("`{}` has no counterpart in Prisma Lens and is not checked.", rule.name);
            problems.add(rule.name_span, message);
        }
        for code in ours {
            settings
                .extend(registry.rule(code).and_then(|ours| import_rule(lint, rule, ours, &mut problems)));
        }
    }
    (settings, problems.found)
}

fn import_rule(
    lint: &LintSettings,
    rule: &LintRule,
    ours: &Metadata,
    problems: &mut Problems<'_>,
) -> Option<RuleSetting> {
    let mut level: Option<Located<Level>> = None;
    let mut options: Vec<RuleOption> = Vec::new();
    for (code, name, value) in STRICTER {
        if *code == ours.code && ours.options.iter().any(|spec| spec.name == *name) {
            options.push(option(name, &Value::from(*value), rule.name_span));
        }
    }
    for config in &rule.configs {
        if !applies(ours.code, config) {
            continue;
        }
        if level.as_ref().is_none_or(|known| known.value < config.level.value) {
            level = Some(config.level.clone());
        }
        for (name, value) in
            config.options.iter().filter(|(name, _)| !is_selector(ours.code, &rule.name, name))
        {
            match ours.options.iter().find(|spec| spec.name == name) {
                None => {
                    let message = format!("The option `{name}` of `{}` is not supported.", rule.name);
                    problems.add(config.span, message);
                }
                Some(spec) if !spec.kind.accepts(value) => {
                    let takes = spec.kind.describe();
                    let message = format!("`{name}` of `{}` takes {takes}.", rule.name);
                    problems.add(config.span, message);
                }
                Some(_) => add(&mut options, option(name, value, config.span)),
            }
        }
    }
    Some(RuleSetting {
        code: ours.code.to_owned(),
        level: Some(level?),
        options,
        key_span: rule.name_span,
        source: SettingSource::File(lint.path.clone()),
    })
}

/// Whether this use of a rule asks for what our counterpart does: `require-field-index` looks at foreign keys, at fields by
/// their names, or at both.
fn applies(code: &str, config: &LintConfig) -> bool {
    let is_set = |name: &str| config.options.get(name).is_some_and(|value| *value != Value::Bool(false));
    let is_off = config.level.value == Level::Off;
    match code {
        "fk-missing-index" => is_off || is_set("forAllRelations"),
        "require-field-index" => is_off || is_set("forNames"),
        _ => true,
    }
}

/// Whether the option of the prisma-lint rule says only which of our counterparts [`applies`].
fn is_selector(code: &str, rule: &str, option: &str) -> bool {
    let is_of_other = code == "fk-missing-index" && option == "forNames";
    rule == "require-field-index" && (option == "forAllRelations" || is_of_other)
}

fn option(name: &str, value: &Value, span: Span) -> RuleOption {
    RuleOption { name: name.to_owned(), value: value.clone(), key_span: span, value_span: span }
}

/// Merges an option into the earlier ones.
fn add(options: &mut Vec<RuleOption>, new: RuleOption) {
    match options.iter_mut().find(|known| known.name == new.name) {
        None => options.push(new),
        Some(known) => match (&mut known.value, new.value) {
            (Value::Array(items), Value::Array(more)) => items.extend(more),
            (value, other) => *value = other,
        },
    }
}
