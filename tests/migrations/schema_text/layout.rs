//! The layout of the text: line endings, several files, texts that are not formatted.

use std::sync::Arc;

use migrations::schema_text::{Added, schema_for};
use model::database::Database;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};

use super::schema;

const FROM: &str = r#"
        model User {
          id    Int     @id
          email String
          posts Post[]
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id])
          userId Int

          @@index([userId])
        }

        model Old {
          id Int @id
        }"#;

const TO: &str = r#"
        model User {
          id   Int     @id
          name String? @db.VarChar(5)
          // Nothing more.
        }"#;

#[test]
fn line_endings_stay() {
    let (from, to) = (schema("postgresql", FROM), schema("postgresql", TO));
    for (base, state) in [(&from, &to), (&to, &from)] {
        let text = super::text(base).replace('\n', "\r\n");
        let base = Schema::single("schema.prisma", &text, PrismaVersion::NEWEST);
        let made = schema_for(&base, &Database::of(state).unwrap(), Added::Visible).unwrap();
        let text = &made.files[0].text;
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
    }
}

#[test]
fn formatted_texts_stay_formatted() {
    let (from, to) = (schema("postgresql", FROM), schema("postgresql", TO));
    let options = syntax::format::Options::default();
    for (base, state) in [(&from, &to), (&to, &from)] {
        let mut text = super::text(base);
        text = base::text::apply_edits(&text, &syntax::format::format(&text, &options));
        let base = Schema::single("schema.prisma", &text, PrismaVersion::NEWEST);
        let made = schema_for(&base, &Database::of(state).unwrap(), Added::Visible).unwrap();
        assert_eq!(syntax::format::format(&made.files[0].text, &options), [], "{}", made.files[0].text);
    }
}

#[test]
fn each_file_is_edited_for_itself() {
    let texts = [
        ("a.prisma", "datasource db {\n  provider = \"postgresql\"\n}\n"),
        ("b.prisma", "model User {\n  id Int @id\n  posts Post[]\n}\n"),
        (
            "c.prisma",
            "model Post {\n  id Int @id\n  user User @relation(fields: [userId], references: [id])\n  userId Int\n}\n",
        ),
    ];
    let files = texts.iter().map(|(name, text)| ((*name).into(), Arc::new(SchemaFile::new(text))));
    let base = Schema::new(files.collect(), PrismaVersion::NEWEST);
    let state =
        schema("postgresql", "model User {\n  id Int @id\n  name String?\n}\nmodel Tag {\n  id Int @id\n}");
    let made = schema_for(&base, &Database::of(&state).unwrap(), Added::Visible).unwrap();
    let after: Vec<(&str, &str)> = made.files.iter().map(|file| (&*file.name, file.text.as_str())).collect();
    assert_eq!(
        after,
        [
            texts[0],
            ("b.prisma", "model User {\n  id Int @id\n  name String?\n}\n\nmodel Tag {\n  id Int @id\n}\n"),
            ("c.prisma", ""),
        ]
    );
}
