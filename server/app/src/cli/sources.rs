//! The schemas that the arguments name, and read errors.

use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::cli::{settings_errors, terminal};
use crate::host::{Disk, NOT_TEXT, Project, reading};
use model::project::{Entry, Files, GroupedBy, SchemaSet, discover, matters, normalize, schema_of};

/// The name of a schema from standard input, unless `--stdin-filename` sets it.
const UNNAMED: &str = "stdin.prisma";

/// An operation that failed.
#[derive(Debug)]
pub(super) struct Failure {
    /// The displayed path of the file.
    pub(super) shown: String,
    /// The cause.
    pub(super) message: String,
}

/// The schemas to process.
#[derive(Debug)]
pub(crate) struct Sources {
    /// The working directory of the process.
    pub(super) folder: PathBuf,
    /// The folder that paths are shown relative to.
    pub(super) base: PathBuf,
    /// All files.
    pub(crate) files: View,
    /// The schemas.
    pub(crate) sets: Vec<SchemaSet>,
    /// The paths named by the user: only findings in these are reported.
    named: Vec<PathBuf>,
    /// Where these really lie.
    real: OnceLock<Vec<PathBuf>>,
}

/// The disk, overlaid with a file from standard input.
#[derive(Debug, Default)]
pub(crate) struct View {
    disk: Disk,
    input: Option<(PathBuf, Arc<str>)>,
}

impl Sources {
    /// The schemas at or below `paths`, or below the current folder if there are none.
    pub(super) fn find(folder: &Path, paths: &[PathBuf], failures: &mut Vec<Failure>) -> Sources {
        let mut sources = Sources {
            folder: folder.to_owned(),
            base: folder.to_owned(),
            files: View::default(),
            sets: Vec::new(),
            named: Vec::new(),
            real: OnceLock::new(),
        };
        let all = if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.to_vec() };
        for path in &all {
            let full = normalize(&folder.join(path));
            match sources.files.problem(&full) {
                Some(message) => failures.push(Failure { shown: path.display().to_string(), message }),
                None => sources.named.push(full),
            }
        }
        sources.sets = discover(&sources.files, &sources.named);
        for named in &sources.named {
            let problems = sources.files.disk.problems_below(named);
            failures.extend(
                problems.into_iter().map(|(path, message)| Failure { shown: sources.shown(&path), message }),
            );
        }
        for (path, full) in all.iter().zip(all.iter().map(|path| normalize(&folder.join(path)))) {
            let holds = |file: &PathBuf| file.starts_with(&full);
            let is_empty = !sources.sets.iter().any(|set| set.files.iter().any(holds));
            if sources.named.contains(&full)
                && is_empty
                && sources.files.disk.problems_below(&full).is_empty()
            {
                let shown = if path.as_os_str() == "." { folder } else { path.as_path() };
                failures.push(Failure { shown: shown.display().to_string(), message: NO_SCHEMA.into() });
            }
        }
        sources
    }

    /// The schema of a text from standard input, which stands for the file `name` if given.
    pub(super) fn of_input(folder: &Path, name: Option<&Path>, text: String) -> Sources {
        let path = normalize(&folder.join(name.unwrap_or(Path::new(UNNAMED))));
        let files = View { disk: Disk::new(), input: Some((path.clone(), text.into())) };
        let set = match name {
            Some(_) => schema_of(&files, &path, &[folder.to_owned()]),
            // It has no location, so no other file belongs to its schema.
            None => SchemaSet {
                root: path.clone(),
                files: vec![path.clone()],
                why: GroupedBy::Alone,
                config: None,
                is_partial: false,
            },
        };
        let base = folder.to_owned();
        let named = vec![path];
        Sources { folder: folder.to_owned(), base, files, sets: vec![set], named, real: OnceLock::new() }
    }

    /// Shows paths relative to the top of the repository from now on, as GitHub and code scanners take them: the folder that
    /// GitHub has checked out, or the nearest one with `.git`.
    pub(super) fn show_from_repository(&mut self) {
        let checked_out = std::env::var_os("GITHUB_WORKSPACE").map(PathBuf::from);
        let checked_out = checked_out.filter(|dir| self.folder.starts_with(dir));
        let repository = || self.folder.ancestors().find(|dir| dir.join(".git").exists()).map(Path::to_owned);
        self.base = checked_out.or_else(repository).unwrap_or_else(|| self.folder.clone());
    }

    /// Prints the errors in the settings of a project, see [`settings_errors`].
    pub(super) fn report_settings(&self, project: &Project) {
        settings_errors::report(project, |path| self.shown(path));
    }

    /// Whether anything that was read has changed since.
    pub(super) fn have_changed(&self) -> bool {
        self.files.disk.has_changed()
    }

    /// Whether findings in this file are reported. Other files of its schema are read, but the user did not ask about
    /// them.
    pub(super) fn is_named(&self, file: &Path) -> bool {
        self.named.iter().any(|named| file.starts_with(named))
    }

    /// Whether a file may be written: the user named it, or a folder that it really lies in. A link to a file elsewhere is no reason to
    /// change that.
    pub(super) fn may_write(&self, file: &Path) -> bool {
        let Some(of_file) = self.files.canonical(file) else { return self.is_named(file) };
        let canonical = || self.named.iter().filter_map(|named| self.files.canonical(named)).collect();
        self.real.get_or_init(canonical).iter().any(|named| of_file.starts_with(named))
    }

    /// The folders that the user named.
    pub(super) fn named_folders(&self) -> impl Iterator<Item = &Path> {
        self.named.iter().map(PathBuf::as_path).filter(|path| self.files.is_dir(path))
    }

    /// The text read from standard input.
    pub(super) fn input(&self) -> Option<&str> {
        self.files.input.as_ref().map(|(_, text)| text.as_ref())
    }

    /// A path as displayed.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let shown = path.strip_prefix(&self.base).unwrap_or(path).display().to_string();
        if std::path::MAIN_SEPARATOR == '/' { shown } else { shown.replace(std::path::MAIN_SEPARATOR, "/") }
    }
}

const NO_SCHEMA: &str = "found no Prisma schema (`*.prisma`) below this folder. `node_modules`, `migrations`, \
     generated copies and files that git ignores are skipped; a file named explicitly is always checked.";

impl View {
    /// Why a named path cannot be checked.
    fn problem(&self, path: &Path) -> Option<String> {
        if path.to_str().is_none() {
            return Some(NOT_TEXT.into());
        }
        if self.is_dir(path) {
            return None;
        }
        match self.why_not_read(path) {
            None if path.extension().is_none_or(|it| it != "prisma") => {
                Some("not a Prisma schema: the name does not end with `.prisma`.".into())
            }
            other => other,
        }
    }

    /// Why a file cannot be read; `None` if it can.
    pub(super) fn why_not_read(&self, path: &Path) -> Option<String> {
        if self.read(path).is_some() {
            return None;
        }
        // What can be read now could not be read before.
        Some(
            reading::read_text(path)
                .err()
                .map_or_else(|| "cannot read it.".into(), |error| error.to_string()),
        )
    }
}

impl Files for View {
    fn read(&self, path: &Path) -> Option<Arc<str>> {
        match &self.input {
            Some((of, text)) if of == path => Some(text.clone()),
            _ => self.disk.read(path),
        }
    }

    fn why_unreadable(&self, path: &Path) -> Option<String> {
        if self.read(path).is_some() { None } else { self.disk.why_unreadable(path) }
    }

    fn is_dir(&self, path: &Path) -> bool {
        self.disk.is_dir(path)
    }

    fn list(&self, dir: &Path) -> Vec<PathBuf> {
        let mut paths = self.disk.list(dir);
        if let Some((path, _)) = &self.input
            && path.parent() == Some(dir)
            && !paths.contains(path)
        {
            paths.push(path.clone());
        }
        paths
    }

    fn entries(&self, dir: &Path) -> Arc<[Entry]> {
        let on_disk = self.disk.entries(dir);
        let Some((path, _)) = self.input.as_ref().filter(|(path, _)| path.parent() == Some(dir)) else {
            return on_disk;
        };
        let added = Entry { path: path.clone(), is_dir: false, is_link: false };
        if on_disk.iter().any(|entry| entry.path == added.path) {
            return on_disk;
        }
        let mut entries: Vec<Entry> =
            on_disk.iter().cloned().chain([added].into_iter().filter(matters)).collect();
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        entries.into()
    }

    fn link_target(&self, path: &Path) -> Option<PathBuf> {
        self.disk.link_target(path)
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        self.disk.canonical(path)
    }

    fn is_ignored(&self, path: &Path) -> bool {
        self.disk.is_ignored(path)
    }
}

/// Reads standard input to the end.
pub(super) fn read_input() -> Result<String, String> {
    if std::io::stdin().is_terminal() {
        terminal::write_error(
            "Type or paste a schema, then end it with Ctrl+D (on Windows, Ctrl+Z and Enter).\n",
        );
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|error| format!("cannot read standard input: {error}."))?;
    String::from_utf8(bytes).map_err(|error| {
        format!("invalid UTF-8 on standard input at byte {}.", error.utf8_error().valid_up_to())
    })
}
