//! Which of our rules stand for a rule of prisma-lint.

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
