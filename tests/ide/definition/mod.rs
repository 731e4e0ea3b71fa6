//! Where each name leads.

mod names;
mod sides;

use std::fmt::Write as _;

use base::FileId;
use expect_test::Expect;
use ide::{Analysis, Target, definition};
use model::project::PrismaVersion;

use crate::{PRISMA_6, analysis, text_of, underlined};
use support::fixture::Fixture;

/// Draws the name under the cursor and every place it leads to, each with its file and line, and how many further lines
/// belong to it. The same has to come of both versions of Prisma, and of the text with CRLF.
fn check(fixture: &str, expect: Expect) {
    let fixture = Fixture::parse(fixture);
    let drawn = draw_at(&fixture, PrismaVersion::NEWEST);
    expect.assert_eq(&drawn);
    assert_eq!(drawn, draw_at(&fixture, PRISMA_6));
    assert_eq!(drawn, draw_at(&fixture.with_crlf(), PrismaVersion::NEWEST));
}

fn draw_at(fixture: &Fixture, version: PrismaVersion) -> String {
    let (analysis, file, offset) = analysis(fixture, version);
    draw(&analysis, file, &definition(&analysis, file, offset))
}

fn draw(analysis: &Analysis, file: FileId, targets: &[Target]) -> String {
    let Some(first) = targets.first() else { return "nothing\n".to_owned() };
    let mut out = String::new();
    assert!(targets.iter().all(|target| target.origin == first.origin));
    writeln!(out, "{}", underlined(&text_of(analysis, file), first.origin, first.origin)).unwrap();
    for target in targets {
        let text = text_of(analysis, target.file);
        let name = &analysis.schema.file(target.file).unwrap().name;
        let line = text[..target.focus.start as usize].matches('\n').count();
        assert!(target.full.encloses(target.focus), "{target:?}");
        let lines = target.full.of(&text).matches('\n').count();
        let more = if lines == 0 { String::new() } else { format!(" of {} lines", lines + 1) };
        writeln!(out, "--> {name}:{line}{more}\n{}", underlined(&text, target.focus, target.full)).unwrap();
    }
    out
}

const TWO_MODELS: &str = "
    model User {
      id    Int    @id
      posts Post[]
    }
    model Post {
      id       Int   @id
      author   User? @relation(fields: [authorId], references: [id])
      authorId Int?
      @@index([authorId(sort: Desc), id])
    }";

/// The two models with the cursor in front of the nth (from 0) occurrence of a text.
fn before(needle: &str, nth: usize) -> String {
    let (at, _) = TWO_MODELS.match_indices(needle).nth(nth).unwrap();
    format!("{}$0{}", &TWO_MODELS[..at], &TWO_MODELS[at..])
}
