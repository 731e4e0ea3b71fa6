//! What there is to say about whole files of a schema: that they are of another dialect than others, and that their migrations are of
//! Prisma 8.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::project::{
    Dialect, Files, MIXED_DIALECTS_CODE, NEXT_MIGRATIONS_CODE, PrismaConfig, SchemaSet, name,
};

use crate::host::migrations::next_folder;

/// An information about a whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// The file.
    pub(super) path: PathBuf,
    /// Its code.
    pub(super) code: &'static str,
    /// What it says.
    pub(super) message: Arc<str>,
}

/// What there is to say about the files of a schema.
pub(super) fn notes_of(files: &dyn Files, set: &SchemaSet, config: Option<&PrismaConfig>) -> Vec<Note> {
    let is_next = |path: &Path| files.scan(path).is_some_and(|scan| scan.dialect == Dialect::PrismaNext);
    let (own, others): (Vec<&PathBuf>, Vec<&PathBuf>) = set.files.iter().partition(|path| is_next(path));
    let Some(first) = own.first() else { return Vec::new() };
    let mut notes = Vec::new();
    let read = listed(&own);
    if let Some(other) = others.first() {
        let message = format!(
            "Prisma 8 does not read {}, without the directive `// use prisma-8`. It reads {read}.",
            listed(&others)
        );
        notes.push(Note { path: (*other).clone(), code: MIXED_DIALECTS_CODE, message: message.into() });
    }
    let beside = classic_beside(files, set, first);
    if !beside.is_empty() {
        let shown = listed(&beside.iter().collect::<Vec<_>>());
        let message = format!("{read} is read as Prisma 8, {shown} as Prisma 7. They are two schemas.");
        notes.push(Note { path: (*first).clone(), code: MIXED_DIALECTS_CODE, message: message.into() });
    }
    if let Some(folder) = next_folder(files, set, config) {
        let message = format!(
            "The migrations in `{}` are of Prisma 8, which plans and verifies them. They are left alone.",
            name(&folder)
        );
        notes.push(Note { path: (*first).clone(), code: NEXT_MIGRATIONS_CODE, message: message.into() });
    }
    notes
}

/// The schemas of Prisma 7 in the folder of a file.
fn classic_beside(files: &dyn Files, set: &SchemaSet, file: &Path) -> Vec<PathBuf> {
    let entries = file.parent().map(|folder| files.entries(folder)).unwrap_or_default();
    let is_classic = |path: &Path| {
        name(path).ends_with(".prisma")
            && !set.contains(path)
            && files.scan(path).is_some_and(|scan| scan.dialect == Dialect::Classic && scan.datasources > 0)
    };
    let found = entries.iter().filter(|entry| !entry.is_dir && is_classic(&entry.path));
    found.map(|entry| entry.path.clone()).collect()
}

/// The names of files, not too many.
fn listed(paths: &[&PathBuf]) -> String {
    const MOST: usize = 3;
    let mut names: Vec<String> = paths.iter().take(MOST).map(|path| format!("`{}`", name(path))).collect();
    if paths.len() > MOST {
        names.push(format!("{} more", paths.len() - MOST));
    }
    names.join(", ")
}
