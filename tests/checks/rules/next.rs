//! The checklist on schemas in the Prisma 8 dialect.

use base::{Level, Origin};
use expect_test::{Expect, expect};
use ide::Analysis;

use super::corpus::{analysis_of, every_rule};
use super::corpus_fixes::{Report, try_each};

/// Schemas that Prisma 8 accepts.
const FIXTURES: &[(&str, &str)] = &[
    ("shop.prisma", include_str!("../../fixtures/prisma8/shop.prisma")),
    ("tenants.prisma", include_str!("../../fixtures/prisma8/tenants.prisma")),
];

fn analysis(name: &str, text: &str) -> Analysis {
    analysis_of(&[(name.to_owned(), text.to_owned())], &every_rule())
}

/// What a rule reports, with the titles of its fixes.
fn found(code: &str) -> String {
    let mut lines = String::new();
    for (name, text) in FIXTURES {
        for finding in ide::diagnostics(&analysis(name, text), true).into_iter().flatten() {
            if finding.code == code {
                lines.push_str(&format!("{}\n", finding.message));
                lines.extend(finding.fixes.iter().map(|fix| format!("  {}\n", fix.title)));
            }
        }
    }
    lines
}

fn check(code: &str, expected: Expect) {
    expected.assert_eq(&found(code));
}

#[test]
fn fixtures_have_no_errors() {
    for (name, text) in FIXTURES {
        let found = ide::diagnostics(&analysis(name, text), false);
        let errors = found.iter().flatten().filter(|finding| finding.level == Level::Error);
        let errors: Vec<_> = errors.filter(|finding| finding.origin == Origin::Prisma).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
}

/// Each fix leaves no finding of its rule, brings no other, and no error of Prisma 8.
#[test]
fn fixes_break_nothing() {
    let mut report = Report::default();
    for (name, text) in FIXTURES {
        try_each(name, &analysis(name, text), &mut report, |_, _| true);
    }
    report.assert_right("Prisma 8");
}

/// Rules that are not for the dialect find nothing in it.
#[test]
fn other_rules_are_silent() {
    for (name, text) in FIXTURES {
        for finding in ide::diagnostics(&analysis(name, text), false).into_iter().flatten() {
            let rule = checks::registry().rule(finding.code);
            assert!(rule.is_none_or(|rule| rule.dialects.next()), "{name}: {}", finding.code);
        }
    }
}

#[test]
fn foreign_keys_without_the_index_of_their_relation() {
    check("fk-missing-index", expect![[""]]);
}

#[test]
fn types_are_written_as_in_the_dialect() {
    check("float-money", expect![[""]]);
    check("discouraged-native-type", expect![[""]]);
    check("updated-at-attribute", expect![[""]]);
    check("id-strategy", expect![[""]]);
}

#[test]
fn partial_indexes() {
    check("soft-delete-unique", expect![[""]]);
    check("soft-delete-index", expect![[""]]);
}

#[test]
fn row_level_security() {
    check("policy-without-roles", expect![[""]]);
    check("tenant-without-rls", expect![[""]]);
    check("unindexed-discriminator", expect![[""]]);
}
