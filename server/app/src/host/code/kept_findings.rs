//! What the rules over code find, kept file by file.

use std::sync::{Arc, Mutex, PoisonError};

use base::Finding;
use model::project::{Files, Settings};
use model::schema::Schema;
use queries::link::{FileCache, FileQueries, ProjectCode};
use queries::rules::ApplicationFacts;

use super::lint::{CodeLint, FileFindings, resolved};
use crate::host::options::ProjectOptions;
use crate::host::project::Project;

/// The findings in code around a schema, kept from one state to the next. Only files are looked at again that changed, or that depend
/// on what changed in the schema; all of them where the settings change, or what matters of the application.
#[derive(Debug, Default)]
pub(crate) struct CodeFindings {
    kept: Mutex<Option<Kept>>,
}

#[derive(Debug)]
struct Kept {
    project: Arc<Project>,
    settings: Arc<Settings>,
    application: ApplicationFacts,
    by_file: FileCache<Arc<[Finding]>>,
}

impl CodeFindings {
    /// What is found in the code of a schema now. `settings` are the editor's, which `options` rest on.
    pub(super) fn update(
        &self,
        files: &dyn Files,
        project: &Arc<Project>,
        schema: &Arc<Schema>,
        code: &ProjectCode,
        settings: &Arc<Settings>,
        options: &ProjectOptions<'_>,
    ) -> Vec<FileFindings> {
        if !project.settings.queries.is_linted() {
            return Vec::new();
        }
        let application = ApplicationFacts::new(schema, code.application());
        let mut slot = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |kept: &Kept| {
            Arc::ptr_eq(&kept.project, project)
                && Arc::ptr_eq(&kept.settings, settings)
                && kept.application == application
        };
        let mut by_file = slot.take().filter(is_same).map(|kept| kept.by_file).unwrap_or_default();
        let queries: Vec<FileQueries<'_>> = code.queries_by_file(schema).collect();
        let mut linter = CodeLint::new(files, project, schema, &application, options);
        let found = by_file.update(schema, &queries, |file| linter.lint(file, None).into());
        let found = queries.iter().zip(found).filter(|(_, found)| !found.is_empty());
        let result =
            found.map(|(file, found)| (file.file.clone(), placed(project, schema, &found))).collect();
        let (project, settings) = (project.clone(), settings.clone());
        *slot = Some(Kept { project, settings, application, by_file });
        result
    }
}

/// Findings with the places in a schema as they are now.
fn placed(project: &Project, schema: &Schema, found: &Arc<[Finding]>) -> Arc<[Finding]> {
    let is_in_schema = |finding: &Finding| finding.related.iter().any(|it| it.anchor.place().is_some());
    if !found.iter().any(is_in_schema) {
        return found.clone();
    }
    found.iter().map(|finding| resolved(project, schema, finding.clone())).collect()
}
