//! What the rules over code find around an open schema, kept file by file.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use base::Finding;
use model::project::Settings;
use model::schema::Schema;
use queries::code::CodeFile;
use queries::link::{FileCache, FileQueries, ProjectCode};
use queries::read::read;
use queries::rules::Surroundings;

use super::lint::{CodeLint, FileFindings, resolved};
use crate::host::loaded_schema::LoadedSchema;
use crate::host::project::Project;
use crate::host::schemas::{WorkspaceView, options_of};

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
    surroundings: Surroundings,
    by_file: FileCache<Arc<[Finding]>>,
}

impl CodeFindings {
    fn update(&self, view: &WorkspaceView, loaded: &LoadedSchema, code: &ProjectCode) -> Vec<FileFindings> {
        let (project, schema) = (&loaded.project, &loaded.analysis().schema);
        if !project.settings.queries.is_linted() {
            return Vec::new();
        }
        let surroundings = Surroundings::new(schema, code.application());
        let options = options_of(view, &project.set.root);
        let mut slot = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |kept: &Kept| {
            Arc::ptr_eq(&kept.project, project)
                && Arc::ptr_eq(&kept.settings, &view.settings)
                && kept.surroundings == surroundings
        };
        let mut by_file = slot.take().filter(is_same).map(|kept| kept.by_file).unwrap_or_default();
        let files: Vec<FileQueries<'_>> = code.queries_by_file(schema).collect();
        let mut linter = CodeLint::new(&view.files, project, schema, &surroundings, &options);
        let found = by_file.update(schema, &files, |file| linter.lint(file, None).into());
        let found = files.iter().zip(found).filter(|(_, found)| !found.is_empty());
        let result =
            found.map(|(file, found)| (file.file.clone(), placed(project, schema, &found))).collect();
        let (project, settings) = (project.clone(), view.settings.clone());
        *slot = Some(Kept { project, settings, surroundings, by_file });
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

impl LoadedSchema {
    /// What the rules find in the code that asks this schema, file by file, without fixes; nothing before the code was read. `view` is
    /// the one that the schema is of.
    pub(crate) fn code_findings(&self, view: &WorkspaceView) -> &[FileFindings] {
        let Some(code) = &self.code else { return &[] };
        self.code_findings.get_or_init(|| self.kept_code_findings.update(view, self, code))
    }

    /// What the rules find in one file of code with this text, with fixes. Nothing where the text has changed since the code was read.
    pub(crate) fn fixable_in_code(&self, view: &WorkspaceView, path: &Path, text: &str) -> Vec<Finding> {
        let is_found = self.code_findings(view).iter().any(|(file, _)| *file.path == *path);
        let Some(code) = self.code.as_ref().filter(|_| is_found) else { return Vec::new() };
        let schema = &self.analysis().schema;
        let Some(file) = code.queries_by_file(schema).find(|it| *it.file.path == *path) else {
            return Vec::new();
        };
        if (CodeFile { kind: file.file.kind, ..read(path, text) }) != **file.file {
            return Vec::new();
        }
        let surroundings = Surroundings::new(schema, code.application());
        let options = options_of(view, &self.project.set.root);
        let mut linter = CodeLint::new(&view.files, &self.project, schema, &surroundings, &options);
        let found = linter.lint(&file, Some(text)).into_iter();
        found.map(|finding| resolved(&self.project, schema, finding)).collect()
    }
}
