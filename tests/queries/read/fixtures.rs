//! Files of code beside what is read of them.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use queries::read::{may_have_queries, read};

use super::render;

fn fixtures() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/queries/read");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it != "txt"));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// Where a file of a fixture is taken to lie.
fn place(path: &Path) -> PathBuf {
    Path::new("/app/src").join(path.file_name().unwrap())
}

/// What is read is what stands in the text file beside.
#[test]
fn read_as_expected() {
    for (path, text) in fixtures() {
        let file = read(&place(&path), &text);
        assert!(may_have_queries(&text), "{}", path.display());
        let mut expected = path.clone().into_os_string();
        expected.push(".txt");
        expect_file![PathBuf::from(expected)].assert_eq(&render::file(&text, &file));
    }
}

/// Line breaks of Windows change nothing.
#[test]
fn line_breaks_change_nothing() {
    for (path, text) in fixtures() {
        let windows = text.replace('\n', "\r\n");
        let [unix, windows] = [&text, &windows].map(|text| render::file(text, &read(&place(&path), text)));
        assert_eq!(unix, windows, "{}", path.display());
    }
}

/// A text that ends anywhere is read without panic.
#[test]
fn any_beginning_is_read() {
    for (path, text) in fixtures() {
        let ends = text.char_indices().map(|(at, _)| at).step_by(7);
        for end in ends {
            let part = &text[..end];
            render::file(part, &read(&place(&path), part));
        }
    }
}

/// What is nested deep, or chained long, is read or left out.
#[test]
fn deep_nesting_is_bounded() {
    let path = Path::new("/app/deep.ts");
    for part in [
        "[",
        "{a:",
        "(",
        "!",
        "-",
        "a.b(",
        "a=>",
        "`${",
        "a?",
        "a?b:",
        "if(a){",
        "await ",
        "<div>",
        "function f(){",
    ] {
        for count in [100, 5_000, 50_000] {
            read(path, &format!("prisma.user.findMany();\n{}", part.repeat(count)));
        }
    }
    for part in ["+a", ".a()", "?.a", "||a", "[0]", ",a", "=a", "&&a", " as any", "!"] {
        for count in [100, 2_000] {
            let text = format!("const a = prisma.user.findMany({{ where: a{} }});", part.repeat(count));
            read(path, &text);
        }
    }
}
