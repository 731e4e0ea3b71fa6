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

pub(super) fn check(code: &str, expected: Expect) {
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
    check(
        "fk-missing-index",
        expect![[r#"
        Foreign key `OrderLine.productId` has no index: deleting a `Product`, or finding its rows, scans the table. Remove `index: false`.
          Remove `index: false`
        Foreign key `Product.parentId` has no index: deleting a `Product`, or finding its rows, scans the table. Remove `index: false`.
          Remove `index: false`
    "#]],
    );
}

#[test]
fn types_are_written_as_in_the_dialect() {
    check(
        "float-money",
        expect![[r#"
        `Order.total` looks like an amount of money, and `Float` is not exact. Change it to `Decimal`.
          Change to `Numeric(12, 2)`
        `Order.shippingFee` looks like an amount of money, and `Float` is not exact. Change it to `Decimal`.
          Change to `Numeric(12, 2)`
        `OrderLine.price` looks like an amount of money, and `Float` is not exact. Change it to `Decimal`.
          Change to `Numeric(12, 2)`
        `Invoice.amount` looks like an amount of money, and `Float` is not exact. Change it to `Decimal`.
          Change to `Numeric(12, 2)`
    "#]],
    );
    check(
        "discouraged-native-type",
        expect![[r#"
        `Json` of `Order.rawPayload` stores text that cannot be indexed or compared. Use `Jsonb`.
          Use `Jsonb`
        `Char(12)` of `Product.code` pads values with spaces and saves no space. Use `VarChar(12)`.
          Use `VarChar(12)`
    "#]],
    );
    check(
        "updated-at-attribute",
        expect![[r#"
        `Order.updatedAt` is set when a row is created and never updated. Change its type to `temporal.timestamp(precision: 3, onCreate: now, onUpdate: now)`.
          Change its type to `temporal.timestamp(precision: 3, onCreate: now, onUpdate: now)`
    "#]],
    );
    check(
        "id-strategy",
        expect![[r#"
        `users.id` stores UUIDs as text, which takes more than twice the space in the table and in every index. Use `Uuid` here and for its foreign keys.
          Use `Uuid` here and for the foreign key
    "#]],
    );
}

#[test]
fn partial_indexes() {
    check(
        "soft-delete-unique",
        expect![[r#"
        `@unique` on `email` also applies to soft-deleted rows. Change it to `@@index([email], where: "\"deletedAt\" IS NULL", unique: true)`.
          Restrict uniqueness to active rows (`findUnique` becomes `findFirst`)
        `@@unique([slug])` also applies to soft-deleted rows. Change it to `@@index([slug], where: "\"deletedAt\" IS NULL", unique: true)`.
          Restrict uniqueness to active rows (`findUnique` becomes `findFirst`)
    "#]],
    );
    check(
        "soft-delete-index",
        expect![[r#"
        `@@index([deletedAt])` does not help to find active rows, which are most rows. Use `deletedAt` as the last field, or in the `where:`, of the indexes that queries use.
          Restrict the other indexes to rows without `deletedAt`, and remove this one
          Restrict it to deleted rows, for a purge job
          Remove `@@index([deletedAt])`
    "#]],
    );
}
