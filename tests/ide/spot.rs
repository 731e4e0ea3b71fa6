//! What stands at each offset of a block.

use std::fmt::Write as _;

use base::ItemId;
use base::text::Span;
use expect_test::{Expect, expect};
use model::project::PrismaVersion;
use model::schema::Schema;
use model::schema::spot::{Spot, SpotKind, Step};

/// Walks through a line of a block and gives each stretch with what stands there, and the parameter it is given to.
fn check(text: &str, expect: Expect) {
    let text = text.replace("\\n", "\n");
    let schema = Schema::single("s", &text, PrismaVersion::NEWEST);
    let item = schema.item(ItemId(0)).unwrap();
    let mut out = String::new();
    let mut last: Option<Span> = None;
    for offset in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
        let Some(spot) = Spot::at(item, offset as u32) else { continue };
        if last == Some(spot.span)
            || (spot.what == SpotKind::Gap
                && spot.span.start == offset as u32
                && last.is_some_and(|last| last.touches(spot.span.start)))
        {
            continue;
        }
        last = Some(spot.span);
        let param = spot.parameter().map(|param| format!(" of {}", param.name())).unwrap_or_default();
        writeln!(out, "{:12} {}{param}{}", format!("{:?}", spot.span.of(&text)), kind(&spot), path(&spot))
            .unwrap();
    }
    expect.assert_eq(&out);
}

fn kind(spot: &Spot<'_>) -> String {
    let name = match spot.what {
        SpotKind::Keyword(_) => "Keyword",
        SpotKind::BlockName(_) => "BlockName",
        SpotKind::FieldName(_) => "FieldName",
        SpotKind::FieldType(_) => "FieldType",
        SpotKind::ValueName(_) => "ValueName",
        SpotKind::Key(_) => "Key",
        SpotKind::AttributeName(_) => "AttributeName",
        SpotKind::NativePrefix(_) => "NativePrefix",
        SpotKind::NativeType(_) => "NativeType",
        SpotKind::ArgumentName(_) => "ArgumentName",
        SpotKind::Function(_) => "Function",
        SpotKind::Name(_, index) => return format!("Name {index} ({:?})", spot.owner),
        SpotKind::MemberKey(_) => "MemberKey",
        SpotKind::String(_) => "String",
        SpotKind::Number(_) => "Number",
        SpotKind::Boolean(_) => "Boolean",
        SpotKind::Null => "Null",
        SpotKind::Comment(_) => "Comment",
        SpotKind::Gap => "Gap",
    };
    format!("{name} ({:?})", spot.owner)
}

fn path(spot: &Spot<'_>) -> String {
    let steps: Vec<String> = spot
        .steps
        .iter()
        .map(|step| match step {
            Step::Attribute(attribute) => format!("@{}", attribute.name()),
            Step::Type(ty) => ty.name.text.to_string(),
            Step::Entry(entry) => entry.key.text.to_string(),
            Step::Argument(_, index) => format!("#{index}"),
            Step::Call(name, _) => format!("{}()", name.text),
            Step::Item(index) => format!("[{index}]"),
            Step::Member(member) => format!(".{}", member.key.text),
        })
        .collect();
    if steps.is_empty() { String::new() } else { format!(" in {}", steps.join(" ")) }
}

#[test]
fn fields() {
    check(
        "model A {\n  id Int? @id @default(autoincrement()) // why\n}",
        expect![[r#"
        "model"      Keyword (Block)
        "A"          BlockName (Block)
        "id"         FieldName (Field(0))
        "Int"        FieldType (Field(0))
        "Int?"       FieldType (Field(0))
        "@id"        AttributeName (Field(0))
        "@default"   AttributeName (Field(0))
        "autoincrement" Function (Field(0)) of value in @default #0
        ""           Gap (Field(0)) of value in @default #0 autoincrement()
        ""           Gap (Field(0)) in @default
        "// why"     Comment (Block)
    "#]],
    );
    check(
        "model A {\n  n String @db.VarChar(20)\n}",
        expect![[r#"
        "model"      Keyword (Block)
        "A"          BlockName (Block)
        "n"          FieldName (Field(0))
        "String"     FieldType (Field(0))
        "@db"        NativePrefix (Field(0))
        "VarChar"    NativeType (Field(0))
        "20"         Number (Field(0)) in @db.VarChar #0
    "#]],
    );
    check(
        "model A {\n  p Unsupported(\"point\")?\n}",
        expect![[r#"
        "model"      Keyword (Block)
        "A"          BlockName (Block)
        "p"          FieldName (Field(0))
        "Unsupported" FieldType (Field(0))
        "\"point\""  String (Field(0)) in Unsupported #0
        "Unsupported(\"point\")?" FieldType (Field(0))
    "#]],
    );
    check(
        "model A {\n  a B @relation(\"x\", fields: [c.d], onDelete: Cascade)\n}",
        expect![[r#"
        "model"      Keyword (Block)
        "A"          BlockName (Block)
        "a"          FieldName (Field(0))
        "B"          FieldType (Field(0))
        "@relation"  AttributeName (Field(0))
        "\"x\""      String (Field(0)) of name in @relation #0
        ""           Gap (Field(0)) in @relation
        "fields"     ArgumentName (Field(0)) of fields in @relation #1
        ""           Gap (Field(0)) of fields in @relation #1
        ""           Gap (Field(0)) of fields in @relation #1
        "c"          Name 0 (Field(0)) of fields in @relation #1 [0]
        "d"          Name 1 (Field(0)) of fields in @relation #1 [0]
        ""           Gap (Field(0)) of fields in @relation #1
        ""           Gap (Field(0)) in @relation
        "onDelete"   ArgumentName (Field(0)) of onDelete in @relation #2
        ""           Gap (Field(0)) of onDelete in @relation #2
        "Cascade"    Name 0 (Field(0)) of onDelete in @relation #2
    "#]],
    );
}

#[test]
fn block_attributes() {
    check(
        "model A {\n  @@index([a(ops: raw(\"x\"), sort: Desc), b.c], type: Gin)\n}",
        expect![[r#"
        "model"      Keyword (Block)
        "A"          BlockName (Block)
        "@@index"    AttributeName (Attribute(0))
        ""           Gap (Attribute(0)) in @index
        "a"          Name 0 (Attribute(0)) of fields in @index #0 [0]
        "ops"        ArgumentName (Attribute(0)) of ops in @index #0 [0] a() #0
        ""           Gap (Attribute(0)) of ops in @index #0 [0] a() #0
        "raw"        Function (Attribute(0)) of ops in @index #0 [0] a() #0
        "\"x\""      String (Attribute(0)) of sql in @index #0 [0] a() #0 raw() #0
        ""           Gap (Attribute(0)) of ops in @index #0 [0] a() #0
        ""           Gap (Attribute(0)) of fields in @index #0 [0] a()
        "sort"       ArgumentName (Attribute(0)) of sort in @index #0 [0] a() #1
        ""           Gap (Attribute(0)) of sort in @index #0 [0] a() #1
        "Desc"       Name 0 (Attribute(0)) of sort in @index #0 [0] a() #1
        ""           Gap (Attribute(0)) of fields in @index #0
        ""           Gap (Attribute(0)) of fields in @index #0
        "b"          Name 0 (Attribute(0)) of fields in @index #0 [1]
        "c"          Name 1 (Attribute(0)) of fields in @index #0 [1]
        ""           Gap (Attribute(0)) in @index
        ""           Gap (Attribute(0)) in @index
        "type"       ArgumentName (Attribute(0)) of type in @index #1
        ""           Gap (Attribute(0)) of type in @index #1
        "Gin"        Name 0 (Attribute(0)) of type in @index #1
    "#]],
    );
    check(
        "model A {\n  @@unique([a], where: { b: { not: null }, c: 1 })\n}",
        expect![[r#"
        "model"      Keyword (Block)
        "A"          BlockName (Block)
        "@@unique"   AttributeName (Attribute(0))
        ""           Gap (Attribute(0)) in @unique
        "a"          Name 0 (Attribute(0)) of fields in @unique #0 [0]
        ""           Gap (Attribute(0)) in @unique
        ""           Gap (Attribute(0)) in @unique
        "where"      ArgumentName (Attribute(0)) of where in @unique #1
        ""           Gap (Attribute(0)) of where in @unique #1
        ""           Gap (Attribute(0)) of where in @unique #1
        ""           Gap (Attribute(0)) of where in @unique #1
        "b"          MemberKey (Attribute(0)) of where in @unique #1
        ""           Gap (Attribute(0)) of where in @unique #1
        ""           Gap (Attribute(0)) of where in @unique #1
        ""           Gap (Attribute(0)) of where in @unique #1 .b
        "not"        MemberKey (Attribute(0)) of where in @unique #1 .b
        ""           Gap (Attribute(0)) of where in @unique #1 .b
        "null"       Null (Attribute(0)) of where in @unique #1 .b .not
        ""           Gap (Attribute(0)) of where in @unique #1 .b
        ""           Gap (Attribute(0)) of where in @unique #1
        ""           Gap (Attribute(0)) of where in @unique #1
        "c"          MemberKey (Attribute(0)) of where in @unique #1
        ""           Gap (Attribute(0)) of where in @unique #1
        "1"          Number (Attribute(0)) of where in @unique #1 .c
        ""           Gap (Attribute(0)) of where in @unique #1
        ""           Gap (Attribute(0)) of where in @unique #1
    "#]],
    );
}

#[test]
fn configuration() {
    check(
        "datasource db {\n  url = env(\"U\")\n  extensions = [a(map: \"b\"), c]\n}",
        expect![[r#"
        "datasource" Keyword (Block)
        "db"         BlockName (Block)
        "url"        Key (Entry(0))
        "env"        Function (Entry(0)) in url
        "\"U\""      String (Entry(0)) of variable in url env() #0
        "extensions" Key (Entry(1))
        "a"          Name 0 (Entry(1)) in extensions [0]
        "map"        ArgumentName (Entry(1)) in extensions [0] a() #0
        ""           Gap (Entry(1)) in extensions [0] a() #0
        "\"b\""      String (Entry(1)) in extensions [0] a() #0
        ""           Gap (Entry(1)) in extensions
        ""           Gap (Entry(1)) in extensions
        "c"          Name 0 (Entry(1)) in extensions [1]
    "#]],
    );
}

#[test]
fn half_typed() {
    check(
        "model A {\n  id Int @\n  x Int @db.\n  @@\n  @@index([a,  \n}",
        expect![[r#"
        "model"      Keyword (Block)
        "A"          BlockName (Block)
        "id"         FieldName (Field(0))
        "Int"        FieldType (Field(0))
        "@"          AttributeName (Field(0))
        "x"          FieldName (Field(1))
        "Int"        FieldType (Field(1))
        "@db."       AttributeName (Field(1))
        "@@"         AttributeName (Attribute(0))
        "@@index"    AttributeName (Attribute(1))
        ""           Gap (Attribute(1)) in @index
        "a"          Name 0 (Attribute(1)) of fields in @index #0 [0]
        ""           Gap (Attribute(1)) of fields in @index #0
    "#]],
    );
    check(
        "enum",
        expect![[r#"
        "enum"       Keyword (Block)
    "#]],
    );
}
