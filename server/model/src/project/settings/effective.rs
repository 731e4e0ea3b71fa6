//! What the settings come to for one schema file.

use std::path::Path;

use globset::{GlobBuilder, GlobMatcher};

use crate::project::settings::{Glob, RuleSetting, SettingSource, Settings};
use base::Preset;

/// The settings that hold for one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Effective<'s> {
    /// The preset, `recommended` where none is set.
    pub preset: Preset,
    /// Whether no preset lies below the entries for rules, as with an imported configuration.
    pub only_what_is_set: bool,
    /// The entries for rules, the weaker one for the same rule first: a later level replaces an earlier one, and a later
    /// option the earlier option of that name.
    pub rules: Vec<&'s RuleSetting>,
    /// Whether `exclude` names the file: it has no findings of the checklist.
    pub is_excluded: bool,
}

impl Settings {
    /// What holds for `file`. Patterns of the editor are relative to `folder`, the one that the user opened.
    pub fn for_file(&self, file: &Path, folder: &Path) -> Effective<'_> {
        let matches = |glob: &Glob| is_match(glob, file, folder);
        let mut result = Effective {
            preset: self.preset.as_ref().map(|preset| preset.value).unwrap_or_default(),
            only_what_is_set: self.imported.is_some() && self.preset.is_none(),
            rules: self.rules.iter().collect(),
            is_excluded: self.exclude.iter().any(matches),
        };
        for one in self.overrides.iter().filter(|one| one.paths.iter().any(matches)) {
            if let Some(preset) = &one.preset {
                result.preset = preset.value;
                result.only_what_is_set = false;
            }
            result.rules.extend(&one.rules);
        }
        result
    }
}

/// Whether a pattern can be understood.
pub(super) fn is_valid_glob(pattern: &str) -> bool {
    !pattern.is_empty() && matcher(pattern).is_some()
}

fn is_match(glob: &Glob, file: &Path, folder: &Path) -> bool {
    let base = match &glob.source {
        SettingSource::File(path) => path.parent().unwrap_or(folder),
        SettingSource::Editor => folder,
    };
    let Some(matcher) = matcher(&glob.pattern.value) else { return false };
    let Ok(inside) = file.strip_prefix(base) else { return false };
    // A folder that matches takes all below it along.
    inside.ancestors().filter(|path| !path.as_os_str().is_empty()).any(|path| matcher.is_match(path))
}

/// A pattern without a slash matches at any depth, as in `.gitignore`.
fn matcher(pattern: &str) -> Option<GlobMatcher> {
    let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
    let anchored = match pattern.strip_prefix('/') {
        Some(rest) => rest.to_owned(),
        None if pattern.contains('/') => pattern.to_owned(),
        None => format!("**/{pattern}"),
    };
    Some(GlobBuilder::new(&anchored).literal_separator(true).build().ok()?.compile_matcher())
}
