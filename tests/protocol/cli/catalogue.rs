//! The rules as a user looks them up.

use std::path::Path;

use base::Preset;
use checks::frame::{Entry, RuleSet};
use prisma_lens::cli::rules_markdown;
use serde_json::Value;

use super::run;

fn here(args: &[&str]) -> super::Run {
    run(support::root(), args)
}

#[test]
fn every_rule_is_listed_in_every_format() {
    let text = here(&["rules"]);
    let markdown = here(&["rules", "--format", "markdown"]);
    let json: Value = serde_json::from_str(&here(&["rules", "--format", "json"]).out).unwrap();
    assert_eq!(markdown.out, rules_markdown());
    for (at, Entry { topic, metadata: rule }) in ide::registry().rules().enumerate() {
        assert!(text.out.contains(rule.code), "{}", rule.code);
        assert!(markdown.out.contains(&format!("| `{}` | ", rule.code)), "{}", rule.code);
        assert_eq!(json[at]["code"], rule.code);
        assert_eq!(json[at]["topic"], topic);
        assert_eq!(json[at]["levels"]["strict"], rule.level(Preset::Strict).name());
        assert_eq!(json[at]["options"].as_array().unwrap().len(), rule.all_options().count());
    }
}

#[test]
fn every_rule_can_be_explained() {
    for Entry { metadata: rule, .. } in ide::registry().rules() {
        let page = here(&["explain", rule.code]);
        assert_eq!((page.code, page.err.as_str()), (0, ""), "{}", rule.code);
        assert!(page.out.starts_with(rule.code), "{}", page.out);
        assert!(
            ["Flagged:", "Flagged with `", "Flagged with this code:"].iter().any(|it| page.out.contains(it))
                && page.out.contains("Levels"),
            "{}",
            page.out
        );
        assert!(!page.out.contains("```"), "{}", page.out);
        for option in rule.options {
            assert!(page.out.contains(option.name), "{}: {}", rule.code, option.name);
        }
    }
}

#[test]
fn what_is_shown_for_a_setting_can_be_set() {
    for Entry { metadata: rule, .. } in ide::registry().rules() {
        let page = here(&["explain", rule.code]).out;
        let shown = page
            .split("Configure it in prisma-lens.toml")
            .nth(1)
            .unwrap()
            .split("Suppress it")
            .next()
            .unwrap();
        // With options the rule is shown twice, as two ways to write the same.
        let last = shown.rfind("[rules").unwrap();
        let settings = model::project::Settings::from_toml(Path::new("/prisma-lens.toml"), &shown[last..]);
        let problems = RuleSet::problems(ide::registry(), &settings.rules);
        assert!(settings.problems.is_empty() && problems.is_empty(), "{shown}{problems:?}");
        assert_eq!(settings.rules.len(), 1, "{shown}");
    }
}

#[test]
fn an_unknown_rule_leads_to_the_nearest() {
    let slip = here(&["explain", "created-at-defualt"]);
    assert_eq!(slip.code, 2);
    assert!(slip.err.contains("Did you mean `created-at-default`?"), "{}", slip.err);
    let part = here(&["explain", "suppression"]);
    assert!(part.err.contains("`unused-suppression`"), "{}", part.err);
}

#[test]
fn it_says_its_version() {
    assert_eq!(here(&["--version"]).out, format!("prisma-lens {}\n", env!("CARGO_PKG_VERSION")));
}
