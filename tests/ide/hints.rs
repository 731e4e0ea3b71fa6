//! What is shown although nobody has written it.

use base::FileId;
use base::text::{Span, TextEdit, apply_edits};
use checks::validate;
use expect_test::{Expect, expect};
use ide::{Analysis, Hint, HintKinds, hints};
use model::catalog::{Provider, ScalarType};

use crate::{PRISMA_6, analysis_of, text_of};
use support::fixture::Fixture;

const FILE: FileId = FileId(0);
const NONE: HintKinds = HintKinds {
    referential_actions: false,
    constraint_names: false,
    native_types: false,
    opposite_fields: false,
};
const ACTIONS: HintKinds = HintKinds { referential_actions: true, ..NONE };
const NAMES: HintKinds = HintKinds { constraint_names: true, ..NONE };
const TYPES: HintKinds = HintKinds { native_types: true, ..NONE };
const OPPOSITE: HintKinds = HintKinds { opposite_fields: true, ..NONE };

fn all(analysis: &Analysis, wanted: HintKinds) -> Vec<Hint> {
    hints(analysis, FILE, Span::new(0, u32::MAX), wanted)
}

fn of(fixture: &Fixture) -> Analysis {
    let files = fixture.files.iter().map(|file| (file.path.display().to_string(), &*file.text));
    analysis_of(files, PRISMA_6)
}

/// The lines that have hints, with these where they are shown.
fn drawn(text: &str, hints: &[Hint]) -> String {
    let mut out = text.to_owned();
    for hint in hints.iter().rev() {
        out.insert_str(hint.offset as usize, &format!("‹{}›", hint.label));
    }
    out.lines().filter(|line| line.contains('‹')).map(|line| format!("{}\n", line.trim())).collect()
}

/// Draws the hints of the first file; once all are accepted, none of them must be left.
fn check(fixture: &str, wanted: HintKinds, expected: Expect) {
    let fixture = Fixture::parse(fixture);
    let analysis = of(&fixture);
    let text = text_of(&analysis, FILE);
    let found = all(&analysis, wanted);
    let shown = drawn(&text, &found);
    let crlf = fixture.with_crlf();
    assert_eq!(drawn(&crlf.files[0].text, &all(&of(&crlf), wanted)), shown, "with CRLF");

    let accepted = accept(&text, &found);
    if accepted != text {
        let files = fixture.files.iter().enumerate().map(|(index, file)| {
            (file.path.display().to_string(), if index == 0 { accepted.as_str() } else { &file.text })
        });
        let left = all(&analysis_of(files, PRISMA_6), wanted).into_iter().find(|hint| hint.edit.is_some());
        assert_eq!(left, None, "{accepted}");
    }
    expected.assert_eq(&shown);
}

/// The text with all edits, one after the other as a user would.
fn accept(text: &str, found: &[Hint]) -> String {
    let mut text = text.to_owned();
    for hint in found.iter().rev() {
        if let Some(TextEdit { span, text: new }) = &hint.edit {
            text = apply_edits(&text, &[TextEdit::replace(*span, new.clone())]);
        }
    }
    text
}

const SCHEMA: &str = r#"
    //- /a.prisma
    model User {
      id     Int     @id @default(autoincrement())
      email  String? @unique @map("e_mail")
      name   String  @unique() @db.VarChar(20) // 📅
      data   Json
      role   Role
      tags   String[]
      boss   User?   @relation("Boss", fields: [bossId], references: [id], onUpdate: NoAction, )
      staff  User[]  @relation("Boss")
      bossId Int?
      posts  Post[]

      @@unique([email, name])
      @@index([role(sort: Desc), bossId], map: "written")
      @@index(fields: [tags], type: Gin)
      @@map("users")
    }
    //- /b.prisma
    datasource pg {
      provider = "postgresql"
    }
    model Post {
      id       Int  @id
      author   User @relation(fields: [authorId], references: [id])
      authorId Int
    }
    enum Role {
      A
    }
"#;

#[test]
fn implied_actions() {
    check(
        SCHEMA,
        ACTIONS,
        expect![[r#"
        boss   User?   @relation("Boss", fields: [bossId], references: [id], onUpdate: NoAction‹, onDelete: SetNull›, )
    "#]],
    );
}

#[test]
fn implied_names() {
    check(
        SCHEMA,
        NAMES,
        expect![[r#"
        id     Int     @id‹(map: "users_pkey")› @default(autoincrement())
        email  String? @unique‹(map: "users_e_mail_key")› @map("e_mail")
        name   String  @unique(‹map: "users_name_key"›) @db.VarChar(20) // 📅
        boss   User?   @relation("Boss", fields: [bossId], references: [id], onUpdate: NoAction‹, map: "users_bossId_fkey"›, )
        @@unique([email, name]‹, map: "users_e_mail_name_key"›)
        @@index(fields: [tags], type: Gin‹, map: "users_tags_idx"›)
    "#]],
    );
}

#[test]
fn implied_column_types() {
    check(
        SCHEMA,
        TYPES,
        expect![[r#"
        id     Int     @id @default(autoincrement())‹@pg.Integer›
        email  String? @unique @map("e_mail")‹@pg.Text›
        data   Json‹@pg.JsonB›
        tags   String[]‹@pg.Text›
        bossId Int?‹@pg.Integer›
    "#]],
    );
}

#[test]
fn other_sides() {
    check(
        SCHEMA,
        OPPOSITE,
        expect![[r#"
        boss   User?   @relation("Boss", fields: [bossId], references: [id], onUpdate: NoAction, )‹↔ User.staff›
        staff  User[]  @relation("Boss")‹↔ User.boss›
        posts  Post[]‹↔ Post.author›
    "#]],
    );
    let found = all(&of(&Fixture::parse(SCHEMA)), OPPOSITE);
    assert_eq!(found.last().unwrap().target.unwrap().0, FileId(1));
}

#[test]
fn what_they_say() {
    let analysis = of(&Fixture::parse(SCHEMA));
    let wanted = HintKinds {
        referential_actions: true,
        constraint_names: true,
        native_types: true,
        opposite_fields: true,
    };
    let texts: Vec<String> = all(&analysis, wanted).into_iter().map(|hint| hint.markdown + "\n").collect();
    expect![[r#"
        `users_pkey` is the database name that Prisma generates for this primary key.
        `Int` maps to the column type `integer` on PostgreSQL.
        `users_e_mail_key` is the database name that Prisma generates for this unique constraint.
        `String` maps to the column type `text` on PostgreSQL.
        `users_name_key` is the database name that Prisma generates for this unique constraint.
        `Json` maps to the column type `jsonb` on PostgreSQL.
        `String` maps to the column type `text[]` on PostgreSQL.
        `onDelete`: `SetNull` (implied) — deleting the `User` sets `bossId` to NULL
        `users_bossId_fkey` is the database name that Prisma generates for this foreign key.
        The other side of this relation is `staff User[]` in `User`.
        The other side of this relation is `boss User?` in `User`.
        `Int` maps to the column type `integer` on PostgreSQL.
        The other side of this relation is `author User` in `Post`.
        `users_e_mail_name_key` is the database name that Prisma generates for this unique constraint.
        `users_tags_idx` is the database name that Prisma generates for this index.
    "#]]
    .assert_eq(&texts.concat());
}

#[test]
fn other_databases() {
    let schema = |head: &str| format!("{SCHEMA_MYSQL}\ndatasource db {{\n  {head}\n}}\n");
    for (head, expected) in [
        (
            "provider = \"mysql\"",
            expect![[r#"
            id  Int @id‹@db.Int›
            b   B   @relation(fields: [bId], references: [id]‹, onDelete: Restrict›‹, onUpdate: Cascade›‹, map: "A_bId_fkey"›)
            bId Int @unique‹(map: "A_bId_key")›‹@db.Int›
            t   String‹@db.VarChar(191)›
            id Int @id‹@db.Int›
        "#]],
        ),
        (
            "provider = \"mysql\"\n  relationMode = \"prisma\"",
            expect![[r#"
            id  Int @id‹@db.Int›
            b   B   @relation(fields: [bId], references: [id]‹, onDelete: Restrict›‹, onUpdate: Cascade›)
            bId Int @unique‹(map: "A_bId_key")›‹@db.Int›
            t   String‹@db.VarChar(191)›
            id Int @id‹@db.Int›
        "#]],
        ),
        (
            "provider = \"sqlite\"",
            expect![[r#"
            b   B   @relation(fields: [bId], references: [id]‹, onDelete: Restrict›‹, onUpdate: Cascade›)
            bId Int @unique‹(map: "A_bId_key")›
        "#]],
        ),
        (
            "provider = \"mongodb\"",
            expect![[r#"
            id  Int @id‹@db.Int›
            b   B   @relation(fields: [bId], references: [id]‹, onDelete: Restrict›‹, onUpdate: Cascade›)
            bId Int @unique‹(map: "A_bId_key")›‹@db.Int›
            t   String‹@db.String›
            id Int @id‹@db.Int›
        "#]],
        ),
        ("provider = \"nosuch\"", expect![[""]]),
    ] {
        let wanted =
            HintKinds { referential_actions: true, constraint_names: true, native_types: true, ..NONE };
        check(&schema(head), wanted, expected);
    }
}

const SCHEMA_MYSQL: &str = r#"model A {
  id  Int @id
  b   B   @relation(fields: [bId], references: [id])
  bId Int @unique
  t   String
}
model B {
  id Int @id
  a  A?
}"#;

#[test]
fn nothing_in_open_brackets_and_where_nothing_is_clear() {
    check(
        r#"
        datasource db {
          provider = "postgresql"
        }
        model A {
          id Int @id(
          b B @relation(fields: [bId], references: [id]
          c A @relation(
          d Lost
          e
          bId Int @unique(map: )
          @@index([
          @@index()
          @@index([lost])
        }
        model B {
          id Int
          a A[]
        }
        view V {
          id Int @unique
        }
        "#,
        HintKinds {
            referential_actions: true,
            constraint_names: true,
            native_types: false,
            opposite_fields: true,
        },
        expect![[r#"
            b B @relation(fields: [bId], references: [id]‹↔ B.a›
            @@index([lost]‹, map: "A_lost_idx"›)
            a A[]‹↔ A.b›
        "#]],
    );
}

#[test]
fn only_in_the_range() {
    let text = "datasource db {\n  provider = \"sqlite\"\n}\nmodel A {\n  a Int @unique\n  b Int @unique\n}\nmodel B {\n  c Int @unique\n}\n";
    let analysis = analysis_of([("/a.prisma".to_owned(), text)].into_iter(), PRISMA_6);
    let at = text.find("b Int").unwrap() as u32;
    let labels =
        |range| hints(&analysis, FILE, range, NAMES).into_iter().map(|hint| hint.label).collect::<Vec<_>>();
    assert_eq!(labels(Span::new(at, at + 13)), ["(map: \"A_b_key\")"]);
    assert_eq!(labels(Span::new(at, u32::MAX)), ["(map: \"A_b_key\")", "(map: \"B_c_key\")"]);
    assert_eq!(labels(Span::at(0)), Vec::<String>::new());
}

/// What is implied is what Prisma accepts where it is written.
#[test]
fn every_implied_column_type_is_valid() {
    for provider in Provider::ALL {
        let mut text = format!(
            "datasource db {{\n  provider = \"{}\"\n  url = env(\"X\")\n}}\nmodel A {{\n",
            provider.name()
        );
        let key = if provider == Provider::Mongodb { " @map(\"_id\")" } else { "" };
        text.push_str(&format!("  id Int @id{key}\n"));
        let scalars = ScalarType::ALL
            .into_iter()
            .filter(|it| it.default_column(provider).is_some_and(|it| !it.column.is_empty()));
        for scalar in scalars {
            text.push_str(&format!("  a{scalar} {scalar}?\n"));
        }
        text.push_str("}\n");
        let analysis = |text: &str| analysis_of([("/a.prisma".to_owned(), text)].into_iter(), PRISMA_6);
        let problems = |text: &str| -> Vec<String> {
            validate::check(&analysis(text).schema, false).into_iter().map(|it| it.message).collect()
        };
        assert_eq!(problems(&text), Vec::<String>::new(), "{text}");
        let accepted = accept(&text, &all(&analysis(&text), TYPES));
        assert_eq!(accepted == text, provider == Provider::Sqlite);
        assert_eq!(problems(&accepted), Vec::<String>::new(), "{accepted}");
    }
}
