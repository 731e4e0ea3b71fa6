//! Tasks for those who work on the code. `cargo xtask` lists them.

pub mod docs;
mod extension;
pub mod new_rule;
mod templates;
