//! What a file declares.

use base::FileId;
use base::text::{Encoding, Span};
use expect_test::{Expect, expect};
use ide::{Analysis, Symbol, SymbolKind, outline};

use crate::{PRISMA_6, analysis_of};
use support::fixture::Fixture;

/// One symbol a line: what, its name, where all of it stands, what else is said.
fn drawn(analysis: &Analysis, file: FileId) -> String {
    let mut out = String::new();
    for symbol in outline(analysis, file) {
        draw(analysis, file, &symbol, 0, &mut out);
    }
    out
}

fn draw(analysis: &Analysis, file: FileId, symbol: &Symbol, depth: usize, out: &mut String) {
    let source = analysis.schema.file(file).unwrap().content.source().source();
    let place = |offset| {
        let place = source.position(offset, Encoding::Utf16);
        format!("{}:{}", place.line, place.column)
    };
    let focus = source.slice(symbol.focus);
    assert!(symbol.full.encloses(symbol.focus), "{symbol:?}");
    assert!(!symbol.name.is_empty());
    if symbol.kind != SymbolKind::Key {
        assert_eq!(focus, symbol.name);
    }
    let detail = symbol.detail.as_ref().map(|detail| format!(" | {detail}")).unwrap_or_default();
    let mark = if symbol.is_deprecated { " (deprecated)" } else { "" };
    let (start, end) = (place(symbol.full.start), place(symbol.full.end));
    let indent = "  ".repeat(depth);
    out.push_str(&format!("{indent}{:?} {} {start}-{end}{detail}{mark}\n", symbol.kind, symbol.name));
    let mut before = symbol.full.start;
    for child in &symbol.children {
        assert!(symbol.full.encloses(child.full), "{child:?} in {symbol:?}");
        assert!(before <= child.full.start, "in order: {child:?}");
        before = child.full.start;
        draw(analysis, file, child, depth + 1, out);
    }
}

/// Draws the first file; with CRLF the same must come out.
fn check(fixture: &str, expected: Expect) {
    let fixture = Fixture::parse(fixture);
    let of = |fixture: &Fixture| {
        let files = fixture.files.iter().map(|file| (file.path.display().to_string(), &*file.text));
        drawn(&analysis_of(files, PRISMA_6), FileId(0))
    };
    let found = of(&fixture);
    assert_eq!(of(&fixture.with_crlf()), found, "with CRLF");
    expected.assert_eq(&found);
}

#[test]
fn everything_that_is_declared() {
    check(
        r#"
        // Loose.

        datasource db {
          provider = "postgresql"
          url      = env("URL") // secret
        }

        generator client {
          provider        = "prisma-client-js"
          previewFeatures = ["views"]
        }

        /// People
        model User {
          id    Int     @id @default(autoincrement()) // key
          /// Where to write
          email String? @unique @map("e_mail") @db.VarChar(200)
          role  Role[]
          posts Post[]
          boss  User?   @relation("Boss", fields: [bossId], references: [id])
          staff User[]  @relation("Boss")
          bossId Int?

          /// Looked up by both
          @@unique([email, role(sort: Desc)], map: "x")
          @@index(fields: [role])
          @@map("users")
          @@schema("auth")
        } // end

        enum Role {
          ADMIN @map("admin") /// all
          USER
          @@map("role")
        }

        view Stats { n Int }
        "#,
        expect![[r#"
            Datasource db 2:0-5:1 | datasource postgresql
              Entry provider 3:2-3:25 | "postgresql"
              Entry url 4:2-4:33 | env("URL")
            Generator client 7:0-10:1 | generator prisma-client-js
              Entry provider 8:2-8:38 | "prisma-client-js"
              Entry previewFeatures 9:2-9:29 | ["views"]
            Model User 12:0-28:8 | model → auth.users
              Field id 14:2-14:52 | Int
              Field email 15:2-16:55 | String? → e_mail
              Field role 17:2-17:14 | Role[]
              Field posts 18:2-18:14 | Post[]
              Relation boss 19:2-19:69 | User?, many-to-one
              Relation staff 20:2-20:33 | User[], one-to-many
              Field bossId 21:2-21:13 | Int?
              Key @@unique([email, role(sort: Desc)]) 23:2-24:47
              Key @@index([role]) 25:2-25:25
            Enum Role 30:0-34:1 | enum → role
              Value ADMIN 31:2-31:29 | → admin
              Value USER 32:2-32:6
            View Stats 36:0-36:20 | view
        "#]],
    );
}

#[test]
fn sides_of_relations_in_other_files() {
    check(
        r#"
        //- /a.prisma
        model Post {
          author   User @relation(fields: [authorId], references: [id])
          authorId Int
          tags     Tag[]
          cover    Cover?
          lost     Lost?
        }
        //- /b.prisma
        model User {
          id    Int @id
          posts Post[]
        }
        model Tag {
          id    Int @id
          posts Post[]
        }
        model Cover {
          postId Int @unique
          post   Post @relation(fields: [postId], references: [id])
        }
        "#,
        expect![[r#"
            Model Post 0:0-6:1 | model
              Relation author 1:2-1:63 | User, many-to-one
              Field authorId 2:2-2:14 | Int
              Relation tags 3:2-3:16 | Tag[], many-to-many
              Relation cover 4:2-4:17 | Cover?, one-to-one
              Field lost 5:2-5:16 | Lost?
        "#]],
    );
}

#[test]
fn what_should_not_be_used_is_deprecated() {
    check(
        r#"
        model A {
          id  Int @id
          old Int @ignore
          /// @deprecated use `id`
          no  Int
          yes Int /// not @deprecatedly so
          @@ignore
        }
        /// Was @deprecated in May.
        enum E {
          A /// @deprecated
          B // @deprecated
        }
        "#,
        expect![[r#"
            Model A 0:0-7:1 | model (deprecated)
              Field id 1:2-1:13 | Int
              Field old 2:2-2:17 | Int (deprecated)
              Field no 3:2-4:9 | Int (deprecated)
              Field yes 5:2-5:34 | Int
            Enum E 8:0-12:1 | enum (deprecated)
              Value A 10:2-10:19 (deprecated)
              Value B 11:2-11:18
        "#]],
    );
}

#[test]
fn broken_files_keep_their_outline() {
    check(
        r#"
        model A {
          id Int @id @default(
          näme 📅 String
          b
          @@index([
        model B {
          id Int
          c
        }
        model {
          d Int
        }
        modle C {
          e Int
          f = 3
        }
        enum
        type Old = String
        }
        model E {} model F { g Int }
        model G {
          h Int
          
        "#,
        expect![[r#"
            Model A 0:0-5:0 | model
              Field id 1:2-1:22 | Int
              Field näme 2:2-2:16
              Field b 3:2-3:3
              Key @@index([) 4:2-4:11
            Model B 5:0-8:1 | model
              Field id 6:2-6:8 | Int
              Field c 7:2-7:3
            Model model 9:0-11:1
              Field d 10:2-10:7 | Int
            Block C 12:0-15:1 | modle
              Field e 13:2-13:7 | Int
              Entry f 14:2-14:7 | 3
            Enum enum 16:0-16:4
            Alias Old 17:0-17:17 | type
            Model E 19:0-19:10 | model
            Model F 19:11-19:28 | model
            Model G 20:0-23:0 | model
              Field h 21:2-21:7 | Int
        "#]],
    );
}

#[test]
fn blocks_of_prisma_8() {
    check(
        r#"
        // use prisma-next
        types {
          Email = String
        }
        namespace auth {
          /// Who
          model User {
            id Uuid @id
          }
          enum Role {
            A = "a"
          }
        }
        native_enum Kind {
          X = "x"
        "#,
        expect![[r#"
            Block types 0:0-3:1
              Entry Email 2:2-2:16 | String
            Namespace auth 4:0-12:1 | namespace
              Model User 5:2-8:3 | model
                Field id 7:4-7:15 | Uuid
              Enum Role 9:2-11:3 | enum
                Value A 10:4-10:11 | → a
            Enum Kind 13:0-15:0 | native_enum
              Value X 14:2-14:9 | → x
        "#]],
    );
}

#[test]
fn nothing_declared() {
    for text in ["", "\n", "// only\n/// comments\n", "}\n", "\u{feff}", "id Int @id\n"] {
        let files = [("/a.prisma".to_owned(), text)].into_iter();
        assert_eq!(outline(&analysis_of(files, PRISMA_6), FileId(0)), [], "{text:?}");
    }
}

#[test]
fn unknown_files_have_none() {
    let files = [("/a.prisma".to_owned(), "model A {\n}\n")].into_iter();
    let analysis = analysis_of(files, PRISMA_6);
    assert_eq!(outline(&analysis, FileId(1)), []);
    assert_eq!(outline(&analysis, FileId(0))[0].full, Span::new(0, 11));
}
