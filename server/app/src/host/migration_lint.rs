//! The rules over migrations, run for a project: the command line and the editor report the same findings.

use std::path::Path;
use std::sync::Arc;

use ::migrations::replay::HistoryCache;
use ::migrations::rules::{ApplyPath, Context, Facts, FixedMigration, active, fix_all, lint};
use ::migrations::step::Pair;
use ::statistics::Statistics;
use base::{Finding, Fix};
use checks::frame::RuleSet;
use model::database::Database;
use model::project::{MigrationScope, VersionSource};

use crate::host::applied_migrations::{AppliedMigrations, MigrationStatus};
use crate::host::project::Project;

/// The rule about applied migrations that were changed.
const EDITED_APPLIED: &str = "edited-applied";

/// The facts about a project that the rules for migrations need.
#[derive(Clone, Debug)]
pub(crate) struct MigrationLint<'a> {
    /// How Prisma applies a script.
    pub(crate) apply_path: ApplyPath,
    /// The major version of PostgreSQL.
    pub(crate) postgres_version: Option<u32>,
    /// Tables so small that no lock on them is noticed.
    pub(crate) small_tables: &'a [String],
    /// What the database has said of itself, if that is known.
    pub(crate) statistics: Option<&'a Statistics>,
    /// Which of them were applied.
    pub(crate) applied: &'a AppliedMigrations,
    /// The database that the schema describes, if it is known.
    pub(crate) schema: Option<&'a Database>,
}

impl MigrationLint<'_> {
    /// The facts about this project.
    pub(crate) fn of<'a>(project: &'a Project, applied: &'a AppliedMigrations) -> MigrationLint<'a> {
        let version = &project.version;
        let apply_path = match version.source {
            VersionSource::Newest => ApplyPath::Unknown,
            _ if version.version.is_at_least(7, 4) => ApplyPath::Cut,
            _ => ApplyPath::OneBatch,
        };
        let settings = &project.settings.migrations;
        MigrationLint {
            apply_path,
            postgres_version: settings.postgres_version(),
            small_tables: settings.small_tables(),
            statistics: project.statistics.as_deref(),
            applied,
            schema: None,
        }
    }

    /// Calls `work` with the context of a migration of a history; `None` if there is none at `number`.
    pub(crate) fn with_context<T>(
        &self,
        history: &HistoryCache,
        number: usize,
        work: impl FnOnce(&Context<'_>) -> T,
    ) -> Option<T> {
        let migration = history.migrations().get(number)?;
        let file = &migration.file;
        let status = self.applied.status(file);
        let applied_sql = (status != MigrationStatus::New).then(|| self.applied.text(&file.path)).flatten();
        let folder = file.path.parent().and_then(Path::parent);
        let newest = folder.filter(|_| status == MigrationStatus::New);
        let newest = newest.and_then(|folder| self.applied.newest(folder));
        let facts = Facts {
            apply_path: self.apply_path,
            postgres_version: self.postgres_version,
            small_tables: self.small_tables,
            statistics: self.statistics,
            before: Some(history.before(number)),
            is_first: number == 0,
            is_last: number + 1 == history.migrations().len(),
            earlier: history.migrations().get(..number).unwrap_or_default(),
            schema: self.schema,
            applied_sql: applied_sql.as_deref(),
            newest_applied: newest.as_deref(),
            rollback: file.rollback.as_ref(),
            replays: Some(Pair {
                from: history.replay_before(number),
                to: history.replay_before(number + 1),
            }),
            following: history.migrations().get(number + 1).map(|next| next.file.name.as_str()),
            is_editable: status == MigrationStatus::New,
        };
        Some(work(&Context::new(&file.name, &file.sql, &migration.script, &facts)))
    }
}

/// The findings of the active rules in the migration at a path.
pub(crate) fn lint_migration(cx: &Context<'_>, path: &Path, rules: &Arc<RuleSet>) -> Vec<Finding> {
    lint(cx, &path.into(), &active(rules))
}

/// The migration at a path after the fixes that `takes` accepts, each of a finding that `wanted` accepts. `None` where that
/// changes nothing, and where the migration was applied.
pub(crate) fn fix_migration(
    cx: &Context<'_>,
    path: &Path,
    rules: &Arc<RuleSet>,
    wanted: impl Fn(&Finding) -> bool,
    takes: fn(&Fix) -> bool,
) -> Option<FixedMigration> {
    fix_all(cx, &path.into(), &active(rules), wanted, takes)
}

/// Removes the findings that the setting `migrations.lint` leaves out for a migration with this status. Of an applied one,
/// only the finding that it was changed is kept.
pub(crate) fn keep_wanted(findings: &mut Vec<Finding>, scope: MigrationScope, status: MigrationStatus) {
    match (scope, status) {
        (MigrationScope::Off, _) | (MigrationScope::New, MigrationStatus::Applied) => findings.clear(),
        (MigrationScope::New, MigrationStatus::Edited) => findings.retain(|it| it.code == EDITED_APPLIED),
        (MigrationScope::New, MigrationStatus::New | MigrationStatus::Unknown) | (MigrationScope::All, _) => {
        }
    }
}
