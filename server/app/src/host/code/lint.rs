//! The rules over code, run for a project: the command line and the editor report the same findings.

use std::path::Path;
use std::sync::Arc;

use base::{Finding, Level};
use model::project::Files;
use model::schema::Schema;
use queries::code::CodeFile;
use queries::link::{ProjectCode, queries_of_file};
use queries::rules::{Context, active, lint};

use super::package_facts::facts_of;
use crate::host::options::ProjectOptions;
use crate::host::project::Project;
use crate::host::settings::rule_sets;

/// What the rules find in a file of code.
pub(crate) type FileFindings = (Arc<CodeFile>, Vec<Finding>);

/// What the rules find in the code that asks the schema of a project, from a level on: the files with findings, in order. Related
/// places in the schema are named by their paths.
pub(crate) fn lint_code(
    files: &dyn Files,
    project: &Project,
    schema: &Schema,
    code: &ProjectCode,
    options: &ProjectOptions<'_>,
    show: Level,
) -> Vec<FileFindings> {
    if !project.settings.queries.is_linted() {
        return Vec::new();
    }
    let folder = options.folder.unwrap_or(&project.set.root);
    let checked: Vec<&Arc<CodeFile>> = code.files().filter(|file| !project.is_excluded(&file.path)).collect();
    let paths = checked.iter().map(|file| &*file.path);
    let rules = rule_sets(&project.settings, paths, folder, options);
    let queries = code.queries(schema);
    let path_of = |file: base::FileId| -> Arc<Path> {
        project.set.files.get(file.0 as usize).map_or(Path::new(""), |path| path.as_path()).into()
    };
    let mut all = Vec::new();
    for (file, rules) in checked.into_iter().zip(rules) {
        let facts = facts_of(files, &file.path);
        let queries = queries_of_file(&queries, file);
        let rules = active(&rules);
        let application = code.application();
        let cx = Context { schema, application, file, text: None, queries, facts: &facts };
        let mut found = lint(&cx, &rules);
        // The text is needed for fixes only, and most files have no findings.
        if !found.is_empty()
            && let Some(text) = files.read(&file.path)
        {
            found = lint(&Context { text: Some(&text), ..cx }, &rules);
        }
        found.retain(|finding| finding.level >= show);
        if !found.is_empty() {
            let found = found.into_iter().map(|finding| schema.resolve(finding, path_of)).collect();
            all.push((file.clone(), found));
        }
    }
    all
}
