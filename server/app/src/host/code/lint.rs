//! The rules over code, run for a project: the command line and the editor report the same findings.

use std::path::Path;
use std::sync::Arc;

use base::{Finding, Level};
use model::project::Files;
use model::schema::Schema;
use queries::code::CodeFile;
use queries::link::{FileQueries, ProjectCode};
use queries::rules::{ApplicationFacts, Context, active, lint};

use super::package_facts::PackageFacts;
use crate::host::options::ProjectOptions;
use crate::host::project::Project;
use crate::host::settings::RuleSets;

/// What the rules find in a file of code.
pub(crate) type FileFindings = (Arc<CodeFile>, Arc<[Finding]>);

/// The rules over code for one state of a project.
pub(super) struct CodeLint<'a> {
    files: &'a dyn Files,
    schema: &'a Schema,
    application: &'a ApplicationFacts,
    rules: RuleSets<'a>,
    facts: PackageFacts,
}

impl<'a> CodeLint<'a> {
    /// Those of a project with a schema.
    pub(super) fn new(
        files: &'a dyn Files,
        project: &'a Project,
        schema: &'a Schema,
        application: &'a ApplicationFacts,
        options: &'a ProjectOptions<'a>,
    ) -> CodeLint<'a> {
        let folder = options.folder.unwrap_or(&project.set.root);
        let rules = RuleSets::new(&project.settings, folder, options);
        CodeLint { files, schema, application, rules, facts: PackageFacts::default() }
    }

    /// What the rules find in a file; nothing where the settings exclude it. Without the text of the file, findings have no fixes.
    pub(super) fn lint(&mut self, file: &FileQueries<'_>, text: Option<&str>) -> Vec<Finding> {
        let (rules, is_excluded) = self.rules.of(&file.file.path);
        if is_excluded {
            return Vec::new();
        }
        let facts = self.facts.of(self.files, &file.file.path);
        let cx = Context {
            schema: self.schema,
            application: self.application,
            file: file.file,
            text,
            queries: &file.queries,
            facts: &facts,
        };
        lint(&cx, &active(&rules))
    }
}

/// A finding with the places in a schema named by their paths.
pub(super) fn resolved(project: &Project, schema: &Schema, finding: Finding) -> Finding {
    let path_of = |file: base::FileId| -> Arc<Path> {
        project.set.files.get(file.0 as usize).map_or(Path::new(""), |path| path.as_path()).into()
    };
    schema.resolve(finding, path_of)
}

/// What the rules find in the code that asks the schema of a project, from a level on, with fixes: the files with findings, in order.
pub(crate) fn lint_code<'c>(
    files: &dyn Files,
    project: &Project,
    schema: &Schema,
    code: &'c ProjectCode,
    options: &ProjectOptions<'_>,
    show: Level,
) -> Vec<(FileQueries<'c>, Vec<Finding>)> {
    if !project.settings.queries.is_linted() {
        return Vec::new();
    }
    let application = ApplicationFacts::new(schema, code.application());
    let mut linter = CodeLint::new(files, project, schema, &application, options);
    let mut all = Vec::new();
    for file in code.queries_by_file(schema) {
        let mut found = linter.lint(&file, None);
        // The text is needed for fixes only, and most files have no findings.
        if !found.is_empty()
            && let Some(text) = files.read(&file.file.path)
        {
            found = linter.lint(&file, Some(&text));
        }
        found.retain(|finding| finding.level >= show);
        if !found.is_empty() {
            let found = found.into_iter().map(|finding| resolved(project, schema, finding)).collect();
            all.push((file, found));
        }
    }
    all
}
