//! What the language server and the command line share.

mod code_search;
mod hostile_files;
mod project;
