//! The syntax layer.

mod incremental;
mod split;
