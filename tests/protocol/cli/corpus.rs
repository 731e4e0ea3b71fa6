//! The command line over real projects.

use rayon::prelude::*;
use support::corpus::real_schemas;

use super::run;

/// With more models than this, a project is too much for repeated rounds in a build without optimization.
const SMALL: usize = 40;

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn every_project_is_checked_to_the_end() {
    real_schemas().par_iter().for_each(|real| {
        let root = &real.root;
        let folder = if root.is_dir() { root } else { root.parent().unwrap() };
        let args = ["check", "--preset", "strict", "--show", "hint", root.to_str().unwrap()];
        let run = run(folder, &args);
        assert!(matches!(run.code, 0 | 1), "{} ended with {}: {}", root.display(), run.code, run.err);
        assert_eq!(run.err, "", "{}", root.display());
    });
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn fixes_come_to_an_end() {
    real_schemas().par_iter().filter(|real| real.models <= SMALL).for_each(|real| {
        let root = &real.root;
        let args = ["check", "--fix", "--dry-run", root.to_str().unwrap()];
        let run = run(root.parent().unwrap(), &args);
        assert!(matches!(run.code, 0 | 1), "{} ended with {}: {}", root.display(), run.code, run.err);
    });
}
