//! `prisma-lens format`.

use expect_test::expect;

use super::{command, finish, project, run, single};

const UGLY: &str = "model A {\n id Int   @id\n name String?\n}\n";
const NICE: &str = "model A {\n  id   Int     @id\n  name String?\n}\n";

fn read(dir: &std::path::Path, name: &str) -> String {
    std::fs::read_to_string(dir.join(name)).unwrap()
}

#[test]
fn files_are_formatted_and_the_others_left_alone() {
    let dir = project(&format!(
        "//- /prisma/base.prisma\ndatasource db {{\n  provider = \"postgresql\"\n}}\n\
         //- /prisma/sub/a.prisma\n{UGLY}//- /prisma/b.prisma\n{UGLY}//- /node_modules/x/c.prisma\n{UGLY}"
    ));
    let base = || std::fs::metadata(dir.path().join("prisma/base.prisma")).unwrap().modified().unwrap();
    let before = base();
    let first = run(dir.path(), &["format"]);
    assert_eq!((first.code, first.out.as_str(), first.err.as_str()), (0, "", "Formatted 2 files of 3.\n"));
    assert_eq!(read(dir.path(), "prisma/sub/a.prisma"), NICE);
    assert_eq!(read(dir.path(), "prisma/b.prisma"), NICE);
    assert_eq!(read(dir.path(), "node_modules/x/c.prisma"), UGLY);
    assert_eq!(base(), before, "a file that is formatted already is not written");
    assert_eq!(std::fs::read_dir(dir.path().join("prisma")).unwrap().count(), 3, "nothing is left behind");
    assert_eq!(run(dir.path(), &["format"]).err, "3 schema files are already formatted.\n");
}

#[test]
fn only_the_named_file() {
    let dir = project(&format!("//- /p/a.prisma\n{UGLY}//- /p/b.prisma\n{UGLY}"));
    assert_eq!(run(dir.path(), &["format", "p/a.prisma"]).err, "Formatted 1 file of 1.\n");
    assert_eq!(read(dir.path(), "p/b.prisma"), UGLY);
}

#[test]
fn check_says_what_would_change() {
    let dir = single(UGLY);
    let found = run(dir.path(), &["format", "--check"]);
    assert_eq!(found.code, 1);
    expect![[r#"
        --- a/schema.prisma
        +++ b/schema.prisma
        @@ -1,4 +1,4 @@
         model A {
        - id Int   @id
        - name String?
        +  id   Int     @id
        +  name String?
         }
        1 file of 1 would change. Run `prisma-lens format` to format it.
    "#]]
    .assert_eq(&format!("{}{}", found.out, found.err));
    assert_eq!(read(dir.path(), "schema.prisma"), UGLY);
    let dir = single(NICE);
    let found = run(dir.path(), &["format", "--check"]);
    assert_eq!((found.code, found.out.as_str()), (0, ""));
}

#[test]
fn standard_input() {
    let dir = single("");
    let of = |args: &[&str], input: &str| finish(&mut command(dir.path(), args), Some(input.as_bytes()));
    for input in [UGLY, NICE] {
        let found = of(&["format", "--stdin"], input);
        assert_eq!((found.code, found.out.as_str(), found.err.as_str()), (0, NICE, ""));
    }
    assert_eq!(of(&["format", "--stdin", "--check"], UGLY).code, 1);
    assert_eq!(of(&["format", "--stdin", "--check"], NICE).code, 0);
    // The settings beside the named file count.
    std::fs::write(dir.path().join("prisma-lens.toml"), "[format]\nindent = \"tab\"\nalign = \"none\"\n")
        .unwrap();
    let found = of(&["format", "--stdin", "--stdin-filename", "x.prisma"], UGLY);
    assert_eq!(found.out, "model A {\n\tid Int @id\n\tname String?\n}\n");
}

#[test]
fn line_ends_stay_unless_they_are_set() {
    let dir = single(&UGLY.replace('\n', "\r\n"));
    assert_eq!(run(dir.path(), &["format"]).code, 0);
    assert_eq!(read(dir.path(), "schema.prisma"), NICE.replace('\n', "\r\n"));
    std::fs::write(dir.path().join("prisma-lens.toml"), "[format]\nendOfLine = \"lf\"\n").unwrap();
    assert_eq!(run(dir.path(), &["format"]).code, 0);
    assert_eq!(read(dir.path(), "schema.prisma"), NICE);
}

#[test]
fn what_cannot_be_read_is_told() {
    let dir = project(&format!("//- /a.prisma\n{UGLY}"));
    std::fs::write(dir.path().join("b.prisma"), b"model B {\n  a \xff\n}\n").unwrap();
    let found = run(dir.path(), &["format", "a.prisma", "b.prisma", "c.prisma"]);
    assert_eq!(found.code, 2);
    assert!(found.err.contains("b.prisma: invalid UTF-8 in line 2"), "{}", found.err);
    assert!(found.err.contains("c.prisma: no such file"), "{}", found.err);
    assert_eq!(read(dir.path(), "a.prisma"), NICE, "the others are formatted all the same");
}

#[test]
fn the_dialect_of_prisma_8_is_formatted_as_prisma_8_does() {
    let dir = single("// use prisma-8\n\nmodel A { id Int @id\n\n\n name String? // n\n @@map(\"a\") }\n");
    let found = run(dir.path(), &["format"]);
    assert_eq!((found.code, found.err.as_str()), (0, "Formatted 1 file of 1.\n"));
    let expected = expect![[r#"
        // use prisma-8
        model A {
          id   Int     @id

          name String? // n

          @@map("a")
        }
    "#]];
    expected.assert_eq(&read(dir.path(), "schema.prisma"));
}

#[test]
fn a_broken_file_of_prisma_8_stays_unchanged() {
    let text = "// use prisma-8\nmodel A {\n  id   Int @id\n  # x\n}\n";
    let dir = single(text);
    assert_eq!(run(dir.path(), &["format"]).err, "1 schema file is already formatted.\n");
    assert_eq!(read(dir.path(), "schema.prisma"), text);
}

#[test]
fn without_a_directive_a_schema_for_prisma_8_is_formatted_as_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| std::fs::write(folder.path().join(path), text).unwrap();
    write("package.json", "{ \"dependencies\": { \"prisma\": \"8.0.0-rc.19\" } }\n");
    // One with a datasource is of Prisma 7, where a trailing comment stands apart by one space.
    write(
        "schema.prisma",
        "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel A {\n  id Int @id\n  other String @db.VarChar(9)\n}\n",
    );
    run(folder.path(), &["format"]);
    let text = std::fs::read_to_string(folder.path().join("schema.prisma")).unwrap();
    assert!(text.contains("  id    Int    @id\n  other String @db.VarChar(9)\n"), "{text}");
    write("schema.prisma", "model A {\n  id Int @id\n  other VarChar(9)\n}\n");
    run(folder.path(), &["format"]);
    let text = std::fs::read_to_string(folder.path().join("schema.prisma")).unwrap();
    assert_eq!(text, "model A {\n  id    Int        @id\n  other VarChar(9)\n}\n");
}
