//! Prisma Lens: a language server and a command-line checker for Prisma schemas.
//!
//! This package is the outermost layer: disk, protocol, terminal, threads and clocks. Schemas and migrations are handled
//! in the crates below it, lowest first: `base`, `syntax`, `model`, `statistics`, `checks`, `migrations`, `queries`, `ide`.
//!
//! | module | what it owns |
//! |---|---|
//! | [`host`] | the disk, and schemas put together from it |
//! | [`lsp`] | the language server |
//! | [`cli`] | the command line |
//! | `plan_folder` | the files that a stage of a migration plan is written to |
//! | `migration_name` | the names of new migrations |
//! | [`project_database`] | what `prisma-lens-db` needs of a project |
//! | [`standard_output`] | writing to standard output |
//! | [`pages`] | addresses of the documentation |

pub mod cli;
pub mod host;
pub mod lsp;
pub mod pages;
pub mod project_database;
pub mod standard_output;

mod memory;
mod migration_name;
mod plan_folder;
