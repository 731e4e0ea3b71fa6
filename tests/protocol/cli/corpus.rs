//! Real projects, where they are at hand.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::run;

/// The roots of schemas that the index of the collected projects names.
fn roots() -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(index) = std::fs::read_to_string(corpus.join("INDEX.tsv")) else { return Vec::new() };
    let mut lines = index.lines();
    let columns: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let at = |name: &str| columns.iter().position(|column| *column == name).unwrap();
    let (project, root) = (at("project"), at("root"));
    let line = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        corpus.join(cells[project]).join(cells[root])
    };
    lines.filter(|line| !line.is_empty()).map(line).collect()
}

#[test]
fn every_project_is_checked_to_the_end() {
    roots().par_iter().for_each(|root| {
        let folder = if root.is_dir() { root } else { root.parent().unwrap() };
        let args = ["check", "--preset", "strict", "--show", "hint", root.to_str().unwrap()];
        let run = run(folder, &args);
        assert!(matches!(run.code, 0 | 1), "{} ended with {}: {}", root.display(), run.code, run.err);
        assert_eq!(run.err, "", "{}", root.display());
    });
}

#[test]
fn a_dry_run_of_fixes_comes_to_an_end_everywhere() {
    roots().par_iter().for_each(|root| {
        let args = ["check", "--fix", "--dry-run", root.to_str().unwrap()];
        let run = run(root.parent().unwrap(), &args);
        assert!(matches!(run.code, 0 | 1), "{} ended with {}: {}", root.display(), run.code, run.err);
    });
}
