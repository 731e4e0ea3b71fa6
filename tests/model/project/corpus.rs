//! The real projects: what their index says is one schema must be found as one.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::project::{Dialect, Files, PrismaConfig, discover, schema_of};
use support::corpus::{RealSchema, corpus, real_schemas, schema_files};

/// The disk.
struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> Option<Arc<str>> {
        fs::read_to_string(path).ok().map(Arc::from)
    }

    fn is_dir(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn list(&self, dir: &Path) -> Vec<PathBuf> {
        fs::read_dir(dir).map_or(Vec::new(), |entries| entries.flatten().map(|entry| entry.path()).collect())
    }

    fn is_ignored(&self, _: &Path) -> bool {
        false
    }
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn each_root_of_the_index_is_one_schema() {
    let mut wrong = Vec::new();
    let schemas = real_schemas();
    for RealSchema { project, root, .. } in &schemas {
        let sets = discover(&Disk, std::slice::from_ref(project));
        let found = sets.iter().find(|set| set.root == *root);
        let expected_files = schema_files(root);
        if found.map(|set| &set.files) != Some(&expected_files) {
            wrong.push(format!("{}: {found:?}", root.display()));
        }
        for file in &expected_files {
            let set = schema_of(&Disk, file, std::slice::from_ref(project));
            assert_eq!(Some(&set), found, "as seen from {}", file.display());
            assert_eq!(Dialect::of(&fs::read_to_string(file).unwrap()), Dialect::Classic);
        }
    }
    println!("{} of {} roots", schemas.len() - wrong.len(), schemas.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn the_whole_corpus_opened_at_once_gives_the_same_schemas() {
    let sets = discover(&Disk, &[corpus()]);
    for RealSchema { root, .. } in real_schemas() {
        assert!(sets.iter().any(|set| set.root == root), "{}", root.display());
    }
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn each_real_configuration_is_read() {
    let configs: Vec<PathBuf> =
        all(&corpus()).into_iter().filter(|path| path.to_string_lossy().contains("prisma.config.")).collect();
    assert!(!configs.is_empty());
    for path in configs {
        let text = fs::read_to_string(&path).unwrap();
        let config = PrismaConfig::parse(&path, &text);
        assert!(config.object.is_some(), "{}", path.display());
        assert_eq!(config.schema.is_some(), text.contains("schema:"), "{}", path.display());
        assert_eq!(config.migrations_path.is_some(), text.contains("migrations:"), "{}", path.display());
        assert_eq!(config.datasource_url.is_some(), text.contains("url:"), "{}", path.display());
        assert_eq!(config.problems, [], "{}", path.display());
    }
}

fn all(dir: &Path) -> Vec<PathBuf> {
    let mut result = Vec::new();
    for path in Disk.list(dir) {
        if path.is_dir() { result.extend(all(&path)) } else { result.push(path) }
    }
    result
}
