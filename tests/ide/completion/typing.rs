//! Text as it is while it is being typed.

use expect_test::expect;
use ide::completions;
use model::project::PrismaVersion;

use super::{accept, check, on};
use crate::analysis_of;

#[test]
fn unclosed_blocks_and_brackets() {
    check(
        "model A {\n  id Int @id\n  @@index([$0",
        expect![[r#"
        usual: id
    "#]],
    );
    check(
        "model A {\n  id Int @id @default($0\n  x Int\n}",
        expect![[r#"
            likely: autoincrement()
            rare: dbgenerated("")
        "#]],
    );
    check(
        "model A {\n  id Int\n  b B @relation(fields: [$0\n\nmodel B {\n  id Int @id\n}",
        expect![[r#"
        usual: id
    "#]],
    );
    check(
        "model A {\n  id Int @default(\n  e E @default($0)\n}\nenum E {\n  P\n}",
        expect![[r#"
            likely: P
            rare: dbgenerated("")
        "#]],
    );
    check(
        "model A {\n  x Int @default($0 @map(\"x\")\n}",
        expect![[r#"
            usual: autoincrement()
            rare: dbgenerated("")
        "#]],
    );
    check(
        "model A {\n  x $0 @map(\"x\")\n}",
        expect![[r#"
        usual: String Boolean Int BigInt Float Decimal DateTime Json Bytes A
        rare: Unsupported
    "#]],
    );
    check(
        "model A {\n  x Int @map(\"$0\n}",
        expect![[r#"
        usual: x
    "#]],
    );
}

#[test]
fn characters_of_several_bytes() {
    accept(
        "// 📅📅\nmodel Ä {\n  größe Int @map(\"größe\") @d$0 // 📅\n}",
        "@default",
        expect![[r#"
            |  größe Int @map("größe") @default($1) // 📅
        "#]],
    );
    accept(
        "model Ä {\n  größe Int\n  weiß Int\n  @@index([grö$0, weiß])\n}",
        "größe",
        expect![[r#"
            |  @@index([größe, weiß])
        "#]],
    );
    accept(
        "model A {\n  x Gr$0\n}\nenum Größe {\n  P\n}",
        "Größe",
        expect![[r#"
            |  x Größe
        "#]],
    );
}

#[test]
fn empty_files_and_places_beyond_the_end() {
    for text in ["", "\n", "model", "model A {", "\u{feff}", "@@", "}\n}"] {
        let analysis = analysis_of([("/a.prisma".to_owned(), text)].into_iter(), PrismaVersion::NEWEST);
        let file = analysis.schema.file_named("/a.prisma").unwrap();
        for offset in 0..text.len() as u32 + 3 {
            let found = completions(&analysis, file, offset, true);
            assert!(found.word.end as usize <= text.len(), "{text:?} at {offset}: {found:?}");
        }
    }
}

#[test]
fn long_lists_are_cut_to_what_goes_with_the_word() {
    let mut text: String = (0..3000).map(|at| format!("model Item{at} {{\n  id Int @id\n}}\n")).collect();
    text.push_str("model User {\n  id Int @id\n  x ");
    for (typed, known, count) in
        [("", "Item0", 200), ("Item29", "Item2999", 200), ("itm2999", "Item2999", 1), ("Use", "User", 2)]
    {
        let text = format!("{text}{typed}\n}}\n");
        let analysis =
            analysis_of([("/a.prisma".to_owned(), text.as_str())].into_iter(), PrismaVersion::NEWEST);
        let file = analysis.schema.file_named("/a.prisma").unwrap();
        let found = completions(&analysis, file, text.len() as u32 - 3, false);
        assert!(found.is_incomplete);
        assert_eq!(found.items.len(), count, "{typed}");
        assert!(typed.is_empty() || found.items.iter().any(|item| item.label == known), "{typed}");
    }
}

#[test]
fn what_is_typed_already_is_not_first() {
    // `BigInt` matches too; else nothing is offered, and the return key is free.
    check(
        &on("postgresql", "model A {\n  id Int$0\n}"),
        expect![[r#"
        usual: String Boolean BigInt Float Decimal DateTime Json Bytes A Int? Int[]
        rare: Unsupported Int
    "#]],
    );
    check(
        &on("postgresql", "model A {\n  id Boolean$0\n}"),
        expect![[r#"
        usual: String Int BigInt Float Decimal DateTime Json Bytes A Boolean? Boolean[]
        rare: Unsupported Boolean
    "#]],
    );
    check(
        &on("postgresql", "model A {\n  id Str$0\n}"),
        expect![[r#"
        usual: String Boolean Int BigInt Float Decimal DateTime Json Bytes A
        rare: Unsupported
    "#]],
    );
}

#[test]
fn no_item_is_without_a_label() {
    check(
        &on("postgresql", "model A {\n  _ Int @map(\"$0\")\n}"),
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "datasource db {\n  provider = \"postgresql\"\n  schemas = [\"\", \"a\"]\n}\nmodel A {\n  id Int\n  @@schema(\"$0\")\n}",
        expect![[r#"
            usual: a
        "#]],
    );
}
