//! Tests that spawn the real binary.

mod editors;
mod framing;
mod lifecycle;
mod pressure;
mod session;
#[path = "../support/mod.rs"]
mod support;
