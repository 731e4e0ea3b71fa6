//! The search for code.

use std::path::PathBuf;

use prisma_lens::host::first_code_files;

/// Which files are read where there are too many does not depend on the disk: the first by their paths.
#[test]
fn a_search_with_a_limit_finds_the_first_files() {
    let dir = tempfile::tempdir().unwrap();
    let names = ["b/z.ts", "c.ts", "a/é.ts", "b.ts", "a/b/c.ts", "b/a.ts", "z.ts", "a.ts"];
    for name in names {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "export {};\n").unwrap();
    }
    std::fs::write(dir.path().join("a/b.txt"), "no code\n").unwrap();
    let mut sorted: Vec<PathBuf> = names.iter().map(|name| dir.path().join(name)).collect();
    sorted.sort();
    let folders = [dir.path().join("b"), dir.path().to_owned()];
    for most in 1..names.len() {
        let found = first_code_files(&[dir.path().to_owned()], most);
        assert_eq!((found.paths.as_slice(), found.is_cut), (&sorted[..most], true));
        let found = first_code_files(&folders, most);
        assert!(found.is_cut && found.paths.iter().eq(&sorted[..most]), "{found:?}");
    }
    let all = first_code_files(&folders, 100);
    assert_eq!((all.paths, all.is_cut), (sorted, false));
}
