//! `native-enum-change`: cases beside the documented examples.

use base::Finding;
use checks::rules::{self, ProjectFacts};
use expect_test::{Expect, expect};
use model::project::ContractEnums;
use model::schema::Schema;
use serde_json::{Value, json};

use super::{apply, schema, strict_with};

const CODE: &str = "native-enum-change";

/// A contract with these enums in each namespace.
fn contract(namespaces: &Value) -> ContractEnums {
    let entries = |(name, enums): (&String, &Value)| {
        let members = |(name, values): (&String, &Value)| (name.clone(), json!({ "members": values }));
        let enums: serde_json::Map<_, _> = enums.as_object().unwrap().iter().map(members).collect();
        (name.clone(), json!({ "id": name, "entries": { "native_enum": enums, "table": {} } }))
    };
    let all: serde_json::Map<_, _> = namespaces.as_object().unwrap().iter().map(entries).collect();
    ContractEnums::parse(&json!({ "storage": { "namespaces": all } }).to_string()).unwrap()
}

fn found_in(schema: &Schema, origins: &[Value]) -> Vec<Finding> {
    let set = strict_with(checks::registry().rule(CODE).unwrap(), &Value::Null);
    let facts =
        ProjectFacts { plan_origins: origins.iter().map(contract).collect(), ..ProjectFacts::default() };
    let mut found = rules::check(schema, &facts, &|_| set.clone(), true);
    found.retain(|finding| finding.code == CODE);
    found
}

fn text_of(values: &[&str]) -> String {
    let lines: String = values.iter().map(|value| format!("  {value} = \"{value}\"\n")).collect();
    format!("// use prisma-8\n\nnative_enum Status {{\n{lines}}}\n")
}

/// The message for an enum with these values, where each origin has those values.
fn message(values: &[&str], origins: &[&[&str]]) -> String {
    let origins: Vec<Value> = origins.iter().map(|it| json!({ "public": { "Status": it } })).collect();
    let found = found_in(&schema(&text_of(values)), &origins);
    found.into_iter().map(|finding| finding.message.to_string()).collect::<Vec<_>>().join("\n")
}

/// The text after the fix, which leaves no finding.
fn fixed(text: &str, origin: &Value, expected: Expect) {
    for text in [text.to_owned(), text.replace('\n', "\r\n")] {
        let before = schema(&text);
        let found = found_in(&before, std::slice::from_ref(origin));
        let fix = found[0].fixes.first().expect("a fix");
        assert!(!fix.is_automatic(), "the order may be meant");
        let after = apply(&before, fix).remove(0).1;
        assert!(found_in(&schema(&after), std::slice::from_ref(origin)).is_empty(), "{after}");
        assert_eq!(after.matches('\r').count(), text.matches('\r').count());
        expected.assert_eq(&after.replace("\r\n", "\n"));
    }
}

/// What Prisma 8 plans, and what it refuses: asked of `prisma migration plan` 8.0.0-rc.19.
#[test]
fn only_what_prisma_8_refuses_is_found() {
    let before: &[&str] = &["draft", "live"];
    for plannable in [&["draft", "live"][..], &["draft", "live", "gone"], &["draft", "live", "gone", "late"]]
    {
        assert_eq!(message(plannable, &[before]), "", "{plannable:?}");
    }
    expect!["New value `mid` is before others of `Status`. Prisma 8 only plans new values at the end. Move it there."]
        .assert_eq(&message(&["draft", "mid", "live"], &[before]));
    expect!["`Status` has its values in another order than the last contract, which Prisma 8 cannot plan. Restore the order."]
        .assert_eq(&message(&["live", "draft"], &[before]));
    expect!["`Status` lacks `live` of the last contract. Prisma 8 plans no removal or rename of an enum value. Add it back."]
        .assert_eq(&message(&["draft"], &[before]));
    expect!["`Status` lacks `live` of the last contract. Prisma 8 plans no removal or rename of an enum value. Add it back."]
        .assert_eq(&message(&["draft", "online"], &[before]));
}

/// A migration that was written by hand leads to the order of the schema.
#[test]
fn one_origin_that_it_can_be_planned_from_is_enough() {
    let (before, by_hand): (&[&str], &[&str]) = (&["draft", "live"], &["live", "draft"]);
    assert_eq!(message(&["live", "draft", "new"], &[before, by_hand]), "");
    assert_ne!(message(&["live", "new", "draft"], &[before, by_hand]), "");
    assert_eq!(message(&["live", "draft"], &[]), "");
    let without = found_in(&schema(&text_of(&["b", "a"])), &[json!({ "public": { "Other": ["a", "b"] } })]);
    assert!(without.is_empty());
}

/// What counts is the value in the database, and the name of the type there.
#[test]
fn names_are_those_of_the_database() {
    let text = "// use prisma-8\n\nnamespace auth {\n  native_enum Kind {\n    one = \"1\"\n    two = \"ü2\"\n    @@map(\"kind_t\")\n  }\n}\n\nnamespace unbound {\n  native_enum Kind {\n    one = \"1\"\n  }\n}\n";
    let found = |origin: Value| found_in(&schema(text), &[origin]).len();
    assert_eq!(found(json!({ "auth": { "kind_t": ["1", "ü2"] }, "__unbound__": { "Kind": ["1"] } })), 0);
    assert_eq!(found(json!({ "auth": { "kind_t": ["ü2", "1"] }, "__unbound__": { "Kind": ["0", "1"] } })), 2);
    assert_eq!(found(json!({ "auth": { "Kind": ["ü2", "1"] }, "public": { "Kind": ["0"] } })), 0);
}

#[test]
fn broken_enums_are_left_alone() {
    let origin = json!({ "public": { "Status": ["draft", "live"] } });
    for body in ["", "live\n  draft = \"draft\"", "live = \"a\"\n  draft = \"a\"", "live = 1", "live = "] {
        let text = format!("// use prisma-8\n\nnative_enum Status {{\n  {body}\n}}\n");
        assert!(found_in(&schema(&text), std::slice::from_ref(&origin)).is_empty(), "{text}");
    }
}

#[test]
fn values_move_with_their_comments() {
    let origin = json!({ "public": { "Status": ["draft", "live"] } });
    fixed(
        "// use prisma-8\n\nnative_enum Status {\n  // Zwischen — beiden.\n  mid = \"mid\" // new\n\n  /// First.\n  draft = \"draft\"\n  live  = \"live\" // out\n\n  @@map(\"Status\")\n}\n",
        &origin,
        expect![[r#"
            // use prisma-8

            native_enum Status {
              /// First.
              draft = "draft"

              live  = "live" // out
              // Zwischen — beiden.
              mid = "mid" // new

              @@map("Status")
            }
        "#]],
    );
    fixed(
        &text_of(&["live", "gone", "draft"]),
        &origin,
        expect![[r#"
            // use prisma-8

            native_enum Status {
              draft = "draft"
              live = "live"
              gone = "gone"
            }
        "#]],
    );
    // In one line, values have no lines that could move.
    let text = "// use prisma-8\n\nnative_enum Status { live = \"live\" draft = \"draft\" }\n";
    let found = found_in(&schema(text), &[origin]);
    assert_eq!((found.len(), found[0].fixes.len()), (1, 0));
}
