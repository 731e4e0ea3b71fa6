//! URIs of documents, and the paths that stand for them everywhere else.
//!
//! One document has one path, however a client spells its URI. A URI that is no file gets a path that no disk has in
//! practice, its scheme with a colon as the first part: `vscode-vfs://github/a.prisma` is
//! `/vscode-vfs:/github/a.prisma`. One without folders, such as `untitled:Untitled-1`, gets a folder of its own,
//! `/untitled:/Untitled-1/Untitled-1`: two unsaved buffers are no project.

use std::path::{Path, PathBuf};

use tower_lsp::lsp_types::Url;

use crate::host::is_virtual;

/// The path that stands for `uri`.
pub fn to_path(uri: &Url) -> PathBuf {
    match uri.to_file_path() {
        Ok(path) if uri.scheme() == "file" => with_upper_case_drive(&path),
        _ => invented(uri),
    }
}

/// The URI of a file that is not open (that of an open document is what the client called it), or `None` where `path`
/// stands for no file on a disk.
pub fn from_path(path: &Path) -> Option<Url> {
    if is_virtual(path) { None } else { Url::from_file_path(path).ok() }
}

fn invented(uri: &Url) -> PathBuf {
    let scheme = uri.scheme();
    let rest = uri.as_str().strip_prefix(scheme).and_then(|rest| rest.strip_prefix(':')).unwrap_or_default();
    let mut path = PathBuf::from(format!("/{scheme}:"));
    path.extend(rest.split('/').filter(|part| !part.is_empty()));
    if uri.cannot_be_a_base() {
        path.push(path.file_name().map(ToOwned::to_owned).unwrap_or_default());
    }
    path
}

/// `/z:/x` and `z:\x` with a capital letter: editors on Windows write either.
fn with_upper_case_drive(path: &Path) -> PathBuf {
    let Some(text) = path.to_str() else { return path.to_owned() };
    let (root, rest) = match text.strip_prefix('/') {
        Some(rest) => ("/", rest),
        None => ("", text),
    };
    let mut chars = rest.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(drive), Some(':'), None | Some('/' | '\\')) if drive.is_ascii_lowercase() => PathBuf::from(
            format!("{root}{}{}", drive.to_ascii_uppercase(), rest.get(1..).unwrap_or_default()),
        ),
        _ => path.to_owned(),
    }
}
