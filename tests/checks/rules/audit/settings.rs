//! Fields that the settings ask for.

use expect_test::expect;
use serde_json::json;

use super::super::drawn::{found, found_with};

#[test]
fn fields_that_the_settings_ask_for() {
    let text = "model A {\n  id Int @id\n  netAmount Int\n}\n\nview V {\n  id Int @unique\n}\n";
    let options = json!({"require": ["id", "tenantId", {"name": "currency", "ifSibling": "*Amount"}]});
    expect![[r#"
        warning at `A`: `A` has no field `tenantId`, as the configuration demands. Add it.
        warning at `netAmount`: `A.netAmount` requires a field `currency` in the same model, as the configuration demands. Add it.
    "#]].assert_eq(&found_with("require-field", text, options).all());
    let options = json!({"require": [{"ifName": "/^id$/", "type": "BigInt"}, {"ifName": "netAmount", "nativeType": "SmallInt"}]});
    expect![[r#"
        warning at `Int`: `A.id` must be a `BigInt`: the configuration requires this type for its name.
        warning at `Int`: `A.netAmount` must be a `@db.SmallInt`: the configuration requires this type for its name.
        warning at `Int`: `V.id` must be a `BigInt`: the configuration requires this type for its name.
    "#]]
    .assert_eq(&found_with("require-field-type", text, options).all());
    let options = json!({"forbid": ["id", "net*"]});
    expect![[r#"
        warning at `id`: The field name `id` in `A` is forbidden by the configuration. Rename the field.
        warning at `netAmount`: The field name `netAmount` in `A` is forbidden by the configuration. Rename the field.
        warning at `id`: The field name `id` in `V` is forbidden by the configuration. Rename the field.
    "#]].assert_eq(&found_with("forbid-field", text, options).all());
    assert_eq!(found("require-field", text).places(), "");
    assert_eq!(found("require-field-type", text).places(), "");
    assert_eq!(found("forbid-field", text).places(), "");
}

#[test]
fn fields_that_replace_a_required_one() {
    let text = "model A {\n  id Int @id\n  createdAt DateTime\n}\n\nmodel B {\n  id Int @id\n  isImmutable Boolean\n}\n\nmodel C {\n  id Int @id\n  updatedAt DateTime\n}\n";
    for (require, expected) in [
        (json!([{"name": "updatedAt", "ifNoSibling": "isImmutable"}]), "warning A\n"),
        (json!([{"name": "updatedAt", "ifNoSibling": "/^created|^is/"}]), ""),
        (json!({"name": "updatedAt", "ifNoSibling": "nothing"}), "warning A\nwarning B\n"),
        (json!([{"name": "updatedAt", "ifSibling": "id", "ifNoSibling": "createdAt"}]), "warning id\n"),
        (json!([{"name": "updatedAt", "ifSibling": "*At", "ifNoSibling": "x"}]), "warning createdAt\n"),
    ] {
        let options = json!({ "require": require });
        assert_eq!(found_with("require-field", text, options.clone()).places(), expected, "{options}");
    }
    let options = json!({ "require": ["updatedAt"], "exempt": ["B.updatedAt", "A.createdAt"] });
    assert_eq!(found_with("require-field", text, options).places(), "warning A\n");
}

#[test]
fn requirements_of_another_shape_are_refused() {
    let accepts = |code: &str, value: serde_json::Value| {
        let rule = checks::registry().rule(code).unwrap();
        rule.option(rule.options[0].name).unwrap().kind.accepts(&value)
    };
    for value in [
        json!(5),
        json!([{"name": "x"}]),
        json!([{"name": "x", "ifSibling": "/(/"}]),
        json!([{"name": "x", "ifSiblings": "y"}]),
        json!([["x"]]),
    ] {
        assert!(!accepts("require-field", value.clone()), "{value}");
    }
    for value in [
        json!({"ifName": "x"}),
        json!([{"ifName": "/(/", "type": "Int"}]),
        json!(["x"]),
        json!([{"type": "Int"}]),
    ] {
        assert!(!accepts("require-field-type", value.clone()), "{value}");
    }
    for value in [
        json!("Delete"),
        json!([{"relation": "self"}]),
        json!([{"onDelete": "Cascade", "relation": "many"}]),
        json!([{"onDelete": ["Cascade"], "provider": "oracle"}]),
        json!({"ondelete": "Cascade"}),
    ] {
        assert!(!accepts("forbidden-action", value.clone()), "{value}");
    }
}

#[test]
fn fields_in_the_order_of_the_settings() {
    let text = "model A {\n  // the end\n  z Int // last\n  /// The key,\n  /// of course.\n  id Int @id\n\n  b Int\n  a Int\n\n  @@index([a])\n}\n";
    let order = json!({"order": ["id", "...", "z"]});
    let drawn = found_with("field-order", text, order);
    expect![[r#"
        warning at `id`: `A.id` is out of the configured order. Move it first.
          Safe: Sort the fields of `A`
    "#]]
    .assert_eq(&drawn.all());
    expect![[r#"
        -  z Int // last
        +  b Int
        -  b Int
        +  z Int // last
    "#]]
    .assert_eq(&drawn.after_fix("Sort the fields of `A`"));
    for (order, expected) in [
        (json!({"order": ["z", "id", "..."]}), ""),
        (json!({"order": ["z"]}), ""),
        (json!({"order": ["z", "id", "a"]}), ""),
        (json!({"order": ["z", "a", "id"]}), "warning a\n"),
        (json!({"order": ["a", "..."]}), "warning a\n"),
        (json!({"order": ["...", "b"]}), "warning a\n"),
        (json!({"order": ["nothing", "...", "none"]}), ""),
        (json!({"order": []}), ""),
    ] {
        assert_eq!(found_with("field-order", text, order.clone()).places(), expected, "{order}");
    }
}
