//! What can be renamed from where, what becomes of the files, and what is said where it cannot be.

mod database;
mod names;
mod refused;

use std::fmt::Write as _;

use base::FileId;
use base::text::apply_edits;
use expect_test::Expect;
use ide::{Analysis, prepare_rename, rename};
use model::project::PrismaVersion;
use model::schema::rename::DatabaseNames;

use crate::{PRISMA_6, analysis, text_of};
use support::fixture::Fixture;

/// Draws the name that an editor would offer to change, and the lines that are new under another name; where that is
/// refused, the reason. The same has to come of both versions of Prisma and of the text with CRLF.
fn check(fixture: &str, new_name: &str, expect: Expect) {
    check_with(fixture, new_name, DatabaseNames::Keep, expect);
}

fn check_with(fixture: &str, new_name: &str, database: DatabaseNames, expect: Expect) {
    let fixture = Fixture::parse(fixture);
    let drawn = draw_at(&fixture, PrismaVersion::NEWEST, new_name, database);
    expect.assert_eq(&drawn);
    assert_eq!(drawn, draw_at(&fixture, PRISMA_6, new_name, database));
    assert_eq!(drawn, draw_at(&fixture.with_crlf(), PrismaVersion::NEWEST, new_name, database), "with CRLF");
}

fn draw_at(fixture: &Fixture, version: PrismaVersion, new_name: &str, database: DatabaseNames) -> String {
    let (analysis, file, offset) = analysis(fixture, version);
    let mut out = match prepare_rename(&analysis, file, offset, database) {
        Ok(Some(found)) => {
            assert!(found.span.touches(offset));
            format!("{}\n", found.name)
        }
        Ok(None) => {
            assert_eq!(rename(&analysis, file, offset, new_name, database), Ok(None));
            return "nothing\n".to_owned();
        }
        Err(refusal) => {
            assert_eq!(rename(&analysis, file, offset, new_name, database), Err(refusal.clone()));
            return format!("! {refusal}\n");
        }
    };
    match rename(&analysis, file, offset, new_name, database) {
        Ok(renaming) => {
            let edits = renaming.unwrap().into_edits();
            draw_changes(&analysis, &mut out, |text, file| {
                let here = edits.iter().filter(|it| it.file == file).map(|it| it.edit.clone());
                apply_edits(text, &here.collect::<Vec<_>>())
            });
        }
        Err(refusal) => writeln!(out, "! {refusal}").unwrap(),
    }
    out
}

fn draw_changes(analysis: &Analysis, out: &mut String, changed: impl Fn(&str, FileId) -> String) {
    for (index, file) in analysis.schema.files().iter().enumerate() {
        let id = FileId(u32::try_from(index).unwrap());
        let before = text_of(analysis, id);
        let after = changed(&before, id);
        assert_eq!(before.matches("\r\n").count() > 0, after.matches("\r\n").count() > 0);
        assert_eq!(after.contains('\r'), before.contains('\r'));
        let old: Vec<&str> = before.lines().collect();
        for line in after.lines().filter(|line| !old.contains(line) && !line.is_empty()) {
            writeln!(out, "{}: {line}", file.name).unwrap();
        }
    }
}

const BLOG: &str = r#"
    //- /main.prisma
    datasource db {
      provider = "postgresql"
    }
    //- /user.prisma
    // A User is somebody with a role.
    model User {
      id        Int       @id
      /// The role of the User.
      role      role      @default(user)
      createdAt DateTime? @db.Timestamptz(6) // createdAt
      posts     Post[]    @relation("Author")
      pins      Post[]    @relation("Pin")
      @@index([role, createdAt(sort: Desc)], map: "User_role_createdAt", where: { role: user, createdAt: { not: null } })
    }
    enum role {
      user
      superuser
    }
    //- /post.prisma
    model Post {
      id       Int    @id
      UserId   Int
      user     User   @relation("Author", fields: [UserId], references: [id])
      user2    User?  @relation(fields: [user2Id], references: [id], name: "Pin")
      user2Id  Int?   @map("pinned_by")
      title    String @default("User createdAt UserId") @map(name: "ti\"tle")
      @@unique([UserId, id], name: "UserId_id")
    }
"#;

/// The blog with the cursor in front of the nth (from 0) occurrence of a text.
fn before(needle: &str, nth: usize) -> String {
    let (at, _) = BLOG.match_indices(needle).nth(nth).unwrap();
    format!("{}$0{}", &BLOG[..at], &BLOG[at..])
}
