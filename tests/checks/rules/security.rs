//! Row-level security: cases beside the documented examples.

use expect_test::expect;

use super::next::check;

#[test]
fn row_level_security() {
    check(
        "policy-without-roles",
        expect![[r#"
        Policy `own_projects` names no roles, so it is for every role. Add `roles = […]`.
    "#]],
    );
    check(
        "tenant-without-rls",
        expect![[r#"
        `Invoice` has rows of tenants, but no row-level security, as `Project` has. Add `@@rls` and policies.
    "#]],
    );
    check(
        "unindexed-discriminator",
        expect![[r#"
        Discriminator `kind` has no index: each query for a variant scans the whole table. Add `@@index([kind])`.
          Add `@@index([kind])`
    "#]],
    );
}
