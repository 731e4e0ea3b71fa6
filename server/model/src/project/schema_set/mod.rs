//! Which files form one schema.

mod declared;
mod folder;
mod inferred;
mod survey;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::project::schema_set::survey::{Search, Survey};
use crate::project::vfs::Files;

/// The files that are loaded together as one schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaSet {
    /// The folder of a schema of several files; the file itself where a file is loaded alone.
    pub root: PathBuf,
    /// The files, sorted by path. Empty only for a folder of migrations that is looked at without a schema.
    pub files: Vec<PathBuf>,
    /// What decided.
    pub why: GroupedBy,
    /// The `prisma.config.*` that applies to the schema.
    pub config: Option<PathBuf>,
    /// Whether the search for its files ended at a limit, so that some may be missing.
    pub is_partial: bool,
}

/// What decided which files form a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupedBy {
    /// `schema` in this `prisma.config.*`.
    Config(PathBuf),
    /// `prisma.schema` in this `package.json`.
    PackageJson(PathBuf),
    /// The files share this file's `datasource` block.
    Datasource(PathBuf),
    /// This `prisma.config.*` names a schema, but only running it would tell which, or nothing is there: this is the folder with
    /// the one datasource below it.
    Guess(PathBuf),
    /// No other file belongs to it: its folder has no `datasource`, several, or only its own.
    Alone,
    /// It is checked only if it is named: it is a generated copy, a part that a tool merges into the schema that Prisma reads,
    /// a file beside a schema whose configuration does not name it, or in a folder that is not searched (`node_modules`,
    /// migrations, folders of build tools, folders that git ignores).
    Excluded,
}

impl SchemaSet {
    /// Whether the file is one of the schema's.
    pub fn contains(&self, file: &Path) -> bool {
        self.files.binary_search_by(|path| path.as_path().cmp(file)).is_ok()
    }
}

/// Finds the schemas of several files in one look at the disk: each folder is listed once.
pub struct SchemaFinder<'f> {
    survey: Survey<'f>,
}

impl<'f> SchemaFinder<'f> {
    /// Looks at these files. `roots` are the folders that the user opened.
    pub fn new(files: &'f dyn Files, roots: &'f [PathBuf]) -> SchemaFinder<'f> {
        SchemaFinder { survey: Survey::new(files, roots) }
    }

    /// The schema that `file` belongs to.
    pub fn schema_of(&self, file: &Path) -> SchemaSet {
        schema_in(&self.survey, file, true)
    }
}

/// The schema that `file` belongs to. `roots` are the folders that the user opened.
pub fn schema_of(files: &dyn Files, file: &Path, roots: &[PathBuf]) -> SchemaSet {
    SchemaFinder::new(files, roots).schema_of(file)
}

/// All schemas below the roots; a root that is a file stands for its schema, and one that does not exist for nothing.
/// Sorted by root, each file in one of them.
pub fn discover(files: &dyn Files, roots: &[PathBuf]) -> Vec<SchemaSet> {
    let folders: Vec<PathBuf> = roots.iter().filter(|root| files.is_dir(root)).cloned().collect();
    let survey = Survey::new(files, &folders);
    let mut found = BTreeSet::new();
    for root in roots {
        if files.is_dir(root) {
            found.extend(survey.below(root, Search::All));
            // What a configuration names counts wherever it lies.
            let around = survey.around(&root.join("_"));
            found.extend(around.configs.iter().flat_map(|config| declared::files_named_by(&survey, config)));
        } else if files.read(root).is_some() {
            found.insert(root.clone());
        }
    }
    let named = |file: &PathBuf| roots.contains(file);
    let mut done: BTreeSet<PathBuf> = BTreeSet::new();
    let mut result = Vec::new();
    for file in &found {
        if done.contains(file) {
            continue;
        }
        let set = schema_in(&survey, file, named(file));
        if set.why == GroupedBy::Excluded && !named(file) {
            continue;
        }
        done.insert(file.clone());
        // Files that a link leads to are those of a schema where they really lie.
        if !named(file)
            && !set.files.is_empty()
            && set.files.iter().all(|path| path != file && done.contains(path))
        {
            continue;
        }
        done.extend(set.files.iter().cloned());
        if !result.contains(&set) {
            result.push(set);
        }
    }
    result.sort_by(|a, b| a.root.cmp(&b.root));
    result
}

/// The schema of a file, its files where they really lie: one that a schema has through a link is part of that schema, and of
/// no other. Where `keeps_name`, the file itself keeps its name, as an editor or a user has it.
fn schema_in(survey: &Survey<'_>, file: &Path, keeps_name: bool) -> SchemaSet {
    let mut set = schema_of_path(survey, file);
    if matches!(set.why, GroupedBy::Alone | GroupedBy::Datasource(_)) && !survey.has_datasource(file) {
        let links = &survey.around(file).links;
        let through = links.iter().find_map(|(link, target)| {
            let rest = file.strip_prefix(target).ok()?;
            let path = if rest.as_os_str().is_empty() { link.clone() } else { link.join(rest) };
            let other = schema_of_path(survey, &path);
            (other.files.len() > 1 && other.contains(&path)).then_some(other)
        });
        set = through.unwrap_or(set);
    }
    for path in &mut set.files {
        if !(keeps_name && path == file)
            && let Some(real) = survey.real(path, &set.root)
        {
            *path = real;
        }
    }
    set.files.sort();
    set.files.dedup();
    set.is_partial = survey.is_cut(&set.root);
    set
}

/// A schema without the files of the other dialect, where there is one of Prisma 7 and one of Prisma 8. Files without a directive
/// that a configuration of Prisma 8 names are no schema of Prisma 7 unless they have a datasource.
fn of_one_dialect(survey: &Survey<'_>, mut set: SchemaSet, file: &Path, is_of_next: bool) -> SchemaSet {
    let is_next = survey.is_next(file);
    let is_classic = |path: &PathBuf| !survey.is_next(path) && (!is_of_next || survey.has_datasource(path));
    let has_both = set.files.iter().any(|path| survey.is_next(path)) && set.files.iter().any(is_classic);
    if has_both {
        set.files.retain(|path| survey.is_next(path) == is_next);
        if let [only] = set.files.as_slice()
            && is_next
        {
            set.root.clone_from(only);
        }
    }
    set
}

fn schema_of_path(survey: &Survey<'_>, file: &Path) -> SchemaSet {
    if let Some(set) = declared::by_name(survey, file) {
        let config = set.config.as_ref().and_then(|path| survey.config(path));
        let is_of_next = config.is_some_and(|config| config.is_next);
        // A configuration of Prisma 7 names no file of Prisma 8, unless the whole schema was converted before it.
        let is_converted = || set.files.iter().all(|path| survey.is_next(path));
        if is_of_next || set.files.len() == 1 || !survey.is_next(file) || is_converted() {
            return of_one_dialect(survey, set, file, is_of_next);
        }
    }
    let alone = |why| SchemaSet {
        root: file.to_owned(),
        files: vec![file.to_owned()],
        why,
        config: config_for(survey, file),
        is_partial: false,
    };
    let is_excluded = survey.is_excluded(file) || declared::is_generated(survey, file);
    if is_excluded || inferred::is_part(survey, file) || inferred::is_left_out(survey, file) {
        return alone(GroupedBy::Excluded);
    }
    match inferred::by_datasource(survey, file) {
        Some(mut set) => {
            // What a configuration names without this file is that schema, from whichever of the two one looks.
            let is_here = |other: &PathBuf| {
                other == file || declared::by_name(survey, other).is_none_or(|named| named.contains(file))
            };
            set.files.retain(is_here);
            set.config = config_for(survey, file);
            set
        }
        None => alone(GroupedBy::Alone),
    }
}

/// The nearest configuration, unless it is that of another schema.
fn config_for(survey: &Survey<'_>, file: &Path) -> Option<PathBuf> {
    let path = survey.nearest_config(file)?;
    let config = survey.config(&path)?;
    config.schema.is_none().then_some(path)
}
