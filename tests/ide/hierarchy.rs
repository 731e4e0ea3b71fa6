//! Who points at a block, and at whom it points.

use std::fmt::Write as _;

use base::FileId;
use expect_test::{Expect, expect};
use ide::{Analysis, HierarchyEdge, hierarchy_item_at, incoming, outgoing};
use model::project::PrismaVersion;

use super::{analysis, text_of};
use support::fixture::Fixture;

/// Draws the block at the cursor, those that point at it (`<-`) and those that it points at (`->`), with the fields.
fn check(fixture: &str, expect: Expect) {
    let fixture = Fixture::parse(fixture);
    let drawn = draw(&fixture);
    expect.assert_eq(&drawn);
    assert_eq!(drawn, draw(&fixture.with_crlf()), "with CRLF");
}

fn draw(fixture: &Fixture) -> String {
    let (analysis, file, offset) = analysis(fixture, PrismaVersion::NEWEST);
    let Some(root) = hierarchy_item_at(&analysis, file, offset) else { return "nothing\n".to_owned() };
    assert_eq!(root.focus.of(&text_of(&analysis, root.file)), root.name);
    assert!(root.full.encloses(root.focus));
    let mut out = format!("{:?} {}\n", root.kind, root.name);
    let to = incoming(&analysis, root.file, root.focus.start, &root.name);
    let from = outgoing(&analysis, root.file, root.focus.start, &root.name);
    // The place may have moved meanwhile: then the name counts.
    assert_eq!(incoming(&analysis, root.file, 0, &root.name), to);
    assert_eq!(outgoing(&analysis, root.file, 0, &root.name), from);
    to.iter().for_each(|it| draw_pointer(&analysis, "<-", it, it.other.file, &mut out));
    from.iter().for_each(|it| draw_pointer(&analysis, "->", it, root.file, &mut out));
    out
}

fn draw_pointer(analysis: &Analysis, arrow: &str, pointer: &HierarchyEdge, file: FileId, out: &mut String) {
    let text = text_of(analysis, file);
    let written: Vec<&str> = pointer.places.iter().map(|place| place.of(&text)).collect();
    assert_eq!(written, pointer.fields);
    let name = &analysis.schema.file(pointer.other.file).unwrap().name;
    writeln!(out, "{arrow} {} in {name}: {}", pointer.other.name, pointer.fields.join(", ")).unwrap();
}

const SHOP: &str = "
    //- /user.prisma
    /// Somebody.
    model User {
      id     Int     @id
      role   Role
      boss   User?   @relation(\"Boss\", fields: [bossId], references: [id])
      staff  User[]  @relation(\"Boss\")
      bossId Int?
      orders Order[] @relation(\"Buyer\")
      packed Order[] @relation(\"Packer\")
      groups Group[]
    }
    enum Role {
      STAFF
    }
    model Group {
      id    Int    @id
      users User[]
    }
    //- /order.prisma
    model Order {
      id       Int   @id
      buyer    User  @relation(\"Buyer\", fields: [buyerId], references: [id])
      buyerId  Int
      packer   User? @relation(\"Packer\", fields: [packerId], references: [id])
      packerId Int?
      lost     Missing
    }
";

/// The shop with the cursor in front of the first occurrence of a text.
fn before(needle: &str) -> String {
    SHOP.replacen(needle, &format!("$0{needle}"), 1)
}

#[test]
fn foreign_keys_point_and_their_other_sides_do_not() {
    check(
        &before("User {"),
        expect![[r#"
        Model User
        <- User in /user.prisma: boss
        <- Group in /user.prisma: users
        <- Order in /order.prisma: buyer, packer
        -> Role in /user.prisma: role
        -> User in /user.prisma: boss
        -> Group in /user.prisma: groups
    "#]],
    );
    check(
        &before("Order {"),
        expect![[r#"
        Model Order
        -> User in /user.prisma: buyer, packer
    "#]],
    );
}

#[test]
fn both_sides_without_a_foreign_key_point() {
    check(
        &before("Group {"),
        expect![[r#"
        Model Group
        <- User in /user.prisma: groups
        -> User in /user.prisma: users
    "#]],
    );
}

#[test]
fn a_type_leads_to_its_block_and_all_else_to_the_block_around_it() {
    check(
        &before("Role\n"),
        expect![[r#"
        Enum Role
        <- User in /user.prisma: role
    "#]],
    );
    check(
        &before("User  @relation(\"Buyer"),
        expect![[r#"
        Model User
        <- User in /user.prisma: boss
        <- Group in /user.prisma: users
        <- Order in /order.prisma: buyer, packer
        -> Role in /user.prisma: role
        -> User in /user.prisma: boss
        -> Group in /user.prisma: groups
    "#]],
    );
    check(
        &before("buyerId  Int"),
        expect![[r#"
        Model Order
        -> User in /user.prisma: buyer, packer
    "#]],
    );
}

#[test]
fn blocks_that_point_at_nothing() {
    check(
        "datasource $0db {\n}\n",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model $0{\n",
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
