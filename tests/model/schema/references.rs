//! What a name stands for, and where else it is named.

use base::{FileId, Place};
use expect_test::{Expect, expect};
use model::schema::references::{definition_at, mentions, references};

use super::{cursor, schema_of};
use support::fixture::Fixture;

/// Draws the lines that name what stands at the cursor: `<name>` where it is declared, `[name]` where it is used, each
/// line with its file where there are several. The same has to come of every place drawn, and with CRLF.
fn check(fixture: &str, expected: Expect) {
    let fixture = Fixture::parse(fixture);
    let drawn = draw(&fixture);
    expected.assert_eq(&drawn);
    assert_eq!(draw(&fixture.with_crlf()).replace("\r\n", "\n"), drawn, "with CRLF");
}

fn draw(fixture: &Fixture) -> String {
    let schema = schema_of(fixture);
    let (item, offset) = cursor(fixture, &schema);
    let Some((definition, place)) = definition_at(&schema, item, offset) else { return "nothing\n".into() };
    assert!(place.span.touches(offset));
    let found = references(&schema, &definition);
    assert!(found.iter().any(|it| it.place == place), "the name at the cursor is one of them");
    for reference in &found {
        for at in [reference.place.span.start, reference.place.span.end] {
            let there = definition_at(&schema, reference.place.item, at);
            assert_eq!(there, Some((definition.clone(), reference.place)));
        }
    }
    let mut drawn = String::new();
    for (at, file) in fixture.files.iter().enumerate() {
        let mut text = file.text.clone();
        let here = |place: Place| schema.locate(place).0 == FileId(u32::try_from(at).unwrap());
        let mut marks: Vec<_> = found.iter().filter(|it| here(it.place)).collect();
        marks.sort_by_key(|it| std::cmp::Reverse(schema.locate(it.place).1.start));
        for reference in marks {
            let (open, close) = if reference.is_declaration { ('<', '>') } else { ('[', ']') };
            let span = schema.locate(reference.place).1;
            text.insert(span.end as usize, close);
            text.insert(span.start as usize, open);
        }
        let lines = text.lines().zip(file.text.lines()).filter(|(new, old)| new != old);
        for (line, _) in lines {
            if fixture.files.len() > 1 {
                drawn.push_str(&format!("{}: ", file.path.display()));
            }
            drawn.push_str(&format!("{}\n", line.trim()));
        }
    }
    drawn
}

#[test]
fn a_model_in_several_files() {
    check(
        r#"
        //- /user.prisma
        model $0User {
          id    Int    @id
          posts Post[]
          boss  User?  @relation("Boss", fields: [bossId], references: [id])
          staff User[] @relation("Boss")
          bossId Int?
        }
        //- /post.prisma
        /// A User writes it.
        model Post {
          id     Int  @id
          User   User @relation(fields: [userId], references: [id])
          userId Int
        }
        "#,
        expect![[r#"
            /user.prisma: model <User> {
            /user.prisma: boss  [User]?  @relation("Boss", fields: [bossId], references: [id])
            /user.prisma: staff [User][] @relation("Boss")
            /post.prisma: User   [User] @relation(fields: [userId], references: [id])
        "#]],
    );
}

#[test]
fn names_that_contain_one_another() {
    check(
        "model A {\n  zaknos Int\n  undozaknos Int\n  zaknosb Int\n  @@index([undozaknos, $0zaknos, zaknosb])\n  @@index([zaknosb])\n}\n",
        expect![[r#"
            <zaknos> Int
            @@index([undozaknos, [zaknos], zaknosb])
        "#]],
    );
}

#[test]
fn a_field_in_every_kind_of_list() {
    check(
        r#"
        model A {
          id     Int    @id
          tenant Int    @unique(where: { tenant: 1, id: { not: null } })
          b      B      @relation(fields: [te$0nant, id], references: [tenant, id])
          @@id([tenant, id])
          @@unique(fields: [tenant(sort: Desc), id], name: "tenant", map: "tenant")
          @@index(tenant)
          @@fulltext([tenant])
          @@index([id], where: { tenant: { not: 1 } })
          @@map("tenant")
        }
        model B {
          id     Int
          tenant Int
          as     A[]
          @@id([tenant, id])
        }
        "#,
        expect![[r#"
            <tenant> Int    @unique(where: { [tenant]: 1, id: { not: null } })
            b      B      @relation(fields: [[tenant], id], references: [tenant, id])
            @@id([[tenant], id])
            @@unique(fields: [[tenant](sort: Desc), id], name: "tenant", map: "tenant")
            @@index([tenant])
            @@fulltext([[tenant]])
            @@index([id], where: { [tenant]: { not: 1 } })
        "#]],
    );
}

#[test]
fn a_field_that_others_reference() {
    check(
        r#"
        //- /a.prisma
        model Org {
          id      Int @id
          tenant  Int
          users   User[]
          @@unique([tenant, id])
        }
        //- /b.prisma
        model User {
          tenant Int
          orgId  Int
          org    Org @relation(fields: [tenant, orgId], references: [ten$0ant, id])
          @@index([tenant])
        }
        "#,
        expect![[r#"
            /a.prisma: <tenant>  Int
            /a.prisma: @@unique([[tenant], id])
            /b.prisma: org    Org @relation(fields: [tenant, orgId], references: [[tenant], id])
        "#]],
    );
}

#[test]
fn paths_into_composite_types() {
    let schema = |cursor: &str| {
        r#"
        //- /models.prisma
        model Shop {
          id      String @id
          address Address
          @@unique([address.city, id])
          @@index([address.place.lat(sort: Desc), address.])
        }
        //- /types.prisma
        type Address {
          city  String
          place Place
        }
        type Place {
          lat Float
          lon Float
        }
        "#
        .replace(cursor, &format!("$0{cursor}"))
    };
    check(
        &schema("lat Float"),
        expect![[r#"
            /models.prisma: @@index([address.place.[lat](sort: Desc), address.])
            /types.prisma: <lat> Float
        "#]],
    );
    check(
        &schema("place Place"),
        expect![[r#"
            /models.prisma: @@index([address.[place].lat(sort: Desc), address.])
            /types.prisma: <place> Place
        "#]],
    );
    check(
        &schema("city, id"),
        expect![[r#"
            /models.prisma: @@unique([address.[city], id])
            /types.prisma: <city>  String
        "#]],
    );
    check(
        &schema("address Address"),
        expect![[r#"
            /models.prisma: <address> Address
            /models.prisma: @@unique([[address].city, id])
            /models.prisma: @@index([[address].place.lat(sort: Desc), [address].])
        "#]],
    );
    check(
        &schema("Place\n        }"),
        expect![[r#"
            /types.prisma: place [Place]
            /types.prisma: type <Place> {
        "#]],
    );
}

#[test]
fn two_relations_between_the_same_models() {
    check(
        r#"
        model User {
          id      Int    @id
          written Post[] @relation("Author")
          pinned  Post[] @relation(name: "Pin")
        }
        model Post {
          author   User @relation("$0Author", fields: [authorId], references: [id])
          authorId Int
          pin      User @relation("Pin", fields: [pinId], references: [id])
          pinId    Int
        }
        model Other {
          other   Other? @relation("Author", fields: [otherId], references: [otherId])
          otherId Int    @unique
        }
        "#,
        expect![[r#"
            written Post[] @relation("[Author]")
            author   User @relation("[Author]", fields: [authorId], references: [id])
        "#]],
    );
}

#[test]
fn a_relation_of_a_model_with_itself() {
    check(
        "model A {\n  id Int @id\n  parent A? @relation(\"Tree\", fields: [parentId], references: [id])\n  children A[] @relation(\"$0Tree\")\n  parentId Int?\n}\n",
        expect![[r#"
            parent A? @relation("[Tree]", fields: [parentId], references: [id])
            children A[] @relation("[Tree]")
        "#]],
    );
}

#[test]
fn values_of_enums() {
    check(
        r#"
        enum Role {
          USER
          ADM$0IN
        }
        enum Other {
          ADMIN
        }
        model A {
          role  Role   @default(ADMIN)
          roles Role[] @default([USER, ADMIN])
          named Role?  @default(value: ADMIN)
          text  String @default("ADMIN")
          other Other  @default(ADMIN)
          ADMIN Int
          @@index([ADMIN], where: { role: ADMIN, text: "ADMIN" })
        }
        "#,
        expect![[r#"
            <ADMIN>
            role  Role   @default([ADMIN])
            roles Role[] @default([USER, [ADMIN]])
            named Role?  @default(value: [ADMIN])
            @@index([ADMIN], where: { role: [ADMIN], text: "ADMIN" })
        "#]],
    );
    check(
        "enum Role {\n  USER\n}\nmodel A {\n  role $0Role @default(USER)\n  Role Int\n  roles Role[]\n}\nview V {\n  role Role?\n}\n",
        expect![[r#"
            enum <Role> {
            role [Role] @default(USER)
            roles [Role][]
            role [Role]?
        "#]],
    );
}

#[test]
fn the_datasource_in_native_types() {
    check(
        "datasource pg {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id @$0pg.Integer\n  b String @db.Text\n  pg Int\n}\n",
        expect![[r#"
            datasource <pg> {
            id Int @id @[pg].Integer
        "#]],
    );
}

#[test]
fn names_declared_twice() {
    // Wherever the name is used the first is meant.
    let schema = "model A {\n  id Int @id\n  b B\n}\nmodel B {\n  id Int @id\n  x Int\n  @@index([x])\n}\nmodel B {\n  y Int\n  b B\n  @@index([y])\n}\n";
    check(
        &schema.replace("b B\n}\nmodel B", "b $0B\n}\nmodel B"),
        expect![[r#"
            b [B]
            model <B> {
            b [B]
        "#]],
    );
    check(
        &schema.replace("B {\n  y", "$0B {\n  y"),
        expect![[r#"
            model <B> {
        "#]],
    );
    check(
        &schema.replace("([y", "([$0y"),
        expect![[r#"
            <y> Int
            @@index([[y]])
        "#]],
    );
    let fields = "model A {\n  id Int @id\n  b B @relation(\"R\", fields: [x], references: [id])\n  b B @relation(\"R\", fields: [$0x], references: [id])\n  x Int\n  x Int\n}\nmodel B {\n  id Int @id\n  as A[] @relation(\"R\")\n}\n";
    check(
        fields,
        expect![[r#"
            b B @relation("R", fields: [[x]], references: [id])
            b B @relation("R", fields: [[x]], references: [id])
            <x> Int
        "#]],
    );
}

#[test]
fn broken_text_keeps_its_names() {
    check(
        "model A {\n  idd Int @id\n  b B @relation(fields: [$0idd, references: [\n  @@index([idd\n  @@unique([idd], what ever\n  ]] idd\n",
        expect![[r#"
            <idd> Int @id
            b B @relation(fields: [[idd], references: [
            @@index([[idd]
            @@unique([[idd]], what ever
        "#]],
    );
}

#[test]
fn what_stands_for_nothing() {
    for text in [
        "model A {\n  id $0Int @id\n}\n",
        "model A {\n  id Int @$0id\n}\n",
        "model A {\n  b $0Missing\n}\n",
        "model A {\n  id Int\n  @@index([$0missing])\n}\n",
        "model A {\n  id Int @id @map(\"$0id\")\n}\n",
        "model A {\n  id Int\n  @@unique([id], name: \"$0id\")\n}\n",
        "mo$0del A {\n  id Int\n}\n",
        "// A$0\nmodel A {\n  id Int\n}\n",
        "/// A$0\nmodel A {\n  id Int\n}\n",
        "$0",
        "model A {\n  b B @relation(\"$0\")\n}\nmodel B {\n  a A\n}\n",
        "model A {\n  role Role @default($0NONE)\n}\nenum Role {\n  USER\n}\n",
    ] {
        let fixture = Fixture::parse(text);
        let schema = schema_of(&fixture);
        let (path, offset) = fixture.offset();
        let file = schema.file_named(&path.to_string_lossy()).unwrap();
        let at = schema.item_at(file, u32::try_from(offset).unwrap());
        let found = at.and_then(|(item, offset)| definition_at(&schema, item, offset));
        assert_eq!(found, None, "{text}");
    }
}

#[test]
fn multi_byte_names() {
    check(
        "/// 📅📅\nmodel Größe {\n  größe Int // 📅\n  ß     Größe[] @relation(\"Länge\")\n  @@index([$0größe])\n}\n",
        expect![[r#"
            <größe> Int // 📅
            @@index([[größe]])
        "#]],
    );
}

/// The names in a large block are indexed; the references are those of a walk over all names.
#[test]
fn references_in_a_large_block() {
    let columns: String =
        (0..100).map(|at| format!("  column{at} Int @default({at})\n  @@index([column{at}])\n")).collect();
    let values: String = (0..100).map(|at| format!("  VALUE{at}\n")).collect();
    let fixture = format!(
        "model Large {{\n  id Int @id\n  kind Kind @default(VALUE7)\n  small Small @relation(fields: [column1], references: \
         [id])\n{columns}}}\nmodel Small {{\n  id Int @id\n  large Large[]\n}}\nenum Kind {{\n{values}}}\n"
    );
    let schema = schema_of(&Fixture::parse(&fixture));
    let all: Vec<_> = schema
        .items()
        .flat_map(|(id, _)| mentions(&schema, id).into_iter().map(move |mention| (id, mention)))
        .collect();
    for (_, mention) in &all {
        let walked = all.iter().filter(|(_, other)| other.definition == mention.definition);
        let walked: Vec<Place> = walked.map(|(id, other)| Place::new(*id, other.span)).collect();
        let found: Vec<Place> = references(&schema, &mention.definition).iter().map(|it| it.place).collect();
        assert_eq!(found, walked, "{:?}", mention.definition);
    }
    assert!(all.len() > 300, "{}", all.len());
}
