//! Types of fields and native types, by database.

use super::{refuses, refuses_all};

#[test]
fn lists() {
    for database in ["mysql", "sqlite", "sqlserver"] {
        refuses(database, "b Int[]", "list-unsupported");
        refuses(database, "b Unsupported(\"circle\")[]", "list-unsupported");
    }
    refuses_all("postgresql", "b Int[]", &[]);
    refuses_all("cockroachdb", "b Unsupported(\"circle\")[]", &[]);
}

#[test]
fn scalars_that_a_database_lacks() {
    refuses("mongodb", "b Decimal", "type-unsupported");
    refuses_all("mongodb", "b T\n}\ntype T {\n  b Decimal[]", &[]);
}

#[test]
fn unknown_types() {
    refuses("postgresql", "b Strng", "unknown-type");
    for key in ["index", "unique"] {
        let lines = format!("b Strng ; @@{key}([b])");
        refuses_all("postgresql", &lines, &["key-field-type-unknown", "unknown-type"]);
    }
    refuses("postgresql", "b Strng @unique", "unknown-type");
}

#[test]
fn native_types() {
    refuses("postgresql", "b Int @db.VarChar(3)", "native-type-mismatch");
    refuses("postgresql", "b String @db.VarCharr(3)", "unknown-native-type");
    refuses("mysql", "b Decimal @db.Decimal(3, 5)", "native-type-arguments");
    refuses("sqlserver", "b String @pg.Text", "native-type-prefix");
    // Whatever the database is.
    let text = "enum E {\n  X\n}\nmodel M {\n  id Int @id\n  e E @db.Text\n}\n";
    assert_eq!(super::codes_of(text, "7.10.0"), ["native-type-not-scalar"]);
}
