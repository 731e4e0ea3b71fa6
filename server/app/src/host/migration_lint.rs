//! The rules over migrations, run for a project: the command line and the editor report the same findings.

use std::path::Path;
use std::sync::Arc;

use ::migrations::replay::HistoryCache;
use ::migrations::rules::{ApplyPath, Context, Facts, active, lint};
use base::Finding;
use checks::frame::RuleSet;
use model::project::VersionSource;

use crate::host::project::Project;

/// What is known of a project where its migrations are checked.
#[derive(Clone, Debug)]
pub(crate) struct MigrationLint<'a> {
    /// How Prisma applies a script.
    pub(crate) apply_path: ApplyPath,
    /// The major version of PostgreSQL.
    pub(crate) postgres_version: Option<u32>,
    /// Tables so small that no lock on them is noticed.
    pub(crate) small_tables: &'a [String],
}

impl MigrationLint<'_> {
    /// What is known of this project.
    pub(crate) fn of(project: &Project) -> MigrationLint<'_> {
        let version = &project.version;
        let apply_path = match version.source {
            VersionSource::Newest => ApplyPath::Unknown,
            _ if version.version.is_at_least(7, 4) => ApplyPath::Cut,
            _ => ApplyPath::OneBatch,
        };
        MigrationLint { apply_path, postgres_version: None, small_tables: &[] }
    }

    /// Does something with one migration of a history and what is known around it; `None` if there is none at `number`.
    pub(crate) fn with_context<T>(
        &self,
        history: &HistoryCache,
        number: usize,
        is_editable: bool,
        work: impl FnOnce(&Context<'_>) -> T,
    ) -> Option<T> {
        let migration = history.migrations().get(number)?;
        let facts = Facts {
            apply_path: self.apply_path,
            postgres_version: self.postgres_version,
            small_tables: self.small_tables,
            before: Some(history.before(number)),
            is_first: number == 0,
            is_editable,
        };
        let file = &migration.file;
        Some(work(&Context::new(&file.name, &file.sql, &migration.script, &facts)))
    }
}

/// What the rules that are on find in a migration at a path.
pub(crate) fn lint_migration(cx: &Context<'_>, path: &Path, rules: &Arc<RuleSet>) -> Vec<Finding> {
    lint(cx, &path.into(), &active(rules))
}
