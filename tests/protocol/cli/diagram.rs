//! Pictures as a user asks for them.

use super::{project, run, single};

const TWO: &str = "
    //- /a/schema.prisma
    datasource db { provider = \"sqlite\" }
    model Post {
      id       Int  @id
      authorId Int
      author   User @relation(fields: [authorId], references: [id])
    }
    model User {
      id    Int    @id
      posts Post[]
    }
    model Far {
      id Int @id
    }
    //- /b/schema.prisma
    datasource db { provider = \"sqlite\" }
    model Other {
      id Int @id
    }
    ";

#[test]
fn it_goes_to_standard_output_or_to_a_file() {
    let dir = project(TWO);
    let told = run(dir.path(), &["diagram", "a", "--format", "mermaid"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    assert!(told.out.contains("\"User\" ||--o{ \"Post\" : \"author\""), "{}", told.out);
    let told = run(dir.path(), &["diagram", "a", "--output", "out.dot", "--focus", "User"]);
    assert_eq!((told.code, told.out.as_str(), told.err.as_str()), (0, "", ""));
    let written = std::fs::read_to_string(dir.path().join("out.dot")).unwrap();
    assert!(
        written.starts_with("digraph {") && written.contains("Post") && !written.contains("Far"),
        "{written}"
    );
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let dir = project(TWO);
    for (args, words) in [
        (&["diagram"][..], &["several schemas", "a/schema.prisma", "b/schema.prisma"][..]),
        (&["diagram", "a", "--focus", "Pots"], &["`Pots`", "Did you mean `Post`?"]),
        (&["diagram", "nowhere"], &["nowhere", "no such file"]),
        (&["diagram", "a", "--depth", "2"], &["--focus"]),
        (&["diagram", "a", "--output", "no/where.svg"], &["no/where.svg", "cannot write the diagram"]),
    ] {
        let told = run(dir.path(), args);
        assert_eq!((told.code, told.out.as_str()), (2, ""), "{args:?}");
        assert!(words.iter().all(|word| told.err.contains(word)), "{args:?}: {}", told.err);
    }
}

#[test]
fn a_schema_with_errors_has_a_picture() {
    let dir = single("model A {\n  id Int @id\n  b  B\n");
    let told = run(dir.path(), &["diagram", "--format", "dot"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    assert!(told.out.contains("<B>A</B>"), "{}", told.out);
}
