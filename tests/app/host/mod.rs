//! What the language server and the command line share.

mod project;
