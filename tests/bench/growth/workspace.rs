//! What is done with something that grows outside of files: folders, links, and documents that are open.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use model::project::{discover, schema_of};
use prisma_lens::host::{
    Disk, Documents, OpenFiles, Project, ProjectOptions, TextChange, WorkspaceView, first_code_files,
};

use super::features::{Meter, timed};
use super::shapes::Entry;

/// Everything that is done with a folder of these files and links.
pub fn folder(entries: &[Entry], meter: &mut Meter<'_>) {
    let folder = tempfile::TempDir::new().expect("a folder");
    let root = fs::canonicalize(folder.path()).expect("its path");
    for entry in entries {
        let (Entry::File(path, _) | Entry::Link(path, _)) = entry;
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        match entry {
            Entry::File(_, text) => fs::write(&path, text).expect("a file"),
            Entry::Link(_, target) => link(target, &path),
        }
    }
    let roots = [root.clone()];
    let mut sets = Vec::new();
    timed(meter, "search for schemas", || sets = discover(&Disk::new(), &roots));
    let disk = Disk::new();
    timed(meter, "loading of projects", || {
        let options = ProjectOptions { folder: Some(&root), ..ProjectOptions::default() };
        sets.iter().map(|set| Project::load(&disk, set.clone(), &options)).collect::<Vec<_>>()
    });
    let first: Option<PathBuf> = sets.first().and_then(|set| set.files.first().cloned());
    timed(meter, "schema of a file", || first.as_ref().map(|file| schema_of(&Disk::new(), file, &roots)));
    timed(meter, "search for code", || first_code_files(&roots, 10_000));
}

#[cfg(unix)]
fn link(target: &str, path: &std::path::Path) {
    std::os::unix::fs::symlink(target, path).expect("a link");
}

/// Links need rights elsewhere, so that the shapes with links are smaller there.
#[cfg(not(unix))]
fn link(_: &str, _: &std::path::Path) {}

/// Everything that is done with open documents, which are the files of schemas.
pub fn documents(files: &[(String, String)], meter: &mut Meter<'_>) {
    let documents = Documents::default();
    timed(meter, "opening of documents", || {
        for (path, text) in files {
            documents.open(&format!("file://{path}"), path.into(), "prisma", 1, text);
        }
    });
    let disk = Arc::new(Disk::new());
    let kept = WorkspaceView::default();
    let view = |revision| WorkspaceView {
        files: OpenFiles::new(disk.clone(), documents.all()),
        documents: documents.all(),
        revision,
        open: Arc::default(),
        ..kept.clone()
    };
    timed(meter, "schemas of documents", || view(1).open_schemas());
    let middle = files.get(files.len() / 2).map(|(path, _)| PathBuf::from(path)).unwrap_or_default();
    timed(meter, "edit of a document", || {
        let change = TextChange { range: None, text: "model Z {\n  id Int @id\n}\n".to_owned() };
        documents.change(&middle, 2, vec![change], base::text::Encoding::Utf16);
        let view = view(2);
        let schemas = view.open_schemas();
        view.schemas.keep_only(&schemas);
    });
    timed(meter, "closing of documents", || {
        for (path, _) in files {
            documents.close(path.as_ref());
        }
    });
}
