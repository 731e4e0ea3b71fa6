//! Checks the SQL of migrations.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::text::Source;
use base::{Level, Preset};
use checks::frame::UNUSED_SUPPRESSION;
use migrations::history::{History, SCRIPT_FILE, is_same_script};
use migrations::replay::{HistoryCache, Scope};
use migrations::rules::{Context, rules};
use model::project::{Files, normalize};

use crate::cli::check::baseline;
use crate::cli::check::output::{self, Format, OutputOptions, Snippets};
use crate::cli::check::report::{FileReport, Report, ShownText};
use crate::cli::sources::{Failure, Sources};
use crate::cli::terminal::{self, ColorChoice};
use crate::cli::write;
use crate::host::{CommitFiles, Disk, MigrationLint, Project, ProjectOptions, lint_migration, rule_sets};

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
        let since = self.since.map(|revision| CommitFiles::open(folder, revision)).transpose();
        let since = since.unwrap_or_else(|message| {
            failures.push(Failure { shown: "--since".to_owned(), message });
            None
        });
        for target in self.targets(folder, &disk, &mut failures) {
            let mut checked = self.history(folder, &disk, since.as_ref(), &target, &mut failures);
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
        since: Option<&CommitFiles>,
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
        let paths = history.migrations.iter().map(|migration| migration.path.as_path());
        let rules = rule_sets(&project.settings, paths, root, &self.options(root));
        let mut replayed = HistoryCache::new(provider, Scope::default());
        replayed.refresh(&history);
        let checked = MigrationLint {
            postgres_version: self.postgres_version,
            small_tables: self.small_tables,
            ..MigrationLint::of(project)
        };
        let is_editable = self.after.is_some() || self.since.is_some();
        for (number, (migration, rules)) in replayed.migrations().iter().zip(rules).enumerate() {
            let file = &migration.file;
            let is_known = since.and_then(|commit| commit.read(&file.path));
            let is_new = self.after.is_none_or(|after| file.name.as_str() > after)
                && is_known.is_none_or(|sql| !is_same_script(&sql, &file.sql));
            if !is_new || target.script.as_ref().is_some_and(|script| *script != file.path) {
                continue;
            }
            report.checked += 1;
            let path: Arc<Path> = file.path.as_path().into();
            report.scripts.push(path.clone());
            let findings = |cx: &Context<'_>| lint_migration(cx, &path, &rules);
            let mut found =
                checked.with_context(&replayed, number, is_editable, findings).unwrap_or_default();
            found.retain(|finding| finding.level >= self.show);
            if !found.is_empty() {
                let source = Source::new(&file.sql);
                let text = Arc::new(ShownText { shown: shown(&file.path), source });
                report.texts.insert(path.clone(), text.clone());
                let element = |finding| (finding, file.name.clone());
                let findings = found.into_iter().map(element).collect();
                report.files.push(FileReport { path, text, findings });
            }
        }
        report
    }
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
    known: usize,
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
        known,
        gone: 0,
        settled: 0,
        mended: 0,
        locking_indexes: 0,
        unwritten: 0,
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
        if known > 0 { format!("; {known} in the baseline") } else { String::new() },
    );
    if format == Format::Text { terminal::write(&summary) } else { terminal::write_error(&summary) }
}
