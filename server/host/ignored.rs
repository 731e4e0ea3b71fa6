//! What git ignores.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use dashmap::DashMap;
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::FxBuildHasher;

use crate::project::Files;

/// The rules of all ignore files that were needed so far.
#[derive(Debug, Default)]
pub(super) struct IgnoreRules {
    by_file: DashMap<PathBuf, (Arc<str>, Arc<Gitignore>), FxBuildHasher>,
}

impl IgnoreRules {
    /// Whether git ignores `path` or a directory that holds it. Where there is no repository, the ignore files above
    /// count all the same (a folder that was copied out of one is the same project), but not those of the user's home
    /// directory or above: they are about something else.
    pub(super) fn is_ignored(&self, files: &dyn Files, path: &Path) -> bool {
        let exists = |candidate: PathBuf| files.is_dir(&candidate) || files.read(&candidate).is_some();
        let repository = path.ancestors().skip(1).find(|dir| exists(dir.join(".git")));
        let mut dirs: Vec<&Path> = path.ancestors().skip(1).collect();
        match repository {
            Some(repository) => dirs.retain(|dir| dir.starts_with(repository)),
            None => {
                let home = std::env::home_dir();
                dirs.retain(|dir| home.as_ref().is_none_or(|home| !home.starts_with(dir)));
            }
        }
        let excluded = repository.map(|repository| (repository, repository.join(".git/info/exclude")));
        // From the top down, since nothing below an ignored directory can be taken in again.
        for depth in (0..dirs.len()).rev() {
            let above = dirs.get(depth..).unwrap_or_default();
            let (candidate, is_dir) = match depth.checked_sub(1).and_then(|below| dirs.get(below)) {
                Some(dir) => (*dir, true),
                None => (path, files.is_dir(path)),
            };
            let nearest = above.iter().map(|dir| (*dir, dir.join(".gitignore")));
            let found = nearest.chain(excluded.clone()).find_map(|(dir, file)| {
                match self.rules(files, dir, &file)?.matched(candidate, is_dir) {
                    Match::None => None,
                    Match::Ignore(_) => Some(true),
                    Match::Whitelist(_) => Some(false),
                }
            });
            if found == Some(true) {
                return true;
            }
        }
        false
    }

    /// The rules in `file`, which are about what is below `dir`. A line that is no rule is passed over, as git does.
    fn rules(&self, files: &dyn Files, dir: &Path, file: &Path) -> Option<Arc<Gitignore>> {
        let text = files.read(file)?;
        let known = self.by_file.get(file).map(|entry| entry.value().clone());
        if let Some((of, rules)) = known
            && Arc::ptr_eq(&of, &text)
        {
            return Some(rules);
        }
        let mut builder = GitignoreBuilder::new(dir);
        for line in text.lines() {
            let _ = builder.add_line(None, line);
        }
        let rules = Arc::new(builder.build().ok()?);
        self.by_file.insert(file.to_owned(), (text, rules.clone()));
        Some(rules)
    }
}
