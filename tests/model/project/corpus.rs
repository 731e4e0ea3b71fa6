//! The real projects: what their index says is one schema must be found as one.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::project::{Dialect, Files, PrismaConfig, discover, schema_of};

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

/// The folder of the real projects, where there is one.
fn corpus() -> Option<PathBuf> {
    let corpus = support::shared().join("corpus").canonicalize().ok()?;
    corpus.join("INDEX.tsv").is_file().then_some(corpus)
}

/// Project and root, as the index names them.
fn rows(corpus: &Path) -> Vec<(PathBuf, String)> {
    let index = fs::read_to_string(corpus.join("INDEX.tsv")).unwrap();
    let row = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        (corpus.join(columns[0]), columns[6].to_owned())
    };
    index.lines().skip(1).map(row).collect()
}

#[test]
fn each_root_of_the_index_is_one_schema() {
    let Some(corpus) = corpus() else { return };
    let mut wrong = Vec::new();
    let rows = rows(&corpus);
    for (project, root) in &rows {
        let (root, is_folder) = (project.join(root.trim_end_matches('/')), root.ends_with('/'));
        let sets = discover(&Disk, std::slice::from_ref(project));
        let found = sets.iter().find(|set| set.root == root);
        let expected_files = if is_folder {
            let mut files = below(&root);
            files.sort();
            files
        } else {
            vec![root.clone()]
        };
        if found.map(|set| &set.files) != Some(&expected_files) {
            wrong.push(format!("{}: {found:?}", root.display()));
        }
        for file in &expected_files {
            let set = schema_of(&Disk, file, std::slice::from_ref(project));
            assert_eq!(Some(&set), found, "as seen from {}", file.display());
            assert_eq!(Dialect::of(&fs::read_to_string(file).unwrap()), Dialect::Classic);
        }
    }
    println!("{} of {} roots", rows.len() - wrong.len(), rows.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_whole_corpus_opened_at_once_gives_the_same_schemas() {
    let Some(corpus) = corpus() else { return };
    let sets = discover(&Disk, std::slice::from_ref(&corpus));
    for (project, root) in rows(&corpus) {
        let root = project.join(root.trim_end_matches('/'));
        assert!(sets.iter().any(|set| set.root == root), "{}", root.display());
    }
}

#[test]
fn each_real_configuration_is_read() {
    let Some(corpus) = corpus() else { return };
    let configs: Vec<PathBuf> =
        all(&corpus).into_iter().filter(|path| path.to_string_lossy().contains("prisma.config.")).collect();
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

/// The schema files below a folder, except below `migrations`.
fn below(root: &Path) -> Vec<PathBuf> {
    let is_schema = |path: &PathBuf| {
        let inside = path.strip_prefix(root).unwrap();
        path.extension().is_some_and(|extension| extension == "prisma")
            && !inside.iter().any(|part| part == "migrations")
    };
    all(root).into_iter().filter(is_schema).collect()
}

fn all(dir: &Path) -> Vec<PathBuf> {
    let mut result = Vec::new();
    for path in Disk.list(dir) {
        if path.is_dir() { result.extend(all(&path)) } else { result.push(path) }
    }
    result
}
