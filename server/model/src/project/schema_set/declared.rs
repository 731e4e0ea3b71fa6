//! Schemas that a configuration names.

use std::path::{Path, PathBuf};

use crate::project::paths::{ancestors, name, resolve};
use crate::project::schema_set::survey::{Search, Survey, TEST_FOLDERS};
use crate::project::schema_set::{GroupedBy, SchemaSet};

/// Where Prisma looks for a schema when nothing names one, relative to the folder of the package.
const DEFAULT_LOCATIONS: [&str; 3] = ["schema.prisma", "prisma/schema.prisma", "prisma/schema"];

/// How many schema files of one folder are looked at for a generator that writes copies.
const MAX_SOURCES: usize = 32;

/// The schema that a configuration names and that takes in the file.
pub(super) fn by_name(survey: &Survey<'_>, file: &Path) -> Option<SchemaSet> {
    by_config(survey, file)
        .or_else(|| by_package_json(survey, file))
        .or_else(|| by_config_elsewhere(survey, file))
        .or_else(|| by_guess(survey, file))
}

/// The schema of a configuration that does not lie above the file, as in a repository whose packages share a schema.
fn by_config_elsewhere(survey: &Survey<'_>, file: &Path) -> Option<SchemaSet> {
    let around = survey.around(file);
    let by_config = around.configs.iter().find_map(|path| named_by(survey, path, file));
    by_config.or_else(|| around.packages.iter().find_map(|dir| named_by_package(survey, dir, file)))
}

/// The best guess where a configuration names a schema, but its value cannot be computed: the folder with the one datasource below
/// the configuration.
fn by_guess(survey: &Survey<'_>, file: &Path) -> Option<SchemaSet> {
    let path = survey.nearest_config(file)?;
    let config = survey.config(&path)?;
    if !config.names_schema || config.schema.is_some() {
        return None;
    }
    let dir = home_of(&path);
    let datasources = survey.datasources_below(dir);
    let [datasource] = datasources.as_slice() else { return None };
    let inside = datasource.strip_prefix(dir).ok()?;
    let root = dir.join(inside.components().next()?);
    let is_for_tests = ancestors(inside).any(|dir| TEST_FOLDERS.contains(&name(dir)));
    if root == *datasource || !file.starts_with(&root) || is_for_tests {
        return None;
    }
    let mut files = survey.below(&root, Search::Shared);
    files
        .retain(|path| config.migrations_path.as_ref().is_none_or(|except| !path.starts_with(&except.value)));
    let is_one = files.binary_search_by(|path| path.as_path().cmp(file)).is_ok();
    let why = GroupedBy::Guess(path.clone());
    let root = if files.len() == 1 { datasource.clone() } else { root };
    is_one.then_some(SchemaSet { root, files, why, config: Some(path), is_partial: false })
}

/// The folder that a configuration is about: its own, or the one above its folder `.config`.
fn home_of(config: &Path) -> &Path {
    let dir = config.parent().unwrap_or(config);
    if name(dir) == ".config" { dir.parent().unwrap_or(dir) } else { dir }
}

/// The schema of the nearest `prisma.config.*` whose `schema` takes in the file.
fn by_config(survey: &Survey<'_>, file: &Path) -> Option<SchemaSet> {
    ancestors(file).find_map(|dir| {
        let path = survey.folder(dir).config.clone()?;
        named_by(survey, &path, file)
    })
}

/// The schema that a configuration names, if it takes in the file.
fn named_by(survey: &Survey<'_>, path: &Path, file: &Path) -> Option<SchemaSet> {
    let config = survey.config(path)?;
    let target = config.schema.as_ref()?;
    let except = config.migrations_path.as_ref().map(|path| path.value.as_path());
    let files = files_of(survey, &target.value, except, file)?;
    let why = GroupedBy::Config(path.to_owned());
    Some(SchemaSet {
        root: target.value.clone(),
        files,
        why,
        config: Some(path.to_owned()),
        is_partial: false,
    })
}

/// The files of the schema that a configuration names.
pub(super) fn files_named_by(survey: &Survey<'_>, config: &Path) -> Vec<PathBuf> {
    let Some(target) = survey.config(config).and_then(|config| Some(config.schema.as_ref()?.value.clone()))
    else {
        return Vec::new();
    };
    match survey.files.is_dir(&target) {
        true => survey.below(&target, Search::Named),
        false => vec![target],
    }
}

/// The schema of the nearest `package.json` whose `prisma.schema` takes in the file.
fn by_package_json(survey: &Survey<'_>, file: &Path) -> Option<SchemaSet> {
    ancestors(file).find_map(|dir| named_by_package(survey, dir, file))
}

/// The schema that the `package.json` of a folder names, if it takes in the file.
fn named_by_package(survey: &Survey<'_>, dir: &Path, file: &Path) -> Option<SchemaSet> {
    let package = survey.package(dir)?;
    let root = resolve(dir, package.prisma_schema()?);
    let files = files_of(survey, &root, None, file)?;
    let why = GroupedBy::PackageJson(dir.join("package.json"));
    Some(SchemaSet { root, files, why, config: super::config_for(survey, file), is_partial: false })
}

/// Whether the file is a copy that the generator of a schema further up writes.
pub(super) fn is_generated(survey: &Survey<'_>, file: &Path) -> bool {
    ancestors(file).any(|dir| {
        let config = survey.folder(dir).config.as_ref().and_then(|path| survey.config(path));
        let from_config = config.and_then(|config| config.schema.as_ref().map(|schema| schema.value.clone()));
        let package = survey.package(dir);
        let from_package =
            package.and_then(|package| package.prisma_schema().map(|written| resolve(dir, written)));
        let defaults = DEFAULT_LOCATIONS.iter().map(|location| dir.join(location));
        let mut sources: Vec<PathBuf> = defaults.chain(from_config).chain(from_package).collect();
        sources.extend(survey.folder(dir).schemas.iter().take(MAX_SOURCES).cloned());
        sources.into_iter().any(|source| {
            let sources = if survey.files.is_dir(&source) {
                survey.folder(&source).schemas.iter().take(MAX_SOURCES).cloned().collect()
            } else {
                vec![source]
            };
            let writes =
                |source: &PathBuf| survey.outputs(source).iter().any(|output| file.starts_with(output));
            sources.iter().filter(|source| source.as_path() != file).any(writes)
        })
    })
}

/// The files of the schema at `root`, if `file` is one of them.
fn files_of(survey: &Survey<'_>, root: &Path, except: Option<&Path>, file: &Path) -> Option<Vec<PathBuf>> {
    if root == file {
        return Some(vec![file.to_owned()]);
    }
    if !file.starts_with(root) || !survey.files.is_dir(root) || !name(file).ends_with(".prisma") {
        return None;
    }
    let mut files = survey.below(root, Search::Named);
    files.retain(|path| except.is_none_or(|except| !path.starts_with(except)));
    // A buffer that was never saved is in no list of files.
    files.binary_search_by(|path| path.as_path().cmp(file)).is_ok().then_some(files)
}
