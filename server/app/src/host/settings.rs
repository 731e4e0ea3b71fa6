//! The settings that hold for a schema, from all the places where they may be.

use std::path::Path;
use std::sync::Arc;

use crate::host::options::{ProjectOptions, SettingsFile};
use base::{Finding, Preset};
use checks::frame::RuleSet;
use checks::rules::import_lint_settings;
use model::project::{
    Effective, Files, RuleSetting, SettingSource, Settings, nearest_lint_settings, nearest_settings,
    settings_chain,
};

/// The settings of prisma-lint, over them the editor's, over them those of the `prisma-lens.toml` and what it extends.
pub(super) fn load(
    files: &dyn Files,
    root: &Path,
    options: &ProjectOptions<'_>,
    problems: &mut Vec<Finding>,
) -> Settings {
    let mut result = Settings::default();
    let lint = nearest_lint_settings(files, root).filter(|_| options.file != SettingsFile::None);
    if let Some(lint) = lint {
        let (rules, unknown) = import_lint_settings(ide::registry(), &lint);
        problems.extend(lint.problems.iter().cloned().chain(unknown));
        result.imported = (!lint.rules.is_empty()).then_some(lint.path);
        result.rules = rules;
    }
    if let Some(editor) = options.editor {
        problems.extend(editor.problems.iter().cloned());
        let mut editor = editor.clone();
        // Editors send defaults as if the user had set them, and no preset lies below an imported configuration by default.
        if result.imported.is_some() {
            editor.preset = editor.preset.filter(|preset| preset.value != Preset::default());
        }
        result = editor.over(result);
    }
    for file in chain(files, root, options.file).into_iter().rev() {
        problems.extend(file.problems.iter().cloned());
        result = file.over(result);
    }
    result.rules = expanded(std::mem::take(&mut result.rules));
    for one in &mut result.overrides {
        one.rules = expanded(std::mem::take(&mut one.rules));
    }
    let overridden = result.overrides.iter().flat_map(|one| &one.rules);
    problems.extend(RuleSet::problems(ide::registry(), result.rules.iter().chain(overridden)));
    result
}

/// What is wrong in the `prisma-lens.toml` at a path, whatever schemas it is about.
pub fn settings_file_problems(files: &dyn Files, path: &Path) -> Vec<Finding> {
    let Some(settings) = settings_chain(files, path).into_iter().next() else { return Vec::new() };
    let overridden = settings.overrides.into_iter().flat_map(|one| one.rules);
    let rules = expanded(settings.rules.into_iter().chain(overridden).collect());
    let mut problems = settings.problems;
    problems.extend(RuleSet::problems(ide::registry(), &rules));
    problems
}

/// The rules that are on for each file; files with the same settings share one set. Patterns of the editor's settings are
/// relative to `folder`.
pub(crate) fn rule_sets<'f>(
    settings: &Settings,
    files: impl Iterator<Item = &'f Path>,
    folder: &Path,
    options: &ProjectOptions<'_>,
) -> Vec<Arc<RuleSet>> {
    let mut sets = RuleSets::new(settings, folder, options);
    files.map(|file| sets.of(file).0).collect()
}

/// The rules that are on for files.
pub(crate) struct RuleSets<'s> {
    settings: &'s Settings,
    folder: &'s Path,
    options: &'s ProjectOptions<'s>,
    known: Vec<(Effective<'s>, Arc<RuleSet>)>,
}

impl<'s> RuleSets<'s> {
    /// Those of these settings. Patterns of the editor's settings are relative to `folder`.
    pub(crate) fn new(
        settings: &'s Settings,
        folder: &'s Path,
        options: &'s ProjectOptions<'s>,
    ) -> RuleSets<'s> {
        RuleSets { settings, folder, options, known: Vec::new() }
    }

    /// The rules that are on for a file, and whether it is excluded. Files with the same settings share one set.
    pub(crate) fn of(&mut self, file: &Path) -> (Arc<RuleSet>, bool) {
        let mut effective = self.settings.for_file(file, self.folder);
        let is_excluded = effective.is_excluded;
        if let Some(preset) = self.options.preset {
            effective.preset = preset;
            effective.only_what_is_set = false;
        }
        if let Some((_, rules)) = self.known.iter().find(|(other, _)| *other == effective) {
            return (rules.clone(), is_excluded);
        }
        let mut rules = RuleSet::new(ide::registry(), &effective);
        rules.choose(self.options.only, self.options.without);
        let rules = Arc::new(rules);
        self.known.push((effective, rules.clone()));
        (rules, is_excluded)
    }
}

/// The settings for a run in a folder: what the nearest `prisma-lens.toml` says that is not about a schema. What is wrong in it
/// is reported with the schemas that it is about.
pub fn settings_of_folder(files: &dyn Files, folder: &Path, file: SettingsFile<'_>) -> Settings {
    let chain = chain(files, folder, file);
    chain.into_iter().rev().fold(Settings::default(), |weaker, settings| settings.over(weaker))
}

/// The `prisma-lens.toml` that holds below a folder, and those that it extends, the nearest first.
pub(super) fn chain(files: &dyn Files, root: &Path, file: SettingsFile<'_>) -> Vec<Settings> {
    let path = match file {
        SettingsFile::Nearest => nearest_settings(files, root),
        SettingsFile::At(path) => Some(path.to_owned()),
        SettingsFile::None => None,
    };
    path.map(|path| settings_chain(files, &path)).unwrap_or_default()
}

/// The same with each pattern (`fk-*`) and each name of a group replaced by the rules that it stands for. What is set for a
/// rule itself comes after what is set for several.
fn expanded(settings: Vec<RuleSetting>) -> Vec<RuleSetting> {
    let codes_of = |pattern: &str| ide::registry().codes_of(pattern);
    let each = |setting: RuleSetting| match codes_of(&setting.code) {
        Some(codes) => {
            codes.into_iter().map(|code| RuleSetting { code: code.to_owned(), ..setting.clone() }).collect()
        }
        None => vec![setting],
    };
    let is_of_file = |setting: &RuleSetting| matches!(setting.source, SettingSource::File(_));
    let (several, single): (Vec<_>, Vec<_>) =
        settings.into_iter().partition(|it| codes_of(&it.code).is_some() && is_of_file(it));
    several.into_iter().flat_map(each).chain(single).collect()
}
