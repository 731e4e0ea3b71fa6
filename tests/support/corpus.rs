//! The corpus of real projects and the recorded answers of Prisma, both in the folder `shared` beside the repository.
//!
//! Tests that read them are ignored where that folder is absent (`cfg(has_shared)`), so nothing here may be missing.

use std::fs;
use std::path::{Path, PathBuf};

use model::project::PrismaVersion;
use serde_json::Value;

use crate::shared;

/// One schema of a real project, as the index of the corpus describes it.
#[derive(Clone, Debug)]
pub struct RealSchema {
    /// The folders of its project and of the schema below it.
    pub name: String,
    /// The folder of the project.
    pub project: PathBuf,
    /// The file or folder of the schema.
    pub root: PathBuf,
    /// How many models it has.
    pub models: usize,
    /// Whether the project has migrations.
    pub has_migrations: bool,
    /// The version range of `prisma` in the project's `package.json`.
    pub range: String,
    /// Whether Prisma 6 accepts it.
    pub is_accepted_by_6: bool,
    /// Whether Prisma 7 accepts it.
    pub is_accepted_by_7: bool,
}

impl RealSchema {
    /// The version of Prisma that accepts it, the older of the two first; `None` where both refuse it.
    pub fn accepted_by(&self) -> Option<PrismaVersion> {
        match (self.is_accepted_by_6, self.is_accepted_by_7) {
            (true, _) => Some(PrismaVersion::new(6, 19, 0)),
            (false, true) => Some(PrismaVersion::NEWEST),
            (false, false) => None,
        }
    }

    /// The paths of its files with their texts, sorted.
    pub fn files(&self) -> Vec<(String, String)> {
        let texts: Vec<(String, String)> = schema_files(&self.root)
            .into_iter()
            .map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap()))
            .collect();
        assert!(!texts.is_empty(), "no schema at {}", self.root.display());
        texts
    }
}

/// The folder of the corpus, in which each project has a folder of its own.
pub fn corpus() -> PathBuf {
    shared().join("corpus").canonicalize().unwrap()
}

/// All schemas of the corpus, in the order of its index.
pub fn real_schemas() -> Vec<RealSchema> {
    let corpus = corpus();
    let index = fs::read_to_string(corpus.join("INDEX.tsv")).unwrap();
    let mut lines = index.lines();
    let columns: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let column = |name: &str| columns.iter().position(|column| *column == name).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |name: &str| cells[column(name)];
        let project = corpus.join(cell("project"));
        RealSchema {
            name: format!("{}/{}", cell("project"), cell("root")),
            root: project.join(cell("root").trim_end_matches('/')),
            project,
            models: cell("models").parse().unwrap(),
            has_migrations: cell("migrations") != "0",
            range: cell("prisma").to_owned(),
            is_accepted_by_6: cell("lint6").starts_with("0/"),
            is_accepted_by_7: cell("lint7").starts_with("0/"),
        }
    };
    lines.filter(|line| !line.is_empty()).map(row).collect()
}

/// The recorded cases in a file below `shared/conformance`.
pub fn recorded(file: &str) -> Vec<Value> {
    let text = fs::read_to_string(shared().join("conformance").join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The schema files at or below a path, except those in folders of migrations, sorted.
pub fn schema_files(path: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
            open.extend(entries.filter(|entry| !entry.ends_with("migrations")));
        } else if path.extension().is_some_and(|extension| extension == "prisma") {
            found.push(path);
        }
    }
    found.sort();
    found
}
