//! New folders of migrations. Nothing that is there is ever overwritten.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::host::writing::{self, Uninterrupted, uninterrupted};
use crate::migration_name::{seconds_until, slug, timestamp};

/// The folder of a migration that was just made. It is removed when dropped before all of it is written, with what was made beside it.
pub(super) struct NewMigration {
    folder: PathBuf,
    /// Files that were made beside it.
    beside: Vec<PathBuf>,
    /// The folder of all migrations, if there was none.
    migrations: Option<PathBuf>,
    is_whole: bool,
    _uninterrupted: Uninterrupted,
}

impl NewMigration {
    /// Makes the folder, named by the current time, so many seconds later, and a name.
    pub(super) fn create(migrations: &Path, name: &str, later: i64) -> Result<NewMigration, String> {
        let slug = slug(name);
        if slug.is_empty() {
            return Err(format!("`{name}` has no letter or digit to name a folder by."));
        }
        let folder = migrations.join(format!("{}_{slug}", timestamp(later)));
        let failed = |path: &Path, error: io::Error| format!("{}: cannot write it: {error}.", path.display());
        let uninterrupted = uninterrupted();
        let is_first = !migrations.exists();
        fs::create_dir_all(migrations).map_err(|error| failed(migrations, error))?;
        // Fails if a folder of the same second exists.
        if let Err(error) = fs::create_dir(&folder) {
            if is_first {
                let _ = fs::remove_dir(migrations);
            }
            return Err(failed(&folder, error));
        }
        let migrations = is_first.then(|| migrations.to_owned());
        Ok(NewMigration {
            folder,
            beside: Vec::new(),
            migrations,
            is_whole: false,
            _uninterrupted: uninterrupted,
        })
    }

    /// As [`NewMigration::create`], with a time after that of the last migration, which may be in the future.
    pub(super) fn create_after(
        migrations: &Path,
        name: &str,
        last: Option<&str>,
    ) -> Result<NewMigration, String> {
        let later = last.and_then(seconds_until).map_or(0, |seconds| (seconds + 1).max(0));
        if let Some(last) = last.filter(|last| *last > timestamp(later).as_str()) {
            return Err(format!("`{last}` comes after every new migration by its name. Rename its folder."));
        }
        NewMigration::create(migrations, name, later)
    }

    /// Writes a file of it. Returns its path.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<PathBuf, String> {
        let path = self.folder.join(name);
        write_new(&path, text)?;
        Ok(path)
    }

    /// Writes a file beside it, among all migrations.
    pub(super) fn write_beside(&mut self, name: &str, text: &str) -> Result<(), String> {
        let path = self.folder.with_file_name(name);
        write_new(&path, text)?;
        self.beside.push(path);
        Ok(())
    }

    /// Keeps it: everything that belongs to it is written. Returns the folder.
    pub(super) fn finish(mut self) -> PathBuf {
        self.is_whole = true;
        self.folder.clone()
    }
}

impl Drop for NewMigration {
    fn drop(&mut self) {
        if !self.is_whole {
            let _ = fs::remove_dir_all(&self.folder);
            for path in &self.beside {
                writing::take_back(path);
            }
            // Only if nobody else has written into it.
            let _ = self.migrations.as_ref().map(fs::remove_dir);
        }
    }
}

/// Writes a file that is not there yet.
fn write_new(path: &Path, text: &str) -> Result<(), String> {
    writing::create(path, text).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            format!("{}: it exists already, and was left as it is.", path.display())
        }
        _ => format!("{}: cannot write it: {error}.", path.display()),
    })
}
