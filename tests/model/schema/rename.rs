//! Names change everywhere in the schema, and nowhere in the database.

use std::sync::Arc;

use base::FileEdit;
use base::text::apply_edits;
use expect_test::{Expect, expect};
use model::project::PrismaVersion;
use model::schema::references::definition_at;
use model::schema::rename::{DatabaseNames, rename};
use model::schema::{Schema, SchemaFile};

use super::shape::database_shape;
use super::{cursor, schema_of};
use support::fixture::Fixture;

/// Renames what stands at the cursor and draws the lines that are new.
pub(super) fn check(fixture: &str, new_name: &str, expected: Expect) {
    let fixture = Fixture::parse(fixture);
    let drawn = draw(&fixture, new_name);
    expected.assert_eq(&drawn);
    assert_eq!(draw(&fixture.with_crlf(), new_name), drawn, "with CRLF");
}

fn draw(fixture: &Fixture, new_name: &str) -> String {
    let schema = schema_of(fixture);
    let (item, offset) = cursor(fixture, &schema);
    let (definition, _) = definition_at(&schema, item, offset).expect("a name stands at the cursor");
    let edits = match rename(&schema, &definition, new_name, DatabaseNames::Keep) {
        Ok(renaming) => renaming.into_edits(),
        Err(error) => return format!("{error}\n"),
    };
    let renamed = apply(&schema, &edits);
    assert_eq!(database_shape(&renamed), database_shape(&schema));
    let mut drawn = String::new();
    for (before, after) in schema.files().iter().zip(renamed.files()) {
        let (before, after) = (text(before), text(after));
        assert_eq!(before.contains('\r'), after.contains('\r'));
        assert_eq!(after.matches('\n').count(), after.lines().count());
        let old: Vec<&str> = before.lines().collect();
        let new = after.lines().filter(|line| !old.contains(line) && !line.is_empty());
        drawn.extend(new.map(|line| format!("{}\n", line.trim())));
    }
    drawn
}

fn text(file: &model::schema::File) -> String {
    file.content.source().source().to_string()
}

pub(super) fn apply(schema: &Schema, edits: &[FileEdit]) -> Schema {
    let files = schema.files().iter().enumerate().map(|(at, file)| {
        let edits: Vec<_> =
            edits.iter().filter(|it| it.file.0 as usize == at).map(|it| it.edit.clone()).collect();
        if edits.is_empty() {
            return (file.name.clone(), file.content.clone());
        }
        (file.name.clone(), Arc::new(SchemaFile::new(&apply_edits(&text(file), &edits))))
    });
    Schema::new(files.collect(), PrismaVersion::default())
}

#[test]
fn a_model_and_its_uses_in_other_files() {
    check(
        r#"
        //- /user.prisma
        /// A user.
        model $0user {
          id    Int    @id
          posts Post[]
        }
        //- /post.prisma
        model Post {
          id     Int  @id
          user   user @relation(fields: [userId], references: [id]) // its user
          userId Int

          @@map("posts")
        }
        "#,
        "User",
        expect![[r#"
            model User {
            @@map("user")
            user   User @relation(fields: [userId], references: [id]) // its user
        "#]],
    );
}

#[test]
fn a_mapped_model_keeps_its_mapping_or_loses_a_needless_one() {
    let schema = "model $0Userz {\n  id Int @id\n\n  @@map(\"users\")\n}\n";
    check(
        schema,
        "User",
        expect![[r#"
        model User {
    "#]],
    );
    check(
        schema,
        "users",
        expect![[r#"
        model users {
    "#]],
    );
    check(
        "model A {\n  id      Int @id\n  $0created Int @map(\"createdAt\") @unique\n  @@index([created])\n}\n",
        "createdAt",
        expect![[r#"
              createdAt Int @unique
              @@index([createdAt])
        "#]],
    );
}

#[test]
fn a_field_is_mapped_behind_its_native_type_and_before_comments() {
    check(
        r#"
        datasource db {
          provider = "mysql"
        }
        model A {
          id         Int       @id
          created_at DateTime? @db.DateTime // when
          @@index([created$0_at(sort: Desc), id])
        }
        "#,
        "createdAt",
        expect![[r#"
              createdAt DateTime? @db.DateTime @map("created_at") // when
              @@index([createdAt(sort: Desc), id])
        "#]],
    );
}

#[test]
fn a_name_that_others_contain() {
    check(
        "model A {\n  id Int @id\n  $0zaknos Int\n  undozaknos Int @unique(where: { zaknos: 1 })\n  @@index([zaknos, undozaknos])\n}\n",
        "new",
        expect![[r#"
              new Int @map("zaknos")
              undozaknos Int @unique(where: { new: 1 })
              @@index([new, undozaknos])
        "#]],
    );
}

#[test]
fn fields_that_are_sides_of_relations_need_no_mapping() {
    let schema = |cursor: &str| {
        r#"
        model User {
          id      Int    @id
          written Post[] @relation("Author")
          pinned  Post[] @relation("Pin")
        }
        model Post {
          author   User @relation("Author", fields: [authorId], references: [id])
          authorId Int  @unique
          pin      User @relation("Pin", fields: [pinId], references: [id])
          pinId    Int
        }
        "#
        .replace(cursor, &format!("$0{cursor}"))
    };
    check(
        &schema("written"),
        "posts",
        expect![[r#"
          posts Post[] @relation("Author")
    "#]],
    );
    check(
        &schema("pinned"),
        "pins",
        expect![[r#"
          pins  Post[] @relation("Pin")
    "#]],
    );
    check(
        &schema("Pin\")\n        }"),
        "Say \"pin\"",
        expect![[r#"
              pinned  Post[] @relation("Say \"pin\"")
              pin      User @relation("Say \"pin\"", fields: [pinId], references: [id])
        "#]],
    );
    check(
        &schema("Pin\")\n        }"),
        "Author",
        expect![[r#"
            `Author` is already the name of another relation between these models. Choose another name.
        "#]],
    );
    check(
        &schema("pinId], "),
        "pinnedById",
        expect![[r#"
              pin      User @relation("Pin", fields: [pinnedById], references: [id])
              pinnedById    Int @map("pinId")
        "#]],
    );
}

#[test]
fn an_enum_its_values_and_fields_of_it() {
    let schema = |cursor: &str| {
        r#"
        enum role {
          admin
          user  @map("USER") // plain
        }
        model A {
          id    Int    @id
          role  role   @default(admin)
          roles role[] @default([user, admin])
        }
        "#
        .replace(cursor, &format!("$0{cursor}"))
    };
    check(
        &schema("role {"),
        "Role",
        expect![[r#"
            enum Role {
            @@map("role")
            role  Role   @default(admin)
            roles Role[] @default([user, admin])
        "#]],
    );
    check(
        &schema("admin\n"),
        "ADMIN",
        expect![[r#"
              ADMIN @map("admin")
              role  role   @default(ADMIN)
              roles role[] @default([user, ADMIN])
        "#]],
    );
    check(
        &schema("user  @map"),
        "USER",
        expect![[r#"
              USER // plain
              roles role[] @default([USER, admin])
        "#]],
    );
    check(
        &schema("role  role"),
        "kind",
        expect![[r#"
              kind  role   @default(admin) @map("role")
        "#]],
    );
    // Where the database knows no enums by name there is nothing to be kept.
    check(
        "datasource db {\n  provider = \"mysql\"\n}\nenum $0role {\n  admin\n}\n",
        "Role",
        expect![[r#"
            enum Role {
        "#]],
    );
}

#[test]
fn views_and_composite_types() {
    check(
        "view $0user_stats {\n  post_count Int @unique\n}\n",
        "UserStats",
        expect![[r#"
            view UserStats {
            @@map("user_stats")
        "#]],
    );
    let schema = |cursor: &str| {
        r#"
        datasource db {
          provider = "mongodb"
        }
        type place {
          zip_code String
        }
        model A {
          id   String @id @map("_id")
          home place
          @@index([home.zip_code])
        }
        "#
        .replace(cursor, &format!("$0{cursor}"))
    };
    check(
        &schema("place {"),
        "Place",
        expect![[r#"
            type Place {
            home Place
        "#]],
    );
    check(
        &schema("zip_code]"),
        "zipCode",
        expect![[r#"
              zipCode String @map("zip_code")
              @@index([home.zipCode])
        "#]],
    );
    check(
        &schema("home."),
        "address",
        expect![[r#"
              address place @map("home")
              @@index([address.zip_code])
        "#]],
    );
    check(
        &schema("id   String"),
        "key",
        expect![[r#"
          key   String @id @map("_id")
    "#]],
    );
}
