//! Checks the SQL of migrations.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::text::Source;
use base::{Finding, Fix, Level, Preset};
use checks::frame::{Baseline, RuleSet};
use migrations::history::{History, MigrationFile, SCRIPT_FILE};
use migrations::next;
use migrations::replay::{HistoryCache, Scope};
use migrations::rules::Context;
use model::database::Database;
use model::project::{Files, MigrationScope, normalize};
use model::schema::{Schema, SchemaFile};

use crate::cli::check::report::{FileReport, ShownText};
use crate::cli::check::run::{CheckOptions, Collected};
use crate::cli::settings_errors;
use crate::cli::sources::{Failure, Sources};
use crate::cli::write::Change;
use crate::host::{
    AppliedMigrations, CommitFiles, Disk, MigrationLint, MigrationStatus, Project, ProjectOptions,
    fix_migration, keep_wanted, lint_migration, next_folder, rule_sets,
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
    /// The fixes to apply; `None` for none.
    pub(in crate::cli) fixes: Option<MigrationFixes<'a>>,
}

/// Which fixes to apply to migrations that were not applied yet.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct MigrationFixes<'a> {
    /// The fixes that are taken.
    takes: fn(&Fix) -> bool,
    /// Known findings, which are left alone.
    baseline: Option<&'a Baseline>,
    /// Whether what is reported is the state before the fixes.
    reports_before: bool,
}

impl<'a> MigrationFixes<'a> {
    /// The safe fixes, or with `takes_choices` the first of each finding.
    pub(in crate::cli) fn new(
        takes_choices: bool,
        reports_before: bool,
        baseline: Option<&'a Baseline>,
    ) -> MigrationFixes<'a> {
        let takes = if takes_choices { Fix::only_edits } else { Fix::is_automatic };
        MigrationFixes { takes, baseline, reports_before }
    }
}

/// A history to check, and what of it was asked for.
struct Target {
    project: Project,
    /// The script that was named; all of them if none was.
    script: Option<PathBuf>,
}

impl MigrationCheck<'_> {
    /// Checks the migrations.
    pub(in crate::cli) fn collect(&self, folder: &Path) -> Collected {
        let mut collected = Collected::default();
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
            self.history(folder, &disk, named.as_ref(), &target, &mut collected, &mut failures);
        }
        collected.report.failures = failures;
        collected
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
                _ if next::is_at(disk, &absolute) => left_alone(path),
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
            } else if let Some(of_next) = next_folder(disk, &project.set, project.config.as_deref()) {
                left_alone(of_next.strip_prefix(folder).unwrap_or(&of_next));
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
        collected: &mut Collected,
        failures: &mut Vec<Failure>,
    ) {
        let project = &target.project;
        let Some(history) = project.history(disk) else { return };
        let shown =
            |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string().replace('\\', "/");
        settings_errors::report(project, shown);
        for (path, why) in &history.unreadable {
            failures.push(Failure { shown: shown(path), message: why.clone() });
        }
        if !history.unreadable.is_empty() {
            return;
        }
        for folder in &history.without_script {
            let message =
                "there is no `migration.sql`, so Prisma refuses to go on. Delete the folder.".to_owned();
            failures.push(Failure { shown: shown(folder), message });
        }
        let Some(provider) = history.provider() else {
            let message = "no `migration_lock.toml` names the provider.".to_owned();
            failures.push(Failure { shown: shown(&history.folder), message });
            return;
        };
        let by_settings = match named {
            Some(_) => AppliedMigrations::Unknown,
            None => AppliedMigrations::of(project),
        };
        let applied = named.unwrap_or(&by_settings);
        if self.fixes.is_some() && matches!(applied, AppliedMigrations::Unknown) {
            crate::cli::print_error(&format!(
                "{}: nothing is fixed, because it is not known which migrations were applied. Pass `--after MIGRATION`, \
                 or set `newAfter` in prisma-lens.toml.",
                shown(&history.folder)
            ));
        }
        let mut lint = MigrationLint::of(project, applied);
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
            fixes: self.fixes,
        };
        run.add_to(collected);
    }
}

/// Says that migrations are of Prisma 8.
fn left_alone(folder: &Path) {
    let shown = folder.display();
    crate::cli::print_error(&format!("{shown}: these migrations are of Prisma 8; they are left alone."));
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
    fixes: Option<MigrationFixes<'a>>,
}

impl HistoryRun<'_> {
    /// Adds what is found in the migrations, and what fixes make of them.
    fn add_to(&self, collected: &mut Collected) {
        let migrations = self.replayed.migrations();
        let paths = migrations.iter().map(|migration| migration.file.path.as_path());
        let folder = self.options.folder.unwrap_or(&self.project.set.root);
        let rules = rule_sets(&self.project.settings, paths, folder, self.options);
        for (number, (migration, rules)) in migrations.iter().zip(rules).enumerate() {
            if (self.is_wanted)(&migration.file) {
                let file = &migration.file;
                self.lint.with_context(self.replayed, number, |cx| self.add(cx, file, &rules, collected));
            }
        }
    }

    /// Adds one migration.
    fn add(&self, cx: &Context<'_>, file: &MigrationFile, rules: &Arc<RuleSet>, collected: &mut Collected) {
        let path: Arc<Path> = file.path.as_path().into();
        let report = &mut collected.report;
        report.checked += 1;
        report.scripts.push(path.clone());
        let is_told = |finding: &Finding| finding.level >= self.show;
        let fixed = self.fixes.and_then(|fixes| {
            let is_new = |finding: &Finding| {
                fixes.baseline.is_none_or(|known| !known.knows(&path, finding.code, &file.name))
            };
            fix_migration(cx, &path, rules, |finding| is_told(finding) && is_new(finding), fixes.takes)
        });
        let after = fixed.as_ref().filter(|_| self.fixes.is_some_and(|fixes| !fixes.reports_before));
        let mut found = match after {
            Some(after) => {
                let cx = Context::new(cx.name, &after.sql, &after.script, cx.facts);
                lint_migration(&cx, &path, rules)
            }
            None => lint_migration(cx, &path, rules),
        };
        keep_wanted(&mut found, self.scope, self.lint.applied.status(file));
        found.retain(is_told);
        let shown = (self.shown)(&path);
        if !found.is_empty() {
            let source = Source::new(after.map_or(&*file.sql, |after| &after.sql));
            let text = Arc::new(ShownText { shown: shown.clone(), source });
            report.texts.insert(path.clone(), text.clone());
            let element = |finding| (finding, file.name.clone());
            let findings = found.into_iter().map(element).collect();
            report.files.push(FileReport { path, text, findings });
        }
        if let Some(fixed) = fixed {
            collected.fixed_findings += fixed.count;
            let (before, after) = (file.sql.to_string(), fixed.sql);
            collected.changes.push(Change { path: file.path.clone(), shown, before, after });
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
    wanted: &CheckOptions<'_>,
) -> Collected {
    let mut collected = Collected::default();
    let scope = project.settings.migrations.scope();
    let Some(folder) = project.migrations.as_ref().filter(|_| scope != MigrationScope::Off) else {
        return collected;
    };
    let applied = AppliedMigrations::of(project);
    // A long history is read only for what is asked about.
    if scope == MigrationScope::New && matches!(applied, AppliedMigrations::Unknown) {
        return collected;
    }
    let history = History::read(&sources.files, folder);
    let is_wanted = |file: &MigrationFile| {
        sources.is_named(&file.path)
            && (scope == MigrationScope::All || applied.status(file) != MigrationStatus::Applied)
    };
    let provider = history.provider().or(schema.configuration().provider);
    let Some(provider) = provider.filter(|_| history.migrations.iter().any(is_wanted)) else {
        return collected;
    };
    let mut replayed = HistoryCache::new(provider, Scope::of(schema));
    replayed.refresh(&history);
    let database = Database::of(schema);
    let lint = MigrationLint { schema: database.as_ref(), ..MigrationLint::of(project, &applied) };
    let run = HistoryRun {
        project,
        lint,
        replayed: &replayed,
        options: &wanted.options,
        show: wanted.show,
        scope,
        is_wanted: &is_wanted,
        shown: &|path| sources.shown(path),
        fixes: wanted
            .fix
            .then(|| MigrationFixes::new(wanted.takes_choices, wanted.reports_before, wanted.baseline)),
    };
    run.add_to(&mut collected);
    collected
}
