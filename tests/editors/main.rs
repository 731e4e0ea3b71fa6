//! Sessions in real editors, with the real server and the configuration in `editors/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails like this"
)]

mod emacs;
mod helix;
mod neovim;
mod plan;
mod project;
mod terminal;
