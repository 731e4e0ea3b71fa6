//! What the user sets: `prisma-lens.toml`, the editor's settings, and prisma-lint's configuration.

mod edit;
mod effective;
mod environments;
mod format;
mod keys;
mod lint;
mod migrations;
mod queries;
mod read;
mod reader;

use std::path::{Path, PathBuf};

pub use edit::set_rule_level;
pub use effective::Effective;
pub use environments::{Environment, UrlSource};
pub use format::FormatSettings;
pub use keys::{LEVEL_NAMES, SETTING_KEYS, SettingKey, SettingValue, is_rules, setting_key, setting_keys};
pub use lint::{LintConfig, LintRule, LintSettings, nearest_lint_settings};
pub use migrations::{MigrationScope, MigrationSettings};
pub use queries::QuerySettings;

use base::{Anchor, Finding, Fix, Level, PathEdit, Preset};
use serde_json::{Map, Value};

use crate::project::data::{json, toml};
use crate::project::located::Located;
use crate::project::paths::ancestors;
use crate::project::problems::{settings_error, settings_warning};
use crate::project::vfs::Files;
use base::text::{Span, TextEdit};

/// The name of the configuration file.
pub const SETTINGS_FILE: &str = "prisma-lens.toml";

/// The name under which editors keep the settings.
pub const EDITOR_SECTION: &str = "prismaLens";

/// The settings of one source, or of several merged.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The configuration file that was read, if one was.
    pub path: Option<PathBuf>,
    /// The configuration of prisma-lint that rules were imported from. Where no preset is set, it says all that is checked.
    pub imported: Option<PathBuf>,
    /// `extends`: another such file; what this one sets wins.
    pub extends: Option<Located<PathBuf>>,
    /// `preset`: which rules are on by default.
    pub preset: Option<Located<Preset>>,
    /// `prismaVersion`: judge by this version, whatever is installed.
    pub prisma_version: Option<Located<String>>,
    /// `failOn`: the level from which on a check fails.
    pub fail_on: Option<Located<Level>>,
    /// `maxWarnings`: with how many warnings a check still succeeds.
    pub max_warnings: Option<Located<usize>>,
    /// `baseline`: the file of known findings.
    pub baseline: Option<Located<PathBuf>>,
    /// `exclude`: globs of schema files that are neither checked nor formatted.
    pub exclude: Vec<Glob>,
    /// `rename.keepDatabaseNames`: whether what is renamed stays mapped to its old name in the database.
    pub keep_database_names: Option<Located<bool>>,
    /// `rules`, the weaker entry for the same rule first.
    pub rules: Vec<RuleSetting>,
    /// `overrides`: other rules for some files, the weaker first.
    pub overrides: Vec<Override>,
    /// `format`: how schemas are formatted.
    pub format: FormatSettings,
    /// `migrations`: how migrations are checked.
    pub migrations: MigrationSettings,
    /// `queries`: how code that uses Prisma Client is checked.
    pub queries: QuerySettings,
    /// `environments`: the databases that `migrate run` and `migrate report` are asked about by name, the weaker first. The
    /// language server does not use them.
    pub environments: Vec<Environment>,
    /// What is wrong in the file at `path`. Problems of the editor's settings have no file.
    pub problems: Vec<Finding>,
}

/// Where a setting was made, which tells what its spans refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingSource {
    /// In this `prisma-lens.toml`.
    File(PathBuf),
    /// In the editor: spans are empty.
    Editor,
}

/// A pattern of paths, relative to the folder of the file that it is written in; the editor's to the opened folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob {
    /// The pattern as written.
    pub pattern: Located<String>,
    /// Where it was written.
    pub source: SettingSource,
}

/// What is set for one rule. Whether the rule exists, and its options, the rules know.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleSetting {
    /// The name of the rule as written.
    pub code: String,
    /// Its level, where one is given.
    pub level: Option<Located<Level>>,
    /// Whatever else stands beside the level.
    pub options: Vec<RuleOption>,
    /// The place of the rule's name.
    pub key_span: Span,
    /// Where it was set.
    pub source: SettingSource,
}

/// One option of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleOption {
    /// Its name as written.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// The place of its name.
    pub key_span: Span,
    /// The place of its value.
    pub value_span: Span,
}

/// Settings for some files only.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// The files.
    pub paths: Vec<Glob>,
    /// Another preset for them.
    pub preset: Option<Located<Preset>>,
    /// Other rules for them.
    pub rules: Vec<RuleSetting>,
}

impl SettingSource {
    /// Something wrong in this source. In a file it is an error: what was meant does not hold. In an editor's settings it is a
    /// warning, since these may be meant for another version.
    pub fn problem(&self, span: Span, message: impl Into<String>) -> Finding {
        match self {
            SettingSource::File(_) => settings_error(self.anchor(span), message),
            SettingSource::Editor => settings_warning(self.anchor(span), message),
        }
    }

    /// The fix that writes `new` in the place of a word that was meant to be `name`; `None` for the editor's settings, which are
    /// not ours to change.
    pub fn replacement(&self, span: Span, name: &str, new: &str) -> Option<Fix> {
        let SettingSource::File(path) = self else { return None };
        let edit = PathEdit { path: path.as_path().into(), edit: TextEdit::replace(span, new) };
        Some(Fix::choice(format!("Change to `{name}`"), Vec::new()).with_path_edits(vec![edit]))
    }

    /// The anchor of a span in this source.
    pub fn anchor(&self, span: Span) -> Anchor {
        match self {
            SettingSource::File(path) => Anchor::file(path.as_path(), span),
            SettingSource::Editor => Anchor::EditorSettings,
        }
    }
}

impl RuleSetting {
    /// The options as one JSON object.
    pub fn options_json(&self) -> Map<String, Value> {
        self.options.iter().map(|option| (option.name.clone(), option.value.clone())).collect()
    }
}

impl Settings {
    /// Reads a `prisma-lens.toml`. Never fails: what is wrong is left out and becomes a problem.
    pub fn from_toml(path: &Path, text: &str) -> Settings {
        let (root, problems) = toml::parse(text);
        let mut settings = read::settings(&root, SettingSource::File(path.to_owned()), &[]);
        let source = SettingSource::File(path.to_owned());
        let problems = problems.into_iter().map(|it| source.problem(it.span, it.message));
        settings.problems.splice(0..0, problems);
        settings.path = Some(path.to_owned());
        settings
    }

    /// Reads the editor's settings: the section itself, an object that holds it under [`EDITOR_SECTION`], or keys with
    /// dots. `null` is no settings. `editor_keys` are further keys that the editor's own side uses.
    pub fn from_editor(value: &Value, editor_keys: &[&str]) -> Settings {
        read::settings(&json::editor_section(value, EDITOR_SECTION), SettingSource::Editor, editor_keys)
    }

    /// The environment with a name.
    pub fn environment(&self, name: &str) -> Option<&Environment> {
        self.environments.iter().rfind(|environment| environment.name.value == name)
    }

    /// These settings, with `weaker` where they set nothing. Problems of both are kept.
    pub fn over(self, weaker: Settings) -> Settings {
        let chain = |mut first: Vec<_>, second| {
            first.extend(second);
            first
        };
        Settings {
            path: self.path.or(weaker.path),
            imported: self.imported.or(weaker.imported),
            extends: self.extends.or(weaker.extends),
            fail_on: self.fail_on.or(weaker.fail_on),
            max_warnings: self.max_warnings.or(weaker.max_warnings),
            baseline: self.baseline.or(weaker.baseline),
            preset: self.preset.or(weaker.preset),
            prisma_version: self.prisma_version.or(weaker.prisma_version),
            exclude: weaker.exclude.into_iter().chain(self.exclude).collect(),
            keep_database_names: self.keep_database_names.or(weaker.keep_database_names),
            rules: weaker.rules.into_iter().chain(self.rules).collect(),
            overrides: weaker.overrides.into_iter().chain(self.overrides).collect(),
            format: self.format.over(weaker.format),
            migrations: self.migrations.over(weaker.migrations),
            queries: self.queries.over(weaker.queries),
            environments: weaker.environments.into_iter().chain(self.environments).collect(),
            problems: chain(weaker.problems, self.problems),
        }
    }
}

/// How many files may extend each other.
const MAX_EXTENDS: usize = 16;

/// A `prisma-lens.toml` and those that it extends, the nearest first. One that cannot be read, or that extends itself, is a
/// problem of the file that names it.
pub fn settings_chain(files: &dyn Files, path: &Path) -> Vec<Settings> {
    let mut chain: Vec<Settings> = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next.take() {
        let Some(text) = files.read(&path) else {
            let why = files.why_unreadable(&path);
            if chain.is_empty()
                && let Some(why) = why
            {
                let problems =
                    vec![problem(Some(&path), Span::default(), format!("The settings are not read: {why}"))];
                chain.push(Settings { path: Some(path), problems, ..Settings::default() });
            } else if let Some(last) = chain.last_mut()
                && let Some(extends) = &last.extends
            {
                let message = match why {
                    Some(why) => format!("`extends` names `{}`: {why}", path.display()),
                    None => format!("`extends` names `{}`, which does not exist.", path.display()),
                };
                last.problems.push(problem(last.path.as_deref(), extends.span, message));
            }
            break;
        };
        let settings = Settings::from_toml(&path, &text);
        let wanted = settings.extends.as_ref().map(|extends| extends.value.clone());
        chain.push(settings);
        let is_known = |path: &PathBuf| chain.iter().any(|known| known.path.as_ref() == Some(path));
        match wanted {
            Some(path) if is_known(&path) || chain.len() >= MAX_EXTENDS => {
                if let Some(last) = chain.last_mut()
                    && let Some(extends) = &last.extends
                {
                    let message = "`extends` leads back to a file that extends this one.".to_owned();
                    last.problems.push(problem(last.path.as_deref(), extends.span, message));
                }
            }
            wanted => next = wanted,
        }
    }
    chain
}

fn problem(path: Option<&Path>, span: Span, message: String) -> Finding {
    SettingSource::File(path.unwrap_or(Path::new("")).to_owned()).problem(span, message)
}

/// The `prisma-lens.toml` nearest above `path`, or in it if it is a directory.
pub fn nearest_settings(files: &dyn Files, path: &Path) -> Option<PathBuf> {
    let start = path.join("_");
    ancestors(&start).map(|dir| dir.join(SETTINGS_FILE)).find(|path| files.has_file(path))
}
