//! Names change everywhere in the schema, and nowhere in the database.

use std::sync::Arc;

use expect_test::{Expect, expect};
use prisma_lens::project::PrismaVersion;
use prisma_lens::schema::references::{Definition, definition_at, mentions, references};
use prisma_lens::schema::rename::{RenameError, rename};
use prisma_lens::schema::{FileEdit, Schema, SchemaFile};
use prisma_lens::text::apply_edits;

use super::references::corpus;
use super::shape::database_shape;
use super::{cursor, schema_of};
use crate::support::fixture::Fixture;

/// Renames what stands at the cursor and draws the lines that are new.
fn check(fixture: &str, new_name: &str, expected: Expect) {
    let fixture = Fixture::parse(fixture);
    let drawn = draw(&fixture, new_name);
    expected.assert_eq(&drawn);
    assert_eq!(draw(&fixture.with_crlf(), new_name), drawn, "with CRLF");
}

fn draw(fixture: &Fixture, new_name: &str) -> String {
    let schema = schema_of(fixture);
    let (item, offset) = cursor(fixture, &schema);
    let (definition, _) = definition_at(&schema, item, offset).expect("a name stands at the cursor");
    let edits = match rename(&schema, &definition, new_name) {
        Ok(edits) => edits,
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

fn text(file: &prisma_lens::schema::File) -> String {
    file.content.source().source().to_string()
}

fn apply(schema: &Schema, edits: &[FileEdit]) -> Schema {
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
            Another relation between these models is called `Author` already.
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

#[test]
fn join_tables_keep_name_and_columns() {
    let schema = |cursor: &str| {
        r#"
        model Category {
          id    Int    @id
          posts Post[]
          tags  Tag[]  @relation("Tagged")
        }
        model Post {
          id         Int        @id
          categories Category[] @relation(map: "x")
        }
        model Tag {
          id         Int        @id
          categories Category[] @relation("Tagged")
          parents    Tag[]      @relation("Tree")
          children   Tag[]      @relation("Tree")
        }
        "#
        .replace(cursor, &format!("$0{cursor}"))
    };
    check(
        &schema("Category {"),
        "Group",
        expect![[r#"
            model Group {
            posts Post[] @relation("CategoryToPost")
            @@map("Category")
            categories Group[] @relation(map: "x", name: "CategoryToPost")
            categories Group[] @relation("Tagged")
        "#]],
    );
    check(
        &schema("Category {"),
        "Topic",
        expect![[r#"
        In the join table of the many-to-many relation with `Post` the columns `A` and `B` go by the alphabet, and with the name `Topic` they would change places. Choose a name on the same side of `Post`.
    "#]],
    );
    check(
        &schema("Tagged\")\n          parents"),
        "Labelled",
        expect![[r#"
        The join table of this many-to-many relation is called after it: as `Labelled` the relation would lose its rows. Rename the table in a migration of your own first.
    "#]],
    );
    check(
        &schema("parents"),
        "above",
        expect![[r#"
        In the join table of the many-to-many relation with `children` the columns `A` and `B` go by the alphabet, and with the name `above` they would change places. Choose a name on the same side of `children`.
    "#]],
    );
    check(
        &schema("parents"),
        "owners",
        expect![[r#"
          owners    Tag[]      @relation("Tree")
    "#]],
    );
}

#[test]
fn datasources_and_generators() {
    check(
        "datasource $0pg {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id @pg.Integer\n}\n",
        "db",
        expect![[r#"
            datasource db {
            id Int @id @db.Integer
        "#]],
    );
    check(
        "generator $0a {\n}\ngenerator b {\n}\nmodel c {\n}\n",
        "b",
        expect![[r#"
        `b` exists already. Choose another name.
    "#]],
    );
    check(
        "generator $0a {\n}\ngenerator b {\n}\nmodel c {\n}\n",
        "c",
        expect![[r#"
        generator c {
    "#]],
    );
}

#[test]
fn names_that_are_refused() {
    let schema = "model $0A {\n  id Int @id\n  b B?\n}\nenum B {\n  X\n  Y\n}\ntype T {\n  x Int\n}\n";
    let refused = |new: &str| {
        let fixture = Fixture::parse(schema);
        let schema = schema_of(&fixture);
        let (item, offset) = cursor(&fixture, &schema);
        let (definition, _) = definition_at(&schema, item, offset).unwrap();
        rename(&schema, &definition, new).unwrap_err()
    };
    for name in ["", "1a", "_a", "a-b", "a b", "a.b", "a\n", "é\u{301}", "a\"", "📅"] {
        assert_eq!(refused(name), RenameError::NoName(name.into()), "{name}");
    }
    assert!(matches!(refused("B"), RenameError::Taken(..)));
    assert!(matches!(refused("T"), RenameError::Taken(..)));
    assert!(matches!(refused("String"), RenameError::Reserved(..)));
    assert!(matches!(refused("class"), RenameError::Reserved(..)));
    check(
        "model A {\n  id Int @id\n  $0a Int\n}\n",
        "id",
        expect![[r#"
        `id` exists already. Choose another name.
    "#]],
    );
    check(
        "enum E {\n  $0a\n  b\n}\n",
        "b",
        expect![[r#"
        `b` exists already. Choose another name.
    "#]],
    );
    // The client knows the unique key as `a_b`.
    check(
        "model A {\n  a Int\n  b Int\n  $0c Int\n  @@unique([a, b])\n}\n",
        "a_b",
        expect![[r#"
        `a_b` would clash with the name that a compound key of this model has in the client. Give that key another one with `name:` first.
    "#]],
    );
    check(
        "model A {\n  a Int\n  $0b Int\n  a_c Int\n  @@unique([a, b])\n}\n",
        "c",
        expect![[r#"
        `a_c` would clash with the name that a compound key of this model has in the client. Give that key another one with `name:` first.
    "#]],
    );
    check(
        "model A {\n  a Int\n  $0b Int\n  a_c Int\n  @@unique([a, b], name: \"x\")\n}\n",
        "c",
        expect![[r#"
          c Int @map("b")
          @@unique([a, c], name: "x")
    "#]],
    );
}

#[test]
fn broken_text() {
    check(
        "model $0A {\n  id Int @id\n",
        "B",
        expect![[r#"
        `A` is not complete yet: a bracket or brace is missing. Close it first.
    "#]],
    );
    check(
        "model A {\n  $0a Int @default(\n}\n",
        "b",
        expect![[r#"
        `a` is not complete yet: a bracket or brace is missing. Close it first.
    "#]],
    );
    check(
        "model A {\n  $0b Missing\n}\n",
        "c",
        expect![[r#"
          c Missing
    "#]],
    );
    check(
        "model A {}\nmodel B {\n  a $0A?\n}\n",
        "C",
        expect![[r#"
            model C {
            @@map("A")
            a C?
        "#]],
    );
    // Of two models with one name the first is the one that is used.
    check(
        "model A {\n}\nmodel $0A {\n}\nmodel B {\n  a A?\n}\n",
        "C",
        expect![[r#"
            model C {
            @@map("A")
        "#]],
    );
}

#[test]
fn on_real_schemas_every_renaming_keeps_the_database() {
    let (mut renamed, mut refused) = (0, 0);
    for (root, schema) in corpus() {
        let shape = database_shape(&schema);
        let all: Vec<Definition> = schema
            .items()
            .flat_map(|(id, _)| mentions(&schema, id))
            .filter(|mention| mention.is_declaration)
            .map(|mention| mention.definition)
            .collect();
        let step = (all.len() / 12).max(1);
        for definition in all.iter().step_by(step) {
            let old = definition.name(&schema);
            let new = format!("{old}_renamed");
            let edits = match rename(&schema, definition, &new) {
                Ok(edits) => edits,
                Err(error) => {
                    assert!(
                        matches!(error, RenameError::JoinColumns { .. } | RenameError::NoName(_)),
                        "{root}: {error}"
                    );
                    refused += 1;
                    continue;
                }
            };
            let after = apply(&schema, &edits);
            assert!(database_shape(&after) == shape, "{root}: {old}");
            let count = references(&schema, definition).len();
            assert_eq!(references(&after, definition).len(), count, "{root}: {old}");
            assert_eq!(definition.name(&after), new);
            for (before, after) in schema.files().iter().zip(after.files()) {
                let broken = |file: &prisma_lens::schema::File| {
                    let blocks = file.content.source().blocks().iter();
                    blocks.filter(|block| block.root().unwrap().to_sexp().contains("unexpected")).count()
                };
                assert_eq!(broken(before), broken(after), "{root}: {old}");
            }
            renamed += 1;
        }
    }
    println!("{renamed} renamed, {refused} refused");
}
