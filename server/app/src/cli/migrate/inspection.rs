//! What the files of a project say about its migrations: the history, the pending ones, drift, and plans. No database is
//! asked.

use std::path::Path;

use base::text::Source;
use base::{Finding, Level};
use migrations::cost::{Cost, costs_by_table};
use migrations::diff;
use migrations::history::{History, LOCK_FILE, MigrationFile};
use migrations::preview::{Class, Preview, effects, preview};
use migrations::rules::is_atomic;
use migrations::sql::statement::StatementKind;

use crate::cli::migrate::history::ProjectHistory;
use crate::cli::migrate::plan_file::{Stage, WrittenPlan};
use crate::host::{
    AppliedMigrations, CommitFiles, MigrationLint, MigrationStatus, ProjectOptions, keep_wanted,
    lint_migration, rule_sets,
};

/// A project with its migrations.
pub(super) struct Inspection {
    pub(super) loaded: ProjectHistory,
    /// Which migrations were applied, as far as files say.
    pub(super) applied: AppliedMigrations,
    /// The next migration: what `migrate dev` would still do.
    pub(super) next: Preview,
    /// The plans that were written.
    pub(super) plans: Vec<WrittenPlan>,
    /// Files of plans that cannot be read.
    pub(super) plan_problems: Vec<String>,
}

/// A migration that was not applied yet.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) name: String,
    /// What the rules find in it.
    pub(super) findings: Vec<LintFinding>,
    /// The locks that it takes on tables in use; `None` where they are not known.
    pub(super) locks: Option<Vec<Cost>>,
    /// The stage of a plan that it is, if nobody changed its script since.
    pub(super) stage: Option<Stage>,
    /// The class of that stage; without one, of what its SQL changes.
    pub(super) class: Class,
    /// Whether a script that undoes it is beside it.
    pub(super) has_rollback: bool,
    /// Whether that script is the one of its plan.
    pub(super) is_planned_rollback: bool,
    /// Whether nothing of it stays when it fails.
    pub(super) is_atomic: bool,
}

/// A finding of a rule in a migration.
#[derive(Debug)]
pub(super) struct LintFinding {
    pub(super) level: Level,
    /// The code, the place and the message.
    pub(super) text: String,
}

impl Inspection {
    /// Reads the project of the schema at a path.
    pub(super) fn of(folder: &Path, path: &Path) -> Result<Inspection, String> {
        let loaded = ProjectHistory::read(folder, path)?;
        let ProjectHistory { project, schema, database, history, replayed, options, sources } = &loaded;
        if *history == History::empty(&history.folder) {
            return Err(format!("{}: the project has no migrations.", path.display()));
        }
        let next = preview(replayed, schema, database, options).with_statistics(project.statistics.clone());
        let (plans, plan_problems) = WrittenPlan::all(&sources.files, history);
        let applied = AppliedMigrations::of(project);
        Ok(Inspection { applied, next, plans, plan_problems, loaded })
    }

    /// What is wrong with the folder of the migrations: Prisma refuses to go on.
    pub(super) fn folder_problems(&self) -> Vec<String> {
        let lock =
            self.loaded.history.provider().is_none().then(|| {
                format!("`{LOCK_FILE}` does not name the provider. Restore it from version control.")
            });
        lock.into_iter().chain(self.loaded.folder_problems()).collect()
    }

    /// The applied migrations whose text differs from the default branch. `None` where there is none to compare with.
    pub(super) fn edited(&self) -> Option<Vec<&str>> {
        let branch =
            AppliedMigrations::OnDefaultBranch(CommitFiles::of_default_branch(&self.loaded.history.folder)?);
        // By `newAfter`, what is on the branch may not be applied yet.
        let is_edited = |migration: &&MigrationFile| {
            branch.status(migration) == MigrationStatus::Edited
                && self.applied.status(migration) != MigrationStatus::New
        };
        let edited = self.loaded.history.migrations.iter().filter(is_edited);
        Some(edited.map(|migration| migration.name.as_str()).collect())
    }

    /// The migrations that are not among the applied ones. `None` where those are not known.
    pub(super) fn pending(&self, applied: &AppliedMigrations) -> Option<Vec<Pending>> {
        if matches!(applied, AppliedMigrations::Unknown) {
            return None;
        }
        let lint = MigrationLint {
            schema: Some(&self.loaded.database),
            ..MigrationLint::of(&self.loaded.project, applied)
        };
        let migrations = self.loaded.replayed.migrations();
        let paths = migrations.iter().map(|migration| migration.file.path.as_path());
        let options = ProjectOptions::default();
        let rules = rule_sets(&self.loaded.project.settings, paths, &self.loaded.project.set.root, &options);
        let mut pending = Vec::new();
        for (at, (migration, rules)) in migrations.iter().zip(rules).enumerate() {
            let file = &migration.file;
            if applied.status(file) != MigrationStatus::New {
                continue;
            }
            let found = lint.with_context(&self.loaded.replayed, at, |cx| {
                let mut findings = lint_migration(cx, &file.path, &rules);
                keep_wanted(
                    &mut findings,
                    self.loaded.project.settings.migrations.scope(),
                    MigrationStatus::New,
                );
                // What a stage of a plan does to clients, the stages before it have seen to.
                let stage = self.plans.iter().find_map(|plan| plan.stage_of(file, self.loaded.provider()));
                if stage.is_some() {
                    findings.retain(|finding| finding.level == Level::Error);
                }
                let source = Source::new(&file.sql);
                let findings = findings.iter().map(|finding| LintFinding::of(finding, &file.name, &source));
                let mut locks =
                    costs_by_table(self.loaded.provider(), &migration.script.statements, &|table| {
                        cx.table_before(table)
                    });
                let created: Vec<&str> =
                    migration.script.statements.iter().filter_map(created_name).collect();
                let is_in_use = |cost: &Cost| !cx.facts.is_first && !created.contains(&cost.object.as_str());
                if let Some(locks) = &mut locks {
                    locks.retain(is_in_use);
                }
                let before = self.loaded.replayed.before(at);
                let change = diff(before, self.loaded.replayed.before(at + 1), &self.loaded.options);
                let of_sql = || effects(&change).iter().flatten().map(|effect| effect.class).max();
                let class = stage.and_then(Stage::class).or_else(of_sql);
                Pending {
                    name: file.name.clone(),
                    findings: findings.collect(),
                    locks,
                    stage: stage.cloned(),
                    class: class.unwrap_or_default(),
                    has_rollback: file.rollback.is_some(),
                    is_planned_rollback: stage
                        .is_some_and(|stage| stage.has_rollback_of(file, self.loaded.provider())),
                    is_atomic: is_atomic(cx),
                }
            });
            pending.extend(found);
        }
        Some(pending)
    }

    /// Whether a failure of a migration leaves nothing in the database. `None` if there is no such migration.
    pub(super) fn is_atomic(&self, name: &str) -> Option<bool> {
        let lint = MigrationLint::of(&self.loaded.project, &self.applied);
        let at =
            self.loaded.replayed.migrations().iter().position(|migration| migration.file.name == name)?;
        lint.with_context(&self.loaded.replayed, at, is_atomic)
    }
}

impl LintFinding {
    fn of(finding: &Finding, migration: &str, source: &Source) -> LintFinding {
        let position = source.position(finding.anchor.span().start, base::text::Encoding::Utf32);
        let line = position.line.saturating_add(1);
        let text = format!("{migration}:{line}: {}: {}", finding.code, finding.message);
        LintFinding { level: finding.level, text }
    }
}

fn created_name(statement: &migrations::sql::statement::Statement) -> Option<&str> {
    match &statement.kind {
        StatementKind::CreateTable(create) => Some(create.name.name.text.as_str()),
        _ => None,
    }
}
