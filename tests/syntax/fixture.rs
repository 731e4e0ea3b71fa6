//! The fixture format that the other tests are written in.

use support::fixture::{Fixture, Found, annotate};

fn found(range: std::ops::Range<usize>, message: &str) -> Found {
    Found { range, level: "error".into(), code: "some-code".into(), message: message.into() }
}

#[test]
fn files_cursor_and_marks_are_read() {
    let fixture = Fixture::parse(
        r#"
        //- /a/schema.prisma
        model Ä {
          id Int @idd
               //^^^^ error[some-code]: No `@idd`.
          na$0me String // a comment with ^^^
        }
        //- /package.json
        { "a": 1 }
        //<^^^^^ warning[other]
        "#,
    );
    let schema = fixture.file("/a/schema.prisma");
    assert_eq!(schema.text, "model Ä {\n  id Int @idd\n  name String // a comment with ^^^\n}\n");
    assert_eq!(&schema.text[schema.marks[0].range.clone()], "@idd");
    assert_eq!(schema.marks[0].message.as_deref(), Some("No `@idd`."));
    let (path, offset) = fixture.offset();
    assert_eq!(path, std::path::Path::new("/a/schema.prisma"));
    assert_eq!(&schema.text[offset..offset + 2], "me");
    let json = fixture.file("/package.json");
    assert_eq!(json.text, "{ \"a\": 1 }\n");
    assert_eq!(&json.text[json.marks[0].range.clone()], "{ \"a\"");
    assert_eq!(json.marks[0].message, None);
}

#[test]
fn one_file_needs_no_header_and_keeps_inner_indentation() {
    let fixture = Fixture::parse("  a {\n    b\n\n  }");
    assert_eq!(fixture.files.len(), 1);
    assert_eq!(fixture.file("/schema.prisma").text, "a {\n  b\n\n}");
    assert_eq!(fixture.cursor, None);
}

#[test]
fn findings_are_held_against_marks() {
    let fixture =
        Fixture::parse("one two\n// ^ error[some-code]: Begins...\n// |  error[some-code]\n\nthree\n");
    let file = fixture.file("/schema.prisma");
    file.assert_found(&[found(3..4, "Begins like this."), found(3..3, "Anything.")]);
    let spanning = Fixture::parse("model A {\n//<^^^^^^^^^ error[some-code]: All of it.\n}\n");
    spanning.files[0].assert_found(&[found(0..11, "All of it.")]);
    spanning.with_crlf().files[0].assert_found(&[found(0..12, "All of it.")]);
}

#[test]
#[should_panic(expected = "differ from the marks")]
fn a_missing_finding_fails() {
    Fixture::parse("one\n//<^ error[some-code]\n").files[0].assert_found(&[]);
}

#[test]
#[should_panic(expected = "differ from the marks")]
fn a_surplus_finding_fails() {
    Fixture::parse("one\n").files[0].assert_found(&[found(0..1, "Surplus.")]);
}

#[test]
fn annotated_source_reads_back_as_the_same_marks() {
    let fixture = Fixture::parse("äöü xyz\n// ^^^ hint[a]: One\n//<^^ info[b]\n\n  last\n");
    let file = &fixture.files[0];
    let again = Fixture::parse(&annotate(&file.text, &file.marks));
    assert_eq!(again.files[0].marks, file.marks);
    assert_eq!(again.files[0].text, file.text);
}
