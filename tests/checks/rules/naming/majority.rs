//! A schema that keeps to another convention is left alone, and one name gets one finding.

use expect_test::expect;
use serde_json::json;

use super::{check, check_with};
use crate::rules::drawn::{found_recommended, found_with};

/// Three models whose columns have these names.
fn models(names: &[&str], columns: &[&str]) -> String {
    let columns: String = columns.iter().map(|name| format!("  {name} String?\n")).collect();
    names.iter().map(|name| format!("model {name} {{\n  key Int @id\n{columns}}}\n")).collect()
}

const NAMES: &[&str] = &["Order", "Customer", "Invoice"];

#[test]
fn columns_in_the_case_of_the_schema_are_left_alone() {
    for columns in [
        &["Id", "FirstName", "Loc", "EDate", "URL", "Zip"] as &[&str],
        &["ID", "FIRST_NAME", "LOC", "E_DATE", "URL", "ZIP"],
        &["id", "first_name", "loc", "e_date", "zip_code"],
        &["Order_Id", "First_Name", "Loc", "E_Date", "Zip_Code"],
    ] {
        check("field-name-camel-case", &models(NAMES, columns), expect![[""]]);
    }
    // What has neither that case nor camelCase is flagged.
    check(
        "field-name-camel-case",
        &format!(
            "{}model Extra {{\n  Key Int @id\n  snake_case Int\n}}\n",
            models(NAMES, &["Id", "FirstName", "Loc", "EDate", "URL", "Zip"])
        ),
        expect![[r#"
            warning at `snake_case`: Field `Extra.snake_case` is not in PascalCase. Rename it to `SnakeCase`.
              Choice: Rename to `SnakeCase`, keep the column as it is (does not change code that uses the client)
        "#]],
    );
    let insists = found_with(
        "field-name-camel-case",
        &models(&["Order"], &["Id", "FirstName", "Loc", "EDate", "Zip"]),
        json!({ "followMajority": false }),
    );
    assert_eq!(insists.found.len(), 5);
}

#[test]
fn new_fields_are_in_the_case_of_the_schema() {
    for (columns, line) in [
        (&["Id", "FirstName", "Loc", "EDate", "Zip"], "+  CreatedAt DateTime @default(now())\n"),
        (&["ID", "FIRST_NAME", "LOC", "E_DATE", "ZIP"], "+  CREATED_AT DateTime @default(now())\n"),
    ] {
        let drawn = found_recommended("require-created-at", &models(NAMES, columns));
        let title = drawn.found[0].fixes[0].title.clone();
        assert_eq!(drawn.after_fix(&title), line);
    }
}

#[test]
fn models_in_the_case_of_the_schema_are_left_alone() {
    for names in [
        &["user_account", "order", "order_item", "payment"] as &[&str],
        &["userAccount", "order", "orderItem", "payment"],
        &["USER_ACCOUNT", "ORDERS", "ORDER_ITEM", "ORDER_TAX", "PAY_DAY"],
    ] {
        check("model-name-pascal-case", &models(names, &["name"]), expect![[""]]);
    }
    check(
        "model-name-singular",
        &models(&["Users", "Orders", "Payments", "Teams"], &["name"]),
        expect![[""]],
    );
    check_with(
        "model-name-singular",
        json!({ "followMajority": false }),
        &models(&["Users", "Teams", "Orders"], &["name"]),
        expect![[r#"
            warning at `Users`: Model `Users` has a plural name. Rename it to `User`.
              Choice: Rename to `User`, keep the table as it is (does not change code that uses the client)
            warning at `Teams`: Model `Teams` has a plural name. Rename it to `Team`.
              Choice: Rename to `Team`, keep the table as it is (does not change code that uses the client)
            warning at `Orders`: Model `Orders` has a plural name. Rename it to `Order`.
              Choice: Rename to `Order`, keep the table as it is (does not change code that uses the client)
        "#]],
    );
    check(
        "enum-name-pascal-case",
        &format!(
            "{}enum pay_state {{\n  OPEN\n}}\n",
            models(&["user_account", "order_item", "pay_day"], &["name"])
        ),
        expect![[""]],
    );
}

#[test]
fn relation_fields_as_introspection_names_them_are_information() {
    let drawn = found_recommended(
        "field-name-camel-case",
        "model Author {\n  id   Int @id\n  firstName String\n  Book Book[]\n}\nmodel Book {\n  id Int @id\n  authorId Int\n  Author Author @relation(fields: [authorId], references: [id])\n}\n",
    );
    expect![[r#"
        info at `Book`: Field `Author.Book` is not in camelCase. Rename it to `books`.
          Choice: Rename to `books` (does not change code that uses the client)
        info at `Author`: Field `Book.Author` is not in camelCase. Rename it to `author`.
          Choice: Rename to `author` (does not change code that uses the client)
    "#]]
    .assert_eq(&drawn.all());
}

#[test]
fn one_name_gets_one_finding() {
    let text = "model blog_posts {\n  id Int @id\n  firstName String\n  Comment Comment[]\n}\nmodel Comment {\n  id Int @id\n  post blog_posts @relation(fields: [owner_ref], references: [id])\n  owner_ref Int\n}\nmodel Order {\n  id Int @id\n}\n";
    let at = |code: &str| found_with(code, text, serde_json::Value::Null).places();
    assert_eq!(at("model-name-pascal-case"), "warning blog_posts\n");
    assert_eq!(at("model-name-singular"), "");
    assert_eq!(at("field-name-camel-case"), "info Comment\nwarning owner_ref\n");
    assert_eq!(at("list-field-plural"), "");
    assert_eq!(at("fk-field-name"), "");
    assert_eq!(at("reserved-word"), "warning Order\n");
    assert_eq!(at("model-map-snake-case"), "warning Comment\n");
    check(
        "model-name-pascal-case",
        text,
        expect![[r#"
            warning at `blog_posts`: The model `blog_posts` is not in PascalCase. Rename it to `BlogPost`.
              Choice: Rename to `BlogPost`, keep the table as it is (does not change code that uses the client)
        "#]],
    );
}

#[test]
fn tables_of_libraries_keep_their_names() {
    for text in [
        "model oauth_logins {\n  id String @id\n  provider String\n  provider_account_id String\n  userId String\n  fullName String\n}\n",
        "model login_sessions {\n  id String @id\n  session_token String @unique\n  expires DateTime\n}\n",
        "model linked_logins {\n  id String @id\n  account_id String\n  provider_id String\n  access_token String?\n  refresh_token String?\n}\n",
        "model jackson_index {\n  id Int @id\n  key String\n  store_key String\n}\n",
        "model knex_migrations {\n  id Int @id\n  migration_time DateTime?\n  batchNumber Int\n}\n",
    ] {
        for code in
            ["field-name-camel-case", "model-name-pascal-case", "model-name-singular", "model-map-snake-case"]
        {
            check(code, text, expect![[""]]);
        }
    }
}
