//! What the language server and the command line share.

mod hostile_files;
mod project;
