//! Tasks for those who work on the code. `cargo xtask` lists them.

pub mod docs;
pub mod new_rule;
mod templates;
