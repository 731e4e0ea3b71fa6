//! What the rules over code find around an open schema.

use base::Level;

use super::lint::{FileFindings, lint_code};
use crate::host::loaded_schema::LoadedSchema;
use crate::host::schemas::{WorkspaceView, options_of};

impl LoadedSchema {
    /// What the rules find in the code that asks this schema, file by file; nothing before the code was read. `view` is the one that
    /// the schema is of.
    pub(crate) fn code_findings(&self, view: &WorkspaceView) -> &[FileFindings] {
        let Some(code) = &self.code else { return &[] };
        self.code_findings.get_or_init(|| {
            let options = options_of(view, &self.project.set.root);
            let schema = &self.analysis().schema;
            lint_code(&view.files, &self.project, schema, code, &options, Level::Hint)
        })
    }
}
