//! The files of a random project, on the disk.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use support::random::Random;
use tempfile::TempDir;

use crate::long_sessions::pieces::{CODE, CONFIGURATION, MIGRATIONS, SCHEMAS};

/// Where schema files may be.
pub const SCHEMA_PATHS: [&str; 6] = [
    "prisma/schema.prisma",
    "prisma/post.prisma",
    "prisma/more/tag.prisma",
    "packages/api/prisma/schema.prisma",
    "packages/api/prisma/user.prisma",
    "loose.prisma",
];

/// Where code may be.
pub const CODE_PATHS: [&str; 4] =
    ["src/db.ts", "src/posts.ts", "packages/api/src/find.ts", "src/deep/er/all.ts"];

/// Where migrations may be.
pub const MIGRATION_PATHS: [&str; 3] = [
    "prisma/migrations/20240101000000_init/migration.sql",
    "prisma/migrations/20240201000000_age/migration.sql",
    "packages/api/prisma/migrations/20240101000000_init/migration.sql",
];

/// The project.
pub struct Project {
    folder: TempDir,
    /// The files that are there now.
    pub files: BTreeSet<String>,
}

impl Project {
    /// A project with some of all kinds of files.
    pub fn random(random: &mut Random) -> Project {
        let mut project = Project { folder: tempfile::tempdir().unwrap(), files: BTreeSet::new() };
        for path in SCHEMA_PATHS.iter().chain(&CODE_PATHS).chain(&MIGRATION_PATHS) {
            if random.below(3) > 0 {
                project.write(path, &any_text(path, random));
            }
        }
        for (path, _) in CONFIGURATION {
            if random.below(2) == 0 {
                project.write(path, &any_text(path, random));
            }
        }
        project.write(SCHEMA_PATHS[0], SCHEMAS[0]);
        project
    }

    /// The place of a file.
    pub fn place(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The folder of the project.
    pub fn root(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Writes a file. Returns whether it is new.
    pub fn write(&mut self, path: &str, text: &str) -> bool {
        let place = self.place(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
        self.files.insert(path.to_owned())
    }

    /// Deletes a file.
    pub fn delete(&mut self, path: &str) {
        fs::remove_file(self.place(path)).unwrap();
        self.files.remove(path);
    }

    /// Moves a file to another place.
    pub fn rename(&mut self, from: &str, to: &str) {
        let text = fs::read_to_string(self.place(from)).unwrap();
        self.delete(from);
        self.write(to, &text);
    }

    /// The text of a file on the disk.
    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.place(path)).unwrap()
    }
}

/// All places where files may be.
pub fn all_paths() -> Vec<&'static str> {
    let configuration = CONFIGURATION.iter().map(|(path, _)| *path);
    SCHEMA_PATHS.iter().chain(&CODE_PATHS).chain(&MIGRATION_PATHS).copied().chain(configuration).collect()
}

/// A text for a file.
pub fn any_text(path: &str, random: &mut Random) -> String {
    if let Some((_, texts)) = CONFIGURATION.iter().find(|(name, _)| *name == path) {
        return (*random.of(texts)).to_owned();
    }
    let texts: &[&str] = match path.rsplit_once('.') {
        Some((_, "ts")) => &CODE,
        Some((_, "sql")) => &MIGRATIONS,
        _ => &SCHEMAS,
    };
    // Now and then the text of two files in one.
    let first = *random.of(texts);
    if random.below(4) == 0 { [first, *random.of(texts)].concat() } else { first.to_owned() }
}
