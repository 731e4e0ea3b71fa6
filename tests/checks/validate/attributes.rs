//! Attributes: defaults, keys, indexes, names in the database.

use super::{refuses, refuses_all};

#[test]
fn native_types_in_keys() {
    refuses("postgresql", "b String @db.Xml ; @@unique([b, id])", "key-type");
    refuses("mysql", "b String @db.Text ; @@index([b])", "key-type");
    refuses("sqlserver", "b String @db.NVarChar(Max) ; @@unique([b, id])", "key-type");
    refuses_all("mysql", "b String @db.Text ; @@index([b(length: 10)])", &[]);
}

#[test]
fn bytes_in_ids() {
    let id = |native: &str| format!("b Int\n}}\nmodel N {{\n  id Bytes @id {native}");
    refuses("sqlserver", &id(""), "key-type");
    refuses("sqlserver", &id("@db.VarBinary(3)"), "key-type");
    refuses("sqlserver", &id("@db.Image"), "key-type");
    refuses_all("sqlserver", &id("@db.VarChar"), &["key-type", "native-type-mismatch"]);
    refuses("mysql", &id("@db.VarChar(3)"), "native-type-mismatch");
}

#[test]
fn lengths_are_of_texts() {
    refuses("mysql", "b Int ; @@index([b(length: 10)])", "length-type");
    refuses("mysql", "b Json @unique(length: 10)", "length-type");
    refuses_all("mysql", "b Bytes ; @@index([b(length: 10)])", &[]);
}

#[test]
fn operator_classes() {
    for database in ["postgresql", "mysql", "mongodb"] {
        refuses(database, "b String ; @@index([b(ops: Foo)])", "unknown-operator-class");
        refuses(database, "b String ; @@unique([b(ops: raw(\"x\"))])", "argument-unsupported");
        for call in ["raw()", "raw(1)", "raw(\"x\", \"y\")", "foo(\"x\")"] {
            refuses(database, &format!("b String ; @@index([b(ops: {call})])"), "wrong-value");
            let unknown = format!("@@index([b(ops: {call})])");
            refuses_all(database, &unknown, &["unknown-field", "wrong-value"]);
        }
    }
    let unsupported = "b Unsupported(\"x\") ; @@index([b(ops: OPS)], type: Brin)";
    refuses("postgresql", &unsupported.replace("OPS", "Int4MinMaxOps"), "operator-class-mismatch");
    refuses_all("postgresql", &unsupported.replace("OPS", "raw(\"x\")"), &[]);
    refuses_all("postgresql", "b Unsupported(\"x\")[] ; @@index([b(ops: ArrayOps)], type: Gin)", &[]);
}

#[test]
fn index_types_are_names() {
    refuses("postgresql", "b Int ; @@index([b], type: \"Hash\")", "wrong-value");
    refuses_all("postgresql", "@@index([b], type: 3)", &["unknown-field", "wrong-value"]);
}

#[test]
fn names_of_constraints() {
    refuses("sqlserver", "b Int @unique(map: \"\")", "empty-name");
    refuses("sqlserver", "b Int ; @@index([b], map: \"\")", "empty-name");
    refuses_all("cockroachdb", "b Int ; @@index([b]) ; @@index([b])", &[]);
    refuses_all(
        "postgresql",
        "b Int ; @@index([b]) ; @@index([b])",
        &["duplicate-constraint-name", "duplicate-constraint-name"],
    );
    refuses("sqlserver", "b Int @default(autoincrement(), map: \"x\")", "argument-unsupported");
}

#[test]
fn functions_in_composite_types() {
    for function in ["auto()", "nanoid()", "autoincrement()"] {
        let lines = format!("b T\n}}\ntype T {{\n  b String @default({function})");
        assert!(super::codes("mongodb", &lines, "7.10.0").contains(&"function-unsupported"), "{function}");
    }
    refuses_all("mongodb", "b T\n}\ntype T {\n  b String @default(uuid()) @map(\"$b\")", &[]);
}

#[test]
fn views() {
    refuses_all("postgresql", "b Int\n}\nview V {\n  c Int @unique @shardKey", &[]);
    refuses_all("sqlite", "b Int\n}\nview V {\n  c Int @unique @default(autoincrement())", &[]);
    refuses("postgresql", "b Int\n}\nview V {\n  c Int @unique(sort: Desc)", "argument-unsupported");
    refuses("mysql", "b Int ; @@shardKey([id, b, id])", "repeated-column");
    refuses("mysql", "b Int\n}\nview V {\n  c Int? @shardKey\n  d Int @unique", "key-type");
    refuses("mysql", "b Int\n}\nview V {\n  d Int @unique\n  @@shardKey([x])", "unknown-field");
}

#[test]
fn lengths_out_of_range() {
    refuses_all("postgresql", "b String ; @@index([b(length: -1)])", &[]);
    refuses("postgresql", "b String ; @@index([b(length: 99999999999)])", "argument-unsupported");
    for length in ["-1", "99999999999"] {
        refuses("postgresql", &format!("b String @unique(length: {length})"), "argument-unsupported");
        refuses("mysql", &format!("b Int @unique(length: {length})"), "length-type");
    }
    refuses("mysql", "b String ; @@index([b(length: 1.5)])", "wrong-value");
}

#[test]
fn defaults_in_base64() {
    for whole in ["", "aGk=", "/w==", "aGkx"] {
        refuses_all("postgresql", &format!("b Bytes @default(\"{whole}\")"), &[]);
    }
    for broken in ["aGl=", "/+==", "aGk", "===="] {
        refuses("postgresql", &format!("b Bytes @default(\"{broken}\")"), "default-mismatch");
    }
}

#[test]
fn what_the_client_leaves_out() {
    refuses_all("mysql", "b Int\n}\nmodel N {\n  a Int?\n  b Int\n  @@id([a, b])\n  @@ignore", &[]);
    refuses_all("mongodb", "b Int\n}\nview V {\n  c String? @db.ObjectId @default(auto())", &[]);
}

#[test]
fn a_second_id() {
    refuses("postgresql", "b Int @id(map: \"x\")", "several-ids");
    refuses("sqlserver", "b Int @id(clustered: false)", "several-ids");
}

#[test]
fn indexes_of_documents() {
    let inside = |lines: &str| format!("b T ; c T[] ; d Int ; {lines}\n}}\ntype T {{\n  x Int");
    refuses_all("mongodb", &inside("@@index([b]) ; @@index([c, d])"), &[]);
    refuses_all("mongodb", &inside("@@unique([b]) ; @@fulltext([c])"), &[]);
    refuses("mongodb", &inside("@@unique([b, d])"), "key-type");
    refuses_all("mongodb", "b Int @unique ; @@index([b])", &["repeated-index", "repeated-index"]);
    refuses_all("mongodb", "b Int @unique ; @@index([b(sort: Desc)])", &[]);
}

#[test]
fn ids_tell_rows_apart() {
    let model = |lines: &str| format!("b Int\n}}\nmodel N {{\n  {lines}");
    refuses("postgresql", &model("a Unsupported(\"x\") @id"), "missing-unique-criteria");
    refuses("postgresql", &model("a Int[] ; b Int ; @@id([a, b])"), "id-not-required");
    refuses("postgresql", &model("a Int?@id"), "id-not-required");
    refuses("postgresql", &model("a Int? @unique"), "missing-unique-criteria");
    refuses_all("postgresql", &model("a Int[] ; b Int ; @@unique([a, b])"), &[]);
    let partial = model("a Int @unique(where: raw(\"a > 1\"))");
    let database = "postgresql previewFeatures=partialIndexes";
    assert_eq!(super::codes(database, &partial, "7.10.0"), [""; 0]);
}

#[test]
fn conditions_of_partial_indexes() {
    let index = |condition: &str| {
        let lines = format!("b Int ; s String ; @@index([b], where: {condition})");
        super::codes("postgresql previewFeatures=partialIndexes", &lines, "7.10.0")
    };
    for fine in ["raw(\"b > 1\")", "{ b: 1 }", "{ s: { not: null } }", "{ b: 1, s: \"x\" }"] {
        assert_eq!(index(fine), <[&str; 0]>::default(), "{fine}");
    }
    for wrong in ["raw(\"\")", "{}", "{ b: \"x\" }", "{ b: { gt: 1 } }", "{ s: 1 }", "{ b: [1] }", "now()"] {
        assert_eq!(index(wrong), ["wrong-condition"], "{wrong}");
    }
    assert_eq!(index("{ zz: 1 }"), ["unknown-field"]);
}

#[test]
fn fields_named_like_values() {
    for name in ["true", "false", "null"] {
        let accepts = |database: &str, lines: &str| refuses_all(database, &lines.replace("NAME", name), &[]);
        accepts(
            "postgresql",
            "NAME Int ; @@index([NAME]) ; @@unique(NAME) ; @@index([id, NAME(sort: Desc)])",
        );
        let actions = "onDelete: NoAction, onUpdate: NoAction";
        accepts(
            "postgresql",
            &format!(
                "NAME Int @unique ; b Int ; m M @relation(\"r\", fields: [b], references: [NAME], {actions}) ; n M[] @relation(\"r\")"
            ),
        );
        accepts(
            "postgresql",
            &format!(
                "NAME Int ; m M @relation(\"r\", fields: NAME, references: id, {actions}) ; n M[] @relation(\"r\")"
            ),
        );
        accepts("postgresql", "e E @default(NAME) ; @@index([e])\n}\nenum E {\n  NAME");
        accepts(
            "mongodb",
            "NAME T ; @@index([NAME.x, NAME.NAME(sort: Desc)])\n}\ntype T {\n  x Int\n  NAME Int",
        );
        refuses("postgresql", &format!("b Int ; @@index([b, {name}])"), "unknown-field");
    }
}

#[test]
fn what_may_tell_rows_apart_is_not_missed() {
    let schema = |rest: &str| format!("datasource db {{\n  provider = \"postgresql\"\n}}\n{rest}");
    // The foreign key that is lost may have been unique; the unknown attribute may have been `@id`.
    let lost = "model U {\n  id Int @id\n  p P?\n}\nmodel P {\n  user U @relation(fields: [userId], references: [id])\n}\n";
    assert_eq!(super::codes_of(&schema(lost), "7.10.0"), ["unknown-relation-field"]);
    assert_eq!(super::codes_of(&schema("model A {\n  id Int @idd\n}\n"), "7.10.0"), ["unknown-attribute"]);
    assert_eq!(super::codes_of(&schema("model A {\n  a Int\n  @@id([b])\n}\n"), "7.10.0"), ["unknown-field"]);
    assert_eq!(super::codes_of(&schema("model A {\n  a Int\n}\n"), "7.10.0"), ["missing-unique-criteria"]);
}

#[test]
fn a_shard_key_of_an_ignored_model_may_be_optional() {
    let lines = "part String? @shardKey ; @@ignore";
    refuses_all("mysql", lines, &[]);
    refuses_all("mysql", "part String? ; @@shardKey([part]) ; @@ignore", &[]);
    refuses("mysql", "part String? @shardKey", "key-type");
}
