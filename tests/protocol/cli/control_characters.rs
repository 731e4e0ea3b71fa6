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
        let file = ["check", "--format", format, "--level", "hint", "..", "--output-file", "report"];
        super::run(&folder, &file);
        let report = std::fs::read_to_string(folder.join("report")).unwrap();
        assert_eq!(controls(&report), [] as [char; 0], "{format}: {report:?}");
    }
    let checked = super::run(&folder, &["format", "--check", ".."]);
    assert_eq!((controls(&checked.out), controls(&checked.err)), (vec![], vec![]), "{:?}", checked.out);
    // Programs get the path that they can open, and edits with the text as it is.
    let json = super::run(&folder, &["check", "--format", "json", "--level", "hint", ".."]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["findings"][0]["file"], "s.prisma", "{json:#}");
    // A text that another program reads stays what it is.
    let mut command = command(&folder, &["format", "--stdin"]);
    let text = finish(&mut command, Some(SCHEMA.as_bytes()));
    assert!(text.out.contains("\u{1b}]0;title"), "{:?}", text.out);
}

/// With colours on, a colour in a name is not taken for one of ours.
#[test]
fn colours_are_only_those_of_the_program() {
    let dir = project("//- /schema.prisma\n");
    let folder = dir.path().join("a\u{1b}[31mb\u{9b}32m\u{1b}[0m");
    std::fs::create_dir(&folder).unwrap();
    let schema = "model A {\nid Int @id @map(\"\u{1b}[35mx\")\n  x \u{1b}[35mFoo\n}\n\n/// \u{1b}[35m\nmodel B\u{1b}[35m {\n}\n";
    std::fs::write(folder.join("s.prisma"), schema).unwrap();
    let cases: [&[&str]; 8] = [
        &["check", "--level", "hint"],
        &["check", "--level", "hint", "--snippets", "never"],
        &["check", "--level", "hint", "--format", "github"],
        &["check", "--fix", "--dry-run"],
        &["format", "--check"],
        &["queries"],
        &["config"],
        &["migrate", "lint"],
    ];
    for args in cases {
        let run = super::run(dir.path(), &[args, &["--color", "always"]].concat());
        for text in [&run.out, &run.err] {
            // No style of the program is this colour; and what begins a sequence is followed by one of its styles.
            assert!(!text.contains("\u{1b}[35m") && !text.contains('\u{9b}'), "{args:?}: {text:?}");
            for sequence in text.split('\u{1b}').skip(1) {
                assert!(sequence.starts_with('[') && !sequence.starts_with("[31mb"), "{args:?}: {text:?}");
            }
        }
    }
    let colored = super::run(dir.path(), &["check", "--color", "always", "--snippets", "never"]);
    assert!(colored.out.contains("\u{1b}[1m") && colored.out.contains('␛'), "{:?}", colored.out);
}
