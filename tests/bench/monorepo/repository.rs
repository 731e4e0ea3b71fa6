//! A made repository of many packages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::schema::schema;

/// How many source files lie in one folder.
const FILES_IN_FOLDER: usize = 10;

/// How many files of each package lie in its `node_modules`.
const INSTALLED: usize = 20;

/// What the repository holds.
#[derive(Clone, Copy)]
pub struct Size {
    /// Files of all kinds, about.
    pub files: usize,
    /// Packages, each with a schema of its own.
    pub schemas: usize,
    /// Models of each schema.
    pub models: usize,
}

/// Writes the repository, and gives the schema to work in.
pub fn write(root: &Path, size: Size) -> Result<PathBuf> {
    fs::create_dir_all(root.join(".git"))?;
    fs::write(root.join(".gitignore"), "node_modules/\ndist/\n*.log\n")?;
    fs::write(
        root.join("package.json"),
        r#"{ "private": true, "workspaces": ["packages/*"], "devDependencies": { "prisma": "7.1.0" } }"#,
    )?;
    let text = schema(size.models);
    let sources = (size.files / size.schemas.max(1)).saturating_sub(INSTALLED + 2);
    for package in 0..size.schemas {
        let folder = package_folder(root, package);
        fs::create_dir_all(folder.join("prisma"))?;
        let manifest =
            format!(r#"{{ "name": "p{package}", "dependencies": {{ "@prisma/client": "7.1.0" }} }}"#);
        fs::write(folder.join("package.json"), manifest)?;
        fs::write(folder.join("prisma/schema.prisma"), &text)?;
        fill(&folder.join("node_modules/library/source"), INSTALLED)?;
        for (part, first) in (0..sources).step_by(FILES_IN_FOLDER).enumerate() {
            let inside = folder.join(format!("source/part{}/inner{}", part / 2, part % 2));
            fill(&inside, FILES_IN_FOLDER.min(sources - first))?;
        }
    }
    Ok(schema_of(root, size))
}

/// The schema to work in.
pub fn schema_of(root: &Path, size: Size) -> PathBuf {
    package_folder(root, size.schemas / 2).join("prisma/schema.prisma")
}

fn package_folder(root: &Path, package: usize) -> PathBuf {
    root.join(format!("packages/p{package:03}"))
}

fn fill(folder: &Path, files: usize) -> Result<()> {
    fs::create_dir_all(folder)?;
    for file in 0..files {
        fs::write(folder.join(format!("file{file}.ts")), "export const answer = 42\n")?;
    }
    Ok(())
}
