//! Statistics of a database: how many rows its tables have, which indexes are used, and which statements take long.
//!
//! - [`format`](mod@format): `.prisma-lens/stats.json`, the file that the language server and `check` read.
//! - [`packs`]: the SQL that asks a database for it, for clients such as `psql`. It only reads.
//! - [`output`]: what the clients print for that SQL, as rows.
//! - [`collect`]: rows become statistics; the same for a client's output and for a connection.
//! - [`shape`]: statements without literals.
//!
//! The crate opens no connection. `prisma-lens-db` does, with the SQL of [`packs`].

pub mod collect;
pub mod format;
pub mod output;
pub mod packs;
pub mod shape;

pub use format::{IndexStatistics, StatementStatistics, Statistics, TableStatistics};
