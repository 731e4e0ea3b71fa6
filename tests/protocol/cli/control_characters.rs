//! Texts and paths of a project do not command the terminal that a report is shown in.

use super::{command, finish, project};

const SCHEMA: &str = "model A {\n  id Int @id @map(\"\u{1b}]0;title\u{7}\u{202e}\")\n  x \u{1b}[31mFoo\n}\n";

fn controls(text: &str) -> Vec<char> {
    text.chars()
        .filter(|char| {
            (char.is_control() && *char != '\n')
                || matches!(
                    char,
                    '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
                )
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

/// Text that a terminal obeys, that reorders what is around it, and that is markup.
const EVIL: &str = "\u{1b}[31m\u{7}\u{7f}\u{85}\u{9b}1m\u{202e}\u{2066}\u{200f}\u{61c}\u{2028}` ![i](http://e.org/x.png) <img src=x> `";

/// The same, short enough for the name of an index.
const SHORT: &str = "\u{1b}[31m\u{7}\u{202e}\u{2066}`![i](e)<img src=x>`";

/// A project whose names, comments, literals, settings, code and migrations have such text in them.
fn evil_project(is_valid: bool) -> tempfile::TempDir {
    let evil = EVIL;
    let dir = project("//- /package.json\n{}\n");
    let write = |path: &str, text: String| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    // Prisma refuses control characters in strings, unless they are escaped.
    let escaped: String = match is_valid {
        true => SHORT
            .chars()
            .map(|it| {
                if it.is_ascii() && !it.is_control() {
                    it.to_string()
                } else {
                    format!("\\u{:04x}", u32::from(it))
                }
            })
            .collect(),
        false => evil.to_owned(),
    };
    let (other, table) = if is_valid { ("o", "p") } else { ("", "t") };
    let schema = r#"datasource db {
  provider = "postgresql"
}

/// EVIL @pii
model User {
  id Int @id
  /// EVIL @pii(EVIL)
  email String @map("NAME")
  other String @map("OTHERNAME")
  kind Kind @default(a)
  posts Post[]
  createdAt DateTime

  @@map("tNAME")
  @@index([email], map: "iNAME")
}

/// EVIL
model Post {
  id Int @id
  authorId Int
  author User @relation(fields: [authorId], references: [id], map: "fkNAME")

  @@map("TABLENAME")
}

enum Kind {
  /// EVIL
  a @map("NAME")
}
"#;
    let schema =
        schema.replace("EVIL", &evil.replace('\u{2028}', "")).replace("OTHER", other).replace("TABLE", table);
    write("schema.prisma", schema.replace("NAME", &escaped));
    let key = evil.replace(|char: char| char.is_ascii_control(), "");
    let comment = if is_valid { &key } else { evil };
    let settings = format!("# {comment}\n\"{key}\" = 1\n\n[migrations]\nnewAfter = \"20230101000000\"\n");
    write("prisma-lens.toml", settings);
    let code = "import { PrismaClient } from '@prisma/client';\nconst db = new PrismaClient();\nexport async function load() {\n  await \
                db.post.findMany({ where: { authorId: 1 } });\n  await db.user.findMany({ where: { email: 'a' } });\n  await db.user.deleteMany({ where: { createdAt: { lt: new Date() } } });\n}\n";
    write(&format!("src/a{}.ts", evil.replace('/', "_")), code.into());
    let sql = format!(
        "CREATE TABLE \"t{evil}\" (\"id\" INTEGER NOT NULL, \"{evil}\" TEXT);\nDROP TABLE \"x{evil}\";\n"
    );
    write("migrations/20240101000000_a/migration.sql", sql.clone());
    write(&format!("migrations/20240102000000_{}/migration.sql", evil.replace('/', "_")), sql);
    write("migrations/migration_lock.toml", "provider = \"postgresql\"\n".into());
    dir
}

/// No command and no format passes such text on, but those that print what other programs read: a schema or SQL.
#[test]
fn no_report_has_control_characters_or_markup() {
    for is_valid in [false, true] {
        no_report_has_them(is_valid);
    }
}

fn no_report_has_them(is_valid: bool) {
    let dir = evil_project(is_valid);
    let mut cases: Vec<Vec<&str>> = vec![
        vec!["config"],
        vec!["config", EVIL],
        vec!["format", "--check"],
        vec!["explain", EVIL],
        vec!["check", EVIL],
        vec!["check", "--fix", "--dry-run"],
        vec!["convert", "--check"],
        vec![EVIL],
        vec!["check", "--format", EVIL],
        vec!["check", EVIL, EVIL, "--level", EVIL],
        vec!["diagram", "--focus", EVIL],
        vec!["diagram", "--depth", EVIL],
        vec!["--color", EVIL, "check"],
        vec!["migrate", EVIL],
        vec!["migrate", "run", EVIL],
        vec!["migrate", "verify", EVIL],
        vec!["db", "import", EVIL],
        vec!["completions", EVIL],
    ];
    let formats: [(&[&str], &[&str]); 12] = [
        (&["check", "--level", "hint"], &["text", "json", "github", "gitlab", "sarif", "markdown"]),
        (&["diagram"], &["svg", "mermaid", "dot"]),
        (&["queries"], &["text", "json"]),
        (&["advise", "--all"], &["text", "json", "markdown"]),
        (&["report", "privacy"], &["markdown", "json"]),
        (&["convert"], &["text", "json"]),
        (&["migrate", "lint"], &["text", "json", "github", "gitlab", "sarif", "markdown"]),
        (&["migrate", "report"], &["text", "json", "markdown"]),
        (&["migrate", "plan"], &["text", "json", "markdown"]),
        (&["migrate", "preview"], &["text", "json"]),
        (&["migrate", "down"], &["text", "json"]),
        (&["rules"], &["text", "json", "markdown"]),
    ];
    for (command, names) in formats {
        cases.extend(names.iter().map(|name| [command, &["--format", name]].concat()));
    }
    let mut printed = 0;
    for args in &cases {
        let run = super::run(dir.path(), args);
        for text in [&run.out, &run.err] {
            assert_eq!(controls(text), [] as [char; 0], "{args:?}: {text:?}");
        }
        printed += usize::from(run.out.contains("![i]") || run.err.contains("![i]"));
        // Commands about migrations refuse a schema with errors.
        if args.last() == Some(&"markdown") && args[0] != "rules" && (is_valid || args[0] != "migrate") {
            assert!(run.out.contains('#'), "{args:?}: {run:?}");
            let live = live(&run.out);
            assert_eq!(live, [] as [String; 0], "{args:?}: {}", run.out);
        }
    }
    // It is in what most of them say.
    assert!(printed > cases.len() / 2, "{printed} of {}", cases.len());
}

/// Pictures and HTML in a report.
fn live(markdown: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let events = [Options::empty(), Options::ENABLE_TABLES].into_iter();
    let events = events.flat_map(|options| Parser::new_ext(markdown, options));
    let live = events.filter(|event| {
        matches!(
            event,
            Event::Start(Tag::Image { .. } | Tag::Link { .. }) | Event::Html(_) | Event::InlineHtml(_)
        )
    });
    live.map(|event| format!("{event:?}")).collect()
}
