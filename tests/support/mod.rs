//! What several test programs share.
#![allow(dead_code, reason = "each test program uses its own part of this")]

pub mod fixture;
pub mod lsp_client;
