//! Names that Prisma makes for keys, indexes and constraints.

use model::catalog::Provider;
use model::catalog::capabilities::ConstraintKind;
use model::database::constraint_name;

#[test]
fn names_by_kind() {
    let check = |kind, columns: &[&str], expected: &str| {
        assert_eq!(constraint_name(Provider::Postgresql, kind, "posts", columns), expected);
    };
    check(ConstraintKind::PrimaryKey, &["id"], "posts_pkey");
    check(ConstraintKind::Unique, &["slug"], "posts_slug_key");
    check(ConstraintKind::Index, &["author_id", "created_at"], "posts_author_id_created_at_idx");
    check(ConstraintKind::ForeignKey, &["author_id"], "posts_author_id_fkey");
    check(ConstraintKind::Default, &["status"], "posts_status_df");
}

#[test]
fn long_names_keep_their_suffix() {
    let table = "a".repeat(70);
    let check = |provider, expected: usize| {
        let name = constraint_name(provider, ConstraintKind::Index, &table, &["x"]);
        assert_eq!(name.len(), expected, "{provider}");
        assert!(name.ends_with("_idx"));
    };
    check(Provider::Postgresql, 63);
    check(Provider::Cockroachdb, 63);
    check(Provider::Mysql, 64);
    check(Provider::Sqlserver, 76);
    check(Provider::Sqlite, 76);
    let wide = constraint_name(Provider::Postgresql, ConstraintKind::Index, &"ä".repeat(40), &["x"]);
    assert_eq!(wide, format!("{}_idx", "ä".repeat(29)));
}
