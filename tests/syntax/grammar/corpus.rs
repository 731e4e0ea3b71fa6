//! The grammar's own corpus, `grammar/test/corpus/*.txt`, without the command line tool that usually runs it.

use std::fs;

use super::parse;

struct Case {
    name: String,
    source: String,
    expected: String,
}

/// Reads the cases of a file: a name between two lines of `=`, the source, a line of `-`, the tree.
fn cases(text: &str) -> Vec<Case> {
    let ruler = |line: &str, of: char| line.len() >= 3 && line.chars().all(|c| c == of);
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines().peekable();
    let mut in_tree = false;
    while let Some(line) = lines.next() {
        if ruler(line, '=') {
            let name = lines.next().expect("a name behind `===`").to_owned();
            assert!(ruler(lines.next().unwrap_or(""), '='), "`===` behind {name:?}");
            cases.push(Case { name, source: String::new(), expected: String::new() });
            in_tree = false;
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if ruler(line, '-') {
            in_tree = true;
            // The newline before the ruler is none of the source.
            case.source.pop();
        } else if in_tree {
            case.expected.push_str(line.trim());
            case.expected.push(if line.is_empty() { '\n' } else { ' ' });
        } else {
            case.source.push_str(line);
            case.source.push('\n');
        }
    }
    cases
}

#[test]
fn every_case_gives_its_tree() {
    let folder = support::root().join("grammar/test/corpus");
    let mut count = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        for case in cases(&fs::read_to_string(&path).unwrap()) {
            count += 1;
            let tree = parse(&case.source).root_node().to_sexp();
            // Space is of no matter, but between words.
            let expected = case.expected.split_whitespace().collect::<Vec<_>>().join(" ");
            if tree != expected {
                let file = path.file_name().unwrap().to_string_lossy();
                wrong.push(format!("{file}, {}:\nexpected {expected}\n   found {tree}\n", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 50, "only {count} cases were found in {}", folder.display());
}
