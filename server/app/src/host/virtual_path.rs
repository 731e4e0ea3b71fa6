//! Paths that stand for documents without a file.

use std::path::{Component, Path};

/// Whether `path` stands for a document that is no file on a disk: its first part is a scheme with a colon.
pub fn is_virtual(path: &Path) -> bool {
    let mut parts =
        path.components().skip_while(|part| matches!(part, Component::RootDir | Component::Prefix(_)));
    match parts.next() {
        Some(Component::Normal(first)) => {
            let scheme = first.to_str().and_then(|first| first.strip_suffix(':'));
            scheme.is_some_and(|scheme| {
                scheme.len() > 1 && scheme.starts_with(|c: char| c.is_ascii_lowercase())
            })
        }
        _ => false,
    }
}
