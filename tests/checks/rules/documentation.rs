//! Each rule is what its documentation says.

use base::Preset;
use checks::rules::{self, ProjectFacts};
use model::project::{ContractEnums, PackageJson, unsafe_scripts};

use super::{schema, strict_with};

#[test]
fn every_rule_is_documented() {
    for rule in super::rules() {
        let docs = rule.documentation();
        assert!(docs.summary.ends_with('.'), "{}: the first paragraph is a sentence", rule.code);
        assert!(docs.examples.iter().any(|it| it.is_flagged), "{} has no flagged example", rule.code);
        assert!(docs.examples.iter().any(|it| !it.is_flagged), "{} has no clean example", rule.code);
        assert!(rule.docs.lines().count() > 3, "{} says too little", rule.code);
        assert!(
            rule.level(Preset::Strict) >= rule.level(Preset::Recommended),
            "{}: strict is the strictest",
            rule.code
        );
        assert!(
            rule.level(Preset::Recommended) >= rule.level(Preset::Minimal),
            "{}: minimal is the mildest",
            rule.code
        );
        for option in rule.options {
            assert!(option.docs.ends_with('.'), "{}: option {} is documented", rule.code, option.name);
            assert!(option.kind.accepts(&option.kind.default_value()), "{}: {}", rule.code, option.name);
        }
    }
}

#[test]
fn codes_are_unique_and_in_kebab_case() {
    let mut codes: Vec<&str> = super::rules().map(|rule| rule.code).collect();
    assert!(
        codes
            .iter()
            .all(|code| code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
    );
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), count);
}

/// The facts of an example in Prisma's language: the last contract has a `native_enum`.
fn facts_with_contract() -> ProjectFacts {
    let contract = r#"{ "storage": { "namespaces": { "public": { "entries": { "native_enum": {
        "Status": { "kind": "postgres-enum", "members": ["draft", "live"], "typeName": "Status" } } } } } } }"#;
    let enums = ContractEnums::parse(contract).expect("a contract");
    ProjectFacts { plan_origins: [enums].into(), ..ProjectFacts::default() }
}

fn facts_of(package: &PackageJson) -> ProjectFacts {
    ProjectFacts { scripts: unsafe_scripts(package).into(), ..ProjectFacts::default() }
}

#[test]
fn every_example_holds() {
    for rule in super::rules() {
        for example in rule.documentation().examples {
            let set = strict_with(rule, &example.options);
            // An example in JSON is the `package.json` of a schema.
            let (text, facts) = match example.language.as_str() {
                "json" => ("", facts_of(&PackageJson::parse(&example.text))),
                _ => (example.text.as_str(), facts_with_contract()),
            };
            let found: Vec<_> = rules::check(&schema(text), &facts, &|_| set.clone(), true)
                .into_iter()
                .filter(|it| it.code == rule.code)
                .collect();
            let verdict = if example.is_flagged { "flag" } else { "leave alone" };
            assert_eq!(
                !found.is_empty(),
                example.is_flagged,
                "{} should {verdict}:\n{}\nfound: {found:#?}",
                rule.code,
                example.text
            );
        }
    }
}

#[test]
fn examples_name_their_options() {
    let page = |code: &str| checks::registry().rule(code).expect("a rule").documentation().markdown;
    assert!(page("model-name-singular").contains("\nFlagged with `style = \"plural\"`:\n"));
    assert!(page("require-field").contains("\nFlagged with `require = [\"tenantId\"]`:\n"));
    assert!(
        page("require-field")
            .contains("`require = [{ name = \"currency\", ifSibling = \"/[aA]mount$/\" }]`:\n")
            || page("require-field")
                .contains("`require = [{ ifSibling = \"/[aA]mount$/\", name = \"currency\" }]`:\n")
    );
    assert!(page("reserved-word").contains("\nFlagged:\n"));
}
