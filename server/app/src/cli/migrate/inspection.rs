//! What the files of a project say about its migrations: the history, the pending ones, drift, and plans. No database is
//! asked.

use std::path::Path;

use base::text::Source;
use base::{Finding, Level};
use migrations::cost::{Cost, costs_by_table};
use migrations::diff;
use migrations::history::{History, LOCK_FILE, MigrationFile};
use migrations::preview::{Class, Preview, effects, preview};
use migrations::replay::{HistoryCache, Scope};
use migrations::rules::is_atomic;
use migrations::sql::statement::StatementKind;
use model::catalog::Provider;
use model::database::Database;
use model::schema::Schema;

use crate::cli::migrate::plan_file::{Stage, WrittenPlan};
use crate::cli::migrate::side::{load_from, of_loaded, sources_of};
use crate::host::{
    AppliedMigrations, CommitFiles, MigrationLint, MigrationStatus, Project, ProjectOptions, keep_wanted,
    lint_migration, rule_sets,
};

/// A project with its migrations.
pub(super) struct Inspection {
    pub(super) project: Project,
    pub(super) schema: Schema,
    pub(super) provider: Provider,
    pub(super) history: History,
    /// Which migrations were applied, as far as files say.
    pub(super) applied: AppliedMigrations,
    /// The next migration: what `migrate dev` would still do.
    pub(super) next: Preview,
    /// The plans that were written.
    pub(super) plans: Vec<WrittenPlan>,
    /// Files of plans that cannot be read.
    pub(super) plan_problems: Vec<String>,
    database: Database,
    replayed: HistoryCache,
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
        let (sources, set) = sources_of(folder, path)?;
        let (project, schema) = load_from(&sources, set)?;
        let shown = path.display().to_string();
        let Some(history) = project.history(&sources.files) else {
            return Err(format!("{shown}: the project has no migrations."));
        };
        let state = of_loaded(project.clone(), schema, &shown)?;
        let (Some(database), Some(schema)) = (state.database, state.schema) else {
            return Err(format!("{shown}: the datasource names no known provider."));
        };
        let provider = database.provider;
        if !provider.is_sql() {
            return Err(format!("{provider} has no migrations."));
        }
        let mut replayed = HistoryCache::new(provider, Scope::of(&schema));
        replayed.refresh(&history);
        let next = preview(&replayed, &schema, &database, &project.diff_options());
        let (plans, plan_problems) = WrittenPlan::all(&sources.files, &history);
        let applied = AppliedMigrations::of(&project);
        Ok(Inspection {
            project,
            schema,
            provider,
            history,
            applied,
            next,
            plans,
            plan_problems,
            database,
            replayed,
        })
    }

    /// What is wrong with the folder of the migrations: Prisma refuses to go on.
    pub(super) fn folder_problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        match self.history.provider() {
            Some(other) if other != self.provider => problems.push(format!(
                "`{LOCK_FILE}` is for {other}, the schema for {}. Start a new history: move the folder away.",
                self.provider
            )),
            Some(_) => {}
            None => problems
                .push(format!("`{LOCK_FILE}` does not name the provider. Restore it from version control.")),
        }
        for folder in &self.history.without_script {
            let name = folder.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            problems
                .push(format!("`{name}` has no `migration.sql`. Delete the folder, or restore the file."));
        }
        problems
    }

    /// The applied migrations whose text differs from the default branch. `None` where there is none to compare with.
    pub(super) fn edited(&self) -> Option<Vec<&str>> {
        let branch =
            AppliedMigrations::OnDefaultBranch(CommitFiles::of_default_branch(&self.history.folder)?);
        // By `newAfter`, what is on the branch may not be applied yet.
        let is_edited = |migration: &&MigrationFile| {
            branch.status(migration) == MigrationStatus::Edited
                && self.applied.status(migration) != MigrationStatus::New
        };
        let edited = self.history.migrations.iter().filter(is_edited);
        Some(edited.map(|migration| migration.name.as_str()).collect())
    }

    /// The migrations that are not among the applied ones. `None` where those are not known.
    pub(super) fn pending(&self, applied: &AppliedMigrations) -> Option<Vec<Pending>> {
        if matches!(applied, AppliedMigrations::Unknown) {
            return None;
        }
        let lint =
            MigrationLint { schema: Some(&self.database), ..MigrationLint::of(&self.project, applied) };
        let migrations = self.replayed.migrations();
        let paths = migrations.iter().map(|migration| migration.file.path.as_path());
        let options = ProjectOptions::default();
        let rules = rule_sets(&self.project.settings, paths, &self.project.set.root, &options);
        let mut pending = Vec::new();
        for (at, (migration, rules)) in migrations.iter().zip(rules).enumerate() {
            let file = &migration.file;
            if applied.status(file) != MigrationStatus::New {
                continue;
            }
            let found = lint.with_context(&self.replayed, at, |cx| {
                let mut findings = lint_migration(cx, &file.path, &rules);
                keep_wanted(&mut findings, self.project.settings.migrations.scope(), MigrationStatus::New);
                // What a stage of a plan does to clients, the stages before it have seen to.
                let stage = self.plans.iter().find_map(|plan| plan.stage_of(file, self.provider));
                if stage.is_some() {
                    findings.retain(|finding| finding.level == Level::Error);
                }
                let source = Source::new(&file.sql);
                let findings = findings.iter().map(|finding| LintFinding::of(finding, &file.name, &source));
                let mut locks = costs_by_table(self.provider, &migration.script.statements, &|table| {
                    cx.table_before(table)
                });
                let created: Vec<&str> =
                    migration.script.statements.iter().filter_map(created_name).collect();
                let is_in_use = |cost: &Cost| !cx.facts.is_first && !created.contains(&cost.object.as_str());
                if let Some(locks) = &mut locks {
                    locks.retain(is_in_use);
                }
                let before = self.replayed.before(at);
                let change = diff(before, self.replayed.before(at + 1), &self.project.diff_options());
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
                        .is_some_and(|stage| stage.has_rollback_of(file, self.provider)),
                    is_atomic: is_atomic(cx),
                }
            });
            pending.extend(found);
        }
        Some(pending)
    }

    /// Whether a failure of a migration leaves nothing in the database. `None` if there is no such migration.
    pub(super) fn is_atomic(&self, name: &str) -> Option<bool> {
        let lint = MigrationLint::of(&self.project, &self.applied);
        let at = self.replayed.migrations().iter().position(|migration| migration.file.name == name)?;
        lint.with_context(&self.replayed, at, is_atomic)
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
