//! One schema with everything that is decided about it before its text is looked at.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::host::notes::{Note, notes_of};
use crate::host::options::ProjectOptions;
use crate::host::statistics::read_statistics;
use crate::host::{migrations, settings};
use ::migrations::DiffOptions;
use ::migrations::history::History;
use ::statistics::Statistics;
use base::text::Span;
use base::{Anchor, FileId, Finding, Level};
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use ide::{Analysis, AnalysisFile, FileNote};
use model::project::{
    ConfigSite, Detected, Dialect, Evidence, Files, GroupedBy, Located, PRISMA_CONFIG_CODE, PackageJson,
    PrismaConfig, SETTINGS_CODE, SchemaSet, Settings, UnsafeScript, VersionSource, ancestors, detect_version,
    unsafe_scripts,
};
use model::schema::SchemaFile;
use model::schema::rename::DatabaseNames;
use syntax::format;

/// Where the directive of the Prisma 8 dialect is looked for, in bytes from the beginning of a file.
const HEAD: u32 = 4096;

/// A schema and its migrations: their files, the Prisma version, the rules that are on, and what is wrong in the
/// configuration.
///
/// It holds no text of the schema or of a migration, so it stays true until a configuration changes or a file appears or
/// goes. Which of its documents are watched follows from their kinds, see [`DocumentKind::watched`].
///
/// [`DocumentKind::watched`]: crate::host::DocumentKind::watched
#[derive(Clone, Debug)]
pub struct Project {
    /// Which files form the schema.
    pub set: SchemaSet,
    /// The folder of its migrations, if it has any.
    pub migrations: Option<PathBuf>,
    /// Its `prisma.config.*`.
    pub config: Option<Arc<PrismaConfig>>,
    /// The Prisma version that it is judged by.
    pub version: Detected,
    /// What else is known of the project.
    pub facts: ProjectFacts,
    /// Whether a rename keeps the names in the database.
    pub renaming: DatabaseNames,
    /// What is set, all sources merged.
    pub settings: Settings,
    /// What its database has said of itself, if `.prisma-lens/stats.json` is there.
    pub statistics: Option<Arc<Statistics>>,
    /// What is wrong in its configuration files.
    pub problems: Vec<Finding>,
    /// What there is to say about whole files of the schema.
    notes: Vec<Note>,
    /// The files that the settings come from: the `prisma-lens.toml`, those that it extends, prisma-lint's configuration.
    pub settings_files: Vec<PathBuf>,
    /// The files that `exclude` names.
    excluded: Vec<PathBuf>,
    /// The rules that are on for each file of `set`.
    rules: Vec<Arc<RuleSet>>,
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
    pub fn load(files: &dyn Files, set: SchemaSet, options: &ProjectOptions<'_>) -> Project {
        let mut problems = Vec::new();
        let roots: Vec<PathBuf> = options.folder.map(Path::to_owned).into_iter().collect();
        let config = set.config.as_ref().and_then(|path| PrismaConfig::load(files, path, &roots));
        if let Some(config) = &config {
            problems.extend(config.problems.iter().chain(&config.missing_schema).cloned());
        }
        let settings = settings::load(files, &set.root, options, &mut problems);
        let setting = settings.prisma_version.as_ref().map(|version| version.value.as_str());
        let owner = match &set.why {
            GroupedBy::Config(path) | GroupedBy::PackageJson(path) | GroupedBy::Guess(path) => path,
            GroupedBy::Datasource(_) | GroupedBy::Alone | GroupedBy::Excluded => &set.root,
        };
        let version = detect_version(files, owner, setting, &set.files);
        problems.extend(version.problems.iter().cloned());
        if version.version.is_7_or_later() {
            problems.extend(ignored_package_json(files, &set));
        }
        let external =
            config.iter().flat_map(|config| config.external_tables.iter().chain(&config.external_enums));
        let facts = ProjectFacts {
            has_migrations: migrations::exist(files, &set, config.as_ref()),
            config: Some(Arc::new(ConfigSite::of(files, &set))),
            external: external.map(|name| name.value.clone()).collect(),
            scripts: scripts_of(files, &set),
            assumed_version: assumption(&version).map(Arc::from),
            stack: config
                .as_ref()
                .map(|config| config.stack)
                .unwrap_or_default()
                .or_target_of_package(files, &owner.join("_")),
            plan_origins: migrations::next_folder(files, &set, config.as_ref())
                .map(|folder| ::migrations::next::plan_origins(files, &folder).into())
                .unwrap_or_default(),
        };
        let renaming = match settings.keep_database_names {
            Some(Located { value: false, .. }) => DatabaseNames::Follow,
            _ => DatabaseNames::Keep,
        };
        let folder = folder_of(&set, options);
        let rules = settings::rule_sets(&settings, set.files.iter().map(PathBuf::as_path), folder, options);
        let chain = settings::chain(files, &set.root, options.file);
        let settings_files =
            chain.into_iter().filter_map(|it| it.path).chain(settings.imported.clone()).collect();
        let excluded = |file: &PathBuf| settings.for_file(file, folder_of(&set, options)).is_excluded;
        let excluded = set.files.iter().filter(|file| excluded(file)).cloned().collect();
        let migrations = migrations::folder(files, &set, config.as_ref());
        let notes = notes_of(files, &set, config.as_ref());
        let config = config.map(Arc::new);
        let statistics = read_statistics(files, &set.root, &mut problems);
        Project {
            set,
            migrations,
            config,
            version,
            facts,
            renaming,
            settings,
            statistics,
            settings_files,
            problems,
            notes,
            excluded,
            rules,
        }
    }

    /// The project of a folder of migrations, without a schema.
    pub fn of_migrations(files: &dyn Files, folder: &Path, options: &ProjectOptions<'_>) -> Project {
        let set = SchemaSet {
            root: folder.to_owned(),
            files: Vec::new(),
            why: GroupedBy::Alone,
            config: None,
            is_partial: false,
        };
        Project { migrations: Some(folder.to_owned()), ..Project::load(files, set, options) }
    }

    /// Its migrations; `None` if it has none.
    pub fn history(&self, files: &dyn Files) -> Option<History> {
        self.migrations.as_ref().map(|folder| History::read(files, folder))
    }

    /// Where its migrations are, or where the first one goes.
    pub fn migrations_folder(&self, files: &dyn Files) -> Option<PathBuf> {
        let new = || migrations::new_folder(files, &self.set, self.config.as_deref());
        self.migrations.clone().or_else(new)
    }

    /// What its configuration leaves to something else than its migrations.
    pub fn diff_options(&self) -> DiffOptions {
        let mut options = DiffOptions::default();
        if let Some(config) = &self.config {
            let names = |names: &[Located<String>]| names.iter().map(|it| it.value.as_str().into()).collect();
            options.external_tables = names(&config.external_tables);
            options.external_enums = names(&config.external_enums);
        }
        options
    }

    /// How its files of a dialect are formatted.
    pub fn formatting(&self, dialect: Dialect) -> format::Options {
        self.settings.format.options(dialect, self.version.version)
    }

    /// Whether `exclude` names a file: it is neither checked nor formatted.
    pub fn is_excluded(&self, file: &Path) -> bool {
        self.excluded.iter().any(|excluded| excluded == file)
    }

    /// The rules that are on, one set for each file of the schema.
    pub fn rules(&self) -> &[Arc<RuleSet>] {
        &self.rules
    }

    /// The rules that are on for a file.
    pub fn rules_of(&self, file: &Path) -> Option<&Arc<RuleSet>> {
        let at = self.set.files.iter().position(|other| other == file)?;
        self.rules.get(at)
    }

    /// The errors in its settings: for each the file and the message.
    pub fn settings_errors(&self) -> impl Iterator<Item = (&Path, &str)> {
        let is_error = |it: &&Finding| it.code == SETTINGS_CODE && it.level == Level::Error;
        self.problems
            .iter()
            .filter(is_error)
            .map(|it| (it.anchor.path().unwrap_or(Path::new("")), it.message.as_str()))
    }

    /// The dialect of a file of the schema, from the one that its text selects.
    fn dialect_of(&self, selected: Dialect) -> Dialect {
        if self.version.version.is_8_or_later() { Dialect::PrismaNext } else { selected }
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
        let mut paths: Vec<&PathBuf> = Vec::new();
        let files = files.filter_map(|(path, rules)| {
            let LoadedFile { name, content } = read(path)?;
            paths.push(path);
            let dialect = Dialect::of(&content.source().source().slice(Span::new(0, HEAD)));
            Some(AnalysisFile { name, content, rules: rules.clone(), dialect })
        });
        let mut files: Vec<AnalysisFile> = files.collect();
        // Prisma 8 reads a schema of Prisma 7 as well: one with a datasource or a generator.
        let is_classic = |file: &AnalysisFile| {
            file.dialect == Dialect::Classic
                && file.content.items().iter().any(|item| item.config().is_some())
        };
        if !files.iter().any(is_classic) {
            files.iter_mut().for_each(|file| file.dialect = self.dialect_of(file.dialect));
        }
        let mut analysis = Analysis::after(before, files, self.version.version, self.facts.clone());
        analysis.format = self.formatting(analysis.dialect);
        analysis.notes = self
            .notes
            .iter()
            .filter_map(|note| {
                let at = paths.iter().position(|path| **path == note.path)?;
                let file = FileId(u32::try_from(at).ok()?);
                Some(FileNote { file, code: note.code, message: note.message.clone() })
            })
            .collect();
        analysis.statistics = self.statistics.clone();
        analysis
    }
}

/// The folder that patterns of the editor's settings are relative to.
fn folder_of<'a>(set: &'a SchemaSet, options: &ProjectOptions<'a>) -> &'a Path {
    options.folder.unwrap_or(&set.root)
}

/// Why the version is only assumed.
fn assumption(version: &Detected) -> Option<String> {
    let Detected { version, source, .. } = version;
    let because = match source {
        VersionSource::Newest => "the newest known".to_owned(),
        VersionSource::Schema(Evidence::Url) => "since `url` is set here".to_owned(),
        VersionSource::Schema(Evidence::Generator(name)) => format!("since it generates with `{name}`"),
        _ => return None,
    };
    Some(format!(
        "Cannot determine the Prisma version of this schema; assuming {version}, {because}. Set `prismaVersion` in \
         prisma-lens.toml."
    ))
}

/// The nearest `package.json` of a schema, and its text.
fn nearest_package(files: &dyn Files, set: &SchemaSet) -> Option<(PathBuf, Arc<str>)> {
    let inside = set.root.join("_");
    let mut paths = ancestors(&inside).map(|dir| dir.join("package.json"));
    paths.find_map(|path| files.read(&path).map(|text| (path, text)))
}

/// What is wrong in the scripts of its package.
fn scripts_of(files: &dyn Files, set: &SchemaSet) -> Arc<[UnsafeScript]> {
    let package = nearest_package(files, set);
    package.map(|(_, text)| unsafe_scripts(&PackageJson::parse(&text))).unwrap_or_default().into()
}

/// What Prisma 7 ignores in the nearest `package.json`.
fn ignored_package_json(files: &dyn Files, set: &SchemaSet) -> Option<Finding> {
    let (path, text) = nearest_package(files, set)?;
    let span = PackageJson::prisma_span(&text)?;
    let message = "Prisma 7 ignores `prisma` in package.json. Move `schema` and `seed` to prisma.config.ts.";
    let anchor = Anchor::file(path.as_path(), span);
    Some(Finding::new(base::Origin::PrismaLens, PRISMA_CONFIG_CODE, Level::Hint, anchor, message))
}
