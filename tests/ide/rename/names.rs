//! Everything that has a name can have another one, and nothing else changes.

use expect_test::expect;
use model::schema::rename::DatabaseNames;

use super::{before, check, check_with};

#[test]
fn a_model_in_all_files_but_no_comment_and_no_text() {
    check(
        &before("User ", 1),
        "Person",
        expect![[r#"
        User
        /user.prisma: model Person {
        /user.prisma:   @@map("User")
        /post.prisma:   user     Person   @relation("Author", fields: [UserId], references: [id])
        /post.prisma:   user2    Person?  @relation(fields: [user2Id], references: [id], name: "Pin")
    "#]],
    );
    check_with(
        &before("User ", 1),
        "Person",
        DatabaseNames::Follow,
        expect![[r#"
        User
        /user.prisma: model Person {
        /post.prisma:   user     Person   @relation("Author", fields: [UserId], references: [id])
        /post.prisma:   user2    Person?  @relation(fields: [user2Id], references: [id], name: "Pin")
    "#]],
    );
}

#[test]
fn an_enum_and_a_value_that_another_contains() {
    check(
        &before("role {", 0),
        "Role",
        expect![[r#"
        role
        /user.prisma:   role      Role      @default(user)
        /user.prisma: enum Role {
        /user.prisma:   @@map("role")
    "#]],
    );
    check(
        &before("user\n", 0),
        "USER",
        expect![[r#"
        user
        /user.prisma:   role      role      @default(USER)
        /user.prisma:   @@index([role, createdAt(sort: Desc)], map: "User_role_createdAt", where: { role: USER, createdAt: { not: null } })
        /user.prisma:   USER @map("user")
    "#]],
    );
    check_with(
        &before("user\n", 0),
        "USER",
        DatabaseNames::Follow,
        expect![[r#"
        user
        /user.prisma:   role      role      @default(USER)
        /user.prisma:   @@index([role, createdAt(sort: Desc)], map: "User_role_createdAt", where: { role: USER, createdAt: { not: null } })
        /user.prisma:   USER
    "#]],
    );
}

#[test]
fn a_field_whose_type_is_an_enum_of_the_same_name() {
    check(
        &before("role      role", 0),
        "kind",
        expect![[r#"
        role
        /user.prisma:   kind      role      @default(user) @map("role")
        /user.prisma:   @@index([kind, createdAt(sort: Desc)], map: "User_role_createdAt", where: { kind: user, createdAt: { not: null } })
    "#]],
    );
}

#[test]
fn both_relations_between_the_same_models() {
    check(
        &before("user2 ", 0),
        "pinnedBy",
        expect![[r#"
        user2
        /post.prisma:   pinnedBy    User?  @relation(fields: [user2Id], references: [id], name: "Pin")
    "#]],
    );
    check(
        &before("posts", 0),
        "written",
        expect![[r#"
        posts
        /user.prisma:   written     Post[]    @relation("Author")
    "#]],
    );
    check(
        &before("Pin", 0),
        "Pinned by",
        expect![[r#"
        Pin
        /user.prisma:   pins      Post[]    @relation("Pinned by")
        /post.prisma:   user2    User?  @relation(fields: [user2Id], references: [id], name: "Pinned by")
    "#]],
    );
    check(
        &before("Author", 1),
        "Pin",
        expect![[r#"
            Author
            ! `Pin` is already the name of another relation between these models. Choose another name.
        "#]],
    );
}

#[test]
fn words_of_the_language_as_names() {
    check(
        "model A {\n  id Int @id\n  true Flag @default($0true)\n  @@index([true])\n}\nenum Flag {\n  true\n  false\n}\n",
        "yes",
        expect![[r#"
            true
            /schema.prisma:   true Flag @default(yes)
            /schema.prisma:   yes @map("true")
        "#]],
    );
    check(
        "model A {\n  id Int @id\n  $0null Int\n  @@index([null])\n}\n",
        "nothing",
        expect![[r#"
        null
        /schema.prisma:   nothing Int @map("null")
        /schema.prisma:   @@index([nothing])
    "#]],
    );
}

#[test]
fn a_composite_type_and_the_paths_through_it() {
    let schema = "
        datasource db {
          provider = \"mongodb\"
        }
        type Place {
          city City
        }
        type City {
          name String
        }
        model Shop {
          id    String @id @map(\"_id\")
          place Place
          name  String
          @@index([place.city.name, name])
          @@unique([place.ci$0ty.name])
        }";
    check(
        schema,
        "town",
        expect![[r#"
        city
        /schema.prisma:   town City @map("city")
        /schema.prisma:   @@index([place.town.name, name])
        /schema.prisma:   @@unique([place.town.name])
    "#]],
    );
    check(
        &schema.replace("$0", "").replace("city.name])", "city.$0name])"),
        "title",
        expect![[r#"
        name
        /schema.prisma:   title String @map("name")
        /schema.prisma:   @@index([place.city.title, name])
        /schema.prisma:   @@unique([place.city.title])
    "#]],
    );
    check(
        &schema.replace("$0", "").replace("City {", "Ci$0ty {"),
        "Town",
        expect![[r#"
        City
        /schema.prisma:   city Town
        /schema.prisma: type Town {
    "#]],
    );
}
