//! What the rules over code find around an open schema.

use std::path::Path;

use base::Finding;
use queries::code::CodeFile;
use queries::read::read;
use queries::rules::ApplicationFacts;

use super::lint::{CodeLint, FileFindings, resolved};
use crate::host::loaded_schema::LoadedSchema;
use crate::host::schemas::{WorkspaceView, options_of};

impl LoadedSchema {
    /// What the rules find in the code that asks this schema, file by file, without fixes; nothing before the code was read. `view` is
    /// the one that the schema is of.
    pub(crate) fn code_findings(&self, view: &WorkspaceView) -> &[FileFindings] {
        let Some(code) = &self.code else { return &[] };
        self.code_findings.get_or_init(|| {
            let (project, schema) = (&self.project, &self.analysis().schema);
            let options = options_of(view, &project.set.root);
            self.kept_code_findings.update(&view.files, project, schema, code, &view.settings, &options)
        })
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
        let application = ApplicationFacts::new(schema, code.application());
        let options = options_of(view, &self.project.set.root);
        let mut linter = CodeLint::new(&view.files, &self.project, schema, &application, &options);
        let found = linter.lint(&file, Some(text)).into_iter();
        found.map(|finding| resolved(&self.project, schema, finding)).collect()
    }
}
