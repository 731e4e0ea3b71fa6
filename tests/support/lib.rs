//! What several test programs share.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is how a test fails, also in the functions that tests share"
)]

pub mod corpus;
pub mod fixture;
pub mod mutants;
pub mod random;

use std::path::{Path, PathBuf};

/// The folder of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// The folder with the recorded answers of Prisma and the corpus of real projects, which may be absent.
pub fn shared() -> PathBuf {
    root().join("../shared")
}
