//! The `migrations` folder of a project.

use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::next;
use model::catalog::Provider;
use model::project::Files;
use rustc_hash::FxHasher;
use sha2::{Digest as _, Sha256};
use toml::Value;

/// The file that names the provider of a history.
pub const LOCK_FILE: &str = "migration_lock.toml";
/// The file in each folder of a history.
pub const SCRIPT_FILE: &str = "migration.sql";
/// The file beside it that undoes it. Prisma ignores it.
pub const ROLLBACK_FILE: &str = "down.sql";
/// All names that such a file has.
const ROLLBACK_FILES: [&str; 2] = [ROLLBACK_FILE, "rollback.sql"];

/// The migrations of a project, in the order in which Prisma applies them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Its folder.
    pub folder: PathBuf,
    /// What the lock file says.
    pub lock: Option<Lock>,
    /// The migrations, in the order of their names.
    pub migrations: Vec<MigrationFile>,
    /// Folders without a script, which Prisma refuses to go on with.
    pub without_script: Vec<PathBuf>,
    /// Files of the history that exist and cannot be read, and why.
    pub unreadable: Vec<(PathBuf, String)>,
}

/// The lock file of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// Its path.
    pub path: PathBuf,
    /// The provider as written, if any.
    pub written: Option<String>,
}

/// One migration of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationFile {
    /// The name of its folder.
    pub name: String,
    /// The path of its script.
    pub path: PathBuf,
    /// Its SQL.
    pub sql: Arc<str>,
    /// The script that undoes it, if one is beside it.
    pub rollback: Option<Rollback>,
}

/// A script that undoes a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollback {
    /// Its path.
    pub path: PathBuf,
    /// Its SQL.
    pub sql: Arc<str>,
}

impl MigrationFile {
    /// Whether a checksum that Prisma has recorded in a database is of this script: SHA-256 in hexadecimal, of the text with
    /// either kind of line end.
    pub fn has_checksum(&self, recorded: &str) -> bool {
        let is_of = |text: &str| format!("{:x}", Sha256::digest(text)).eq_ignore_ascii_case(recorded);
        let unix = self.sql.replace("\r\n", "\n");
        is_of(&self.sql) || is_of(&unix) || is_of(&unix.replace('\n', "\r\n"))
    }
}

impl Lock {
    /// The provider that it names. Prisma took `mssql` for SQL Server once.
    pub fn provider(&self) -> Option<Provider> {
        match self.written.as_deref()? {
            "mssql" => Some(Provider::Sqlserver),
            name => Provider::parse(name),
        }
    }
}

impl History {
    /// Reads a folder of migrations. Prisma looks at every folder in it, whatever its name, and at no other file.
    pub fn read(files: &dyn Files, folder: &Path) -> History {
        let lock_path = folder.join(LOCK_FILE);
        let mut history = History { folder: folder.to_owned(), ..History::default() };
        let text = history.text_of(files, &lock_path);
        history.lock = text.map(|text| Lock { written: provider_of_lock(&text), path: lock_path });
        let mut entries = files.list(folder);
        entries.retain(|path| files.is_dir(path));
        entries.sort();
        for entry in entries {
            let path = entry.join(SCRIPT_FILE);
            let name = entry.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let unreadable = history.unreadable.len();
            match history.text_of(files, &path) {
                Some(sql) => {
                    let rollback = ROLLBACK_FILES.iter().find_map(|name| {
                        let path = entry.join(name);
                        Some(Rollback { sql: history.text_of(files, &path)?, path })
                    });
                    history.migrations.push(MigrationFile { name, path, sql, rollback });
                }
                None if history.unreadable.len() > unreadable => {}
                // Migrations of Prisma 8 may be in the same folder.
                None if next::is_part(files, &entry) => {}
                None => history.without_script.push(entry),
            }
        }
        history
    }

    /// The text of a file of the history. Notes one that cannot be read.
    fn text_of(&mut self, files: &dyn Files, path: &Path) -> Option<Arc<str>> {
        let text = files.read(path);
        if text.is_none()
            && let Some(why) = files.why_unreadable(path)
        {
            self.unreadable.push((path.to_owned(), why));
        }
        text
    }

    /// As [`History::read`], without the migrations themselves: cheap where only the folder matters.
    pub fn outline(files: &dyn Files, folder: &Path) -> History {
        let lock_path = folder.join(LOCK_FILE);
        let mut history = History { folder: folder.to_owned(), ..History::default() };
        let text = history.text_of(files, &lock_path);
        history.lock = text.map(|text| Lock { written: provider_of_lock(&text), path: lock_path });
        let mut entries = files.list(folder);
        entries.retain(|path| {
            files.is_dir(path)
                && !files.list(path).contains(&path.join(SCRIPT_FILE))
                && !next::is_part(files, path)
        });
        entries.sort();
        history.without_script = entries;
        history
    }

    /// Whether a folder is one of migrations: it has a lock file, or a folder with a script.
    pub fn is_at(files: &dyn Files, folder: &Path) -> bool {
        files.has_file(&folder.join(LOCK_FILE))
            || files.list(folder).iter().any(|entry| files.has_file(&entry.join(SCRIPT_FILE)))
    }

    /// A history without migrations in a folder.
    pub fn empty(folder: &Path) -> History {
        History { folder: folder.to_owned(), ..History::default() }
    }

    /// The provider that its lock file names.
    pub fn provider(&self) -> Option<Provider> {
        self.lock.as_ref().and_then(Lock::provider)
    }
}

/// The lock file that Prisma writes for a provider.
pub fn lock_file(provider: Provider) -> String {
    format!(
        "# Please do not edit this file manually\n# It should be added in your version-control system (e.g., Git)\n\
         provider = \"{}\"\n",
        provider.name()
    )
}

/// Whether Prisma takes two scripts for the same one: it compares checksums of the text, with either kind of line end.
pub fn is_same_script(a: &str, b: &str) -> bool {
    a == b || lines(a).eq(lines(b))
}

/// A number that is equal for scripts that are the same, as [`is_same_script`] says.
pub(crate) fn script_hash(sql: &str) -> u64 {
    let mut hasher = FxHasher::default();
    lines(sql).for_each(|line| line.hash(&mut hasher));
    hasher.finish()
}

fn lines(text: &str) -> impl Iterator<Item = (&str, bool)> {
    text.split_inclusive('\n').map(without_line_end)
}

/// A line without its end, and whether it has one.
fn without_line_end(line: &str) -> (&str, bool) {
    let content = line.strip_suffix("\r\n").or(line.strip_suffix('\n'));
    (content.unwrap_or(line), content.is_some())
}

fn provider_of_lock(text: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    table.get("provider").and_then(Value::as_str).map(str::to_owned)
}
