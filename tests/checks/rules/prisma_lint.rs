//! A configuration of prisma-lint in our terms.

use std::path::Path;
use std::sync::Arc;

use checks::frame::RuleSet;
use checks::rules::{LINT_COUNTERPARTS, import_lint_settings};
use expect_test::{Expect, expect};
use model::project::{LintSettings, Settings};

use super::{findings, rules, schema};

/// The settings that come of it: code, level and options; then the problems with the text at their place.
fn check(json: &str, expected: Expect) {
    let lint = LintSettings::parse(Path::new(".prismalintrc.json"), json).unwrap();
    let (settings, problems) = import_lint_settings(checks::registry(), &lint);
    let mut drawn = String::new();
    for setting in settings {
        let level = setting.level.as_ref().unwrap().value;
        let options = serde_json::Value::Object(setting.options_json());
        drawn.push_str(&format!("{} {level} {options}\n", setting.code));
    }
    for problem in lint.problems.iter().chain(&problems) {
        drawn.push_str(&format!("! {} | {}\n", problem.anchor.span().of(json), problem.message));
    }
    expected.assert_eq(&drawn);
}

#[test]
fn rules_levels_and_options() {
    check(
        r#"{ "rules": {
            "model-name-grammatical-number": ["error", { "style": "singular", "allowlist": ["/Data$/"] }],
            "model-name-mapping-snake-case": ["error", { "compoundWords": ["GraphQL"], "trimPrefix": "Db", "pluralize": true }],
            "field-name-mapping-snake-case": "warn",
            "field-name-camel-case": 2,
            "field-name-grammatical-number": ["warn", { "ifList": "plural", "ifListAllow": ["data"] }],
            "enum-value-case": ["error", { "style": "snake", "case": "upper" }],
            "require-field": ["error", { "require": ["id", { "name": "b", "ifSibling": "a" }] }],
            "require-field-type": ["error", { "require": [{ "type": "DateTime", "ifName": "/At$/" }] }],
            "field-order": ["error", { "order": ["id", "..."] }],
            "forbid-required-ignored-field": ["off"]
        } }"#,
        expect![[r#"
            model-name-singular error {"followMajority":false,"style":"singular","allowlist":["/Data$/"]}
            model-map-snake-case error {"exact":true,"compoundWords":["GraphQL"],"trimPrefix":"Db","pluralize":true}
            field-map-snake-case warning {"exact":true,"mongodb":true}
            field-name-camel-case error {"followMajority":false}
            list-field-plural warning {"ifList":"plural","ifListAllow":["data"]}
            enum-value-case error {"style":"snake","case":"upper"}
            require-field error {"require":["id",{"name":"b","ifSibling":"a"}]}
            require-field-type error {"require":[{"type":"DateTime","ifName":"/At$/"}]}
            field-order error {"order":["id","..."]}
            required-ignored-field off {}
        "#]],
    );
}

#[test]
fn what_has_no_counterpart() {
    check(
        r#"{ "rules": {
            "model-name-prefix": ["error", { "prefix": "Db" }],
            "no-such-rule": "error",
            "forbid-field": ["error", { "forbid": ["/^(?!.*D6$).*$/"] }],
            "model-name-pascal-case": ["error", { "allowList": ["x"], "colour": "red" }],
            "field-order": "loud"
        } }"#,
        expect![[r#"
            forbid-field error {}
            model-name-pascal-case error {"followMajority":false,"allowList":["x"]}
            ! "loud" | A level must be `"off"`, `"warn"` or `"error"`.
            ! "model-name-prefix" | `model-name-prefix` has no counterpart in Prisma Lens and is not checked.
            ! "no-such-rule" | `no-such-rule` has no counterpart in Prisma Lens and is not checked.
            ! ["error", { "forbid": ["/^(?!.*D6$).*$/"] }] | `forbid` of `forbid-field` takes a list of names, globs or regular expressions between slashes (without look-around).
            ! ["error", { "allowList": ["x"], "colour": "red" }] | The option `colour` of `model-name-pascal-case` is not supported.
        "#]],
    );
}

#[test]
fn rules_that_run_several_times_are_put_together() {
    check(
        r#"{ "rules": {
            "require-field": [["warn", { "require": ["id"] }], ["error", { "require": ["createdAt"] }]],
            "require-field-index": [["error", { "forAllRelations": true }], ["warn", { "forNames": ["tenantId"] }]]
        } }"#,
        expect![[r#"
            require-field error {"require":["id","createdAt"]}
            fk-missing-index error {}
            require-field-index warning {"forNames":["tenantId"]}
        "#]],
    );
    // Only fields by their names: our rule for foreign keys stays as it is.
    check(
        r#"{ "rules": { "require-field-index": ["error", { "forNames": "createdAt" }] } }"#,
        expect![[r#"
            require-field-index error {"forNames":"createdAt"}
        "#]],
    );
    check(
        r#"{ "rules": { "require-field-index": "off" } }"#,
        expect![[r#"
            fk-missing-index off {}
            require-field-index off {}
        "#]],
    );
}

#[test]
fn each_counterpart_is_a_rule_and_is_named_once() {
    for (name, ours) in LINT_COUNTERPARTS {
        assert!(ours.iter().all(|code| checks::registry().rule(code).is_some()), "{name}");
    }
    assert!(LINT_COUNTERPARTS.is_sorted());
    assert!(rules().count() > LINT_COUNTERPARTS.len());
}

#[test]
fn weaker_than_our_own_settings() {
    let lint = r#"{ "rules": { "require-field": ["error", { "require": ["id"] }], "forbid-field": ["error", { "forbid": ["x"] }] } }"#;
    let lint = LintSettings::parse(Path::new("/.prismalintrc.json"), lint).unwrap();
    let weaker = Settings { rules: import_lint_settings(checks::registry(), &lint).0, ..Settings::default() };
    let own = Settings::from_toml(
        Path::new("/prisma-lens.toml"),
        "preset = \"minimal\"\n[rules]\nforbid-field = \"off\"\n",
    );
    let settings = own.over(weaker);
    let set =
        RuleSet::new(checks::registry(), &settings.for_file(Path::new("/schema.prisma"), Path::new("/")));
    let found = findings(&schema("model A {\n  key Int @id\n  x Int\n}\n"), &Arc::new(set));
    let codes: Vec<&str> = found.iter().map(|it| it.code).filter(|code| code.contains("field")).collect();
    assert_eq!(codes, ["require-field"]);
}
