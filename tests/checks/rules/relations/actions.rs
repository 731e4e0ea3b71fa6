//! What a delete does.

use expect_test::expect;
use serde_json::json;

use super::super::drawn::{found, found_recommended, found_with};
use super::{MYSQL, PAIR, PLAIN, POSTGRESQL, check, child, database};

#[test]
fn actions_to_pick_from() {
    check(
        "explicit-on-delete",
        &child(POSTGRESQL, PLAIN),
        expect![[r#"
            warning at `@relation`: `Child.parent` has no explicit `onDelete`; the default `Restrict` rejects deleting a `Parent` that `Child` rows reference. Write `onDelete: Restrict`, or the action you want.
              Choice: Add `onDelete: Restrict` (the current default)
              Choice: Add `onDelete: Cascade`
              Choice: Add `onDelete: NoAction`
        "#]],
    );
    let optional = PLAIN.replace("Int\n  parent Parent", "Int?\n  parent Parent?");
    check(
        "explicit-on-delete",
        &child(POSTGRESQL, &optional),
        expect![[r#"
            warning at `@relation`: `Child.parent` has no explicit `onDelete`; the default `SetNull` clears the reference of `Child` rows when a `Parent` is deleted. Write `onDelete: SetNull`, or the action you want.
              Choice: Add `onDelete: SetNull` (the current default)
              Choice: Add `onDelete: Cascade`
              Choice: Add `onDelete: Restrict`
              Choice: Add `onDelete: NoAction`
        "#]],
    );
    check(
        "explicit-on-delete",
        &child("  provider = \"sqlserver\"", PLAIN),
        expect![[r#"
            warning at `@relation`: `Child.parent` has no explicit `onDelete`; the default `NoAction` rejects deleting a `Parent` that `Child` rows reference. Write `onDelete: NoAction`, or the action you want.
              Choice: Add `onDelete: NoAction` (the current default)
              Choice: Add `onDelete: Cascade`
        "#]],
    );
    check(
        "explicit-on-delete",
        &child(MYSQL, PLAIN),
        expect![[r#"
            warning at `@relation`: `Child.parent` has no explicit `onDelete`; the default `Restrict` rejects deleting a `Parent` that `Child` rows reference. Write `onDelete: Restrict`, or the action you want.
              Choice: Add `onDelete: Restrict` (the current default)
              Choice: Add `onDelete: Cascade`
              Choice: Add `onDelete: NoAction`
        "#]],
    );
    let emulated = format!("{POSTGRESQL}\n  relationMode = \"prisma\"");
    check(
        "explicit-on-delete",
        &child(&emulated, PLAIN),
        expect![[r#"
            warning at `@relation`: `Child.parent` has no explicit `onDelete`; the default `Restrict` rejects deleting a `Parent` that `Child` rows reference. Write `onDelete: Restrict`, or the action you want.
              Choice: Add `onDelete: Restrict` (the current default)
              Choice: Add `onDelete: Cascade`
        "#]],
    );
    // One required field makes the whole key required.
    let pair = PAIR.replace("parentId Int\n", "parentId Int?\n");
    check(
        "explicit-on-delete",
        &child(POSTGRESQL, &pair),
        expect![[r#"
            warning at `@relation`: `Child.parent` has no explicit `onDelete`; the default `Restrict` rejects deleting a `Parent` that `Child` rows reference. Write `onDelete: Restrict`, or the action you want.
              Choice: Add `onDelete: Restrict` (the current default)
              Choice: Add `onDelete: Cascade`
              Choice: Add `onDelete: NoAction`
        "#]],
    );
    expect![[r#"
        info @relation
    "#]]
    .assert_eq(&found_recommended("explicit-on-delete", &child(POSTGRESQL, PLAIN)).places());
}

#[test]
fn the_action_is_written_behind_the_last_argument() {
    let drawn = found("explicit-on-delete", &child(POSTGRESQL, PLAIN));
    expect![[r#"
        -  parent Parent @relation(fields: [parentId], references: [id])
        +  parent Parent @relation(fields: [parentId], references: [id], onDelete: Cascade)
    "#]]
    .assert_eq(&drawn.after_fix("Add `onDelete: Cascade`"));
    let spaced = PLAIN.replace("[id])", "[id], onUpdate: NoAction, )");
    let drawn = found("explicit-on-delete", &child(POSTGRESQL, &spaced));
    expect![[r#"
        -  parent Parent @relation(fields: [parentId], references: [id], onUpdate: NoAction, )
        +  parent Parent @relation(fields: [parentId], references: [id], onUpdate: NoAction, onDelete: Restrict)
    "#]].assert_eq(&drawn.after_fix("Add `onDelete: Restrict` (the current default)"));
}

#[test]
fn relations_whose_action_is_not_asked_for() {
    // Prisma refuses a self relation without actions here.
    let tree = "model Node {\n  id Int @id\n  parentId Int?\n  parent Node? @relation(\"t\", fields: [parentId], references: [id])\n  children Node[] @relation(\"t\")\n}\n";
    for (provider, expected) in [("sqlserver", ""), ("mongodb", ""), ("mysql", "warning @relation\n")] {
        let text = format!("{}{tree}", database(&format!("  provider = \"{provider}\"")));
        let places = found("explicit-on-delete", &text).places();
        assert_eq!(places, expected, "{provider}");
    }
    // An action that is no action is for Prisma to refuse.
    let wrong = PLAIN.replace("[id])", "[id], onDelete: Nothing)");
    check("explicit-on-delete", &child(POSTGRESQL, &wrong), expect![[""]]);
    check("explicit-on-delete", &child("  provider = \"oracle\"", PLAIN), expect![[""]]);
}

#[test]
fn the_action_on_update_where_that_is_wanted() {
    let drawn = found_with("explicit-on-delete", &child(POSTGRESQL, PLAIN), json!({"also": ["onUpdate"]}));
    expect![[r#"
        warning at `@relation`: `Child.parent` has no explicit `onDelete`; the default `Restrict` rejects deleting a `Parent` that `Child` rows reference. Write `onDelete: Restrict`, or the action you want.
          Choice: Add `onDelete: Restrict` (the current default)
          Choice: Add `onDelete: Cascade`
          Choice: Add `onDelete: NoAction`
        warning at `@relation`: `Child.parent` has no explicit `onUpdate`; the default `Cascade` copies a changed key of a `Parent` to its `Child` rows. Write `onUpdate: Cascade`, or the action you want.
          Choice: Add `onUpdate: Cascade` (the current default)
          Choice: Add `onUpdate: Restrict`
          Choice: Add `onUpdate: NoAction`
    "#]].assert_eq(&drawn.all());
}

#[test]
fn sql_server_is_offered_no_action_that_could_close_a_cycle() {
    let lines = PLAIN.replace("[id])", "[id], onUpdate: NoAction)");
    check(
        "explicit-on-delete",
        &child("  provider = \"sqlserver\"", &lines),
        expect![[r#"
            warning at `@relation`: `Child.parent` has no explicit `onDelete`; the default `NoAction` rejects deleting a `Parent` that `Child` rows reference. Write `onDelete: NoAction`, or the action you want.
              Choice: Add `onDelete: NoAction` (the current default)
        "#]],
    );
}

#[test]
fn set_default_without_a_default() {
    let lines = PLAIN.replace("[id])", "[id], onDelete: SetDefault, onUpdate: SetDefault)");
    check(
        "set-default-without-default",
        &child(POSTGRESQL, &lines),
        expect![[r#"
            error at `SetDefault`: `Child.parentId` has no `@default`, so deleting a `Parent` fails while rows reference it. Add a default, or use `NoAction`.
              see `parentId`: This field has no default.
              Choice: Use `onDelete: NoAction`
            error at `SetDefault`: `Child.parentId` has no `@default`, so changing the key of a `Parent` fails while rows reference it. Add a default, or use `NoAction`.
              see `parentId`: This field has no default.
              Choice: Use `onUpdate: NoAction`
        "#]],
    );
    let drawn = found("set-default-without-default", &child(POSTGRESQL, &lines));
    expect![[r#"
        -  parent Parent @relation(fields: [parentId], references: [id], onDelete: SetDefault, onUpdate: SetDefault)
        +  parent Parent @relation(fields: [parentId], references: [id], onDelete: NoAction, onUpdate: SetDefault)
    "#]].assert_eq(&drawn.after_fix("Use `onDelete: NoAction`"));
    for (datasource, lines) in [
        // Prisma warns of it on MySQL, and refuses it where it stands in for the database.
        (MYSQL, lines.clone()),
        ("  provider = \"postgresql\"\n  relationMode = \"prisma\"", lines.clone()),
        (POSTGRESQL, lines.replace("parentId Int", "parentId Int @default(1)")),
        (POSTGRESQL, lines.replace("Int\n  parent Parent", "Int?\n  parent Parent?")),
    ] {
        assert_eq!(found("set-default-without-default", &child(datasource, &lines)).places(), "", "{lines}");
    }
}

#[test]
fn actions_that_the_configuration_forbids() {
    let text = child(POSTGRESQL, PLAIN);
    for (forbid, expected) in [
        (json!("Cascade"), ""),
        (json!("Restrict"), "warning @relation\n"),
        (json!([{"onDelete": "Restrict", "relation": "required"}]), "warning @relation\n"),
        (json!([{"onDelete": "Restrict", "relation": "optional"}]), ""),
        (json!([{"onDelete": "Restrict", "relation": "self"}]), ""),
        (
            json!([{"onDelete": "Restrict", "relation": "one-to-many", "provider": "postgres"}]),
            "warning @relation\n",
        ),
        (json!([{"onDelete": "Restrict", "relation": "one-to-one"}]), ""),
        (json!([{"onDelete": "Restrict", "provider": "mysql"}]), ""),
        (json!([{"onUpdate": ["Cascade"]}]), "warning @relation\n"),
        (json!([]), ""),
    ] {
        let options = json!({ "forbid": forbid });
        assert_eq!(found_with("forbidden-action", &text, options.clone()).places(), expected, "{options}");
    }
    let text = text.replace("references: [id]", "references: [id], onDelete: Cascade, onUpdate: NoAction");
    let forbid =
        json!({ "forbid": ["Cascade", "SetDefault", { "onUpdate": ["NoAction", "Restrict", "SetNull"] }] });
    expect![[r#"
        warning at `Cascade`: `onDelete: Cascade` of `Child.parent` is forbidden by the configuration. Use another action.
          Choice: Use `onDelete: Restrict`
          Choice: Use `onDelete: NoAction`
        warning at `NoAction`: `onUpdate: NoAction` of `Child.parent` is forbidden by the configuration. Use another action.
          Choice: Use `onUpdate: Cascade`
    "#]].assert_eq(&found_with("forbidden-action", &text, forbid).all());
}
