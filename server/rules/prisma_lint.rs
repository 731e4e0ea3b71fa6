//! Which of our rules stand for a rule of prisma-lint, and its configuration in our terms.

use crate::project::{LintSettings, Problem, RuleOption, RuleSetting, SettingSource};
use crate::rules::find;

/// The rules of prisma-lint by name, each with those of ours that look for the same.
///
/// Source: the list of rules in that tool's documentation.
pub(super) const COUNTERPARTS: &[(&str, &[&str])] = &[
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
    ("require-field-index", &["fk-missing-index"]),
    ("require-field-type", &["require-field-type"]),
];

/// The codes of our rules for a rule of prisma-lint; none for a rule that has no counterpart.
pub(super) fn counterparts(rule: &str) -> &'static [&'static str] {
    COUNTERPARTS.iter().find(|(name, _)| *name == rule).map_or(&[], |(_, ours)| ours)
}

/// The settings of our rules that a configuration of prisma-lint comes to, and the rules of it that have no counterpart.
///
/// Options bear the same names in both where they mean the same; others are left out.
pub fn import_lint_settings(lint: &LintSettings) -> (Vec<RuleSetting>, Vec<Problem>) {
    let mut settings = Vec::new();
    let mut unknown = Vec::new();
    for rule in &lint.rules {
        let ours = counterparts(&rule.name);
        if ours.is_empty() {
            let message = format!("`{}` has no counterpart in Prisma Lens and is not checked.", rule.name);
            unknown.push(Problem::new(rule.name_span, message));
        }
        for rule_of_ours in ours.iter().filter_map(|code| find(code)) {
            for config in &rule.configs {
                let accepted = config.options.iter().filter(|(name, value)| {
                    rule_of_ours.options.iter().any(|spec| spec.name == *name && spec.kind.accepts(value))
                });
                let option = |(name, value): (&String, &serde_json::Value)| RuleOption {
                    name: name.clone(),
                    value: value.clone(),
                    key_span: config.span,
                    value_span: config.span,
                };
                settings.push(RuleSetting {
                    code: rule_of_ours.code.to_owned(),
                    level: Some(config.level.clone()),
                    options: accepted.map(option).collect(),
                    key_span: rule.name_span,
                    source: SettingSource::File(lint.path.clone()),
                });
            }
        }
    }
    (settings, unknown)
}
