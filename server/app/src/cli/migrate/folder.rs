//! New folders of migrations. Nothing that is there is ever overwritten.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::migration_name::{seconds_until, slug, timestamp};

/// The folder of a migration that was just made.
pub(super) struct NewMigration {
    pub(super) folder: PathBuf,
}

impl NewMigration {
    /// Makes the folder, named by the current time, so many seconds later, and a name.
    pub(super) fn create(migrations: &Path, name: &str, later: i64) -> Result<NewMigration, String> {
        let slug = slug(name);
        if slug.is_empty() {
            return Err(format!("`{name}` has no letter or digit to name a folder by."));
        }
        let folder = migrations.join(format!("{}_{slug}", timestamp(later)));
        let failed =
            |path: &Path, error: std::io::Error| format!("{}: cannot write it: {error}.", path.display());
        fs::create_dir_all(migrations).map_err(|error| failed(migrations, error))?;
        // Fails if a folder of the same second exists.
        fs::create_dir(&folder).map_err(|error| failed(&folder, error))?;
        Ok(NewMigration { folder })
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
}

/// Writes a file that is not there yet.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), String> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| format!("{}: cannot write it: {error}.", path.display()))
}
