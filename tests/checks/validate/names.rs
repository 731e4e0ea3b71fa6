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
    // The last one counts.
    refuses_all(
        "postgresql",
        "b Int ; b Int? ; @@id([b])",
        &["duplicate-member", "id-not-required", "several-ids"],
    );
    refuses("postgresql", "b Int\n}\nmodel M {\n  id Int @id", "duplicate-name");
}

#[test]
fn reserved() {
    refuses("postgresql", "b Int\n}\nmodel String {\n  id Int @id", "reserved-name");
    refuses("postgresql", "b Int\n}\ngenerator Bytes {\n  provider = \"x\"", "reserved-name");
}
