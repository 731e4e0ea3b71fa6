//! Checks the SQL of migrations.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::text::Source;
use base::{Level, Preset};
use checks::frame::RuleSet;
use migrations::history::{History, SCRIPT_FILE, is_same_script};
use migrations::replay::{Replay, Scope};
use migrations::rules::{ApplyPath, Context, Facts, active, lint};
use migrations::sql::{read, statement::Script};
use model::catalog::Provider;
use model::project::{Files, PrismaConfig, VersionSource, detect_version, normalize};
use rayon::prelude::*;

use crate::cli::check::output::{self, Format, Look, Snippets};
use crate::cli::check::report::{FileReport, Report, ShownText};
use crate::cli::sources::{Failure, Sources};
use crate::cli::terminal::{self, ColorChoice};
use crate::host::{self, CommitFiles};

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
    folder: PathBuf,
    /// The script that was named; all of them if none was.
    script: Option<PathBuf>,
    /// The provider of the schema that it was found by.
    provider: Option<Provider>,
}

impl MigrationCheck<'_> {
    /// Checks the migrations.
    pub(in crate::cli) fn report(&self, folder: &Path) -> Report {
        let mut report = Report::default();
        let mut failures = Vec::new();
        let disk = host::Disk::new();
        let since = self.since.map(|revision| CommitFiles::open(folder, revision)).transpose();
        let since = since.unwrap_or_else(|message| {
            failures.push(Failure { shown: "--since".to_owned(), message });
            None
        });
        for target in self.targets(folder, &disk, &mut failures) {
            let mut checked = self.history(folder, &disk, since.as_ref(), &target, &mut failures);
            report.checked += checked.checked;
            report.files.append(&mut checked.files);
            report.texts.append(&mut checked.texts);
        }
        report.failures = failures;
        report
    }

    fn targets(&self, folder: &Path, disk: &host::Disk, failures: &mut Vec<Failure>) -> Vec<Target> {
        let mut targets = Vec::new();
        let mut projects: Vec<PathBuf> = Vec::new();
        for path in self.paths {
            let absolute = normalize(&folder.join(path));
            let script =
                if absolute.ends_with(SCRIPT_FILE) { absolute.clone() } else { absolute.join(SCRIPT_FILE) };
            let owner = script.parent().and_then(Path::parent);
            match owner {
                Some(owner) if disk.read(&script).is_some() => {
                    targets.push(Target { folder: owner.to_owned(), script: Some(script), provider: None });
                }
                _ if History::is_at(disk, &absolute) => {
                    targets.push(Target { folder: absolute, script: None, provider: None });
                }
                _ => projects.push(path.clone()),
            }
        }
        if projects.is_empty() && !self.paths.is_empty() {
            return targets;
        }
        let sources = Sources::find(folder, &projects, failures);
        for set in &sources.sets {
            let config = set.config.as_ref().and_then(|it| Some(PrismaConfig::parse(it, &disk.read(it)?)));
            let folders = host::migration_folders(disk, set, config.as_ref());
            if let Some(found) = folders.into_iter().find(|it| History::is_at(disk, it))
                && !targets.iter().any(|target| target.folder == found)
            {
                targets.push(Target { folder: found, script: None, provider: None });
            }
        }
        targets
    }

    fn history(
        &self,
        root: &Path,
        disk: &host::Disk,
        since: Option<&CommitFiles>,
        target: &Target,
        failures: &mut Vec<Failure>,
    ) -> Report {
        let mut report = Report::default();
        let history = History::read(disk, &target.folder);
        let shown =
            |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string().replace('\\', "/");
        for folder in &history.without_script {
            let message =
                "there is no `migration.sql`, so Prisma refuses to go on. Delete the folder.".to_owned();
            failures.push(Failure { shown: shown(folder), message });
        }
        let locked = history.lock.as_ref().and_then(|lock| lock.provider());
        let Some(provider) = locked.or(target.provider) else {
            let message = "no `migration_lock.toml` names the provider.".to_owned();
            failures.push(Failure { shown: shown(&target.folder), message });
            return report;
        };
        let settings = host::settings_of_folder(disk, &target.folder, host::SettingsFile::Nearest);
        let setting = settings.prisma_version.as_ref().map(|version| version.value.as_str());
        let version = detect_version(disk, &target.folder, setting, &[]);
        let apply_path = match version.source {
            VersionSource::Newest => ApplyPath::Unknown,
            _ if version.version.is_at_least(7, 4) => ApplyPath::Cut,
            _ => ApplyPath::OneBatch,
        };
        let scripts: Vec<Script> =
            history.migrations.par_iter().map(|migration| read(provider, &migration.sql)).collect();
        let mut effective = settings.for_file(&target.folder, root);
        effective.preset = self.preset.unwrap_or(effective.preset);
        let mut rules = RuleSet::new(ide::registry(), &effective);
        rules.choose(self.select, self.ignore);
        let rules = active(&Arc::new(rules));
        let mut replay = Replay::new(provider, Scope::default());
        for (number, (migration, script)) in history.migrations.iter().zip(&scripts).enumerate() {
            let is_known = since.and_then(|commit| commit.read(&migration.path));
            let is_new = self.after.is_none_or(|after| migration.name.as_str() > after)
                && is_known.is_none_or(|sql| !is_same_script(&sql, &migration.sql));
            let is_asked = target.script.as_ref().is_none_or(|script| *script == migration.path);
            if is_new && is_asked {
                report.checked += 1;
                let facts = Facts {
                    apply_path,
                    postgres_version: self.postgres_version,
                    small_tables: self.small_tables,
                    before: Some(replay.database()),
                    is_first: number == 0,
                    is_editable: self.after.is_some() || self.since.is_some(),
                };
                let path: Arc<Path> = migration.path.as_path().into();
                let cx = Context::new(&migration.name, &migration.sql, script, &facts);
                let mut found = lint(&cx, &path, &rules);
                found.retain(|finding| finding.level >= self.show);
                if !found.is_empty() {
                    let source = Source::new(&migration.sql);
                    let text = Arc::new(ShownText { shown: shown(&migration.path), source });
                    report.texts.insert(path.clone(), text.clone());
                    let element = |finding| (finding, migration.name.clone());
                    report.files.push(FileReport {
                        path,
                        text,
                        findings: found.into_iter().map(element).collect(),
                    });
                }
            }
            replay.apply_script(&migration.name, &migration.sql, script);
        }
        report
    }
}

/// Prints a report about migrations.
pub(in crate::cli) fn print(report: &Report, format: Format, snippets: Snippets, color: ColorChoice) {
    let paint = terminal::Paint::of_output(color);
    let look = Look {
        paint,
        listed_from: Level::Hint,
        only_counts: false,
        root: std::env::current_dir().unwrap_or_default(),
        snippets,
        known: 0,
        gone: 0,
        settled: 0,
        mended: 0,
        unwritten: 0,
        is_dry: false,
    };
    let (text, _) = output::render(format, report, &look);
    terminal::write(&text);
    for failure in &report.failures {
        crate::cli::complain(&format!("{}: {}", failure.shown, failure.message));
    }
    let counts = report.counts();
    let summary = format!(
        "{} in {}: {}, {}, {}.\n",
        terminal::count(counts.total(), "finding"),
        terminal::count(report.checked, "migration"),
        terminal::count(counts.errors, "error"),
        terminal::count(counts.warnings, "warning"),
        terminal::count(counts.infos, "info"),
    );
    if format == Format::Text { terminal::write(&summary) } else { terminal::write_error(&summary) }
}
