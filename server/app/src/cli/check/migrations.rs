//! Checks the SQL of migrations.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::text::Source;
use base::{Level, Preset};
use checks::frame::UNUSED_SUPPRESSION;
use migrations::history::{History, MigrationFile, SCRIPT_FILE};
use migrations::replay::{HistoryCache, Scope};
use migrations::rules::{Context, rules};
use model::database::Database;
use model::project::{Files, MigrationScope, normalize};
use model::schema::{Schema, SchemaFile};

use crate::cli::check::baseline;
use crate::cli::check::output::{self, Format, OutputOptions, Snippets};
use crate::cli::check::report::{FileReport, Report, ShownText};
use crate::cli::sources::{Failure, Sources};
use crate::cli::terminal::{self, ColorChoice};
use crate::cli::write;
use crate::host::{
    AppliedMigrations, CommitFiles, Disk, MigrationLint, MigrationStatus, Project, ProjectOptions,
    keep_wanted, lint_migration, rule_sets,
};

/// Which migrations to check, and what to report of them.
#[derive(Debug)]
pub(in crate::cli) struct MigrationCheck<'a> {
    /// Scripts, folders of migrations, or folders of projects.
    pub(in crate::cli) paths: &'a [PathBuf],
    /// The migration after which reporting begins; those after it count as not applied yet.
    pub(in crate::cli) after: Option<&'a str>,
    /// The commit whose migrations are not reported; others, and those that differ there, count as not applied yet.
    pub(in crate::cli) since: Option<&'a str>,
    /// The preset, where it is not that of the settings.
    pub(in crate::cli) preset: Option<Preset>,
    /// The only codes to report, if any.
    pub(in crate::cli) select: &'a [String],
    /// The codes not to report.
    pub(in crate::cli) ignore: &'a [String],
    /// The lowest level to report.
    pub(in crate::cli) show: Level,
    /// The major version of PostgreSQL.
    pub(in crate::cli) postgres_version: Option<u32>,
    /// Tables so small that no lock on them is noticed.
    pub(in crate::cli) small_tables: &'a [String],
}

/// A history to check, and what of it was asked for.
struct Target {
    project: Project,
    /// The script that was named; all of them if none was.
    script: Option<PathBuf>,
}

impl MigrationCheck<'_> {
    /// Checks the migrations.
    pub(in crate::cli) fn report(&self, folder: &Path) -> Report {
        let mut report = Report::default();
        let mut failures = Vec::new();
        let disk = Disk::new();
        let named = match (self.after, self.since.map(|revision| CommitFiles::open(folder, revision))) {
            (Some(after), _) => Some(AppliedMigrations::Until(after.to_owned())),
            (None, Some(Ok(commit))) => Some(AppliedMigrations::InCommit(commit)),
            (None, Some(Err(message))) => {
                failures.push(Failure { shown: "--since".to_owned(), message });
                None
            }
            (None, None) => None,
        };
        for target in self.targets(folder, &disk, &mut failures) {
            let mut checked = self.history(folder, &disk, named.as_ref(), &target, &mut failures);
            report.checked += checked.checked;
            report.scripts.append(&mut checked.scripts);
            report.files.append(&mut checked.files);
            report.texts.append(&mut checked.texts);
        }
        report.failures = failures;
        report
    }

    fn targets(&self, folder: &Path, disk: &Disk, failures: &mut Vec<Failure>) -> Vec<Target> {
        let options = self.options(folder);
        let mut targets = Vec::new();
        let mut projects: Vec<PathBuf> = Vec::new();
        for path in self.paths {
            let absolute = normalize(&folder.join(path));
            let script =
                if absolute.ends_with(SCRIPT_FILE) { absolute.clone() } else { absolute.join(SCRIPT_FILE) };
            match script.parent().and_then(Path::parent) {
                Some(owner) if disk.read(&script).is_some() => {
                    let project = Project::of_migrations(disk, owner, &options);
                    targets.push(Target { project, script: Some(script) });
                }
                _ if History::is_at(disk, &absolute) => {
                    let project = Project::of_migrations(disk, &absolute, &options);
                    targets.push(Target { project, script: None });
                }
                _ => projects.push(path.clone()),
            }
        }
        if projects.is_empty() && !self.paths.is_empty() {
            return targets;
        }
        for set in Sources::find(folder, &projects, failures).sets {
            let project = Project::load(disk, set, &options);
            let is_known = targets.iter().any(|target| target.project.migrations == project.migrations);
            if project.migrations.is_some() && !is_known {
                targets.push(Target { project, script: None });
            }
        }
        targets
    }

    fn options<'o>(&'o self, folder: &'o Path) -> ProjectOptions<'o> {
        ProjectOptions {
            folder: Some(folder),
            preset: self.preset,
            only: self.select,
            without: self.ignore,
            ..ProjectOptions::default()
        }
    }

    fn history(
        &self,
        root: &Path,
        disk: &Disk,
        named: Option<&AppliedMigrations>,
        target: &Target,
        failures: &mut Vec<Failure>,
    ) -> Report {
        let mut report = Report::default();
        let project = &target.project;
        let Some(history) = project.history(disk) else { return report };
        let shown =
            |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string().replace('\\', "/");
        for folder in &history.without_script {
            let message =
                "there is no `migration.sql`, so Prisma refuses to go on. Delete the folder.".to_owned();
            failures.push(Failure { shown: shown(folder), message });
        }
        let Some(provider) = history.provider() else {
            let message = "no `migration_lock.toml` names the provider.".to_owned();
            failures.push(Failure { shown: shown(&history.folder), message });
            return report;
        };
        let by_settings = match named {
            Some(_) => AppliedMigrations::Unknown,
            None => AppliedMigrations::of(project),
        };
        let mut lint = MigrationLint::of(project, named.unwrap_or(&by_settings));
        lint.postgres_version = self.postgres_version.or(lint.postgres_version);
        if !self.small_tables.is_empty() {
            lint.small_tables = self.small_tables;
        }
        let schema = database_of(disk, project).filter(|database| database.provider == provider);
        lint.schema = schema.as_ref();
        let mut replayed = HistoryCache::new(provider, Scope::default());
        replayed.refresh(&history);
        let is_wanted = |file: &MigrationFile| {
            let is_left_out = named.is_some_and(|named| named.status(file) == MigrationStatus::Applied);
            !is_left_out && target.script.as_ref().is_none_or(|script| *script == file.path)
        };
        let run = HistoryRun {
            project,
            lint,
            replayed: &replayed,
            options: &self.options(root),
            show: self.show,
            scope: MigrationScope::All,
            is_wanted: &is_wanted,
            shown: &shown,
        };
        run.add_to(&mut report);
        report
    }
}

/// A check of some migrations of one history.
struct HistoryRun<'a> {
    project: &'a Project,
    lint: MigrationLint<'a>,
    replayed: &'a HistoryCache,
    options: &'a ProjectOptions<'a>,
    show: Level,
    scope: MigrationScope,
    is_wanted: &'a dyn Fn(&MigrationFile) -> bool,
    shown: &'a dyn Fn(&Path) -> String,
}

impl HistoryRun<'_> {
    /// Adds what is found in the migrations to a report.
    fn add_to(&self, report: &mut Report) {
        let migrations = self.replayed.migrations();
        let paths = migrations.iter().map(|migration| migration.file.path.as_path());
        let folder = self.options.folder.unwrap_or(&self.project.set.root);
        let rules = rule_sets(&self.project.settings, paths, folder, self.options);
        for (number, (migration, rules)) in migrations.iter().zip(rules).enumerate() {
            let file = &migration.file;
            if !(self.is_wanted)(file) {
                continue;
            }
            report.checked += 1;
            let path: Arc<Path> = file.path.as_path().into();
            report.scripts.push(path.clone());
            let findings = |cx: &Context<'_>| lint_migration(cx, &path, &rules);
            let mut found = self.lint.with_context(self.replayed, number, findings).unwrap_or_default();
            keep_wanted(&mut found, self.scope, self.lint.applied.status(file));
            found.retain(|finding| finding.level >= self.show);
            if !found.is_empty() {
                let source = Source::new(&file.sql);
                let text = Arc::new(ShownText { shown: (self.shown)(&file.path), source });
                report.texts.insert(path.clone(), text.clone());
                let element = |finding| (finding, file.name.clone());
                let findings = found.into_iter().map(element).collect();
                report.files.push(FileReport { path, text, findings });
            }
        }
    }
}

/// The database that the schema of a project describes; `None` if it cannot be read.
fn database_of(files: &dyn Files, project: &Project) -> Option<Database> {
    let read =
        |path: &PathBuf| Some((path.to_string_lossy().into(), Arc::new(SchemaFile::new(&files.read(path)?))));
    let files: Vec<_> = project.set.files.iter().map(read).collect::<Option<_>>()?;
    Database::of(&Schema::new(files, project.version.version)).filter(|database| !database.tables.is_empty())
}

/// What `check` finds in the migrations of a project, as far as its settings ask for that and the user named them. A history of
/// which nobody knows the provider is left out.
pub(super) fn of_project(
    sources: &Sources,
    project: &Project,
    schema: &Schema,
    options: &ProjectOptions<'_>,
    show: Level,
) -> Report {
    let mut report = Report::default();
    let scope = project.settings.migrations.scope();
    let Some(folder) = project.migrations.as_ref().filter(|_| scope != MigrationScope::Off) else {
        return report;
    };
    let applied = AppliedMigrations::of(project);
    // A long history is read only for what is asked about.
    if scope == MigrationScope::New && matches!(applied, AppliedMigrations::Unknown) {
        return report;
    }
    let history = History::read(&sources.files, folder);
    let is_wanted = |file: &MigrationFile| {
        sources.is_named(&file.path)
            && (scope == MigrationScope::All || applied.status(file) != MigrationStatus::Applied)
    };
    let provider = history.provider().or(schema.configuration().provider);
    let Some(provider) = provider.filter(|_| history.migrations.iter().any(is_wanted)) else {
        return report;
    };
    let mut replayed = HistoryCache::new(provider, Scope::of(schema));
    replayed.refresh(&history);
    let database = Database::of(schema);
    let lint = MigrationLint { schema: database.as_ref(), ..MigrationLint::of(project, &applied) };
    let run = HistoryRun {
        project,
        lint,
        replayed: &replayed,
        options,
        show,
        scope,
        is_wanted: &is_wanted,
        shown: &|path| sources.shown(path),
    };
    run.add_to(&mut report);
    report
}

/// Removes the findings that the baseline at `path` records from a report about migrations. Returns how many they are.
pub(in crate::cli) fn subtract_baseline(path: &Path, report: &mut Report) -> Result<usize, String> {
    let known = baseline::read(path)?;
    let scripts = report.scripts.clone();
    Ok(baseline::subtract(&known, report, |file, _| scripts.iter().any(|script| &**script == file)).0)
}

/// Records the findings of a report about migrations in the baseline at `path`, in place of those that it records of the
/// same scripts. Returns how many it records then.
pub(in crate::cli) fn write_baseline(path: &Path, report: &Report) -> Result<usize, String> {
    let found = baseline::of_report(path, report);
    let is_covered = |file: &Path, code: &str| {
        let is_of_migrations =
            rules().any(|rule| rule.metadata.code == code) || code == UNUSED_SUPPRESSION.code;
        is_of_migrations && report.scripts.iter().any(|script| &**script == file)
    };
    let all = match path.exists() {
        true => baseline::read(path)?.replaced(&found, is_covered),
        false => found,
    };
    write::replace(path, &all.to_json()).map_err(|error| format!("cannot write the baseline: {error}."))?;
    Ok(all.total())
}

/// Prints a report about migrations, `known` findings of which are left out.
pub(in crate::cli) fn print(
    report: &Report,
    baselined: usize,
    format: Format,
    snippets: Snippets,
    color: ColorChoice,
) {
    let paint = terminal::Paint::of_output(color);
    let look = OutputOptions {
        paint,
        listed_from: Level::Hint,
        only_counts: false,
        root: std::env::current_dir().unwrap_or_default(),
        snippets,
        baselined,
        outdated_entries: 0,
        fixed_findings: 0,
        changed_files: 0,
        locking_indexes: 0,
        unwritten_files: 0,
        is_dry: false,
    };
    let (text, _) = output::render(format, report, &look);
    terminal::write(&text);
    for failure in &report.failures {
        crate::cli::print_error(&format!("{}: {}", failure.shown, failure.message));
    }
    let counts = report.counts();
    let summary = format!(
        "{} in {}: {}, {}, {}{}.\n",
        terminal::count(counts.total(), "finding"),
        terminal::count(report.checked, "migration"),
        terminal::count(counts.errors, "error"),
        terminal::count(counts.warnings, "warning"),
        terminal::count(counts.infos, "info"),
        if baselined > 0 { format!("; {baselined} in the baseline") } else { String::new() },
    );
    if format == Format::Text { terminal::write(&summary) } else { terminal::write_error(&summary) }
}
