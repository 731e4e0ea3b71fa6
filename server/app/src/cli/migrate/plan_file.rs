//! Plans that were written in stages: what `plan.json` keeps, and how far each plan is.

use migrations::history::{History, MigrationFile};
use migrations::plan::script;
use migrations::preview::Class;
use migrations::sql::token::{TokenKind, tokenize};
use model::catalog::Provider;
use model::project::Files;
use serde::Deserialize;

use crate::plan_folder::PLAN_FILE;

/// A plan with the folders of its migrations.
#[derive(Debug)]
pub(super) struct WrittenPlan {
    /// Its name.
    pub(super) name: String,
    /// Its stages.
    pub(super) stages: Vec<Stage>,
}

/// A stage of a plan.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Stage {
    /// What it does.
    pub(super) title: String,
    /// `migration`, `backfill`, `application` or `check`.
    kind: String,
    /// The end of the name of its migration's folder.
    migration: Option<String>,
    /// A query that returns no row, or 0, when it is safe to go on.
    pub(super) check: Option<String>,
    /// What of it can be undone.
    #[serde(default)]
    pub(super) reversible: String,
    /// The name of its class.
    #[serde(default)]
    class: String,
    /// What it locks, in words.
    #[serde(default)]
    pub(super) lock: String,
    /// Its statements.
    #[serde(default)]
    sql: Vec<String>,
    /// The statements that take it back. `None` where nothing does.
    #[serde(default)]
    inverse: Option<Vec<String>>,
    /// The folder of its migration, if it was written.
    #[serde(skip)]
    pub(super) folder: Option<String>,
}

#[derive(Debug, Deserialize)]
struct PlanFile {
    #[serde(default)]
    name: String,
    stages: Vec<Stage>,
}

impl Stage {
    fn is_migration(&self) -> bool {
        self.kind == "migration"
    }

    /// Its class. `None` if the file does not know one.
    pub(super) fn class(&self) -> Option<Class> {
        Class::parse(&self.class)
    }

    /// Whether the plan has statements that take it back.
    pub(super) fn has_inverse(&self) -> bool {
        self.inverse.is_some()
    }

    /// Whether the script of a migration is still the one of the plan; comments and line ends do not count.
    pub(super) fn has_script_of(&self, migration: &MigrationFile, provider: Provider) -> bool {
        code(&migration.sql, provider).eq(code(&script(provider, &self.sql), provider))
    }

    /// Whether the script that undoes a migration is still the one of the plan.
    pub(super) fn has_rollback_of(&self, migration: &MigrationFile, provider: Provider) -> bool {
        let planned = self.inverse.as_ref().map(|inverse| script(provider, inverse));
        match (&planned, &migration.rollback) {
            (Some(planned), Some(rollback)) => code(&rollback.sql, provider).eq(code(planned, provider)),
            _ => false,
        }
    }
}

/// The parts of a script, without comments and blanks.
fn code(sql: &str, provider: Provider) -> impl Iterator<Item = &str> {
    let is_code =
        |kind| !matches!(kind, TokenKind::Whitespace | TokenKind::LineComment | TokenKind::BlockComment);
    let tokens = tokenize(sql, provider).into_iter().filter(move |token| is_code(token.kind));
    tokens.flat_map(|token| token.span.of(sql).lines())
}

impl WrittenPlan {
    /// The plans in a history, and what is wrong in the files that keep them.
    pub(super) fn all(files: &dyn Files, history: &History) -> (Vec<WrittenPlan>, Vec<String>) {
        let (mut plans, mut problems) = (Vec::new(), Vec::new());
        let names: Vec<&str> = history.migrations.iter().map(|migration| migration.name.as_str()).collect();
        for migration in &history.migrations {
            let Some(text) = migration.path.parent().and_then(|folder| files.read(&folder.join(PLAN_FILE)))
            else {
                continue;
            };
            let mut file: PlanFile = match serde_json::from_str(&text) {
                Ok(file) => file,
                Err(error) => {
                    problems.push(format!("{}/{PLAN_FILE}: {error}.", migration.name));
                    continue;
                }
            };
            for stage in file.stages.iter_mut().filter(|stage| stage.is_migration()) {
                let suffix = stage.migration.as_ref().map(|name| format!("_{name}"));
                // Only folders from that of the plan on: an earlier plan may have had a stage of the same name.
                let found = suffix.and_then(|suffix| {
                    names.iter().find(|name| **name >= migration.name.as_str() && name.ends_with(&suffix))
                });
                stage.folder = found.map(|name| (*name).to_owned());
            }
            plans.push(WrittenPlan { name: file.name, stages: file.stages });
        }
        (plans, problems)
    }

    /// The stage whose migration has a folder, by its place.
    pub(super) fn place_of(&self, folder: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.folder.as_deref() == Some(folder))
    }

    /// The stage that a migration is. `None` if the plan has no such stage, or its script was changed since.
    pub(super) fn stage_of(&self, migration: &MigrationFile, provider: Provider) -> Option<&Stage> {
        let stage = self.stages.get(self.place_of(&migration.name)?)?;
        (stage.class().is_some() && stage.has_script_of(migration, provider)).then_some(stage)
    }

    /// The stages between a migration and the migration before it, and that migration's place.
    pub(super) fn between(&self, at: usize) -> (Option<usize>, &[Stage]) {
        let before = self.stages.get(..at).unwrap_or_default();
        let last = before.iter().rposition(Stage::is_migration);
        (last, before.get(last.map_or(0, |last| last + 1)..).unwrap_or_default())
    }

    /// The checks that have to hold before the migration at a place: those of the stages after the migration before it, and
    /// of that one.
    pub(super) fn checks_before(&self, at: usize) -> Vec<(&Stage, &str)> {
        let (last, between) = self.between(at);
        let last = last.and_then(|last| self.stages.get(last));
        let stages = last.into_iter().chain(between);
        stages.filter_map(|stage| Some((stage, stage.check.as_deref()?))).collect()
    }

    /// What is wrong with the order of its migrations.
    pub(super) fn order_problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut missing: Option<&Stage> = None;
        let mut last: Option<&str> = None;
        for stage in self.stages.iter().filter(|stage| stage.is_migration()) {
            let Some(folder) = &stage.folder else {
                missing = missing.or(Some(stage));
                continue;
            };
            if let Some(missing) = missing {
                problems.push(format!(
                    "`{folder}` is there, but an earlier stage of the plan `{}` was not written: {}.",
                    self.name, missing.title
                ));
            }
            if let Some(last) = last.filter(|last| *last >= folder.as_str()) {
                problems.push(format!(
                    "`{folder}` sorts before `{last}`, which the plan `{}` has first. Rename its folder.",
                    self.name
                ));
            }
            last = Some(folder);
        }
        problems
    }

    /// The migrations of the plan among these names that cannot go in one deployment with an earlier one of it, each with the
    /// stage that has to come between.
    pub(super) fn too_early<'p>(&'p self, pending: &[&str]) -> Vec<(&'p str, &'p Stage)> {
        let is_pending = |folder: &str| pending.contains(&folder);
        let mut found = Vec::new();
        for (at, stage) in self.stages.iter().enumerate() {
            let Some(folder) = stage.folder.as_deref().filter(|folder| is_pending(folder)) else { continue };
            let (last, between) = self.between(at);
            let last = last.and_then(|last| self.stages.get(last)?.folder.as_deref());
            if let Some(between) = between.first()
                && last.is_some_and(is_pending)
            {
                found.push((folder, between));
            }
        }
        found
    }

    /// The first migration that was not written yet.
    pub(super) fn next(&self) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.is_migration() && stage.folder.is_none())
    }
}
