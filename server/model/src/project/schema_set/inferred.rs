//! Schemas that nothing names: files that share a datasource.
//!
//! A file without a datasource belongs to the nearest one above it: the single file with a datasource in its own folder
//! or in a folder further up, within the same package. Where no folder above has one, a folder that bears the name of a
//! schema's folder may have its single datasource in another of its folders. Two datasources in one folder are two schemas,
//! and what lies beside them belongs to neither.

use std::path::{Path, PathBuf};

use crate::project::paths::{ancestors, name};
use crate::project::schema_set::declared::by_name;
use crate::project::schema_set::survey::{Search, Survey, TEST_FOLDERS};
use crate::project::schema_set::{GroupedBy, SchemaSet};
use syntax::Dialect;

/// How folders are called that hold a schema of several files.
const SCHEMA_FOLDERS: [&str; 3] = ["prisma", "schema", "schemas"];

/// The schema of the datasource that the file holds or belongs to, if it is not alone.
pub(super) fn by_datasource(survey: &Survey<'_>, file: &Path) -> Option<SchemaSet> {
    let datasource = datasource_of(survey, file)?;
    // Two in one folder are two schemas, and a folder may hold thousands: nothing else has to be read then.
    if survey.has_rival(&datasource) {
        return None;
    }
    let top = top_of(survey, &datasource);
    let mut files = survey.below(&top, Search::Shared);
    files.retain(|other| datasource_of(survey, other).as_ref() == Some(&datasource));
    if files.len() < 2 || !files.iter().any(|path| path == file) {
        return None;
    }
    let own = datasource.parent().unwrap_or(&top);
    let root = if files.iter().all(|path| path.starts_with(own)) { own.to_owned() } else { top };
    Some(SchemaSet { root, files, why: GroupedBy::Datasource(datasource), config: None, is_partial: false })
}

/// The file with the datasource that a file belongs to; a file with a datasource belongs to itself.
fn datasource_of(survey: &Survey<'_>, file: &Path) -> Option<PathBuf> {
    if survey.scan(file)?.dialect == Dialect::PrismaNext {
        return None;
    }
    if survey.has_datasource(file) {
        return Some(file.to_owned());
    }
    let found = nearest_datasource(survey, file)?;
    // A schema that a configuration names has the files that it names, and no others.
    (by_name(survey, &found).is_none() && !is_merged(survey, &found)).then_some(found)
}

/// Whether a file is a part that a tool merges into the schema that Prisma reads. Such parts may lie anywhere in the package.
pub(super) fn is_part(survey: &Survey<'_>, file: &Path) -> bool {
    !survey.has_datasource(file) && has_merger(survey, file)
}

/// Whether a file would belong to a schema, but the configuration of that schema leaves it out: Prisma never reads it.
pub(super) fn is_left_out(survey: &Survey<'_>, file: &Path) -> bool {
    !survey.has_datasource(file)
        && !survey.is_next(file)
        && nearest_datasource(survey, file)
            .and_then(|found| by_name(survey, &found))
            .is_some_and(|set| matches!(set.why, GroupedBy::Config(_)))
}

/// Whether a tool merges the schema of this file from parts: it lies where Prisma looks for a schema, and the package has
/// such a tool.
fn is_merged(survey: &Survey<'_>, datasource: &Path) -> bool {
    name(datasource) == "schema.prisma" && has_merger(survey, datasource)
}

/// Whether a package that holds a file has a tool that merges schemas.
fn has_merger(survey: &Survey<'_>, file: &Path) -> bool {
    let mut packages = ancestors(file).filter_map(|dir| survey.package(dir));
    packages.any(|package| package.merges_schemas())
}

fn nearest_datasource(survey: &Survey<'_>, file: &Path) -> Option<PathBuf> {
    let mut in_tests = false;
    for dir in ancestors(file) {
        let is_schema_folder = SCHEMA_FOLDERS.contains(&name(dir));
        let folder = survey.folder(dir);
        let here = folder
            .schemas
            .iter()
            .filter(|path| survey.has_datasource(path) && !survey.is_next(path) && !survey.is_ignored(path));
        let mut found: Vec<PathBuf> = here.take(2).cloned().collect();
        if found.is_empty() && is_schema_folder {
            found = survey.datasources_below(dir).to_vec();
        }
        match found.as_slice() {
            [] => {}
            [only] => return (!in_tests || is_schema_folder).then(|| only.clone()),
            _ => return None,
        }
        if ends_search(survey, dir) {
            return None;
        }
        in_tests |= TEST_FOLDERS.contains(&name(dir));
    }
    None
}

/// The folder below which all files of a datasource lie: its own, or the highest one above it that is named like a
/// schema's folder and has no other datasource.
fn top_of(survey: &Survey<'_>, datasource: &Path) -> PathBuf {
    let mut top = datasource.parent().unwrap_or(Path::new(""));
    for dir in ancestors(datasource) {
        if SCHEMA_FOLDERS.contains(&name(dir)) {
            if survey.datasources_below(dir).len() != 1 {
                break;
            }
            top = dir;
        }
        if ends_search(survey, dir) {
            break;
        }
    }
    top.to_owned()
}

/// Whether what lies above `dir` is another matter: a package, a repository or an opened folder ends here.
fn ends_search(survey: &Survey<'_>, dir: &Path) -> bool {
    let folder = survey.folder(dir);
    folder.is_package || folder.is_repository || survey.roots.iter().any(|root| root == dir)
}
