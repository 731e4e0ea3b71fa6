//! Names of blocks, fields and values.

use super::{refuses, refuses_all};

#[test]
fn letters() {
    refuses("postgresql", "1b Int", "invalid-name");
    refuses("postgresql", "b-c Int", "invalid-name");
    // Prisma reads such fields all the same, but for those that begin with an underscore.
    refuses(
        "postgresql",
        "1b M? @relation(\"x\") ; c Int @unique ; d M? @relation(\"x\", fields: [c], references: [id])",
        "invalid-name",
    );
    refuses_all("postgresql", "b-c Int @default(\"x\")", &["default-mismatch", "invalid-name"]);
    refuses_all("mongodb", "b T\n}\ntype T {\n  a-b Int\n  1c Int", &[]);
    refuses("postgresql", "_b Int @default(\"x\")", "invalid-name");
    refuses_all("postgresql", "größe Int\n  b_2 Int", &[]);
    refuses_all("postgresql", "b Int\n}\ngenerator 1-c {\n  provider = \"x\"", &[]);
}

#[test]
fn twice() {
    refuses("postgresql", "b Int ; b String", "duplicate-member");
    // A repeated line counts for nothing else.
    refuses_all("postgresql", "b Int ; b Int? ; @@id([b])", &["duplicate-member", "several-ids"]);
    refuses("postgresql", "b Int\n}\nmodel M {\n  id Int @id", "duplicate-name");
}

#[test]
fn reserved() {
    refuses("postgresql", "b Int\n}\nmodel String {\n  id Int @id", "reserved-name");
    refuses("postgresql", "b Int\n}\ngenerator Bytes {\n  provider = \"x\"", "reserved-name");
}

#[test]
fn a_repeated_field_causes_no_further_errors() {
    let text = "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n  b B @relation(fields: [bId], \
                references: [id])\n  b B @relation(fields: [bId], references: [id])\n  bId Int\n  u String @unique\n  u \
                String @unique\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n";
    assert_eq!(super::codes_of(text, "7.10.0"), ["duplicate-member", "duplicate-member"]);
    let text = "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n  id Int @id\n  b B? @relation(\"x\")\n  \
                b B? @relation(\"x\")\n}\nmodel B {\n  id Int @id\n  aId Int @unique\n  a A @relation(\"x\", fields: [aId], \
                references: [id])\n}\n";
    assert_eq!(super::codes_of(text, "7.10.0"), ["duplicate-member", "duplicate-member"]);
}
