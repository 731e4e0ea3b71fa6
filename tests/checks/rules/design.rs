//! Design: cases beside the documented examples.

use expect_test::expect;
use serde_json::json;

use super::drawn::{found, found_in_files, found_recommended, found_with};
use super::schema_of;

/// A model with an id and these lines.
fn model(lines: &str) -> String {
    format!("model M {{\n  id Int @id\n{lines}\n}}\n")
}

/// Which parts of a schema the rule finds, with levels.
fn places(code: &str, text: &str, expected: &str) {
    assert_eq!(found(code, text).places(), expected, "{text}");
}

#[test]
fn numbered_fields() {
    let code = "incrementing-columns";
    for (lines, expected) in [
        ("  phone1 String\n  phone2 String", "info phone1\n"),
        ("  phone2 String\n  phone1 String", "info phone1\n"),
        ("  photo_0 String\n  photo_1 String\n  photo_2 String", "info photo_0\n"),
        ("  größe1 Int\n  größe2 Int", "info größe1\n"),
        ("  phone String\n  phone2 String", ""),
        ("  line1 String\n  line2 String", ""),
        ("  billingAddress1 String\n  billingAddress2 String", ""),
        ("  sha1 String\n  sha2 String", ""),
        ("  sha256 String\n  sha512 String", ""),
        ("  phone1 String\n  phone3 String", ""),
        ("  reserved_1 Boolean\n  reserved_2 Boolean", ""),
        ("  oauth2 String\n  ipv4 String\n  ipv6 String", ""),
    ] {
        places(code, &model(lines), expected);
    }
    let text = model("  phone1 String\n  phone2 String");
    assert_eq!(found_with(code, &text, json!({ "allow": ["phone"] })).places(), "");
    assert_eq!(found_recommended(code, &text).places(), "");
}

#[test]
fn attributes_as_rows() {
    let code = "eav-model";
    for (lines, expected) in [
        ("  productId Int\n  key String\n  value String", "info M\n"),
        ("  product_id Int\n  attributeName String\n  attribute_value String", "info M\n"),
        ("  key String\n  value String", ""),
        ("  productId Int\n  key String\n  value Int", ""),
        ("  productId Int\n  key Int\n  value String", ""),
        ("  productId Int\n  value String", ""),
    ] {
        places(code, &model(lines), expected);
    }
}

#[test]
fn pairs_of_type_and_id() {
    let code = "polymorphic-reference";
    for (lines, expected) in [
        ("  entityType String\n  entityId Int", "info entityType\n"),
        ("  resource_type String?\n  resource_id String?", "info resource_type\n"),
        ("  entityType Kind\n  entityId Int\n\n  @@unique([entityType, entityId])", "info entityType\n"),
        ("  entityType Int\n  entityId Int", ""),
        ("  entityType String\n  entityKey Int", ""),
        ("  type String\n  ref Int", ""),
        // The id is this row's own.
        ("  stepType String\n  stepId String @unique", ""),
        ("  runId Int\n  stepType String\n  stepId String\n\n  @@unique([runId, stepId])", ""),
        // There is just one model that it can point at.
        ("  ownerType String\n  ownerId Int", ""),
        (
            "  parentType Kind\n  parentId Int\n  parent Owner @relation(fields: [parentId], references: [id])",
            "",
        ),
    ] {
        let text =
            format!("{}enum Kind {{\n  A\n}}\nmodel Owner {{\n  id Int @id\n  ms M[]\n}}\n", model(lines));
        places(code, &text, expected);
    }
    expect![[r#"
        info at `entityType`: `entityType` and `entityId` form a polymorphic reference, which no foreign key can enforce. Use one optional relation per model.
          see `entityId`: The id of the referenced row.
    "#]]
    .assert_eq(&found(code, &model("  entityType String\n  entityId Int")).all());
}

#[test]
fn several_values_in_one_text() {
    let code = "comma-list";
    for (lines, expected) in [
        ("  tags String", "info tags\n"),
        ("  roleIds String?", "info roleIds\n"),
        ("  user_ids String", "info user_ids\n"),
        ("  tags String[]", ""),
        ("  tags Json", ""),
        ("  ids Int", ""),
        ("  address String\n  status String\n  news String", ""),
    ] {
        places(code, &model(lines), expected);
    }
    let words = found_with(code, &model("  tags String\n  farben String"), json!({ "words": ["farben"] }));
    assert_eq!(words.places(), "info farben\n");
}

#[test]
fn nothing_but_optional_fields() {
    let code = "all-optional";
    for (lines, expected) in [
        ("  a String?\n  b Int?\n  c Json?", "info M\n"),
        (
            "  a String?\n  b Int?\n  c Json?\n  createdAt DateTime @default(now())\n  updatedAt DateTime @updatedAt",
            "info M\n",
        ),
        ("  a String?\n  b Int?", ""),
        ("  a String?\n  b Int?\n  c Json?\n  d Int", ""),
        ("  a String?\n  b Int?\n  c Json?\n  d Boolean @default(false)", ""),
        ("  a String?\n  b Int?\n  c String[]\n  d Int?", ""),
    ] {
        places(code, &model(lines), expected);
    }
    let named = "model ProfileOverrides {\n  id Int @id\n  a String?\n  b String?\n  c String?\n}\n";
    places(code, named, "");
    let join = "model A {\n  id Int @id\n  js J[]\n}\nmodel J {\n  aId Int\n  bId Int\n  a A @relation(fields: [aId], references: [id])\n  b B @relation(fields: [bId], references: [id])\n  x Int?\n  y Int?\n  z Int?\n\n  @@id([aId, bId])\n}\nmodel B {\n  id Int @id\n  js J[]\n}\n";
    places(code, join, "");
}

#[test]
fn many_columns() {
    let columns = |count: usize| (0..count).map(|at| format!("  a{at}z Int\n")).collect::<String>();
    places("god-model", &model(&columns(29)), "");
    places("god-model", &model(&columns(30)), "info M\n");
    let text = "model M {\n  id Int @id\n  nId Int\n  n N @relation(fields: [nId], references: [id])\n  ns N[] @relation(\"x\")\n}\nmodel N {\n  id Int @id\n}\n";
    assert_eq!(found_with("god-model", text, json!({ "max": 2 })).places(), "");
    assert_eq!(found_with("god-model", text, json!({ "max": 1 })).places(), "info M\n");
}

#[test]
fn large_values_of_a_model_in_the_middle() {
    let code = "many-lobs";
    let text = |lines: &str| {
        let others: String = ["X", "Y", "Z"]
            .map(|name| format!("model {name} {{\n  id Int @id\n  mId Int\n  m M @relation(fields: [mId], references: [id])\n}}\n"))
            .concat();
        format!("{}{others}", model(&format!("{lines}\n  xs X[]\n  ys Y[]\n  zs Z[]")))
    };
    for (lines, expected) in [
        ("  a Json\n  b Bytes", "hint M\n"),
        ("  a String @db.Text\n  b Json?", "hint M\n"),
        ("  a String\n  b Json", ""),
        ("  a String @db.VarChar(20)\n  b Json", ""),
    ] {
        places(code, &text(lines), expected);
    }
    places(code, &model("  a Json\n  b Bytes"), "");
    let of_mysql = format!(
        "datasource db {{\n  provider = \"mysql\"\n}}\n{}",
        text("  a String @db.LongText\n  b Bytes @db.LongBlob")
    );
    places(code, &of_mysql, "hint M\n");
    assert_eq!(found_with(code, &text("  a Json\n  b Bytes"), json!({ "max": 2 })).places(), "");
    assert_eq!(found_with(code, &text("  a Json\n  b Bytes"), json!({ "references": 4 })).places(), "");
}

#[test]
fn models_that_stand_alone() {
    let code = "isolated-model";
    let with = |text: &str| {
        format!(
            "model Customer {{\n  id Int @id\n  notes Note[]\n}}\nmodel Note {{\n  id Int @id\n  customerId Int\n  customer Customer @relation(fields: [customerId], references: [id])\n}}\n{text}"
        )
    };
    for (text, expected) in [
        ("model Bill {\n  id Int @id\n  customerId Int\n  a Int\n}\n", "info customerId\n"),
        ("model Bill {\n  id Int @id\n  customer_id Int\n}\n", "info customer_id\n"),
        ("model Bill {\n  id Int @id\n  a Int\n  b Int\n  c Int\n}\n", "hint Bill\n"),
        // The type of the key is another.
        ("model Bill {\n  id Int @id\n  customerId String\n  b Int\n  c Int\n}\n", "hint Bill\n"),
        (
            "model Bill {\n  id Int @id\n  customerId Int\n  customerSecret String\n  b Int\n}\n",
            "hint Bill\n",
        ),
        ("model Country {\n  id Int @id\n  name String\n}\n", ""),
        ("model AppSettings {\n  id Int @id\n  a Int\n  b Int\n  c Int\n}\n", ""),
        ("model LoginLog {\n  id Int @id\n  customerId Int\n  b Int\n  c Int\n}\n", ""),
        ("/// @view\nmodel Bill {\n  id Int @id\n  customerId Int\n}\n", ""),
        ("// @view of the orders\n\nmodel Bill {\n  id Int @id\n  customerId Int\n}\n", ""),
        ("model Bill {\n  id Int @id\n  customerId Int\n  @@ignore\n}\n", ""),
    ] {
        places(code, &with(text), expected);
    }
    places(code, "model Bill {\n  id Int @id\n  a Int\n  b Int\n  c Int\n}\n", "");
    let schema = schema_of(&[
        ("a.prisma", "datasource db {\n  provider = \"sqlite\"\n}\nmodel Straße {\n  id String @id\n}\n"),
        ("b.prisma", "model Haus {\r\n  id Int @id\r\n  straßeId String\r\n}\r\n"),
    ]);
    expect![[r#"
        info at `straßeId`: `Haus` has no relation, but `straßeId` looks like a key of `Straße`. Add the relation.
    "#]]
    .assert_eq(&found_in_files(code, schema).all());
}

#[test]
fn versions_that_could_be_written_twice() {
    let code = "version-pattern";
    let text = |name: &str, lines: &str| {
        format!(
            "model Doc {{\n  id Int @id\n  vs {name}[]\n}}\nmodel {name} {{\n  id Int @id\n  docId Int\n  doc Doc @relation(fields: [docId], references: [id])\n{lines}\n}}\n"
        )
    };
    for (name, lines, expected) in [
        ("DocVersion", "  version Int", "info version\n"),
        ("doc_revisions", "  version Int", "info version\n"),
        ("DocVersion", "  version String", ""),
        ("DocVersion", "  version Int\n\n  @@unique([docId, version])", ""),
        ("DocVersion", "  version Int\n\n  @@unique([version, docId])", ""),
        ("DocVersion", "  version Int @unique", ""),
        // Counts the changes of the row itself.
        ("Comment", "  version Int", ""),
        ("DocVersion", "  number Int", ""),
    ] {
        places(code, &text(name, lines), expected);
    }
    let drawn = found(code, &text("DocVersion", "  version Int // größer"));
    expect![[r"
        +
        +  @@unique([docId, version])
    "]]
    .assert_eq(&drawn.after_fix("Add `@@unique([docId, version])`"));
}

#[test]
fn uniques_within_a_tenant() {
    let code = "tenant-scope";
    let options = || json!({ "tenantField": "orgId" });
    let text = model(
        "  orgId Int\n  slug String @unique\n  email String\n  name String\n\n  @@unique([email, name], map: \"ä\")\n  @@unique([orgId, name])\n  @@unique([name, orgId])",
    );
    let drawn = found_with(code, &text, options());
    assert_eq!(drawn.places(), "info @unique\ninfo @@unique([email, name], map: \"ä\")\n");
    expect![[r#"
        -  slug String @unique
        +  slug String
        +  @@unique([orgId, slug])
    "#]]
    .assert_eq(&drawn.after_fix("Change to `@@unique([orgId, slug])`"));
    expect![[r#"
        -  @@unique([email, name], map: "ä")
        +  @@unique([orgId, email, name], map: "ä")
    "#]]
    .assert_eq(&drawn.after_fix("Change to `@@unique([orgId, email, name])`"));
    assert_eq!(found(code, &text).places(), "");
    let other = found_with(code, &model("  slug String @unique"), options());
    assert_eq!(other.places(), "");
    // A one-to-one relation is unique across tenants by nature.
    let one = "model U {\n  id Int @id\n  m M?\n}\nmodel M {\n  id Int @id\n  orgId Int\n  uId Int @unique\n  u U @relation(fields: [uId], references: [id])\n}\n";
    assert_eq!(found_with(code, one, options()).places(), "");
}

#[test]
fn circles_of_required_keys() {
    let code = "relation-cycle-required";
    let text = |to_b: &str, to_a: &str| {
        format!(
            "model A {{\n  id Int @id\n  bId Int{to_b} @unique\n  b B{to_b} @relation(\"x\", fields: [bId], references: [id])\n  back B? @relation(\"y\")\n}}\nmodel B {{\n  id Int @id\n  aId Int{to_a} @unique\n  a A{to_a} @relation(\"y\", fields: [aId], references: [id])\n  back A? @relation(\"x\")\n}}\n"
        )
    };
    expect![[r#"
        warning at `b`: A → B → A require each other, so no first row can be inserted. Make one of these relations optional.
          see `B`: A model of the cycle.
    "#]]
    .assert_eq(&found(code, &text("", "")).all());
    places(code, &text("?", ""), "");
    places(code, &text("", "?"), "");
    let of_itself = |mark: &str| {
        format!(
            "model T {{\n  id Int @id\n  up Int{mark}\n  parent T{mark} @relation(\"t\", fields: [up], references: [id])\n  ts T[] @relation(\"t\")\n}}\n"
        )
    };
    assert_eq!(found(code, &of_itself("?")).places(), "");
    assert_eq!(found(code, &of_itself("")).found.len(), 0, "a root points at itself");
}

#[test]
fn trees_without_on_delete() {
    let code = "self-relation-on-delete";
    let text = |provider: &str, more: &str| {
        format!(
            "datasource db {{\n  provider = \"{provider}\"\n}}\nmodel T {{\n  id Int @id\n  up Int?\n  parent T? @relation(\"t\", fields: [up], references: [id]{more}) // größer\n  ts T[] @relation(\"t\")\n}}\n"
        )
    };
    let drawn = found(code, &text("postgresql", ""));
    assert_eq!(drawn.found.len(), 1);
    expect![[r#"
        -  parent T? @relation("t", fields: [up], references: [id]) // größer
        +  parent T? @relation("t", fields: [up], references: [id], onDelete: Cascade) // größer
    "#]]
    .assert_eq(&drawn.after_fix("Add `onDelete: Cascade`"));
    places(code, &text("mysql", ", onDelete: SetNull"), "");
    places(code, &text("sqlite", ", onDelete: Restrict"), "");
    let required = "model T {\n  id Int @id\n  up Int\n  parent T @relation(\"t\", fields: [up], references: [id])\n  ts T[] @relation(\"t\")\n}\n";
    places(code, required, "");
    let mentions = |provider| found(code, &text(provider, "")).all().contains("Restrict");
    assert!(mentions("postgresql"));
    assert!(!mentions("sqlserver"), "SQL Server has no `Restrict`");
}
