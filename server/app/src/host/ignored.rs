//! Files that git ignores.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dashmap::DashMap;
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::FxBuildHasher;

use model::project::{Entry, Files};

/// The most bytes of an ignore file that are read.
const MAX_BYTES: usize = 1 << 20;

/// The most rules with wildcards that are kept at a time, those of all ignore files together. One that is not a plain
/// name or ending takes some kilobytes.
const MAX_PATTERNS: usize = 20_000;

/// The rules of all ignore files read so far.
#[derive(Debug, Default)]
pub(super) struct IgnoreRules {
    by_file: DashMap<PathBuf, (Arc<str>, Arc<Gitignore>), FxBuildHasher>,
    /// How many rules with wildcards all these have.
    patterns: AtomicUsize,
    by_dir: DashMap<PathBuf, (u64, Arc<Ground>), FxBuildHasher>,
}

/// The rules for the direct content of one directory. Most directories have no rules of their own and share those of
/// the parent.
#[derive(Debug, Default)]
struct Ground {
    /// Whether the directory is ignored, and therefore everything below it: nothing there can be re-included.
    is_ignored: bool,
    /// Whether the directory is in a repository, or the root of one.
    in_repository: bool,
    /// The applicable rules, the nearest first.
    rules: Vec<Arc<Gitignore>>,
}

impl IgnoreRules {
    /// Whether git ignores `path` or a directory that contains it. Without a repository, ignore files in parent
    /// directories still apply (a folder copied out of a repository is the same project), except those in the user's
    /// home directory or above.
    ///
    /// Results for a directory are cached while `generation` is the same.
    pub(super) fn is_ignored(
        &self,
        files: &dyn Files,
        path: &Path,
        generation: u64,
        is_dir: impl FnOnce() -> bool,
    ) -> bool {
        let Some(dir) = path.parent() else { return false };
        let ground = self.ground(files, dir, generation);
        ground.is_ignored || (!ground.rules.is_empty() && ground.ignores(path, is_dir()))
    }

    fn ground(&self, files: &dyn Files, dir: &Path, generation: u64) -> Arc<Ground> {
        let known = self.by_dir.get(dir).map(|entry| entry.value().clone());
        if let Some((checked, ground)) = known
            && checked == generation
        {
            return ground;
        }
        let ground = self.survey(files, dir, generation);
        self.by_dir.insert(dir.to_owned(), (generation, ground.clone()));
        ground
    }

    fn survey(&self, files: &dyn Files, dir: &Path, generation: u64) -> Arc<Ground> {
        let entries = files.entries(dir);
        let has = |name: &str| entries.iter().any(|entry| is_called(entry, name));
        let own = || has(".gitignore").then(|| self.rules(files, dir, &dir.join(".gitignore"))).flatten();
        if has(".git") {
            let excluded = self.rules(files, dir, &dir.join(".git/info/exclude"));
            let rules = own().into_iter().chain(excluded).collect();
            return Arc::new(Ground { is_ignored: false, in_repository: true, rules });
        }
        let above = match dir.parent() {
            Some(parent) => self.ground(files, parent, generation),
            None => Arc::default(),
        };
        let is_ignored = above.is_ignored || above.ignores(dir, true);
        let is_of_project =
            above.in_repository || std::env::home_dir().is_none_or(|home| !home.starts_with(dir));
        let own = if is_of_project { own() } else { None };
        if own.is_none() && is_ignored == above.is_ignored {
            return above;
        }
        let rules = own.into_iter().chain(above.rules.iter().cloned()).collect();
        Arc::new(Ground { is_ignored, in_repository: above.in_repository, rules })
    }

    /// The rules in `file`, which apply below `dir`. Invalid lines are skipped, as in git; so is what is beyond
    /// [`MAX_BYTES`] and [`MAX_PATTERNS`].
    fn rules(&self, files: &dyn Files, dir: &Path, file: &Path) -> Option<Arc<Gitignore>> {
        let text = files.read(file)?;
        let known = self.by_file.get(file).map(|entry| entry.value().clone());
        if let Some((of, rules)) = known
            && Arc::ptr_eq(&of, &text)
        {
            return Some(rules);
        }
        if let Some((_, (before, _))) = self.by_file.remove(file) {
            self.patterns.fetch_sub(patterns(&before), Ordering::Relaxed);
        }
        let own = patterns(&text);
        let others = self.patterns.fetch_add(own, Ordering::Relaxed);
        let mut left = MAX_PATTERNS.saturating_sub(others);
        if own > left || text.len() > MAX_BYTES {
            tracing::debug!("{}: too many rules, so that some of them are not read", file.display());
        }
        let mut builder = GitignoreBuilder::new(dir);
        for line in lines(&text) {
            if is_pattern(line) {
                if left == 0 {
                    continue;
                }
                left -= 1;
            }
            let _ = builder.add_line(None, line);
        }
        let rules = Arc::new(builder.build().ok()?);
        self.by_file.insert(file.to_owned(), (text, rules.clone()));
        Some(rules)
    }
}

/// The lines of an ignore file within [`MAX_BYTES`].
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut read = 0;
    text.lines().take_while(move |line| {
        read += line.len() + 1;
        read <= MAX_BYTES
    })
}

/// Whether a line has a wildcard.
fn is_pattern(line: &str) -> bool {
    !line.starts_with('#') && line.contains(['*', '?', '[', '{'])
}

/// How many lines of an ignore file have wildcards.
fn patterns(text: &str) -> usize {
    lines(text).filter(|line| is_pattern(line)).count()
}

impl Ground {
    /// Whether the nearest rule that matches `path` ignores it.
    fn ignores(&self, path: &Path, is_dir: bool) -> bool {
        let said = self.rules.iter().find_map(|rules| match rules.matched(path, is_dir) {
            Match::None => None,
            Match::Ignore(_) => Some(true),
            Match::Whitelist(_) => Some(false),
        });
        said == Some(true)
    }
}

fn is_called(entry: &Entry, name: &str) -> bool {
    entry.path.file_name() == Some(OsStr::new(name))
}
