//! Relation names are typed together at both sides, where one document holds both.

use expect_test::{Expect, expect};
use ide::linked_editing;
use model::project::PrismaVersion;

use super::{analysis, text_of};
use support::fixture::Fixture;

/// Draws the lines with the places that change together, these in brackets.
fn check(fixture: &str, expect: Expect) {
    let fixture = Fixture::parse(fixture);
    let drawn = draw(&fixture);
    expect.assert_eq(&drawn);
    assert_eq!(drawn, draw(&fixture.with_crlf()), "with CRLF");
}

fn draw(fixture: &Fixture) -> String {
    let (analysis, file, offset) = analysis(fixture, PrismaVersion::NEWEST);
    let Some(spans) = linked_editing(&analysis, file, offset) else { return "nothing\n".to_owned() };
    let before = text_of(&analysis, file);
    let mut after = before.clone();
    for span in spans.iter().rev() {
        after.insert(span.end as usize, ']');
        after.insert(span.start as usize, '[');
    }
    let changed = after.lines().zip(before.lines()).filter(|(after, before)| after != before);
    changed.map(|(line, _)| format!("{}\n", line.trim())).collect()
}

const USER: &str = "model User {\n  id Int @id\n  posts Post[] @relation(\"$0Author\")\n  pins Post[] @relation(\"Pin\")\n}\n";
const POST: &str = "model Post {\n  author User @relation(\"Author\", fields: [authorId], references: [id])\n  pinner User @relation(name: \"Pin\", fields: [authorId], references: [id])\n  authorId Int\n}\n";

#[test]
fn both_sides_in_one_document() {
    check(
        &format!("{USER}{POST}"),
        expect![[r#"
        posts Post[] @relation("[Author]")
        author User @relation("[Author]", fields: [authorId], references: [id])
    "#]],
    );
    check(
        &format!("//- /a.prisma\nenum E {{\n  A\n}}\n//- /b.prisma\n{POST}{USER}"),
        expect![[r#"
        author User @relation("[Author]", fields: [authorId], references: [id])
        posts Post[] @relation("[Author]")
    "#]],
    );
}

#[test]
fn both_sides_in_one_block() {
    check(
        "model A {\n  id Int @id\n  up A? @relation(\"Tree📅\", fields: [upId], references: [id])\n  down A[] @relation(\"Tree📅$0\")\n  upId Int?\n}\n",
        expect![[r#"
            up A? @relation("[Tree📅]", fields: [upId], references: [id])
            down A[] @relation("[Tree📅]")
        "#]],
    );
}

#[test]
fn not_where_an_edit_would_part_the_sides() {
    check(
        &format!("//- /a.prisma\n{USER}//- /b.prisma\n{POST}"),
        expect![[r#"
        nothing
    "#]],
    );
    check(
        &format!("{USER}{}", POST.replace("Author", "Auth\\u006fr")),
        expect![[r#"
        nothing
    "#]],
    );
    check(
        USER,
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn not_for_other_names() {
    check(
        "model A$0 {\n  id Int @id\n  a A? @relation(fields: [id], references: [id])\n}\n",
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
