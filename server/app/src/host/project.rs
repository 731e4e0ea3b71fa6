//! One schema with everything that is decided about it before its text is looked at.

use std::path::Path;
use std::sync::Arc;

use crate::host::migrations;
use base::text::Span;
use base::{Finding, Preset};
use checks::frame::RuleSet;
use checks::rules::{ProjectFacts, import_lint_settings};
use ide::{Analysis, AnalysisFile};
use model::project::{
    ConfigSite, Detected, Dialect, Effective, Files, FormatSettings, Located, PrismaConfig, SchemaSet,
    Settings, detect_version, nearest_lint_settings, nearest_settings,
};
use model::schema::SchemaFile;
use model::schema::rename::DatabaseNames;
use syntax::format;

/// Where the directive of the Prisma 8 dialect is looked for, in bytes from the beginning of a file.
const HEAD: u32 = 4096;

/// One schema: its files, its Prisma version, the rules that are on, and what is wrong in its configuration.
///
/// It holds no text of the schema, so it stays true until a configuration changes or a file appears or goes.
#[derive(Clone, Debug)]
pub struct Project {
    /// Which files form the schema.
    pub set: SchemaSet,
    /// The Prisma version that it is judged by.
    pub version: Detected,
    /// What else is known of the project.
    pub facts: ProjectFacts,
    /// What becomes of names in the database when something is renamed.
    pub renaming: DatabaseNames,
    /// What is set about formatting.
    pub format: FormatSettings,
    /// What is wrong in its configuration files.
    pub problems: Vec<Finding>,
    /// The rules that are on for each file of `set`.
    rules: Vec<Arc<RuleSet>>,
}

/// What the user wants beside the configuration files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The editor's settings, which those of a file near the schema win over.
    pub editor: Option<&'a Settings>,
    /// The folder that patterns of the editor's settings are relative to.
    pub folder: Option<&'a Path>,
    /// A preset that wins over every other.
    pub preset: Option<Preset>,
    /// Where there are any, only these rules are on, also those that the settings turn off.
    pub only: &'a [String],
    /// These rules are off.
    pub without: &'a [String],
}

/// A file of a schema as the caller keeps it.
#[derive(Clone, Debug)]
pub struct LoadedFile {
    /// What the caller knows it by: a path, or the URI of an editor's buffer.
    pub name: Arc<str>,
    /// Its text, blocks and items.
    pub content: Arc<SchemaFile>,
}

impl Project {
    /// Decides everything about the schema of these files.
    pub fn load(files: &dyn Files, set: SchemaSet, asked: &Asked<'_>) -> Project {
        let mut problems = Vec::new();
        let config = set.config.as_ref().and_then(|path| Some(PrismaConfig::parse(path, &files.read(path)?)));
        if let Some(config) = &config {
            problems.extend(config.problems.iter().cloned());
        }
        let settings = settings(files, &set.root, asked, &mut problems);
        let setting = settings.prisma_version.as_ref().map(|version| version.value.as_str());
        let version = detect_version(files, &set.root, setting);
        let facts = ProjectFacts {
            has_migrations: migrations::exist(files, &set, config.as_ref()),
            config: Some(Arc::new(ConfigSite::of(files, &set))),
        };
        let renaming = match settings.keep_database_names {
            Some(Located { value: false, .. }) => DatabaseNames::Follow,
            _ => DatabaseNames::Keep,
        };
        let rules = rules(&settings, &set, asked);
        Project { set, version, facts, renaming, format: settings.format, problems, rules }
    }

    /// How its files are formatted.
    pub fn formatting(&self) -> format::Options {
        self.format.options(self.version.version)
    }

    /// The schema, of those of its files that `read` gives.
    pub fn analysis(&self, read: impl FnMut(&Path) -> Option<LoadedFile>) -> Analysis {
        self.analysis_after(None, read)
    }

    /// As [`Project::analysis`], with as much as is the same taken over from the schema before a change.
    pub fn analysis_after(
        &self,
        before: Option<&Analysis>,
        mut read: impl FnMut(&Path) -> Option<LoadedFile>,
    ) -> Analysis {
        let files = self.set.files.iter().zip(&self.rules);
        let files = files.filter_map(|(path, rules)| {
            let LoadedFile { name, content } = read(path)?;
            let head = content.source().source().slice(Span::new(0, HEAD));
            let dialect = Dialect::of(&head);
            Some(AnalysisFile { name, content, rules: rules.clone(), dialect })
        });
        Analysis::after(before, files.collect(), self.version.version, self.facts.clone())
    }
}

/// The settings that hold for a schema: those of prisma-lint, over them the editor's, over them the nearest file's.
fn settings(files: &dyn Files, root: &Path, asked: &Asked<'_>, problems: &mut Vec<Finding>) -> Settings {
    let mut result = Settings::default();
    if let Some(lint) = nearest_lint_settings(files, root) {
        let (rules, unknown) = import_lint_settings(ide::registry(), &lint);
        problems.extend(lint.problems.into_iter().chain(unknown));
        result.rules = rules;
    }
    if let Some(editor) = asked.editor {
        problems.extend(editor.problems.iter().cloned());
        result = editor.clone().over(result);
    }
    if let Some(path) = nearest_settings(files, root)
        && let Some(text) = files.read(&path)
    {
        let file = Settings::from_toml(&path, &text);
        problems.extend(file.problems.iter().cloned());
        result = file.over(result);
    }
    let overridden = result.overrides.iter().flat_map(|one| &one.rules);
    problems.extend(RuleSet::problems(ide::registry(), result.rules.iter().chain(overridden)));
    result
}

/// The rules of each file; files with the same settings share one set.
fn rules(settings: &Settings, set: &SchemaSet, asked: &Asked<'_>) -> Vec<Arc<RuleSet>> {
    let folder = asked.folder.unwrap_or(&set.root);
    let mut known: Vec<(Effective<'_>, Arc<RuleSet>)> = Vec::new();
    let mut result = Vec::with_capacity(set.files.len());
    for file in &set.files {
        let mut effective = settings.for_file(file, folder);
        effective.preset = asked.preset.unwrap_or(effective.preset);
        let same = known.iter().find(|(other, _)| *other == effective).map(|(_, rules)| rules.clone());
        result.push(same.unwrap_or_else(|| {
            let mut rules = RuleSet::new(ide::registry(), &effective);
            rules.choose(asked.only, asked.without);
            let rules = Arc::new(rules);
            known.push((effective, rules.clone()));
            rules
        }));
    }
    result
}
