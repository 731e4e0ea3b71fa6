//! The search for symbols by parts of their names.

use expect_test::{Expect, expect};
use ide::{Pattern, SymbolQuery, best_symbols, find_symbols};
use model::schema::SchemaFile;

const SCHEMA: &str = r#"
datasource db {
  provider = "postgresql"
}
model User {
  id        Int @id
  userEmail String
  profile   UserProfile?
}
/// @deprecated
model UserProfile {
  id    Int @id
  Bäcker_straße String @ignore
}
model SuperUser {
  id Int
}
enum UserRole {
  ADMIN
  USER /// 📅 @deprecated
}
model {
  lost Int
}
namespace auth {
  model Login {
    user String
  }
}
"#;

fn check(query: &str, most: usize, expected: Expect) {
    let content = SchemaFile::new(SCHEMA);
    let found = find_symbols(&content, &SymbolQuery::new(query));
    let lines =
        best_symbols(found.into_iter().map(|it| (it, ())).collect(), most).into_iter().map(|(it, ())| {
            assert_eq!(it.focus.of(SCHEMA), it.name);
            let container = it.container.map(|name| format!("{name}.")).unwrap_or_default();
            format!(
                "{container}{} {:?}{}\n",
                it.name,
                it.kind,
                if it.is_deprecated { " deprecated" } else { "" }
            )
        });
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn the_best_come_first() {
    check(
        "user",
        20,
        expect![[r#"
        User Model
        Login.user Field
        UserRole.USER Value deprecated
        UserRole Enum
        UserProfile Model deprecated
        User.userEmail Field
        SuperUser Model
    "#]],
    );
    check(
        "up",
        20,
        expect![[r#"
        UserProfile Model deprecated
        SuperUser Model
    "#]],
    );
    check(
        "UPr",
        20,
        expect![[r#"
        UserProfile Model deprecated
        SuperUser Model
    "#]],
    );
    check(
        "usre",
        20,
        expect![[r#"
        User.userEmail Field
        UserRole Enum
        UserProfile Model deprecated
    "#]],
    );
    check("strasse", 20, expect![[""]]);
    check(
        "STRAß",
        20,
        expect![[r#"
        UserProfile.Bäcker_straße Field deprecated
    "#]],
    );
    check(
        "user",
        2,
        expect![[r#"
        User Model
        Login.user Field
    "#]],
    );
}

#[test]
fn a_dot_looks_into_blocks() {
    check(
        "user.id",
        20,
        expect![[r#"
        User.id Field
        UserProfile.id Field
        SuperUser.id Field
    "#]],
    );
    check(
        "role.",
        20,
        expect![[r#"
        UserRole.USER Value deprecated
        UserRole.ADMIN Value
        UserProfile.id Field
        UserProfile.Bäcker_straße Field deprecated
    "#]],
    );
    check(
        "auth.",
        20,
        expect![[r#"
        auth.Login Model
    "#]],
    );
    check(
        ".lost",
        20,
        expect![[r#"
        lost Field
    "#]],
    );
}

#[test]
fn nothing_typed_gives_the_blocks() {
    check(
        "",
        20,
        expect![[r#"
        db Datasource
        User Model
        auth Namespace
        UserRole Enum
        SuperUser Model
        UserProfile Model deprecated
    "#]],
    );
}

#[test]
fn scores() {
    let better = |typed: &str, one: &str, other: &str| {
        let pattern = Pattern::new(typed);
        let (one_score, other_score) = (pattern.score(one), pattern.score(other));
        assert!(one_score > other_score, "{typed}: {one} {one_score:?}, {other} {other_score:?}");
    };
    better("user", "user", "User");
    better("user", "User", "Users");
    better("user", "UserRole", "SuperUser");
    better("up", "UserProfile", "Supper");
    better("up", "user_profile", "group");
    better("ab", "xAxB", "xaxb");
    better("id", "userId", "middle");
    better("u2", "User2", "Usr12x2");
    for (typed, name) in [("abc", "ab"), ("ba", "ab"), ("a", ""), ("ss", "ß")] {
        assert_eq!(Pattern::new(typed).score(name), None, "{typed} {name}");
    }
    assert!(Pattern::new(" a b ").score("AB").is_some());
    assert!(Pattern::new("").score("").is_some());
    // Long names and long patterns are cut, not a burden.
    let long = "a".repeat(100_000);
    assert!(Pattern::new(&long).score(&long).is_some());
}
