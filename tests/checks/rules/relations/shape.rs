//! Column types of foreign keys, and the shape of relations.

use expect_test::expect;

use super::super::drawn::found;
use super::{MYSQL, check, database};

#[test]
fn foreign_keys_of_another_column_type() {
    let text = |provider: &str, id: &str, key: &str| {
        format!(
            "{}model P {{\n  id {id} @id\n  cs C[]\n}}\n\nmodel C {{\n  id Int @id\n  pId {key}\n  p P @relation(fields: [pId], references: [id])\n}}\n",
            database(&format!("  provider = \"{provider}\""))
        )
    };
    let string = "String @db.Uuid";
    check(
        "fk-native-type-mismatch",
        &text("postgresql", string, "String"),
        expect![[r#"
            error at `String`: `C.pId` is `Text` in the database, but references `P.id`, which is `Uuid`: PostgreSQL rejects such a foreign key. Use the same type on both sides.
              see `id`: The referenced field.
              Choice: Add `@db.Uuid`
        "#]],
    );
    check(
        "fk-native-type-mismatch",
        &text("postgresql", "String", string),
        expect![[r#"
            error at `@db.Uuid`: `C.pId` is `Uuid` in the database, but references `P.id`, which is `Text`: PostgreSQL rejects such a foreign key. Use the same type on both sides.
              see `id`: The referenced field.
              Choice: Remove `@db.Uuid`
        "#]],
    );
    check(
        "fk-native-type-mismatch",
        &text("mysql", "Int @db.UnsignedInt", "Int"),
        expect![[r#"
            error at `Int`: `C.pId` is `Int` in the database, but references `P.id`, which is `UnsignedInt`: MySQL rejects such a foreign key. Use the same type on both sides.
              see `id`: The referenced field.
              Choice: Add `@db.UnsignedInt`
        "#]],
    );
    for (provider, id, key, expected) in [
        ("postgresql", "String", "String @db.Text", ""),
        ("postgresql", "String", "String @db.VarChar(20)", "info @db.VarChar(20)\n"),
        ("postgresql", "String @db.VarChar(9)", "String @db.VarChar(20)", "info @db.VarChar(20)\n"),
        ("postgresql", "Int", "Int @db.SmallInt", "info @db.SmallInt\n"),
        ("postgresql", "Int", "Int @db.Oid", "info @db.Oid\n"),
        // For Prisma to refuse.
        ("postgresql", "Int", "String", ""),
        ("cockroachdb", string, "String", "error String\n"),
        ("cockroachdb", "Int", "Int @db.Int2", "info @db.Int2\n"),
        ("mysql", "String", "String @db.VarChar(191)", ""),
        ("mysql", "String", "String @db.Char(36)", "info @db.Char(36)\n"),
        ("mysql", "Int @db.SmallInt", "Int", "error Int\n"),
        ("sqlserver", "String @db.NVarChar(20)", "String", "error String\n"),
        ("sqlserver", "String @db.UniqueIdentifier", "String", "error String\n"),
        ("sqlserver", "String @db.NVarChar(1000)", "String", ""),
        ("sqlite", "String", "String", ""),
        ("mongodb", "String @db.ObjectId", "String", ""),
        ("postgresql", "String @db.Nothing", "String", ""),
    ] {
        let found = found("fk-native-type-mismatch", &text(provider, id, key));
        assert_eq!(found.places(), expected, "{provider} {id} {key}");
    }
    // No foreign key, nothing to refuse.
    let emulated = text("postgresql", string, "String")
        .replace("\"postgresql\"", "\"postgresql\"\n  relationMode = \"prisma\"");
    assert_eq!(found("fk-native-type-mismatch", &emulated).places(), "info String\n");
}

#[test]
fn the_column_type_is_copied() {
    let text = "model P {\n  id String @id @db.VarChar(20)\n  cs C[]\n}\n\nmodel C {\n  id Int @id\n  pId String @db.Uuid // key\n  p P @relation(fields: [pId], references: [id])\n}\n";
    expect![[r#"
        -  pId String @db.Uuid // key
        +  pId String @db.VarChar(20) // key
    "#]]
    .assert_eq(&found("fk-native-type-mismatch", text).after_fix("Change to `@db.VarChar(20)`"));
    let bare = text.replace("@id @db.VarChar(20)", "@id");
    expect![[r#"
        -  pId String @db.Uuid // key
        +  pId String // key
    "#]]
    .assert_eq(&found("fk-native-type-mismatch", &bare).after_fix("Remove `@db.Uuid`"));
}

#[test]
fn relations_that_the_database_does_not_enforce() {
    check(
        "relation-mode-prisma",
        &database("  provider = \"mysql\"\n  relationMode = \"prisma\""),
        expect![[r#"
            info at `relationMode = "prisma"`: The database does not enforce relations: Prisma Client does, with more queries, and raw SQL can leave dangling references. Use `relationMode = "foreignKeys"` if the database supports it.
        "#]],
    );
    for lines in [
        "  provider = \"mysql\"",
        "  provider = \"mongodb\"\n  relationMode = \"prisma\"",
        "  provider = \"mysql\"\n  relationMode = \"foreignKeys\"",
    ] {
        assert_eq!(found("relation-mode-prisma", &database(lines)).places(), "", "{lines}");
    }
}

#[test]
fn join_tables_that_prisma_keeps() {
    let text = "model Tag {\n  id String @id @default(uuid()) @db.Uuid\n  posts Post[]\n}\n\nmodel Post {\n  id Int @id\n  tags Tag[] // ä\n}\n";
    check(
        "implicit-m2m",
        text,
        expect![[r#"
            info at `tags`: `Post.tags` and `Tag.posts` share an implicit join table, which cannot hold timestamps or an `onDelete`. Declare the join model if you need them.
              see `posts`: The other side.
              Choice: Declare the join table as model `PostToTag`
        "#]],
    );
    let title = "Declare the join table as model `PostToTag`";
    expect![[r#"
        -  posts Post[]
        +  posts PostToTag[]
        -  tags Tag[] // ä
        +  tags PostToTag[] // ä
        +}
        +
        +/// Join table of `Post.tags` and `Tag.posts`.
        +model PostToTag {
        +  postId Int @map("A")
        +  tagId String @map("B") @db.Uuid
        +  post Post @relation(fields: [postId], references: [id], onDelete: Cascade)
        +  tag Tag @relation(fields: [tagId], references: [id], onDelete: Cascade)
        +
        +  @@id([postId, tagId], map: "_PostToTag_AB_pkey")
        +  @@index([tagId], map: "_PostToTag_B_index")
        +  @@map("_PostToTag")
    "#]]
    .assert_eq(&found("implicit-m2m", text).after_fix(title));
    let named = format!(
        "{}{}",
        database(MYSQL),
        text.replace(" @db.Uuid", "")
            .replace("tags Tag[]", "tags Tag[] @relation(\"post_tags\")")
            .replace("posts Post[]", "posts Post[] @relation(\"post_tags\")")
    );
    expect![[r#"
        -  posts Post[] @relation("post_tags")
        +  posts PostTags[]
        -  tags Tag[] @relation("post_tags") // ä
        +  tags PostTags[] // ä
        +}
        +
        +/// Join table of `Post.tags` and `Tag.posts`.
        +model PostTags {
        +  postId Int @map("A")
        +  tagId String @map("B")
        +  post Post @relation(fields: [postId], references: [id], onDelete: Cascade)
        +  tag Tag @relation(fields: [tagId], references: [id], onDelete: Cascade)
        +
        +  @@unique([postId, tagId], map: "_post_tags_AB_unique")
        +  @@index([tagId], map: "_post_tags_B_index")
        +  @@map("_post_tags")
    "#]]
    .assert_eq(&found("implicit-m2m", &named).after_fix("Declare the join table as model `PostTags`"));
    let own = "model User {\n  id Int @id\n  follows User[] @relation(\"f\")\n  followers User[] @relation(\"f\")\n}\n";
    check(
        "implicit-m2m",
        own,
        expect![[r#"
            info at `follows`: `User.follows` and `User.followers` share an implicit join table, which cannot hold timestamps or an `onDelete`. Declare the join model if you need them.
              see `followers`: The other side.
        "#]],
    );
    let mongodb = format!("{}{own}", database("  provider = \"mongodb\""));
    assert_eq!(found("implicit-m2m", &mongodb).places(), "");
}

#[test]
fn the_foreign_key_of_a_one_to_one_relation() {
    let text = |mark: &str| {
        format!(
            "model A {{\n  id Int @id\n  bId Int{mark} @unique\n  b B{mark} @relation(fields: [bId], references: [id])\n}}\n\nmodel B {{\n  id Int @id\n  a A?\n}}\n"
        )
    };
    check(
        "one-to-one-side",
        &text("?"),
        expect![[r#"
            warning at `b`: `A` rows can exist without `B`, but hold the foreign key. If every `B` has a `A`, move the key to `B` and make it required.
              see `a`: The other side.
        "#]],
    );
    assert_eq!(found("one-to-one-side", &text("")).places(), "");
    assert_eq!(
        found("one-to-one-side", &text("?").replace(" @unique", "").replace("a A?", "a A[]")).places(),
        ""
    );
    let list = "model A {\n  id Int @id\n  nextId Int? @unique\n  next A? @relation(\"n\", fields: [nextId], references: [id])\n  last A? @relation(\"n\")\n}\n";
    assert_eq!(found("one-to-one-side", list).places(), "");
}
