//! Schemas that a configuration names.

use std::path::{Path, PathBuf};

use crate::project::paths::{ancestors, name, resolve};
use crate::project::schema_set::survey::{Search, Survey};
use crate::project::schema_set::{Origin, SchemaSet};

/// Where Prisma looks for a schema when nothing names one, relative to the folder of the package.
const DEFAULT_LOCATIONS: [&str; 3] = ["schema.prisma", "prisma/schema.prisma", "prisma/schema"];

/// The schema that a configuration names and that takes in the file.
pub(super) fn by_name(survey: &Survey<'_>, file: &Path) -> Option<SchemaSet> {
    by_config(survey, file).or_else(|| by_package_json(survey, file))
}

/// The schema of the nearest `prisma.config.*` whose `schema` takes in the file.
fn by_config(survey: &Survey<'_>, file: &Path) -> Option<SchemaSet> {
    ancestors(file).find_map(|dir| {
        let path = survey.folder(dir).config.clone()?;
        let config = survey.config(&path)?;
        let target = config.schema.as_ref()?;
        let except = config.migrations_path.as_ref().map(|path| path.value.as_path());
        let files = files_of(survey, &target.value, except, file)?;
        let why = Origin::Config(path.clone());
        Some(SchemaSet { root: target.value.clone(), files, why, config: Some(path) })
    })
}

/// The schema of the nearest `package.json` whose `prisma.schema` takes in the file.
fn by_package_json(survey: &Survey<'_>, file: &Path) -> Option<SchemaSet> {
    ancestors(file).find_map(|dir| {
        let package = survey.package(dir)?;
        let root = resolve(dir, package.prisma_schema()?);
        let files = files_of(survey, &root, None, file)?;
        let why = Origin::PackageJson(dir.join("package.json"));
        Some(SchemaSet { root, files, why, config: super::config_for(survey, file) })
    })
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
        sources.extend(survey.folder(dir).schemas.iter().cloned());
        sources.into_iter().any(|source| {
            let sources = if survey.files.is_dir(&source) {
                survey.folder(&source).schemas.clone()
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
