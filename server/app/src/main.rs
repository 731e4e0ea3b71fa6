//! The `prisma-lens` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    prisma_lens::cli::run()
}
