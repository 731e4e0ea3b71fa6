//! Real schemas, from the folder of test data beside a checkout. Without that folder there are none.

use std::fs;
use std::path::{Path, PathBuf};

/// The text of one schema file and where it came from.
pub(crate) struct Real {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The files of the conformance cases in which the reference finds no error. `None` without the test data.
pub(crate) fn accepted_cases() -> Option<Vec<Real>> {
    let folder = shared("conformance")?;
    let mut files = Vec::new();
    for name in ["cases.json", "real.json"] {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let cases: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
        for case in &cases {
            if case["expect"].as_array().unwrap().iter().any(|finding| finding["severity"] == "error") {
                continue;
            }
            for file in case["files"].as_array().unwrap() {
                let name = format!("{name} {} {}", case["id"].as_str().unwrap(), file[0].as_str().unwrap());
                files.push(Real { name, text: file[1].as_str().unwrap().to_owned() });
            }
        }
    }
    Some(files)
}

/// The files of the real projects that Prisma 6 or 7 finds no error in. `None` without the test data.
pub(crate) fn accepted_projects() -> Option<Vec<Real>> {
    let folder = shared("corpus")?;
    let index = fs::read_to_string(folder.join("INDEX.tsv")).unwrap();
    let mut rows = index.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = rows.next().unwrap();
    let column = |name: &str| head.iter().position(|&title| title == name).unwrap();
    let (project, root, lint6, lint7) = (column("project"), column("root"), column("lint6"), column("lint7"));

    let mut files = Vec::new();
    for row in rows.filter(|row| row[lint6].starts_with("0/") || row[lint7].starts_with("0/")) {
        let mut paths = Vec::new();
        schema_files(&folder.join(row[project]).join(row[root]), &mut paths);
        assert!(!paths.is_empty(), "no schema at {} {}", row[project], row[root]);
        for path in paths {
            let name = path.strip_prefix(&folder).unwrap().display().to_string();
            files.push(Real { name, text: fs::read_to_string(&path).unwrap() });
        }
    }
    Some(files)
}

fn shared(name: &str) -> Option<PathBuf> {
    let folder = support::shared().join(name);
    folder.is_dir().then_some(folder)
}

fn schema_files(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_file() {
        found.push(path.to_owned());
        return;
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        let migrations = entry.file_name().is_some_and(|name| name == "migrations");
        if (entry.is_dir() && !migrations) || entry.extension().is_some_and(|end| end == "prisma") {
            schema_files(&entry, found);
        }
    }
}
