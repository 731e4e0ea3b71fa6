//! Which files are code of an application.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};
use model::project::Files;
use queries::code::{CodeFile, CodeKind};
use queries::link::CodeWords;
use queries::read::{is_code, may_have_queries, read};
use rayon::prelude::*;

use crate::host::reading::read_text;

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
/// Endings of files beside code that name fields: templates, queries in SQL and GraphQL, documents with code.
const BESIDE_CODE: [&str; 7] = ["sql", "graphql", "gql", "html", "hbs", "astro", "mdx"];
/// A longer file is generated or data.
const MAX_BYTES: u64 = 1 << 20;
/// Longer rules of git are not read, and nothing below them: each line can take some kilobytes of memory.
const MAX_RULES: u64 = 128 << 10;
/// More are not read: a search must end.
const MAX_FILES: usize = 200_000;

/// The files that a search has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundFiles {
    /// Their paths, in order.
    pub paths: Vec<PathBuf>,
    /// Whether there are more, which are not read.
    pub is_cut: bool,
}

impl FoundFiles {
    /// What is to be said if there are more files.
    pub(crate) fn note(&self) -> Option<String> {
        self.is_cut.then(|| {
            format!(
                "the search for code ended at its limit: only the first {} files are read",
                self.paths.len()
            )
        })
    }
}

/// The files of code below these folders, in the order of their paths. Left out are files that git ignores, hidden ones, what is
/// installed, built or generated, also below `generated`: the folders into which the schemas generate clients.
pub(crate) fn code_files(folders: &[PathBuf], generated: &[PathBuf]) -> FoundFiles {
    find(folders, generated, is_code, MAX_FILES)
}

/// The first files of code below these folders, in the order of their paths.
pub fn first_code_files(folders: &[PathBuf], most: usize) -> FoundFiles {
    find(folders, &[], is_code, most)
}

/// The files of code below these folders, and templates and SQL beside it, which name fields too.
pub(super) fn files_with_words(folders: &[PathBuf], generated: &[PathBuf]) -> Vec<PathBuf> {
    find(folders, generated, names_fields, MAX_FILES).paths
}

/// Whether a file may name fields: code, and templates and SQL beside it.
pub(crate) fn names_fields(path: &Path) -> bool {
    is_code(path) || path.extension().and_then(|it| it.to_str()).is_some_and(|it| BESIDE_CODE.contains(&it))
}

/// Whether a file is hidden. Such files are no code.
pub(super) fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The words of all code below these folders, and of templates and SQL beside it.
pub(crate) fn words_of_code(files: &dyn Files, folders: &[PathBuf], generated: &[PathBuf]) -> CodeWords {
    let paths = files_with_words(folders, generated);
    let words = paths.par_iter().filter_map(|path| files.read(path)).map(|text| CodeWords::of(&text));
    words.reduce(CodeWords::default, CodeWords::and)
}

fn find(folders: &[PathBuf], generated: &[PathBuf], is_it: fn(&Path) -> bool, most: usize) -> FoundFiles {
    // Which files are the first does not depend on the order in which folders are named, and on the disk.
    let folders: BTreeSet<&PathBuf> = folders.iter().collect();
    let mut others = folders.iter();
    let Some(first) = others.next() else { return FoundFiles::default() };
    let mut walk = WalkBuilder::new(first);
    others.for_each(|folder| {
        walk.add(folder);
    });
    let generated = generated.to_vec();
    // The walk reads the rules of the folders above too.
    let has_rules = folders.iter().all(|folder| folder.ancestors().all(has_readable_rules));
    walk.sort_by_file_path(Path::cmp)
        .hidden(true)
        .parents(has_rules)
        .git_ignore(has_rules)
        .require_git(false)
        .git_global(false)
        .git_exclude(has_rules)
        .ignore(false)
        .filter_entry(move |entry| entry.depth() == 0 || is_wanted(entry, &generated, is_it));
    let files = walk.build().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let mut files = files.map(DirEntry::into_path);
    let mut paths: Vec<PathBuf> = files.by_ref().take(most).collect();
    let is_cut = files.next().is_some();
    paths.sort();
    paths.dedup();
    FoundFiles { paths, is_cut }
}

/// The packages or repositories around folders of code. What a file is for shows in its path below these, not in where they are.
#[derive(Debug)]
pub(crate) struct Repositories(Vec<PathBuf>);

impl Repositories {
    /// Those around these folders.
    pub(crate) fn around(folders: &[PathBuf]) -> Repositories {
        let is_root = |dir: &&Path| dir.join("package.json").exists() || dir.join(".git").exists();
        let root = |folder: &PathBuf| folder.ancestors().find(is_root).unwrap_or(folder).to_owned();
        Repositories(folders.iter().map(root).collect())
    }

    /// The path of a file below its repository.
    fn path_below<'p>(&self, path: &'p Path) -> &'p Path {
        self.0.iter().find_map(|root| path.strip_prefix(root).ok()).unwrap_or(path)
    }
}

/// The repository that a path is in, else the topmost folder with a `package.json`, else the folder of the path itself.
pub(crate) fn repository(path: &Path) -> PathBuf {
    let is_repository = |dir: &&Path| dir.join(".git").exists();
    let is_package = |dir: &&Path| dir.join("package.json").exists();
    let top = || path.ancestors().filter(is_package).last();
    let own = || if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    path.ancestors().find(is_repository).or_else(top).unwrap_or_else(own).to_owned()
}

/// What the files of code at these paths say, in their order. Files that say nothing are left out.
pub(crate) fn read_code(
    files: &dyn Files,
    repositories: &Repositories,
    paths: &[PathBuf],
) -> Vec<Arc<CodeFile>> {
    paths.par_iter().filter_map(|path| read_file(files, repositories, path)).collect()
}

/// What a file of code says; `None` where it says nothing about a database.
pub(super) fn read_file(
    files: &dyn Files,
    repositories: &Repositories,
    path: &Path,
) -> Option<Arc<CodeFile>> {
    let text = files.read(path).filter(|text| text.len() as u64 <= MAX_BYTES)?;
    let code = may_have_queries(&text).then(|| read(path, &text)).filter(|code| !code.is_empty())?;
    Some(Arc::new(CodeFile { kind: CodeKind::of(repositories.path_below(path)), ..code }))
}

/// Whether a folder holds what is installed, built or generated.
pub(super) fn is_output_folder(dir: &Path, generated: &[PathBuf]) -> bool {
    dir.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| OUTPUT.contains(&name) || name.starts_with('.'))
        || generated.iter().any(|folder| folder == dir)
}

/// Whether what git ignores in a folder stands in files, where it stands anywhere. The walk would wait for a pipe, and read a device
/// for ever.
fn has_readable_rules(folder: &Path) -> bool {
    let is_plain = |path: &Path| {
        std::fs::metadata(path).map_or(true, |rules| rules.is_file() && rules.len() <= MAX_RULES)
    };
    let git = folder.join(".git");
    if !is_plain(&folder.join(".gitignore")) {
        return false;
    }
    let of_repository = match std::fs::metadata(&git) {
        Err(_) => return true,
        Ok(own) if own.is_dir() => git,
        // Another working tree of a repository, or a submodule: the file names the folder.
        Ok(_) => {
            let Ok(text) = read_text(&git) else { return false };
            let named = text.strip_prefix("gitdir:").unwrap_or(&text).trim();
            let own = folder.join(named);
            let common = own.join("commondir");
            if !is_plain(&common) || !is_plain(&own.join("info/exclude")) {
                return false;
            }
            read_text(&common).map_or_else(|_| own.clone(), |text| own.join(text.trim()))
        }
    };
    is_plain(&of_repository.join("info/exclude"))
}

fn is_wanted(entry: &DirEntry, generated: &[PathBuf], is_it: fn(&Path) -> bool) -> bool {
    if entry.file_type().is_some_and(|kind| kind.is_dir()) {
        return !is_output_folder(entry.path(), generated) && has_readable_rules(entry.path());
    }
    is_it(entry.path()) && entry.metadata().is_ok_and(|metadata| metadata.len() <= MAX_BYTES)
}
