//! Prisma Lens: a language server and a command-line checker for Prisma schemas.
//!
//! This package is the rim: it knows the disk, the protocol, the terminal, threads and clocks. What is known about
//! schemas is in the crates below it, lowest first: `base`, `syntax`, `model`, `checks`, `ide`.
//!
//! | module | what it owns |
//! |---|---|
//! | [`host`] | the disk, and schemas put together from it |
//! | [`lsp`] | the language server |
//! | [`cli`] | the command line |

pub mod cli;
pub mod host;
pub mod lsp;

mod memory;
