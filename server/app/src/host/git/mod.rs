//! What is read from git repositories, from their own files: no process is started.

mod commit_files;
mod repository;

pub(crate) use commit_files::CommitFiles;
