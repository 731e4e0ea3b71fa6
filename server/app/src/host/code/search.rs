//! Which files are code of an application.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};
use model::project::Files;
use queries::code::CodeFile;
use queries::read::{is_code, may_have_queries, read};
use rayon::prelude::*;

/// Folders that hold what is installed or built, whether or not git ignores them.
const OUTPUT: [&str; 10] = [
    "node_modules",
    "bower_components",
    "dist",
    "build",
    "out",
    "coverage",
    "vendor",
    "target",
    "generated",
    "migrations",
];
/// A longer file is generated or data.
const MAX_BYTES: u64 = 1 << 20;
/// More are not read: a search must end.
const MAX_FILES: usize = 200_000;

/// The files of code below these folders, in the order of their paths. Left out are files that git ignores, hidden ones, what is
/// installed, built or generated, also below `generated`: the folders into which the schemas generate clients.
pub(crate) fn code_files(folders: &[PathBuf], generated: &[PathBuf]) -> Vec<PathBuf> {
    let Some((first, others)) = folders.split_first() else { return Vec::new() };
    let mut walk = WalkBuilder::new(first);
    others.iter().for_each(|folder| {
        walk.add(folder);
    });
    let generated = generated.to_vec();
    walk.hidden(true)
        .require_git(false)
        .git_global(false)
        .ignore(false)
        .filter_entry(move |entry| entry.depth() == 0 || is_wanted(entry, &generated));
    let files = walk.build().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let mut paths: Vec<PathBuf> = files.map(DirEntry::into_path).take(MAX_FILES).collect();
    paths.sort();
    paths.dedup();
    paths
}

/// What the files of code at these paths say, in their order. Files that say nothing are left out.
pub(crate) fn read_code(files: &dyn Files, paths: &[PathBuf]) -> Vec<Arc<CodeFile>> {
    paths.par_iter().filter_map(|path| read_file(files, path)).collect()
}

/// What a file of code says; `None` where it says nothing about a database.
pub(super) fn read_file(files: &dyn Files, path: &Path) -> Option<Arc<CodeFile>> {
    let text = files.read(path)?;
    let code = may_have_queries(&text).then(|| read(path, &text)).filter(|code| !code.is_empty());
    code.map(Arc::new)
}

/// Whether a folder holds what is installed, built or generated.
pub(super) fn is_output_folder(dir: &Path, generated: &[PathBuf]) -> bool {
    dir.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| OUTPUT.contains(&name) || name.starts_with('.'))
        || generated.iter().any(|folder| folder == dir)
}

fn is_wanted(entry: &DirEntry, generated: &[PathBuf]) -> bool {
    if entry.file_type().is_some_and(|kind| kind.is_dir()) {
        return !is_output_folder(entry.path(), generated);
    }
    is_code(entry.path()) && entry.metadata().is_ok_and(|metadata| metadata.len() <= MAX_BYTES)
}
