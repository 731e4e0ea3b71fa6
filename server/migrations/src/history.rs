//! The `migrations` folder of a project.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::catalog::Provider;
use model::project::Files;
use toml::Value;

/// The file that names the provider of a history.
pub const LOCK_FILE: &str = "migration_lock.toml";
/// The file in each folder of a history.
pub const SCRIPT_FILE: &str = "migration.sql";

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
        let lock =
            files.read(&lock_path).map(|text| Lock { written: provider_of_lock(&text), path: lock_path });
        let mut entries = files.list(folder);
        entries.retain(|path| files.is_dir(path));
        entries.sort();
        let mut history =
            History { folder: folder.to_owned(), lock, migrations: Vec::new(), without_script: Vec::new() };
        for entry in entries {
            let path = entry.join(SCRIPT_FILE);
            let name = entry.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            match files.read(&path) {
                Some(sql) => history.migrations.push(MigrationFile { name, path, sql }),
                None => history.without_script.push(entry),
            }
        }
        history
    }

    /// Whether a folder is one of migrations: it has a lock file, or a folder with a script.
    pub fn is_at(files: &dyn Files, folder: &Path) -> bool {
        files.read(&folder.join(LOCK_FILE)).is_some()
            || files.list(folder).iter().any(|entry| files.read(&entry.join(SCRIPT_FILE)).is_some())
    }

    /// The provider that its lock file names.
    pub fn provider(&self) -> Option<Provider> {
        self.lock.as_ref().and_then(Lock::provider)
    }
}

/// Whether Prisma takes two scripts for the same one: it compares checksums of the text, with either kind of line end.
pub fn is_same_script(a: &str, b: &str) -> bool {
    a == b || a.replace("\r\n", "\n") == b.replace("\r\n", "\n")
}

fn provider_of_lock(text: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    table.get("provider").and_then(Value::as_str).map(str::to_owned)
}
