//! What is shown for the thing under the cursor.

mod blocks;
mod comments;
mod configuration;
mod documentation;
mod fields;
mod functions;
mod keys;
mod native_types;
mod words;

use expect_test::Expect;
use ide::hover;
use model::project::PrismaVersion;

use crate::{analysis, text_of};
use support::fixture::Fixture;

/// Shows what is under the cursor and what is known of it. The same has to come of the text with CRLF.
fn check(fixture: &str, expect: Expect) {
    check_on(PrismaVersion::NEWEST, fixture, expect);
}

fn check_on(version: PrismaVersion, fixture: &str, expect: Expect) {
    let fixture = Fixture::parse(fixture);
    let shown = shown(&fixture, version);
    expect.assert_eq(&shown);
    assert_eq!(shown, self::shown(&fixture.with_crlf(), version));
}

fn shown(fixture: &Fixture, version: PrismaVersion) -> String {
    let (analysis, file, offset) = analysis(fixture, version);
    let Some(hover) = hover(&analysis, file, offset) else { return "nothing\n".to_owned() };
    assert!(hover.span.touches(offset));
    let text = text_of(&analysis, file);
    format!("[{}]\n{}\n", hover.span.of(&text), hover.markdown)
}

/// A schema for this database with these lines behind the datasource.
fn on(provider: &str, rest: &str) -> String {
    format!("datasource db {{\n  provider = \"{provider}\"\n}}\n{rest}")
}

/// A model with these lines on this database.
fn in_model(provider: &str, lines: &str, expect: Expect) {
    check(&on(provider, &format!("model A {{\n{lines}\n}}\n")), expect);
}

const BLOG: &str = r#"
/// Who writes.
///
/// Never deleted, see *retention*.
model User {
  id    Int    @id @default(autoincrement())
  email String @unique @map("email_address") @db.VarChar(200) /// Also the login.
  role  Role   @default(READER)
  posts Post[]
  seo   Seo?
  @@map("users")
}
enum Role {
  /// May read.
  READER
  WRITER @map("writer")
  @@map("user_role")
}
model Post {
  id       Int     @id
  title    String
  author   User    @relation(fields: [authorId], references: [id], onDelete: Cascade)
  authorId Int     @map("author_id")
  editor   User?   @relation("Edits", fields: [editorId], references: [id])
  editorId Int?
  tags     Tag[]
  @@unique([authorId, title])
  @@index([editorId, title(sort: Desc)], map: "by_editor")
}
model Seo {
  userId Int  @id
  user   User @relation(fields: [userId], references: [id])
}
model Tag {
  name  String @id
  posts Post[]
}
"#;

/// The blog on this database, with the cursor at `|` inside the marked text.
fn blog(provider: &str, marked: &str) -> String {
    let schema = on(provider, BLOG);
    let plain = marked.replace('|', "");
    assert_eq!(schema.matches(&plain).count(), 1, "{plain}");
    schema.replace(&plain, &marked.replace('|', "$0"))
}
