//! Tests that spawn the real binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails like this"
)]

mod cancelling;
mod cli;
mod code;
mod code_actions;
mod code_kept;
mod completion;
mod diagnostics_pulled;
mod diagnostics_pushed;
mod diagram;
mod dialects;
mod editing;
mod editors;
mod formatting;
mod framing;
mod hierarchy;
mod hints_and_lenses;
mod hostile_frames;
mod large_answers;
mod lifecycle;
mod limits;
mod long_sessions;
mod lsp_client;
mod migrations;
mod navigation;
mod pressure;
mod refactor;
mod references;
mod rename;
mod search;
mod semantic_tokens;
mod session;
mod settings_file;
mod statistics_file;
mod status;
mod structure;
mod symbols;
mod workspace;
