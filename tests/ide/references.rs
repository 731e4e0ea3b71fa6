//! Where else a name stands, and which of these places an editor marks in one file.

use std::fmt::Write as _;

use base::{FileId, Place};
use expect_test::{Expect, expect};
use ide::{Analysis, Occurrence, Role, definition, highlights, references};
use model::project::PrismaVersion;

use super::corpus::accepted_schemas;
use super::{PRISMA_6, analysis, text_of};
use support::fixture::Fixture;

/// Draws the lines with a place that names what stands at the cursor: `w` below a declaration, `r` below a use, `t`
/// below one of several alike. The same has to come of both versions of Prisma and of the text with CRLF, and of every
/// place that is drawn.
fn check(fixture: &str, expect: Expect) {
    let fixture = Fixture::parse(fixture);
    let drawn = draw_at(&fixture, PrismaVersion::NEWEST);
    expect.assert_eq(&drawn);
    assert_eq!(drawn, draw_at(&fixture, PRISMA_6));
    assert_eq!(drawn, draw_at(&fixture.with_crlf(), PrismaVersion::NEWEST), "with CRLF");
}

fn draw_at(fixture: &Fixture, version: PrismaVersion) -> String {
    let (analysis, file, offset) = analysis(fixture, version);
    let Some(found) = references(&analysis, file, offset) else {
        assert_eq!(highlights(&analysis, file, offset), None);
        return "nothing\n".to_owned();
    };
    for place in &found {
        same_from(&analysis, place, &found);
    }
    draw(&analysis, &found)
}

/// From this place the same places are found, and those of its own file are marked.
fn same_from(analysis: &Analysis, place: &Occurrence, found: &[Occurrence]) {
    for offset in [place.span.start, place.span.end] {
        assert_eq!(references(analysis, place.file, offset).as_deref(), Some(found), "{place:?}");
        let here: Vec<_> = found.iter().filter(|it| it.file == place.file).copied().collect();
        assert_eq!(highlights(analysis, place.file, offset), Some(here), "{place:?}");
    }
}

fn draw(analysis: &Analysis, found: &[Occurrence]) -> String {
    let mut out = String::new();
    let mut line_before = None;
    for occurrence in found {
        let text = text_of(analysis, occurrence.file);
        let start = text[..occurrence.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..].split(['\n', '\r']).next().unwrap();
        let column = text[start..occurrence.span.start as usize].chars().count();
        let mark = match occurrence.role {
            Role::Declaration => "w",
            Role::Use => "r",
            Role::Twin => "t",
        };
        let mark = mark.repeat(occurrence.span.of(&text).chars().count());
        if line_before != Some((occurrence.file, start)) {
            let number = text[..start].matches('\n').count();
            let name = &analysis.schema.file(occurrence.file).unwrap().name;
            let newline = if line_before.is_some() { "\n" } else { "" };
            write!(out, "{newline}--> {name}:{number}\n{line}\n").unwrap();
            line_before = Some((occurrence.file, start));
        }
        let drawn = out.len() - out.rfind('\n').map_or(0, |at| at + 1);
        write!(out, "{}{mark}", " ".repeat(column - drawn)).unwrap();
    }
    out.push('\n');
    out
}

const SHOP: &str = r#"
    //- /user.prisma
    model User {
      id    Int    @id
      role  Role   @default(USER)
      // User wrote these.
      posts Post[] @relation("Author")
      pins  Post[] @relation("Pin")
      @@unique([id, role])
    }
    enum Role {
      USER
      ADMIN
    }
    //- /post.prisma
    /// What a User wrote.
    model Post {
      id       Int  @id
      author   User @relation("Author", fields: [authorId], references: [id])
      authorId Int
      User     User @relation(name: "Pin", fields: [UserId], references: [id])
      UserId   Int
      @@index([authorId, UserId])
    }
"#;

/// The shop with the cursor in front of the nth (from 0) occurrence of a text.
fn before(needle: &str, nth: usize) -> String {
    let (at, _) = SHOP.match_indices(needle).nth(nth).unwrap();
    format!("{}$0{}", &SHOP[..at], &SHOP[at..])
}

#[test]
fn a_model() {
    check(
        &before("User", 0),
        expect![[r#"
        --> /user.prisma:0
        model User {
              wwww
        --> /post.prisma:3
          author   User @relation("Author", fields: [authorId], references: [id])
                   rrrr
        --> /post.prisma:5
          User     User @relation(name: "Pin", fields: [UserId], references: [id])
                   rrrr
    "#]],
    );
}

#[test]
fn a_field_that_others_reference() {
    check(
        &before("id]", 0),
        expect![[r#"
        --> /user.prisma:1
          id    Int    @id
          ww
        --> /user.prisma:6
          @@unique([id, role])
                    rr
        --> /post.prisma:3
          author   User @relation("Author", fields: [authorId], references: [id])
                                                                             rr
        --> /post.prisma:5
          User     User @relation(name: "Pin", fields: [UserId], references: [id])
                                                                              rr
    "#]],
    );
}

#[test]
fn a_foreign_key() {
    check(
        &before("UserId]", 1),
        expect![[r#"
        --> /post.prisma:5
          User     User @relation(name: "Pin", fields: [UserId], references: [id])
                                                        rrrrrr
        --> /post.prisma:6
          UserId   Int
          wwwwww
        --> /post.prisma:7
          @@index([authorId, UserId])
                             rrrrrr
    "#]],
    );
}

#[test]
fn an_enum_and_its_value() {
    check(
        &before("Role {", 0),
        expect![[r#"
        --> /user.prisma:2
          role  Role   @default(USER)
                rrrr
        --> /user.prisma:8
        enum Role {
             wwww
    "#]],
    );
    check(
        &before("USER", 0),
        expect![[r#"
        --> /user.prisma:2
          role  Role   @default(USER)
                                rrrr
        --> /user.prisma:9
          USER
          wwww
    "#]],
    );
}

#[test]
fn the_two_sides_of_a_relation() {
    check(
        &before("Pin", 0),
        expect![[r#"
        --> /user.prisma:5
          pins  Post[] @relation("Pin")
                                  ttt
        --> /post.prisma:5
          User     User @relation(name: "Pin", fields: [UserId], references: [id])
                                         ttt
    "#]],
    );
}

#[test]
fn names_that_the_database_gives() {
    let schema = "
        datasource db {
          provider = \"postgresql\"
          schemas  = [\"base\", \"shop\"]
        }
        model A {
          id   Int    @id @db.Integer
          name String @db.VarChar(20)
          note String @db.Var$0Char
          @@schema(\"base\")
        }
        enum E {
          VarChar
          @@schema(\"shop\")
        }";
    check(
        schema,
        expect![[r#"
        --> /schema.prisma:6
          name String @db.VarChar(20)
                          rrrrrrr
        --> /schema.prisma:7
          note String @db.VarChar
                          rrrrrrr
    "#]],
    );
    let at = |name: &str| schema.replace("$0", "").replacen(name, &format!("$0{name}"), 1);
    check(
        &at("base\")"),
        expect![[r#"
        --> /schema.prisma:2
          schemas  = ["base", "shop"]
                       wwww
        --> /schema.prisma:8
          @@schema("base")
                    rrrr
    "#]],
    );
    check(
        &at("db.Int"),
        expect![[r#"
        --> /schema.prisma:0
        datasource db {
                   ww
        --> /schema.prisma:5
          id   Int    @id @db.Integer
                           rr
        --> /schema.prisma:6
          name String @db.VarChar(20)
                       rr
        --> /schema.prisma:7
          note String @db.VarChar
                       rr
    "#]],
    );
}

#[test]
fn no_name() {
    check(
        &before("@id", 0),
        expect![[r#"
        nothing
    "#]],
    );
    check(
        &before("Int", 0),
        expect![[r#"
        nothing
    "#]],
    );
    check(
        &before("User wrote", 0),
        expect![[r#"
        nothing
    "#]],
    );
    check(
        &before("model", 0),
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "$0",
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn broken_and_multi_byte_text() {
    check(
        "/* 📅 */\nmodel Größe {\n  größe Int // größe\n  @@index([/* 📅 */ $0größe\n",
        expect![[r#"
            --> /schema.prisma:2
              größe Int // größe
              wwwww
            --> /schema.prisma:3
              @@index([/* 📅 */ größe
                               rrrrr
        "#]],
    );
}

/// How many names, and places that name the same, were looked at.
#[derive(Default, Debug)]
struct Counts {
    names: usize,
    places: usize,
}

/// For each name of a real schema: every place that names the same leads to where that is declared, and back.
fn names_agree(analysis: &Analysis, every: usize, counts: &mut Counts) {
    let schema = &analysis.schema;
    let mentions = schema.items().flat_map(|(id, _)| {
        let here = model::schema::references::mentions(schema, id);
        here.into_iter().map(move |mention| schema.locate(Place::new(id, mention.span)))
    });
    let mut seen = std::collections::HashSet::new();
    for (file, span) in mentions.step_by(every) {
        let found = references(analysis, file, span.start).unwrap();
        assert!(found.is_sorted_by_key(|it| (it.file, it.span.start)), "{found:?}");
        assert!(found.iter().any(|it| (it.file, it.span) == (file, span)), "{span:?} is no place of its own");
        if !seen.insert((found[0].file, found[0].span)) {
            continue;
        }
        counts.names += 1;
        let declared = found.iter().find(|it| it.role == Role::Declaration).copied();
        for place in &found {
            same_from(analysis, place, &found);
            counts.places += 1;
            let leads: Vec<(FileId, _)> = definition(analysis, place.file, place.span.start)
                .into_iter()
                .map(|target| (target.file, target.focus))
                .collect();
            match (place.role, declared) {
                (Role::Declaration, _) => {
                    // A relation field leads to its other side, and that one back; all else leads to itself.
                    let back = definition(analysis, leads[0].0, leads[0].1.start);
                    assert_eq!((back[0].file, back[0].focus), (place.file, place.span));
                }
                (Role::Use, Some(declared)) => {
                    assert_eq!(leads, [(declared.file, declared.span)], "{place:?}")
                }
                // The database declares it.
                (Role::Use, None) => assert_eq!(leads, [], "{place:?}"),
                (Role::Twin, _) => {
                    let others = found.iter().map(|it| (it.file, it.span));
                    let others: Vec<_> = others.filter(|it| *it != (place.file, place.span)).collect();
                    assert_eq!(leads, others, "{place:?}");
                }
            }
        }
    }
}

fn over_the_corpus(every: usize) {
    let mut counts = Counts::default();
    for (name, analysis) in accepted_schemas() {
        println!("{name}");
        names_agree(&analysis, every, &mut counts);
    }
    println!("{counts:?}");
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn names_of_real_schemas_agree() {
    over_the_corpus(97);
}

#[test]
#[ignore = "half a minute: `cargo test --test suite names_of_real -- --ignored`"]
fn all_names_of_real_schemas_agree() {
    over_the_corpus(1);
}
