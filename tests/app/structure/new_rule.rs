//! `cargo xtask new-rule` leaves a rule that is registered and has a test.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use xtask::new_rule::{new_rule, topics};

use super::{root, rust_files};

/// A copy of the folders that the task changes.
fn copy() -> TempDir {
    let copy = TempDir::new().unwrap();
    for folder in [
        "server/checks/src/rules",
        "server/migrations/src/rules",
        "tests/checks/rules",
        "tests/migrations/rules",
    ] {
        let mut files = Vec::new();
        rust_files(&root().join(folder), &mut files);
        for file in files {
            let target = copy.path().join(file.strip_prefix(root()).unwrap());
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::copy(&file, target).unwrap();
        }
    }
    copy
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn a_new_rule_of_each_topic_is_registered() {
    let copy = copy();
    let all = topics(copy.path());
    assert!(all.len() > 15, "{all:?}");
    for topic in &all {
        let code = format!("new-in-{}", topic.replace('/', "-"));
        let changed = new_rule(copy.path(), &code, topic).unwrap();
        for path in &changed {
            syn::parse_file(&fs::read_to_string(path).unwrap())
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
        let module = code.replace('-', "_");
        let list = changed
            .iter()
            .find(|path| path.ends_with("mod.rs") && path.starts_with(copy.path().join("server")));
        let list = fs::read_to_string(list.unwrap()).unwrap();
        assert!(list.contains(&format!("mod {module};")) && list.contains(&format!("&{module}::")), "{list}");
        let tests: String = changed
            .iter()
            .filter(|path| path.starts_with(copy.path().join("tests")))
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
        assert!(tests.contains(&format!("fn {module}()")), "{topic} has a test");
        assert!(!tests.contains("CODE") && !tests.contains("FOUND"), "{topic}: all placeholders are filled");
    }
    let list = read(copy.path(), "server/checks/src/rules/relations/mod.rs");
    let order: Vec<&str> = list.lines().filter(|line| line.contains("mod ") && line.ends_with(';')).collect();
    assert!(order.is_sorted_by_key(|line| line.split("mod ").last().unwrap().to_owned()), "{order:?}");
}

#[test]
fn wrong_names_and_topics_change_nothing() {
    let copy = copy();
    for (code, topic, message) in [
        ("MyRule", "relations", "`MyRule` is not in kebab-case."),
        ("my--rule", "relations", "`my--rule` is not in kebab-case."),
        ("my-rule", "nowhere", "Unknown topic `nowhere`. Topics: audit,"),
        ("fk-missing-index", "design", "Rule `fk-missing-index` exists already: "),
    ] {
        let error = new_rule(copy.path(), code, topic).unwrap_err();
        assert!(error.contains(message), "{error}");
    }
    for path in ["server/checks/src/rules/relations/mod.rs", "tests/checks/rules/relations/mod.rs"] {
        assert_eq!(read(copy.path(), path), read(root(), path));
    }
}
