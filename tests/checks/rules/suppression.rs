//! Comments that silence findings.

use std::sync::Arc;

use base::Preset;
use base::text::Span;
use checks::frame::RuleSet;
use expect_test::{Expect, expect};
use model::project::{RuleSetting, SettingSource};

use super::{findings, schema};

fn check(text: &str, expected: Expect) {
    let schema = schema(text);
    let found = findings(&schema, &Arc::new(RuleSet::preset(checks::registry(), Preset::Strict)));
    let mut drawn = String::new();
    for finding in found.iter().filter(|it| ["created-at-default", "unused-suppression"].contains(&it.code)) {
        drawn.push_str(&format!("{}: {}\n", finding.code, finding.message));
    }
    expected.assert_eq(&drawn);
}

#[test]
fn the_next_line() {
    check(
        "model A {\n  id Int @id\n  // prisma-lens-ignore created-at-default: imported\n  createdAt DateTime\n}\n",
        expect![[""]],
    );
}

#[test]
fn behind_something_its_own_line() {
    check(
        "model A {\n  id Int @id\n  createdAt DateTime // prisma-lens-ignore created-at-default\n}\n",
        expect![[""]],
    );
}

#[test]
fn the_block_and_the_file() {
    check(
        "// prisma-lens-ignore-block created-at-default\nmodel A {\n  createdAt DateTime\n}\n",
        expect![[""]],
    );
    check(
        "model A {\n  createdAt DateTime\n}\n// prisma-lens-ignore-file created-at-default: no\n",
        expect![[""]],
    );
}

#[test]
fn unused_unknown_and_nameless_ones_are_reported() {
    check(
        "model A {\n  // prisma-lens-ignore created-at-default\n  id Int @id\n  // prisma-lens-ignore created-at-defalt\n  createdAt DateTime\n  // prisma-lens-ignore\n}\n",
        expect![[r#"
            unused-suppression: `created-at-default` has no findings here. Remove this suppression.
            unused-suppression: Unknown rule `created-at-defalt`. Did you mean `created-at-default`?
            created-at-default: `A.createdAt` has no default, so every insert has to set it. Add `@default(now())`.
            unused-suppression: This suppression names no rule. Add the code of the rule to suppress.
        "#]],
    );
}

#[test]
fn what_prisma_says_is_not_silenced() {
    check(
        "model A {\n  id Int @id\n  // prisma-lens-ignore unknown-type: größer\n  x Foo\n}\n",
        expect![[r#"
            unused-suppression: `unknown-type` is an error of Prisma itself, which neither settings nor comments turn off, because Prisma still reports it. Fix its cause. (`prisma-lens check --ignore unknown-type` only hides it from the output.)
        "#]],
    );
}

#[test]
fn what_prisma_says_is_not_turned_off() {
    let setting = |code: &str| RuleSetting {
        code: code.to_owned(),
        level: None,
        options: Vec::new(),
        key_span: Span::new(8, 20),
        source: SettingSource::Editor,
    };
    let settings = ["unknown-type", "unknown-typo", "created-at-default"].map(setting);
    let problems = RuleSet::problems(checks::registry(), &settings);
    let drawn: String = problems.iter().map(|problem| format!("{}\n", problem.message)).collect();
    expect![[r#"
        `unknown-type` is an error of Prisma itself, which neither settings nor comments turn off, because Prisma still reports it. Fix its cause. (`prisma-lens check --ignore unknown-type` only hides it from the output.)
        Unknown rule `unknown-typo`. `prisma-lens rules` lists all rules.
    "#]].assert_eq(&drawn);
}

#[test]
fn comments_of_prisma_lint_are_understood() {
    check("/// prisma-lint-ignore-model\nmodel A {\n  createdAt DateTime\n}\n", expect![[""]]);
}

/// The fixes of the comments in a schema, with what each makes of the comment.
fn fixes(text: &str, expected: Expect) {
    let schema = schema(text);
    let found = findings(&schema, &Arc::new(RuleSet::preset(checks::registry(), Preset::Strict)));
    let mut drawn = String::new();
    for fix in found.iter().filter(|it| it.code == "unused-suppression").flat_map(|it| &it.fixes) {
        let after = &super::apply(&schema, fix)[0].1;
        let line = after.lines().find(|line| line.contains("prisma-lens-ignore")).unwrap_or("(no comment)");
        drawn.push_str(&format!("{:?}: {}: {}\n", fix.safety, fix.title, line.trim()));
    }
    expected.assert_eq(&drawn);
}

#[test]
fn a_misspelt_code_is_corrected() {
    fixes(
        "model A {\n  id Int @id\n  // prisma-lens-ignore created-at-defualt: imported\n  createdAt DateTime\n}\n",
        expect![[r#"
            Safe: Change to `created-at-default`: // prisma-lens-ignore created-at-default: imported
            Choice: Remove the suppression: (no comment)
        "#]],
    );
    // One of several, and one for the whole file.
    fixes(
        "// prisma-lens-ignore-file created-at-defualt, require-docs: größer\nmodel A {\n  id Int @id\n  createdAt DateTime\n}\n",
        expect![[r#"
            Safe: Change to `created-at-default`: // prisma-lens-ignore-file created-at-default, require-docs: größer
            Choice: Remove the suppression: // prisma-lens-ignore-file require-docs: größer
        "#]],
    );
}

#[test]
fn what_was_meant_to_be_suppressed_is_not_lost() {
    // The corrected comment would be unused; no code is near; no code is named; a code of Prisma's own.
    fixes(
        "model A {\n  // prisma-lens-ignore created-at-defualt\n  id Int @id\n  // prisma-lens-ignore something-else: why\n  b Int\n  // prisma-lens-ignore\n  c Int\n  // prisma-lens-ignore unknown-type\n  d Int\n}\n",
        expect![[r#"
            Choice: Change to `created-at-default`: // prisma-lens-ignore created-at-default
            Choice: Remove the suppression: // prisma-lens-ignore something-else: why
            Choice: Remove the suppression: // prisma-lens-ignore created-at-defualt
            Choice: Remove the suppression: // prisma-lens-ignore created-at-defualt
            Choice: Remove the suppression: // prisma-lens-ignore created-at-defualt
        "#]],
    );
    // This one is in vain.
    fixes(
        "model A {\n  // prisma-lens-ignore created-at-default\n  id Int @id\n}\n",
        expect![[r#"
        Safe: Remove the suppression: (no comment)
    "#]],
    );
}
