//! Files on the disk, and what is open over them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::project::Files;
use prisma_lens::host::{Disk, Documents, OpenFiles};
use prisma_lens::lsp::uri;
use tempfile::TempDir;
use tower_lsp::lsp_types::Url;

fn project(files: &[(&str, &str)]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for (path, text) in files {
        write(dir.path(), path, text);
    }
    dir
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn open(documents: &Documents, uri: &Url, text: &str) {
    documents.open(uri.as_str(), uri::to_path(uri), "prisma", 1, text);
}

fn listed(files: &dyn Files, dir: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        files.list(dir).iter().map(|path| path.strip_prefix(dir).unwrap().to_owned()).collect();
    paths.sort();
    paths
}

#[test]
fn looks_again_only_when_told() {
    let dir = project(&[("a.prisma", "one")]);
    let path = dir.path().join("a.prisma");
    let disk = Disk::new();
    let first = disk.read(&path).unwrap();
    assert_eq!(&*first, "one");

    write(dir.path(), "a.prisma", "other text");
    write(dir.path(), "b.prisma", "new");
    assert_eq!(&*disk.read(&path).unwrap(), "one");

    disk.suspect_all();
    assert_eq!(&*disk.read(&path).unwrap(), "other text");
    assert_eq!(listed(&disk, dir.path()), [Path::new("a.prisma"), Path::new("b.prisma")]);

    std::fs::remove_file(&path).unwrap();
    disk.forget(&path);
    assert_eq!(disk.read(&path), None);
    assert_eq!(listed(&disk, dir.path()), [Path::new("b.prisma")]);
}

#[test]
fn keeps_a_text_that_is_still_the_same() {
    let dir = project(&[("a.prisma", "one")]);
    let path = dir.path().join("a.prisma");
    let disk = Disk::new();
    let first = disk.read(&path).unwrap();
    disk.suspect_all();
    assert!(Arc::ptr_eq(&first, &disk.read(&path).unwrap()));
    disk.forget(&path);
    assert!(!Arc::ptr_eq(&first, &disk.read(&path).unwrap()));
}

#[test]
fn what_cannot_be_read_is_not_there() {
    let dir = project(&[("sub/a.prisma", "one")]);
    std::fs::write(dir.path().join("binary"), [0xff, 0xfe, 0x00]).unwrap();
    let disk = Disk::new();
    assert_eq!(disk.read(&dir.path().join("binary")), None);
    assert_eq!(disk.read(&dir.path().join("sub")), None);
    assert_eq!(disk.read(&dir.path().join("none")), None);
    assert_eq!(disk.list(&dir.path().join("binary")), [] as [PathBuf; 0]);
    assert!(disk.is_dir(&dir.path().join("sub")));
    assert!(!disk.is_dir(&dir.path().join("sub/a.prisma")));
    std::fs::remove_dir_all(dir.path().join("sub")).unwrap();
    disk.suspect_all();
    assert!(!disk.is_dir(&dir.path().join("sub")));
    assert_eq!(disk.list(&dir.path().join("sub")), [] as [PathBuf; 0]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_directory_above_is_no_directory() {
    let dir = project(&[("sub/a.prisma", "one"), ("other/b.prisma", "two")]);
    let link = |target: &str, name: &str| std::os::unix::fs::symlink(target, dir.path().join(name)).unwrap();
    link("..", "sub/up");
    link(".", "sub/here");
    link("../other", "sub/aside");
    let disk = Disk::new();
    assert!(!disk.is_dir(&dir.path().join("sub/up")));
    assert!(!disk.is_dir(&dir.path().join("sub/here")));
    assert!(disk.is_dir(&dir.path().join("sub/aside")));
}

#[test]
fn open_documents_win() {
    let dir = project(&[("a.prisma", "disk"), ("c.prisma", "disk")]);
    let documents = Documents::default();
    let uri = |path: &str| Url::from_file_path(dir.path().join(path)).unwrap();
    open(&documents, &uri("a.prisma"), "editor");
    open(&documents, &uri("b.prisma"), "unsaved");
    open(&documents, &uri("gone/deep/d.prisma"), "its folder was deleted");
    open(&documents, &Url::parse("untitled:Untitled-1").unwrap(), "untitled");
    let files = OpenFiles::new(Arc::new(Disk::new()), documents.all());
    assert_eq!(files.read(&dir.path().join("a.prisma")).as_deref(), Some("editor"));
    assert_eq!(files.read(&dir.path().join("b.prisma")).as_deref(), Some("unsaved"));
    assert_eq!(files.read(&dir.path().join("c.prisma")).as_deref(), Some("disk"));
    let all = ["a.prisma", "b.prisma", "c.prisma", "gone"].map(PathBuf::from);
    assert_eq!(listed(&files, dir.path()), all);
    assert!(files.is_dir(&dir.path().join("gone/deep")));
    assert_eq!(listed(&files, &dir.path().join("gone")), [Path::new("deep")]);
    assert!(!files.is_dir(&dir.path().join("gone/deep/d.prisma")));

    let untitled = documents.at(&uri::to_path(&Url::parse("untitled:Untitled-1").unwrap())).unwrap();
    assert_eq!(files.read(&untitled.path).as_deref(), Some("untitled"));
    assert_eq!(files.list(untitled.path.parent().unwrap()), [untitled.path.to_path_buf()]);
}

fn ignored(files: &[(&str, &str)], dirs: &[&str], path: &str) -> bool {
    let dir = project(files);
    for inner in dirs {
        std::fs::create_dir_all(dir.path().join(inner)).unwrap();
    }
    Disk::new().is_ignored(&dir.path().join(path))
}

#[test]
fn ignores_what_git_ignores() {
    let rules =
        [(".gitignore", "/generated\n*.bak\n!keep.bak\ndist/\n"), ("sub/.gitignore", "local\n!dist/\n")];
    for repository in [&[".git"][..], &[]] {
        for (path, expected) in [
            ("generated", true),
            ("generated/a.prisma", true),
            ("sub/generated/a.prisma", false),
            ("a.prisma", false),
            ("a.bak", true),
            ("sub/deep/a.bak", true),
            ("keep.bak", false),
            ("sub/local/a.prisma", true),
            ("local/a.prisma", false),
            ("dist/a.prisma", true),
            ("sub/dist/a.prisma", false),
            ("dist/keep.bak", true),
        ] {
            assert_eq!(ignored(&rules, repository, path), expected, "{path}, repository: {repository:?}");
        }
    }
}

#[test]
fn ignore_files_above_the_repository_do_not_count() {
    let rules = [(".gitignore", "*\n"), ("repo/.git/info/exclude", "mine\n")];
    assert!(!ignored(&rules, &[], "repo/a.prisma"));
    assert!(ignored(&rules, &[], "repo/mine/a.prisma"));
    assert!(ignored(&rules, &[], "a.prisma"));
}

#[test]
fn the_rules_of_a_long_ignore_file_are_bounded() {
    let text = format!("a.prisma\n{}b*.prisma\nc.prisma\n", "x*y\n".repeat(20_000));
    let rules = [(".gitignore", text.as_str())];
    for (path, expected) in [("a.prisma", true), ("c.prisma", true), ("xy", true), ("b1.prisma", false)] {
        assert_eq!(ignored(&rules, &[], path), expected, "{path}");
    }
    // A file that is read again does not count twice.
    let dir = project(&[]);
    let disk = Disk::new();
    for round in 0..4 {
        let text = format!("{}b*.prisma\n{}", "x*y\n".repeat(8_000), "#\n".repeat(round));
        std::fs::write(dir.path().join(".gitignore"), text).unwrap();
        disk.suspect_all();
        assert!(disk.is_ignored(&dir.path().join("b1.prisma")), "round {round}");
    }
}

#[test]
fn changed_ignore_files_are_read_again() {
    let dir = project(&[(".gitignore", "a\n")]);
    let disk = Disk::new();
    assert!(disk.is_ignored(&dir.path().join("a")));
    write(dir.path(), ".gitignore", "b and more\n");
    disk.suspect_all();
    assert!(!disk.is_ignored(&dir.path().join("a")));
}
