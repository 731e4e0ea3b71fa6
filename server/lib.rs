//! Prisma Lens: a language server and a command-line checker for Prisma schemas.
//!
//! The modules are layers, lowest first; each may use only those above it in this list (a test reads every `use`):
//!
//! | layer | what it owns |
//! |---|---|
//! | [`text`] | spans, the rope, positions, edits |
//! | [`syntax`] | blocks and their trees, typed views, syntax errors |
//! | [`project`] | which files form a schema, which Prisma version they are for, configuration |
//! | [`schema`] | the semantic model and the catalog of facts |
//! | [`format`] | the formatter |
//! | [`validate`] | what Prisma itself refuses or warns of |
//! | [`rules`] | the checklist |
//! | [`ide`] | one feature a file: hover, definition and their like |
//! | [`host`] | the disk, and schemas put together from it, for both of the next |
//! | [`lsp`], [`cli`] | the protocol; the terminal |

pub mod text;

pub mod syntax;

pub mod project;

pub mod schema;

pub mod format;

pub mod validate;

pub mod rules;

pub mod ide;

pub mod host;

pub mod lsp;

pub mod cli;
