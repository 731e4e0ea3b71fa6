//! Mermaid and Graphviz.

use expect_test::{Expect, expect};
use ide::{Columns, DiagramFormat, DiagramOptions};

use super::{SHOP, draw, focus, keys};

fn check(fixture: &str, options: &DiagramOptions, expected: Expect) {
    let drawn = draw(fixture, options).unwrap_or_else(|error| format!("{error}\n"));
    expected.assert_eq(&drawn);
}

fn all(format: DiagramFormat) -> DiagramOptions {
    DiagramOptions { format, title: "a \"shop\"".into(), ..DiagramOptions::default() }
}

#[test]
fn a_schema_as_mermaid() {
    check(
        SHOP,
        &all(DiagramFormat::Mermaid),
        expect![[r#"
        ---
        title: "a 'shop'"
        ---
        erDiagram
            %% shop
            "User" {
                Int id PK
                String email UK
                Role role
                String _pk "optional"
            }
            "Order" {
                Int buyerId PK, FK
                Int number PK
                String[] lines
            }
            "Role" {
                value BUYER
                value SELLER
            }
            %% more
            "Profile" {
                Int id PK
                Int userId FK, UK "optional"
            }
            "Sum" {
                Int buyerId UK
                Unsupported total "optional"
            }
            "Alone" {
                Int id PK
            }
            "User" }o--o{ "User" : "follows"
            "User" ||--o{ "Order" : "buyer"
            "User" |o--o| "Profile" : "user"
    "#]],
    );
}

#[test]
fn a_schema_as_graphviz() {
    check(
        SHOP,
        &all(DiagramFormat::Dot),
        expect![[r##"
            digraph {
              graph [rankdir=LR, nodesep=0.4, ranksep=1.2, fontname="Helvetica", bgcolor="transparent"]
              node [shape=plain, fontname="Helvetica", fontsize=11]
              edge [color="#64748b", arrowsize=0.8, dir=both]
              label="a \"shop\""
              subgraph cluster_0 {
                label="shop"
                color="#94a3b8"
                style=rounded
                n0 [tooltip="Who buys.", label=<<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="4" COLOR="#64748b" BGCOLOR="white"><TR><TD COLSPAN="3" PORT="h" BGCOLOR="#dbeafe"><B>User</B></TD></TR><TR><TD ALIGN="LEFT" PORT="l0"><FONT COLOR="#64748b">PK</FONT></TD><TD ALIGN="LEFT"><B>id</B></TD><TD ALIGN="LEFT" PORT="r0"><FONT COLOR="#64748b">Int</FONT></TD></TR><TR><TD ALIGN="LEFT" PORT="l1"><FONT COLOR="#64748b">UK</FONT></TD><TD ALIGN="LEFT">email</TD><TD ALIGN="LEFT" PORT="r1"><FONT COLOR="#64748b">String</FONT></TD></TR><TR><TD ALIGN="LEFT" PORT="l2"><FONT COLOR="#64748b"> </FONT></TD><TD ALIGN="LEFT">role</TD><TD ALIGN="LEFT" PORT="r2"><FONT COLOR="#64748b">Role</FONT></TD></TR><TR><TD ALIGN="LEFT" PORT="l3"><FONT COLOR="#64748b"> </FONT></TD><TD ALIGN="LEFT">pk</TD><TD ALIGN="LEFT" PORT="r3"><FONT COLOR="#64748b">String?</FONT></TD></TR></TABLE>>]
                n1 [tooltip="Order", label=<<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="4" COLOR="#64748b" BGCOLOR="white"><TR><TD COLSPAN="3" PORT="h" BGCOLOR="#dbeafe"><B>Order</B></TD></TR><TR><TD ALIGN="LEFT" PORT="l0"><FONT COLOR="#64748b">PK FK</FONT></TD><TD ALIGN="LEFT"><B>buyerId</B></TD><TD ALIGN="LEFT" PORT="r0"><FONT COLOR="#64748b">Int</FONT></TD></TR><TR><TD ALIGN="LEFT" PORT="l1"><FONT COLOR="#64748b">PK</FONT></TD><TD ALIGN="LEFT"><B>number</B></TD><TD ALIGN="LEFT" PORT="r1"><FONT COLOR="#64748b">Int</FONT></TD></TR><TR><TD ALIGN="LEFT" PORT="l2"><FONT COLOR="#64748b"> </FONT></TD><TD ALIGN="LEFT">lines</TD><TD ALIGN="LEFT" PORT="r2"><FONT COLOR="#64748b">String[]</FONT></TD></TR></TABLE>>]
                n2 [tooltip="Role", label=<<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="4" COLOR="#64748b" BGCOLOR="white"><TR><TD COLSPAN="3" PORT="h" BGCOLOR="#fef3c7"><I>enum</I> <B>Role</B></TD></TR><TR><TD ALIGN="LEFT" PORT="l0"><FONT COLOR="#64748b"> </FONT></TD><TD ALIGN="LEFT">BUYER</TD><TD ALIGN="LEFT" PORT="r0"><FONT COLOR="#64748b"> </FONT></TD></TR><TR><TD ALIGN="LEFT" PORT="l1"><FONT COLOR="#64748b"> </FONT></TD><TD ALIGN="LEFT">SELLER</TD><TD ALIGN="LEFT" PORT="r1"><FONT COLOR="#64748b"> </FONT></TD></TR></TABLE>>]
              }
              subgraph cluster_1 {
                label="more"
                color="#94a3b8"
                style=rounded
                n3 [tooltip="Profile", label=<<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="4" COLOR="#64748b" BGCOLOR="white"><TR><TD COLSPAN="3" PORT="h" BGCOLOR="#dbeafe"><B>Profile</B></TD></TR><TR><TD ALIGN="LEFT" PORT="l0"><FONT COLOR="#64748b">PK</FONT></TD><TD ALIGN="LEFT"><B>id</B></TD><TD ALIGN="LEFT" PORT="r0"><FONT COLOR="#64748b">Int</FONT></TD></TR><TR><TD ALIGN="LEFT" PORT="l1"><FONT COLOR="#64748b">FK UK</FONT></TD><TD ALIGN="LEFT">userId</TD><TD ALIGN="LEFT" PORT="r1"><FONT COLOR="#64748b">Int?</FONT></TD></TR></TABLE>>]
                n4 [tooltip="Sum", label=<<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="4" COLOR="#64748b" BGCOLOR="white" STYLE="DASHED"><TR><TD COLSPAN="3" PORT="h" BGCOLOR="#dcfce7"><I>view</I> <B>Sum</B></TD></TR><TR><TD ALIGN="LEFT" PORT="l0"><FONT COLOR="#64748b">UK</FONT></TD><TD ALIGN="LEFT">buyerId</TD><TD ALIGN="LEFT" PORT="r0"><FONT COLOR="#64748b">Int</FONT></TD></TR><TR><TD ALIGN="LEFT" PORT="l1"><FONT COLOR="#64748b"> </FONT></TD><TD ALIGN="LEFT">total</TD><TD ALIGN="LEFT" PORT="r1"><FONT COLOR="#64748b">Unsupported?</FONT></TD></TR></TABLE>>]
                n5 [tooltip="Alone", label=<<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="4" COLOR="#64748b" BGCOLOR="white"><TR><TD COLSPAN="3" PORT="h" BGCOLOR="#dbeafe"><B>Alone</B></TD></TR><TR><TD ALIGN="LEFT" PORT="l0"><FONT COLOR="#64748b">PK</FONT></TD><TD ALIGN="LEFT"><B>id</B></TD><TD ALIGN="LEFT" PORT="r0"><FONT COLOR="#64748b">Int</FONT></TD></TR></TABLE>>]
              }
              n2:h -> n0:l2 [arrowtail=none, arrowhead=none, style=dashed, tooltip="User.role: Role, an enum"]
              n0:h -> n0:h [arrowtail=crowodot, arrowhead=crowodot, style=solid, tooltip="User.follows – User.follower: many-to-many"]
              n0:r0 -> n1:l0 [arrowtail=teetee, arrowhead=crowodot, style=solid, tooltip="Order.buyer – User.orders: many-to-one, onDelete Cascade, onUpdate Cascade (implied)"]
              n0:r0 -> n3:l1 [arrowtail=teeodot, arrowhead=teeodot, style=solid, tooltip="Profile.user – User.profile: one-to-one, onDelete SetNull (implied), onUpdate Cascade (implied)"]
            }
        "##]],
    );
}

#[test]
fn only_what_is_near() {
    check(
        SHOP,
        &focus(DiagramFormat::Mermaid, "Profile", 1),
        expect![[r#"
        erDiagram
            %% shop
            "User" {
                Int id PK
                String email UK
                Role role
                String _pk "optional"
            }
            "Role" {
                value BUYER
                value SELLER
            }
            %% more
            "Profile" {
                Int id PK
                Int userId FK, UK "optional"
            }
            "User" }o--o{ "User" : "follows"
            "User" |o--o| "Profile" : "user"
    "#]],
    );
    check(
        SHOP,
        &focus(DiagramFormat::Mermaid, "Role", 1),
        expect![[r#"
        erDiagram
            %% shop
            "User" {
                Int id PK
                String email UK
                Role role
                String _pk "optional"
            }
            "Role" {
                value BUYER
                value SELLER
            }
            "User" }o--o{ "User" : "follows"
    "#]],
    );
    check(
        SHOP,
        &focus(DiagramFormat::Mermaid, "Alone", 9),
        expect![[r#"
        erDiagram
            %% more
            "Alone" {
                Int id PK
            }
    "#]],
    );
    check(
        SHOP,
        &focus(DiagramFormat::Mermaid, "Usr", 1),
        expect![[r#"
        the schema has no model, view, type or enum `Usr`. Did you mean `User`?
    "#]],
    );
    check(
        SHOP,
        &focus(DiagramFormat::Mermaid, "order", 1),
        expect![[r#"
        the schema has no model, view, type or enum `order`. Did you mean `Order`?
    "#]],
    );
}

#[test]
fn only_keys_or_no_columns() {
    check(
        SHOP,
        &keys(DiagramFormat::Mermaid),
        expect![[r#"
        erDiagram
            %% shop
            "User" {
                Int id PK
                String email UK
            }
            "Order" {
                Int buyerId PK, FK
                Int number PK
            }
            "Role" {
                value BUYER
                value SELLER
            }
            %% more
            "Profile" {
                Int id PK
                Int userId FK, UK "optional"
            }
            "Sum" {
                Int buyerId UK
            }
            "Alone" {
                Int id PK
            }
            "User" }o--o{ "User" : "follows"
            "User" ||--o{ "Order" : "buyer"
            "User" |o--o| "Profile" : "user"
    "#]],
    );
    let none = DiagramOptions { columns: Columns::None, ..focus(DiagramFormat::Dot, "Order", 1) };
    check(
        SHOP,
        &none,
        expect![[r##"
            digraph {
              graph [rankdir=LR, nodesep=0.4, ranksep=1.2, fontname="Helvetica", bgcolor="transparent"]
              node [shape=plain, fontname="Helvetica", fontsize=11]
              edge [color="#64748b", arrowsize=0.8, dir=both]
              subgraph cluster_0 {
                label="shop"
                color="#94a3b8"
                style=rounded
                n0 [tooltip="Who buys.", label=<<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="4" COLOR="#64748b" BGCOLOR="white"><TR><TD COLSPAN="3" PORT="h" BGCOLOR="#dbeafe"><B>User</B></TD></TR></TABLE>>]
                n1 [tooltip="Order", label=<<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="4" COLOR="#64748b" BGCOLOR="white"><TR><TD COLSPAN="3" PORT="h" BGCOLOR="#dbeafe"><B>Order</B></TD></TR></TABLE>>]
                n2 [tooltip="Role", label=<<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="4" COLOR="#64748b" BGCOLOR="white"><TR><TD COLSPAN="3" PORT="h" BGCOLOR="#fef3c7"><I>enum</I> <B>Role</B></TD></TR></TABLE>>]
              }
              n2:h -> n0:h [arrowtail=none, arrowhead=none, style=dashed, tooltip="User.role: Role, an enum"]
              n0:h -> n0:h [arrowtail=crowodot, arrowhead=crowodot, style=solid, tooltip="User.follows – User.follower: many-to-many"]
              n0:h -> n1:h [arrowtail=teetee, arrowhead=crowodot, style=solid, tooltip="Order.buyer – User.orders: many-to-one, onDelete Cascade, onUpdate Cascade (implied)"]
            }
        "##]],
    );
}

#[test]
fn groups_are_database_schemas_before_files() {
    check(
        r#"
        //- /a/x.prisma
        model A {
          id Int @id
          @@schema("auth")
        }
        //- /a/y.prisma
        model B {
          id Int @id
          a  A   @relation(fields: [id], references: [id])
          @@schema("public")
        }
        "#,
        &all(DiagramFormat::Mermaid),
        expect![[r#"
            ---
            title: "a 'shop'"
            ---
            erDiagram
                %% auth
                "A" {
                    Int id PK
                }
                %% public
                "B" {
                    Int id PK, FK
                }
                "A" ||--o| "B" : "a"
        "#]],
    );
}

#[test]
fn broken_schemas_have_a_picture_too() {
    check(
        r#"
        model A {
          id
          b  B
          c  Nowhere?
          fk-x Int
          größe Int
        }
        model A {
          id Int
        }
        model {
        }
        type T {
          t T?
        }
        model B {
          a A @relation(fields: [nothing], references: [neither])
          t T[]
        "#,
        &all(DiagramFormat::Mermaid),
        expect![[r#"
            ---
            title: "a 'shop'"
            ---
            erDiagram
                "A" {
                    Nowhere c "optional"
                    Int _fk-x
                    Int größe
                }
                "T" {
                    T t "optional"
                }
                "B" {
                    T[] t
                }
                "T" |o..o{ "T" : "t"
                "A" ||--o| "B" : "a"
                "T" }o..o{ "B" : "t"
        "#]],
    );
    check(
        "",
        &all(DiagramFormat::Mermaid),
        expect![[r#"
        ---
        title: "a 'shop'"
        ---
        erDiagram
    "#]],
    );
}
