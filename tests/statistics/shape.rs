//! Statements without literals.

use model::catalog::Provider;
use statistics::shape::{shape, tags};

#[test]
fn literals_comments_and_lists_are_gone() {
    for (provider, statement, expected) in [
        (
            Provider::Postgresql,
            "SELECT \"public\".\"User\".\"id\" FROM \"public\".\"User\" WHERE (\"email\" = 'ann@example.org' AND 1=1) LIMIT $1 OFFSET 20;",
            "SELECT \"public\".\"User\".\"id\" FROM \"public\".\"User\" WHERE (\"email\" = ? AND ? = ?) LIMIT ? OFFSET ?",
        ),
        (
            Provider::Postgresql,
            "SELECT 1 FROM t -- 4711\n WHERE a IN ($1,$2, $3) /* b */ AND c = E'it''s' AND d = $$x;y$$",
            "SELECT ? FROM t WHERE a IN (?) AND c = ? AND d = ?",
        ),
        (Provider::Postgresql, "UPDATE t SET a = $1::text, b = -3.5e2", "UPDATE t SET a = ?::text, b = - ?"),
        (
            Provider::Mysql,
            "SELECT `shop` . `User` . `id` FROM `shop` . `User` WHERE `a` IN (...) AND `b` = \"x\" LIMIT ?",
            "SELECT `shop`.`User`.`id` FROM `shop`.`User` WHERE `a` IN (...) AND `b` = ? LIMIT ?",
        ),
        (
            Provider::Sqlserver,
            "SELECT [a] FROM [dbo].[T] WHERE [n] = N'ü' AND [b] = @P1",
            "SELECT [a] FROM [dbo].[T] WHERE [n] = ? AND [b] = ?",
        ),
        (Provider::Postgresql, "SELECT f($1, a, $2), count(*) FROM t", "SELECT f(?, a, ?), count(*) FROM t"),
        (Provider::Postgresql, "INSERT INTO t (a, b) VALUES ($1, $2)", "INSERT INTO t(a, b) VALUES (?)"),
    ] {
        assert_eq!(shape(statement, provider), expected);
    }
}

#[test]
fn a_shape_is_its_own_shape_and_never_too_long() {
    let long = format!("SELECT {} FROM t", "\"größe\", ".repeat(2000));
    for text in ["SELECT a FROM t WHERE b = 'c'", "'", "\"", "/*", "", "a\u{0}b", &long] {
        let once = shape(text, Provider::Postgresql);
        assert!(once.len() < 4100 && !once.contains('\n'), "{once}");
        if text.len() < 100 {
            assert_eq!(shape(&once, Provider::Postgresql), once);
        }
    }
}

#[test]
fn tags_name_places_in_code_and_no_data() {
    let found = |statement| {
        let found = tags(statement, Provider::Postgresql);
        found.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        found(
            "SELECT 1 /*action='list',route='%2Fusers%2F%3Aid',traceparent='00-5bd66ef5095369c7b0d1f8f4bd33716a-c532cb4098ac3dd2-01'*/"
        ),
        "action=list route=/users/:id"
    );
    assert_eq!(found("SELECT 1 /*prismaQuery='User.findMany%3AeyJhIjoxfQ'*/"), "prismaQuery=User.findMany");
    assert_eq!(found("SELECT 1 /*route='/users/:id'*/"), "route=/users/:id");
    assert_eq!(found("SELECT 1 /*route='/users/42'*/ -- action='x'"), "");
}
