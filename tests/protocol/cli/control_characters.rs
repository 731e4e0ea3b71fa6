//! Texts and paths of a project do not command the terminal that a report is shown in.

use super::{command, finish, project};

const SCHEMA: &str = "model A {\n  id Int @id @map(\"\u{1b}]0;title\u{7}\u{202e}\")\n  x \u{1b}[31mFoo\n}\n";

fn controls(text: &str) -> Vec<char> {
    text.chars()
        .filter(|char| {
            char.is_control() && *char != '\n'
                || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
        .collect()
}

#[test]
fn reports_have_no_control_characters() {
    let dir = project("//- /schema.prisma\n");
    let folder = dir.path().join("a\u{1b}[31mb\nc");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("s.prisma"), SCHEMA).unwrap();
    for format in ["text", "json", "github", "gitlab", "sarif", "markdown"] {
        let run = super::run(&folder, &["check", "--format", format, "--level", "hint", ".."]);
        assert!(run.out.contains("unexpected-text"), "{format}: {}", run.out);
        assert_eq!(controls(&run.out), [] as [char; 0], "{format}: {:?}", run.out);
        assert_eq!(controls(&run.err), [] as [char; 0], "{format}: {:?}", run.err);
    }
    let checked = super::run(&folder, &["format", "--check", ".."]);
    assert_eq!((controls(&checked.out), controls(&checked.err)), (vec![], vec![]), "{:?}", checked.out);
    // A text that another program reads stays what it is.
    let mut command = command(&folder, &["format", "--stdin"]);
    let text = finish(&mut command, Some(SCHEMA.as_bytes()));
    assert!(text.out.contains("\u{1b}]0;title"), "{:?}", text.out);
}
