//! Migrations in an editor: those that are open, and the next one.

use std::path::Path;
use std::sync::Arc;

use ::migrations::history::{History, SCRIPT_FILE};
use ::migrations::plan::Plan;
use ::migrations::preview::{Effect, Preview};
use ::migrations::replay::HistoryCache;
use ::migrations::rules::{Context, FixedMigration};
use ::migrations::schema_text::FileText;
use base::{Finding, Fix};
use checks::frame::RuleSet;
use model::project::MigrationScope;

use crate::host::applied_migrations::MigrationStatus;
use crate::host::documents::{Document, DocumentKind};
use crate::host::loaded_schema::LoadedSchema;
use crate::host::migration_lint::{MigrationLint, fix_migration, keep_wanted, lint_migration};
use crate::host::schemas::{WorkspaceView, options_of};
use crate::host::settings;

/// An open migration with its schema and context.
pub struct OpenMigration<'a> {
    /// The schema that it belongs to; one without files where the workspace has none.
    pub schema: &'a LoadedSchema,
    /// What the rules see.
    pub cx: &'a Context<'a>,
    /// Whether it was applied.
    pub(crate) status: MigrationStatus,
}

impl WorkspaceView {
    /// The schema whose migrations an open document is one of. `None` for other documents. Where the workspace has no such schema,
    /// it is one without files.
    pub fn schema_of_migration(&self, document: &Document) -> Option<Arc<LoadedSchema>> {
        self.schemas.of_migrations(self, history_of(document)?)
    }

    /// The schemas whose migrations are open.
    pub fn schemas_of_open_migrations(&self) -> impl Iterator<Item = Arc<LoadedSchema>> {
        self.documents.scripts().iter().filter_map(|document| self.schema_of_migration(document))
    }

    /// The findings in an open migration, in the order of its text. If it is not known whether it was applied, it is checked as
    /// if it was not, because it is open.
    pub fn findings_in_migration(&self, document: &Document) -> Vec<Finding> {
        let found = self.with_migration(document, |it| {
            let mut found = lint_migration(it.cx, &document.path, &self.rules_for(document, it)?);
            keep_wanted(&mut found, it.schema.project.settings.migrations.scope(), it.status);
            Some(found)
        });
        found.flatten().unwrap_or_default()
    }

    /// An open migration after the fixes that `takes` accepts, each of a finding that `wanted` accepts. `None` where that
    /// changes nothing, and where the migration was applied, or it is not known whether it was.
    pub(crate) fn fixed_migration(
        &self,
        document: &Document,
        wanted: impl Fn(&Finding) -> bool,
        takes: fn(&Fix) -> bool,
    ) -> Option<FixedMigration> {
        self.with_migration(document, |it| {
            let is_checked = it.schema.project.settings.migrations.scope() != MigrationScope::Off;
            let rules = self.rules_for(document, it).filter(|_| is_checked)?;
            fix_migration(it.cx, &document.path, &rules, wanted, takes)
        })?
    }

    /// The rules that hold for an open migration.
    fn rules_for(&self, document: &Document, it: &OpenMigration<'_>) -> Option<Arc<RuleSet>> {
        let options = options_of(self, &document.path);
        let folder = options.folder.unwrap_or(&it.schema.project.set.root);
        let paths = std::iter::once(&*document.path);
        settings::rule_sets(&it.schema.project.settings, paths, folder, &options).into_iter().next()
    }

    /// Calls `work` with an open migration and its context. `None` for other documents, and where neither a
    /// lock file nor a schema names the provider.
    pub fn with_migration<T>(
        &self,
        document: &Document,
        work: impl FnOnce(&OpenMigration<'_>) -> T,
    ) -> Option<T> {
        let schema = self.schema_of_migration(document)?;
        let history = schema.history()?;
        let number = history.migrations.iter().position(|migration| *migration.path == *document.path)?;
        let applied = self.layout.migrations.applied(&schema.project);
        let database = schema.host.database(schema.analysis()).filter(|it| !it.tables.is_empty());
        let mut lint = MigrationLint::of(&schema.project, &applied);
        lint.schema = database.as_ref();
        let status = history.migrations.get(number).map(|file| applied.status(file))?;
        let found = schema.with_history(|replayed| {
            lint.with_context(replayed, number, |cx| work(&OpenMigration { schema: &schema, cx, status }))
        });
        found.flatten()
    }
}

impl LoadedSchema {
    /// Its migrations; `None` if it has none.
    pub fn history(&self) -> Option<Arc<History>> {
        self.migrations.history()
    }

    /// Calls `work` with its replayed migrations; `None` if there are none, or the provider is not known.
    pub fn with_history<T>(&self, work: impl FnOnce(&HistoryCache) -> T) -> Option<T> {
        self.host.with_history(self.analysis(), &*self.history()?, work)
    }

    /// The next migration in stages, with the files of the schema for each; `None` as for [`preview`](Self::preview).
    pub fn plan(&self, name: &str) -> Option<(Plan, Vec<Option<Vec<FileText>>>)> {
        self.host.plan(self.analysis(), name)
    }

    /// The next migration; `None` where the project has no migrations, or the schema no provider of SQL.
    pub fn preview(&self) -> Option<Preview> {
        self.host.preview(self.analysis())
    }

    /// The effects of each step of the next migration, and the name of the last one.
    pub fn next_effects(&self) -> Option<(Vec<Vec<Effect>>, Option<String>)> {
        self.host.next_effects(self.analysis())
    }

    /// Whether it has errors.
    pub fn has_errors(&self) -> bool {
        self.host.with_findings(self.analysis(), |kept| kept.diagnosis().has_errors())
    }
}

/// The migrations folder that a document belongs to, judged by its path.
fn history_of(document: &Document) -> Option<&Path> {
    let is_script = document.kind == DocumentKind::Sql && document.path.ends_with(SCRIPT_FILE);
    document.path.parent()?.parent().filter(|_| is_script)
}
