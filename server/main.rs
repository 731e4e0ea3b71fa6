//! The `prisma-lens` binary.

fn main() {}
