//! The `prisma-lens` binary.

use std::process::ExitCode;

/// The allocator of musl itself is slow where several threads allocate.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    prisma_lens::cli::run()
}
