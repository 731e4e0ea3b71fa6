//! URIs and paths.

use std::path::{Path, PathBuf};

use prisma_lens::host::is_virtual;
use prisma_lens::lsp::uri::{from_path, to_path};
use tower_lsp::lsp_types::Url;

fn path(uri: &str) -> PathBuf {
    to_path(&Url::parse(uri).unwrap())
}

#[test]
fn one_document_has_one_path() {
    for (one, other) in [
        ("file:///z%3A/x/a.prisma", "file:///Z:/x/a.prisma"),
        ("file:///z:/x", "file:///Z%3A/x"),
        ("file:///z:", "file:///Z:"),
        ("file:///a/b c.prisma", "file:///a/b%20c.prisma"),
        ("file:///a/\u{e4}.prisma", "file:///a/%C3%A4.prisma"),
        ("file:///a/./b/../c.prisma", "file:///a/c.prisma"),
        ("file://localhost/a", "file:///a"),
        ("FILE:///a", "file:///a"),
    ] {
        assert_eq!(path(one), path(other), "{one} {other}");
    }
}

#[test]
fn different_documents_have_different_paths() {
    let all = [
        "file:///a/b.prisma",
        "file:///A/b.prisma",
        "file:///a/zz:/x",
        "untitled:Untitled-1",
        "untitled:Untitled-2",
        "untitled:/a/b.prisma",
        "git:/a/b.prisma?%7B%22ref%22%3A%22HEAD%22%7D",
        "git:/a/b.prisma?%7B%22ref%22%3A%22~%22%7D",
        "vscode-vfs://github/a/b.prisma",
        "vscode-notebook-cell:/a/b.prisma#W0",
        "vscode-notebook-cell:/a/b.prisma#W1",
    ];
    for (i, one) in all.iter().enumerate() {
        for other in all.iter().skip(i + 1) {
            assert_ne!(path(one), path(other), "{one} {other}");
        }
        assert!(path(one).has_root());
        assert_eq!(is_virtual(&path(one)), !one.starts_with("file:"), "{one}");
    }
}

#[cfg(unix)]
#[test]
fn files_go_there_and_back() {
    for text in ["/a/b.prisma", "/a b/\u{e4}\u{1F600}#%?&.prisma", "/%20", "/a:b", "/Z:/x", "/"] {
        let uri = from_path(Path::new(text)).unwrap();
        assert_eq!(to_path(&uri), Path::new(text), "{uri}");
    }
    assert_eq!(from_path(&path("untitled:Untitled-1")), None);
}
