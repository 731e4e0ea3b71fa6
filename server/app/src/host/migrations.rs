//! Where the migrations of a project are.

use std::path::{Path, PathBuf};

use ::migrations::history::History;
use model::project::{Files, PrismaConfig, SchemaSet, ancestors};

/// Prisma's default folder for migrations.
const DEFAULT_FOLDER: &str = "migrations";

/// Whether the schema has at least one migration.
pub(super) fn exist(files: &dyn Files, set: &SchemaSet, config: Option<&PrismaConfig>) -> bool {
    let folders = folders(files, set, config);
    folders.iter().any(|folder| files.entries(folder).iter().any(|entry| entry.is_dir))
}

/// The folder of the migrations of a schema; `None` if there is none yet.
pub(super) fn folder(files: &dyn Files, set: &SchemaSet, config: Option<&PrismaConfig>) -> Option<PathBuf> {
    folders(files, set, config).into_iter().find(|folder| History::is_at(files, folder))
}

/// The folder in which Prisma makes the first migration of a schema: the one that the configuration names, else the one beside
/// the file with the datasource.
pub(super) fn new_folder(
    files: &dyn Files,
    set: &SchemaSet,
    config: Option<&PrismaConfig>,
) -> Option<PathBuf> {
    if let Some(path) = config.and_then(|config| config.migrations_path.as_ref()) {
        return Some(path.value.clone());
    }
    let has_datasource = |file: &&PathBuf| {
        files
            .read(file)
            .is_some_and(|text| text.lines().any(|line| line.trim_start().starts_with("datasource ")))
    };
    let main = set.files.iter().find(has_datasource).or(set.files.first())?;
    Some(main.parent()?.join(DEFAULT_FOLDER))
}

/// The folder with migrations of Prisma 8 of a schema; `None` if there are none.
pub(crate) fn next_folder(
    files: &dyn Files,
    set: &SchemaSet,
    config: Option<&PrismaConfig>,
) -> Option<PathBuf> {
    let named = config.and_then(|config| config.next_migrations.clone());
    let of_config = config.map(|config| config.dir().join(DEFAULT_FOLDER));
    let likely = named.into_iter().chain(of_config).chain(folders(files, set, config));
    likely.into_iter().find(|folder| ::migrations::next::is_at(files, folder))
}

/// The folders that may hold the migrations of a schema, the likeliest first.
fn folders(files: &dyn Files, set: &SchemaSet, config: Option<&PrismaConfig>) -> Vec<PathBuf> {
    match config.and_then(|config| config.migrations_path.as_ref()) {
        Some(path) => vec![path.value.clone()],
        None => beside(files, set),
    }
}

/// The default locations: beside a file of the schema, or beside the folder of a multi-file schema.
fn beside(files: &dyn Files, set: &SchemaSet) -> Vec<PathBuf> {
    let mut dirs: Vec<&Path> = set.files.iter().filter_map(|file| file.parent()).collect();
    if files.is_dir(&set.root) {
        dirs.extend(ancestors(&set.root).next());
    }
    dirs.sort();
    dirs.dedup();
    dirs.iter().map(|dir| dir.join(DEFAULT_FOLDER)).collect()
}
