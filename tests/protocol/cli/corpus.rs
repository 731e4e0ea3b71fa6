//! Real projects, where they are at hand.

use std::path::PathBuf;

use rayon::prelude::*;

use super::run;

/// With more models than this, a project is too much for repeated rounds in a build without optimization.
const SMALL: usize = 40;

/// The roots of schemas that the index of the collected projects names, each with its number of models.
fn roots() -> Vec<(PathBuf, usize)> {
    let corpus = support::shared().join("corpus");
    let Ok(index) = std::fs::read_to_string(corpus.join("INDEX.tsv")) else { return Vec::new() };
    let mut lines = index.lines();
    let columns: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let at = |name: &str| columns.iter().position(|column| *column == name).unwrap();
    let (project, root, models) = (at("project"), at("root"), at("models"));
    let line = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        (corpus.join(cells[project]).join(cells[root]), cells[models].parse().unwrap())
    };
    lines.filter(|line| !line.is_empty()).map(line).collect()
}

#[test]
fn every_project_is_checked_to_the_end() {
    roots().par_iter().for_each(|(root, _)| {
        let folder = if root.is_dir() { root } else { root.parent().unwrap() };
        let args = ["check", "--preset", "strict", "--show", "hint", root.to_str().unwrap()];
        let run = run(folder, &args);
        assert!(matches!(run.code, 0 | 1), "{} ended with {}: {}", root.display(), run.code, run.err);
        assert_eq!(run.err, "", "{}", root.display());
    });
}

#[test]
fn fixes_come_to_an_end() {
    roots().par_iter().filter(|(_, models)| *models <= SMALL).for_each(|(root, _)| {
        let args = ["check", "--fix", "--dry-run", root.to_str().unwrap()];
        let run = run(root.parent().unwrap(), &args);
        assert!(matches!(run.code, 0 | 1), "{} ended with {}: {}", root.display(), run.code, run.err);
    });
}
